import type { FeatureCollection, Point } from 'geojson'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import type { IncidentRow } from './answers.ts'

/** What a view asks of the incidents held in the worker. Times in ms. */
export type IncidentFilter = { from: number; to: number; categoryIds: number[] | null; states: IncidentState[] | null; minSeverity: number; provenance: Provenance[] | null }
export type IncidentQuestion = { filter: IncidentFilter; extent: { bbox: Bbox; zoom: number }; histogram: { from: number; to: number; binMilliseconds: number } }
export type IncidentCounts = { total: number; matching: number; byCategory: Record<number, number>; byState: Partial<Record<IncidentState, number>>; bySeverity: Record<number, number>; byProvenance: Partial<Record<Provenance, number>> }
export type Histogram = { from: number; binMilliseconds: number; counts: ArrayLike<number> }
export type IncidentAnswers = { clusters: FeatureCollection<Point>; counts: IncidentCounts; histogram: Histogram }

/** The incidents off the main thread. Answers come in the order of the questions. */
export type IncidentIndex = {
  /** @returns how many were read */
  load(bytes: ArrayBuffer): Promise<number>
  apply(rows: IncidentRow[], gone: string[]): Promise<void>
  ask(question: IncidentQuestion): Promise<IncidentAnswers>
  close(): void
}
