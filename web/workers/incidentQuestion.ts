import type { FeatureCollection, Point } from 'geojson'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { Incident, IncidentState, Provenance } from '../../geodata/model/incident.ts'

/** An incident as the live stream carries it. */
export type IncidentRow = Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon' }

/** Times in ms, [from, to); `null` is no restriction. */
export type IncidentFilter = { from: number; to: number; categoryIds: number[] | null; states: IncidentState[] | null; minSeverity: number; provenance: Provenance[] | null }

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
}

/** Bin i holds [from + i·bin, from + (i+1)·bin); the filter without its times. */
export type Histogram = { from: number; binMilliseconds: number; counts: Uint32Array }

export type IncidentProperties = { cluster: false; id: string; categoryId: number; severity: number; state: IncidentState; provenance: Provenance; occurredAt: number; shape: 'point' | 'line' | 'polygon' }
export type ClusterProperties = { cluster: true; clusterId: number; count: number; open: number; maxSeverity: number; expansionZoom: number }
export type IncidentClusters = FeatureCollection<Point, IncidentProperties | ClusterProperties>

export type IncidentAnswers = { clusters: IncidentClusters; counts: IncidentCounts; histogram: Histogram }

/** The incidents off the main thread. Answers come in the order of the questions. */
export type IncidentIndex = {
  /** @returns how many were read */
  load(bytes: ArrayBuffer): Promise<number>
  apply(rows: IncidentRow[], gone: string[]): Promise<void>
  ask(question: IncidentQuestion): Promise<IncidentAnswers>
  /** Every place that passes, wherever it lies: longitude and latitude in turn, in degrees. */
  places(filter: IncidentFilter): Promise<Float64Array>
  close(): void
}
