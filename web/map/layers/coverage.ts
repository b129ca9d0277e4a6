import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { coverageCells } from '../coverageCells.ts'
import { coverageSteps } from '../palette.ts'
import { remember } from '../remember.ts'
import { coverageBreaksMinutes } from '../scale.ts'
import type { CoverageGrid, SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const cellsOf = remember((grid: CoverageGrid) => geojson(coverageCells(grid)))
const nothing = geojson(emptyCollection)
/** From this pitch on cells stand up as columns. */
export const columnPitch = 25
const metersPerDecade = 90

/** Short presence is drawn thinner: passing by is not being there. */
const opacity = (short: number, long: number): ExpressionSpecification => ['step', ['get', 'minutes'], short, coverageBreaksMinutes[1], long]

/** Patrol presence: squares coloured by minutes, low in opacity so that streets stay readable; columns when the map is tilted. */
export function coveragePart(data: SceneData, view: View): Part {
  const steps = coverageSteps[view.theme]
  const color: ExpressionSpecification = ['step', ['get', 'minutes'], steps[0]!, ...coverageBreaksMinutes.flatMap((edge, i) => [edge, steps[i + 1]!])] as unknown as ExpressionSpecification
  const flat: LayerSpecification = {
    id: 'coverage-cell',
    source: 'coverage',
    type: 'fill',
    paint: { 'fill-color': color, 'fill-antialias': false, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12, opacity(0.5, 0.85), 17, opacity(0.3, 0.6)] },
  }
  const raised: LayerSpecification = {
    id: 'coverage-column',
    source: 'coverage',
    type: 'fill-extrusion',
    // Height by the logarithm: a cell before a station door would otherwise dwarf a whole beat.
    paint: { 'fill-extrusion-color': color, 'fill-extrusion-height': ['*', metersPerDecade, ['log10', ['+', 1, ['get', 'minutes']]]], 'fill-extrusion-opacity': 0.8 },
  }
  return {
    sources: { coverage: data.coverage ? cellsOf(data.coverage) : nothing },
    cover: [view.camera.pitch >= columnPitch ? raised : flat],
  }
}
