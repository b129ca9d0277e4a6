import type { z } from 'zod'
import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import type { Geometry } from '../model/geometry.ts'
import type { MethodId } from '../model/analysis.ts'
import type { BacktestRow } from './backtest.ts'
import type { Evidence } from './evidence.ts'
import type { NeighbourLists, NeighbourWeights } from './giStar.ts'

/** A local plane: degrees to metres and back. The identity where a file is in metres already. */
export type Plane = { forward: (place: LngLat) => MetersXY; inverse: (point: MetersXY) => LngLat }

/** Polygons in metres: parts of rings, the first of each part the outer one. */
export type PolygonXY = readonly (readonly (readonly MetersXY[])[])[]

/** Events of the window, in order of time, in metres. */
export type PointRows = {
  count: number
  xMeters: Float64Array
  yMeters: Float64Array
  /** Milliseconds since 1970 UTC; where a file has plain numbers for times, those numbers of days in ms. */
  timesMs: Float64Array
  /** The end of the interval in which it happened; the same as `timesMs` where the time is known. */
  untilMs: Float64Array
}

export type AreaRows = {
  ids: readonly string[]
  /** Empty where a file gave values and neighbours only. */
  polygons: readonly PolygonXY[]
  /** Of `--field`, or null where points are to be counted. */
  values: Float64Array | null
  /** Households or whatever carries the risk. */
  population: Float64Array | null
  /** As a file gave them, without the area itself; null: by shared borders. */
  neighbours: NeighbourLists | null
  /** Beside the neighbours where a file gave weights; left out or null, every neighbour weighs 1. */
  neighbourWeights?: NeighbourWeights | null
}

export type StreetRows = { ids: readonly string[]; lines: readonly (readonly MetersXY[])[] }

export type AnalysisInput = {
  points: PointRows | null
  areas: AreaRows | null
  streets: StreetRows | null
  /** Where events could have been seen; null: the cells that held one. */
  studyArea: readonly PolygonXY[] | null
  window: { fromMs: number; toMs: number }
  plane: Plane
  /** IANA zone of hours and days. */
  timeZone: string
  /** Rows that the reader left out, by reason. */
  rowsLeftOut: Record<string, number>
}

/** What is drawn and exported: cells of a regular grid, areas as they came, pieces of streets, or shapes. Metres of the plane. */
export type Units =
  | { kind: 'cells'; cellMeters: number; origin: MetersXY; columns: number; rows: number; /** row * columns + column, row 0 in the south */ cell: Uint32Array }
  | { kind: 'areas'; ids: readonly string[] }
  | { kind: 'segments'; lines: readonly (readonly MetersXY[])[]; ids: readonly string[] }
  | { kind: 'shapes'; shapes: readonly PolygonXY[] }
  | { kind: 'none' }

/** Something to know beside the numbers, for the interface to say in both languages (`analysis.note.<code>`). */
export type Note = { code: string; values?: Record<string, string | number> }

export type AnalysisResult = {
  method: MethodId
  version: number
  evidence: Evidence
  units: Units
  /** One number a unit, NaN where there is none: `count`, `z`, `p`, `q`, `density` ... */
  columns: Record<string, Float64Array>
  /** The words of `finding`, for example none, hot, cold; index 0 always says "not significant" or "not tested". */
  findings: readonly string[]
  finding: Uint8Array
  /** Single figures: I, expected, z, p ... */
  summary: Record<string, number | string | null>
  table: { columns: readonly string[]; rows: readonly (readonly (number | string | null)[])[] } | null
  notes: readonly Note[]
}

export type BacktestVerdict = 'better' | 'same' | 'worse'

export type BacktestResult = {
  /** `method` is the method's id, `plain_counts` or `random`; each at every share. */
  rows: BacktestRow[]
  trainedUntil: string
  testedUntil: string
  earlierRows: number
  /** Later rows inside of the units, which are all that can be hit, and those outside of them. */
  laterRows: number
  laterRowsOutside: number
  /** What was ranked: shapes by the cells that they cover. */
  unitKind: 'cells' | 'areas' | 'segments'
  units: number
  /** Against plain counts: later events that only one of the two held, and the exact test of an even chance for them. */
  comparisons: { shareAsked: number; methodOnly: number; countsOnly: number; p: number; verdict: BacktestVerdict }[]
  /** At the largest share. */
  verdict: BacktestVerdict
}

/** Told now and then how far it is, 0 to 1. Work is ended from outside: with the thread it runs in. */
export type Tell = (share: number) => void

export type Method<Parameters = Record<string, never>> = {
  id: MethodId
  /** Rises when the same input would give other numbers. */
  version: number
  /** Where it is published. */
  source: string
  needs: readonly ('points' | 'areas' | 'streets' | 'times' | 'population')[]
  /** Every parameter has a default and its unit in its name; text of a command line is coerced. */
  parameters: z.ZodType<Parameters>
  /** The column that ranks units for a backtest, the largest first; null: nothing to rank. */
  rank: string | null
  /** @throws AnalysisRefusal where the input gives no answer, saying why in a sentence */
  run: (input: AnalysisInput, parameters: Parameters, tell: Tell) => AnalysisResult
}

/** The input or a parameter gives no answer: a clear sentence, a code for translation and the field to change. */
export class AnalysisRefusal extends RangeError {
  override name = 'AnalysisRefusal'
  readonly code: string
  readonly field: string
  constructor(code: string, message: string, field = 'parameters') {
    super(message)
    this.code = code
    this.field = field
  }
}

/** A unit as it is drawn and exported. */
export type UnitFeature = { type: 'Feature'; id: number; geometry: Geometry; properties: Record<string, number | string | null> }
