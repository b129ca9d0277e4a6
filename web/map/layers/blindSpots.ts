import type { Feature, FeatureCollection, LineString, Polygon } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import { blindAt, type BlindAt } from '../../../geodata/camera/blindHours.ts'
import { lngLatOfMercator, MERCATOR_BITS } from '../../../geodata/geometry/mercator.ts'
import type { BlindSpots } from '../../../geodata/model/blindSpot.ts'
import type { View } from '../../../geodata/model/view.ts'
import { blindSteps } from '../palette.ts'
import { remember } from '../remember.ts'
import { blindIncidentBreaks, blindShareBreaks } from '../scale.ts'
import type { BlindScene, SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const nothing = geojson(emptyCollection)
/** Less than this is the edge of a view, not a spot. */
const leastShare = 0.05

/** The values drawn: shares, or incidents that the blind share of a cell stands for. */
function blindValues({ share, blindIncidents }: BlindAt, weighted: boolean): Float64Array {
  return weighted ? blindIncidents : share
}
const blindBreaks = (weighted: boolean) => (weighted ? blindIncidentBreaks : blindShareBreaks)

type Cell = { blind: number; share: number; meters: number; incidents: number; x: number; y: number }
function cellsOf({ spots, at, weighted }: BlindScene): FeatureCollection<Polygon, Cell> {
  const side = 2 ** (MERCATOR_BITS - spots.level)
  const values = blindValues(at, weighted)
  const features: Feature<Polygon, Cell>[] = []
  spots.cells.x.forEach((x, i) => {
    const y = spots.cells.y[i]!
    if (at.share[i]! < leastShare || values[i] === 0) return
    const [west, north] = lngLatOfMercator({ x: x * side, y: y * side })
    const [east, south] = lngLatOfMercator({ x: (x + 1) * side, y: (y + 1) * side })
    features.push({ type: 'Feature', id: i, geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }, properties: { blind: values[i]!, share: at.share[i]!, meters: at.meters[i]!, incidents: at.incidents[i]!, x, y } })
  })
  return { type: 'FeatureCollection', features }
}
function streetsOf({ spots, at }: BlindScene): FeatureCollection<LineString, { share: number }> {
  const features = spots.streets.flatMap(({ line, meters }, i): Feature<LineString, { share: number }>[] => {
    const share = at.streetMeters[i]! / meters
    return share < leastShare ? [] : [{ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties: { share } }]
  })
  return { type: 'FeatureCollection', features }
}
const sourcesOf = remember((scene: BlindScene) => ({ 'blind-cells': geojson(cellsOf(scene)), 'blind-streets': geojson(streetsOf(scene)) }))

/** What the map draws of an answer for chosen hours: made once, since it goes through every cell. */
export const blindScene = (spots: BlindSpots, hours: readonly number[] | null, weighted: boolean): BlindScene => ({ spots, weighted, at: blindAt(spots, hours) })

/** Blind ground as squares, blind streets as lines over them from near on. */
export function blindSpotsPart({ blindSpots }: SceneData, view: View): Part {
  const steps = blindSteps[view.theme]
  const coloured = (key: string, breaks: readonly number[]) => ['step', ['get', key], steps[0]!, ...breaks.flatMap((edge, i) => [edge, steps[i + 1]!])] as unknown as ExpressionSpecification
  return {
    sources: blindSpots ? sourcesOf(blindSpots) : { 'blind-cells': nothing, 'blind-streets': nothing },
    cover: [
      { id: 'blind-cell', source: 'blind-cells', type: 'fill', paint: { 'fill-color': coloured('blind', blindBreaks(blindSpots?.weighted ?? false)), 'fill-antialias': false, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.8, 17, 0.45] } },
      { id: 'blind-street', source: 'blind-streets', type: 'line', minzoom: 14.5, layout: { 'line-cap': 'round' }, paint: { 'line-color': coloured('share', blindShareBreaks), 'line-width': ['interpolate', ['linear'], ['zoom'], 14.5, 1.5, 18, 6], 'line-opacity': 0.9 } },
    ],
  }
}
