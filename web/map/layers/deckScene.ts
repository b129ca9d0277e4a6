import type { IncidentPoints } from '../../workers/incidentQuestion.ts'
import type { Bbox } from '../../../geodata/model/geometry.ts'
import { sameHexagons, type Hexagons } from './hexagons.ts'

/** Every incident as a point that the GPU shows or hides; what is shown is a few numbers, so that moving the time window costs no data. */
export type Points = {
  /** Compared by identity. */
  points: IncidentPoints
  colors: readonly string[]
  /** Lowest and highest of order in time, severity, place of the area in the tree, and 1 for what the rest of the filter lets pass. */
  ranges: readonly [number, number][]
  /** Category slots and provenances that are shown. */
  chosen: readonly [number[], number[]]
  radiusPixels: number
  opacity: number
  beforeId: string
}

/** A picture on the ground; `rgba` row by row from the north-west. Compared by identity. */
export type Heat = { rgba: Uint8Array<ArrayBuffer>; width: number; height: number; bounds: Bbox; opacity: number; beforeId: string }

/** What deck.gl draws on one map: at most one of each, bottom first. */
export type DeckScene = { heat?: Heat | undefined; hexagons?: Hexagons | undefined; points?: Points | undefined }

const same = (a: unknown, b: unknown): boolean => a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => same(value, b[i])))
const sameFields = <Value extends object>(a: Value | undefined, b: Value | undefined): boolean => (!a || !b ? a === b : (Object.keys(a) as (keyof Value)[]).every((field) => same(a[field], b[field])))

/** Whether nothing has to be drawn anew. */
export const sameDeckScene = (a: DeckScene, b: DeckScene): boolean => sameHexagons(a.hexagons, b.hexagons) && sameFields(a.points, b.points) && sameFields(a.heat, b.heat)
export const isEmptyDeckScene = ({ heat, hexagons, points }: DeckScene): boolean => !heat && !hexagons && !points
