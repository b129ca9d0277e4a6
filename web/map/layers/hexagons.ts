import type { View } from '../../../geodata/model/view.ts'
import type { IncidentHexagons } from '../../workers/incidentQuestion.ts'
import { lowestLabel } from '../basemap/labels.ts'
import { hexagonSteps } from '../palette.ts'
import { hexagonBreaks, hexagonRadiusMeters, hexagonRootMeters } from '../scale.ts'
import type { SceneData } from '../sceneData.ts'
import { columnPitch } from './coverage.ts'
import type { Part } from './part.ts'

/** What deck.gl is to draw, as a value; class i holds the counts in [breaks[i-1], breaks[i]) and has colors[i]. */
export type Hexagons = {
  /** Compared by identity. */
  cells: IncidentHexagons
  radiusMeters: number
  /** Columns of `rootMeters` × √count high; flat where `null`. */
  rootMeters: number | null
  breaks: readonly number[]
  colors: readonly string[]
  opacity: number
  /** The style layer they lie under. */
  beforeId: string
}

/** The name they have among the style layers that answer to the pointer. */
export const hexagonLayer = 'incident-hexagon'

/** Incidents counted in hexagons: coloured ground, columns when the map is tilted. */
export function incidentHexagonsPart({ incidentHexagons }: SceneData, { theme, camera }: View): Part {
  if (!incidentHexagons) return {}
  const raised = camera.pitch >= columnPitch
  return {
    hexagons: {
      cells: incidentHexagons,
      radiusMeters: hexagonRadiusMeters,
      rootMeters: raised ? hexagonRootMeters : null,
      breaks: hexagonBreaks,
      colors: hexagonSteps[theme],
      opacity: raised ? 0.92 : 0.72,
      beforeId: lowestLabel,
    },
  }
}

/** The class of a count of one or more. */
export const hexagonClass = (count: number, breaks: readonly number[]): number => breaks.filter((edge) => count >= edge).length

/** Whether nothing has to be drawn anew: fields are numbers, texts or values kept by identity. */
export function sameHexagons(a: Hexagons | undefined, b: Hexagons | undefined): boolean {
  if (!a || !b) return a === b
  return (Object.keys(a) as (keyof Hexagons)[]).every((field) => a[field] === b[field])
}
