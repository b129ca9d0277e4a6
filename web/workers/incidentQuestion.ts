import type { FeatureCollection, Point } from 'geojson'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { Incident, IncidentState, Provenance } from '../../geodata/model/incident.ts'

/** An incident as the live stream carries it. */
export type IncidentRow = Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon' }

/** Times in ms, [from, to); `null` is no restriction. */
export type IncidentFilter = {
  from: number
  to: number
  categoryIds: number[] | null
  states: IncidentState[] | null
  minSeverity: number
  provenance: Provenance[] | null
  /** 0 to 167 from Monday 00:00 on the clocks of the deployment. */
  hoursOfWeek: number[] | null
  /** An area with all below it, spelled out. */
  areaIds: number[] | null
}

/** What does not come with the incidents: the clock of the deployment, which group each category belongs to (its place in the palette), and the areas in the order of their tree. */
export type IncidentSetup = { timeZone: string; groups: [categoryId: number, rank: number][]; areas: number[] }

/** What one view asks: which incidents, of which ground, counted in which bins. */
export type IncidentQuestion = { filter: IncidentFilter; extent: { bbox: Bbox; zoom: number }; histogram: { from: number; to: number; binMilliseconds: number } }

/**
 * `matching` passes the whole filter. Each `by…` counts what would match if its own part of the filter were lifted, so that a
 * choice shows how many it would add.
 */
export type IncidentCounts = {
  total: number
  matching: number
  byCategory: Record<number, number>
  byState: Partial<Record<IncidentState, number>>
  bySeverity: Record<number, number>
  byProvenance: Partial<Record<Provenance, number>>
  byArea: Record<number, number>
  /** 168 counts from Monday 00:00. */
  byHourOfWeek: Uint32Array
}

/** Bin i holds [from + i·bin, from + (i+1)·bin); the filter without its times. */
export type Histogram = { from: number; binMilliseconds: number; counts: Uint32Array }

/** Without an id it says where it lies. */
export type IncidentProperties = { cluster: false; id: string; lng?: number; lat?: number; categoryId: number; severity: number; state: IncidentState; provenance: Provenance; occurredAt: number; shape: 'point' | 'line' | 'polygon' }
export type ClusterProperties = { cluster: true; clusterId: number; count: number; open: number; maxSeverity: number; expansionZoom: number; /** Shares of the category groups in parts of 24, e.g. `12.0.8.4`. */ split: string }
/** `counted`: by the server, where there are too many to read. */
export type IncidentClusters = FeatureCollection<Point, IncidentProperties | ClusterProperties> & { counted?: 'server' }
export type ClusterQuestion = { filter: IncidentFilter; extent: { bbox: Bbox; zoom: number } }

/** `slice`: which rows of the points lie in the time window, [first, end) in order of time. */
export type IncidentAnswers = { clusters: IncidentClusters; counts: IncidentCounts; histogram: Histogram; slice: [first: number, end: number] }

/** Density on cells of the mercator grid, row by row from the north-west; `peak` is the highest inside the extent that was asked for. */
export type IncidentHeat = { bounds: Bbox; width: number; height: number; perSquareKilometer: Float32Array; peak: number; rows: number; /** Of the rows that were read, or of the server's counts, where they are too many to read. */ counted: 'here' | 'server' }
export type HeatQuestion = { filter: IncidentFilter; extent: { bbox: Bbox; zoom: number } }

/**
 * What a GPU needs to draw and filter every incident by itself, row by row: places in degrees; four numbers to filter by (order in time, severity,
 * place of the area in the tree, whether the rest of the filter is passed); two choices (category slot, provenance); category group. `slots` names the category of each slot.
 */
export type IncidentPoints = { count: number; places: Float64Array; values: Float32Array; choices: Uint32Array; groups: Uint8Array; slots: number[]; /** Filtered by the worker, of how many that pass in sight; otherwise all are there. */ filtered: boolean; of: number }
/** A GPU filters by as many categories as its bit mask holds; all beyond share the last slot and are judged by the worker. */
export const lastSlot = 63
/** `limit`: at most so many, thinned evenly inside `bbox` and filtered already; null: all, to be filtered where they are drawn. */
export type PointsQuestion = { filter: IncidentFilter; limit: number | null; bbox: Bbox }
/** Middles of hexagons in degrees, longitude and latitude in turn, with how many of the `rows` that pass lie in each. */
export type IncidentHexagons = { places: Float64Array; counts: Uint32Array; rows: number }
/** `ground`: its middle fixes their size, so that they stay where they are when the filter changes; null: that of the data. */
export type HexagonQuestion = { filter: IncidentFilter; radiusMeters: number; ground: Bbox | null }
export type IncidentMoment = { lng: number; lat: number; occurredAt: number; id: string }

/** The incidents off the main thread. Answers come in the order of the questions. */
export type IncidentIndex = {
  setup(setup: IncidentSetup): Promise<void>
  /** @returns how many were read */
  load(bytes: ArrayBuffer): Promise<number>
  /** Room for `total` rows that come in frames; what was held before is forgotten. */
  begin(total: number): Promise<void>
  /** Any piece of the stream of frames. @returns how many rows are there now */
  feed(bytes: Uint8Array): Promise<number>
  /** @returns how many of `gone` could not be found: the incidents should be read again */
  apply(rows: IncidentRow[], gone: string[]): Promise<number>
  ask(question: IncidentQuestion): Promise<IncidentAnswers>
  hexagons(question: HexagonQuestion): Promise<IncidentHexagons>
  points(question: PointsQuestion): Promise<IncidentPoints>
  heat(question: HeatQuestion): Promise<IncidentHeat>
  moment(row: number): Promise<IncidentMoment>
  close(): void
}
