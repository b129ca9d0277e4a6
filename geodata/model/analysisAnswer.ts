import type { BacktestResult, Note } from '../analysis/method.ts'
import type { Evidence } from '../analysis/evidence.ts'
import type { AnalysisQuestion, HotspotTrend, MethodId } from './analysis.ts'
import type { Geometry } from './geometry.ts'
import type { Provenance } from './incident.ts'

/** A unit of an answer as it is drawn and exported: `index` is its place among all units, the rest its columns (null: none). */
export type AnalysisUnit = { type: 'Feature'; id: number; geometry: Geometry; properties: { index: number; finding: string } & Record<string, number | string | null> }
export type AnalysisUnits = { type: 'FeatureCollection'; features: AnalysisUnit[] }

/** What a method found, with what is drawn of it: units with a finding, then those that rank first, up to `mostUnitsShown`. */
export type AnalysisFound = {
  method: MethodId
  version: number
  evidence: Evidence
  unitKind: 'cells' | 'areas' | 'segments' | 'shapes' | 'none'
  /** Side of a cell; null where units are no cells. */
  cellMeters: number | null
  units: AnalysisUnits
  /** All units, those that are not drawn among them. */
  unitCount: number
  /** Names of the columns of a unit, in order. */
  columns: string[]
  /** The words of `finding`; the first says "not significant". */
  findings: string[]
  /** All units by finding. */
  totals: Record<string, number>
  summary: Record<string, number | string | null>
  table: { columns: string[]; rows: (number | string | null)[][] } | null
  notes: Note[]
  /** Classes for a colour scale of one column over all units: k + 1 ascending limits. null where there is nothing to colour. */
  legend: { column: string; breaks: number[] } | null
}

/** A hot area now and before: hot units that touch, for shapes each alone. Rates are of equal time; p is the exact test of both counts, q after the correction for many. */
export type HotAreaTrend = { units: number[]; center: [number, number]; now: number | null; before: number | null; p: number; q: number; trend: HotspotTrend }

export type AnalysisPrevious = {
  /** The window that was compared with, and how many days each has. */
  window: { from: string; to: string }
  days: { now: number; before: number }
  rows: number
  totals: Record<HotspotTrend, number>
  /** Hot now, the hottest first. */
  areas: HotAreaTrend[]
  /** Hot before and not any more: `now`, `before`, `p`, `q` and `trend` stand in the properties. */
  gone: AnalysisUnits
}

export type AnalysisAnswer = {
  question: AnalysisQuestion
  /** Rows that were given to the method; what it used of them says its evidence. */
  rows: number
  /** Rows of the window that were not given to it, by reason. Merged incidents count once, with the one they were merged into. */
  rowsLeftOut: Record<string, number>
  /** The rows by who found them. */
  provenance: Record<Provenance, number>
  result: AnalysisFound
  /** null where the question wanted none, or where there is nothing to judge: a note says why. */
  backtest: BacktestResult | null
  previous: AnalysisPrevious | null
  /** Counts of 1 to 4 are kept from this reader: null in the units. */
  smallHidden: boolean
}

export type AnalysisStage = 'rows' | 'method' | 'backtest' | 'previous'
export type AnalysisProblem = { type: string; title: string; status: number; detail: string; errors: { field: string; expected: string; code?: string }[] }
/** A line of the stream that answers `POST /api/analyses`; the last one is an answer or a problem. */
export type AnalysisLine = { progress: number; stage: AnalysisStage } | { answer: AnalysisAnswer } | { problem: AnalysisProblem }

export const mostUnitsShown = 5_000

/** A kept hotspot as lists show it. Counts are null where they are small and the reader is not to see them. */
export type Hotspot = {
  id: string
  areaId: number
  name: string
  note: string
  period: { from: string; to: string }
  method: MethodId
  incidents: number | null
  squareMeters: number
  assignedTo: string | null
  /** Name of who it is assigned to, in both languages. */
  assignedName: { zh: string; en: string } | null
  assignedAt: string | null
  createdBy: string
  createdAt: string
  retiredAt: string | null
  version: number
  geometry: Geometry
  /** When it was found against the period before; left out where it was not computed. */
  trend?: HotspotTrend
}

export type HotspotLogEntry = { id: number; at: string; actor: string; action: 'keep' | 'rename' | 'note' | 'assign' | 'retire' | 'restore'; detail: Record<string, unknown> }

/** What the ground of a hotspot held since: the period after its own against the one it was found in. */
export type HotspotComparison = {
  /** The period it was found in, and the one of equal length before it. */
  before: { from: string; to: string; incidents: number | null }
  found: { from: string; to: string; incidents: number | null }
  /** From the end of its period until now (or until the data ends). */
  since: { from: string; to: string; incidents: number | null } | null
  /** Found against before: exact, rates of equal time. */
  trend: { p: number; trend: HotspotTrend }
  /** Since against found; null while less than a day has passed. */
  sinceTrend: { p: number; ratio: number | null; low: number | null; high: number | null; trend: HotspotTrend } | null
  /** Incidents by week, from the start of the period before until now. */
  weeks: { from: string; incidents: number | null }[]
}

export type HotspotRecord = { hotspot: Hotspot; question: AnalysisQuestion; evidence: HotspotEvidence; log: HotspotLogEntry[]; /** Of the accounts in the log, as far as the reader is told. */ names: Record<string, { zh: string; en: string }>; comparison: HotspotComparison; smallHidden: boolean }

/** What a kept hotspot was found by. */
export type HotspotEvidence = {
  /** Of the method, as it was then. */
  version?: number
  evidence: Evidence
  rows: number
  rowsLeftOut: Record<string, number>
  provenance: Record<Provenance, number>
  summary: Record<string, number | string | null>
  notes: Note[]
  backtest: BacktestResult | null
  /** Figures of the units that make it up, the first 200. */
  columns: string[]
  units: ({ index: number; finding: string } & Record<string, number | string | null>)[]
  unitCount: number
}

/** An account that may be given a hotspot: holds `patrol_leader` over its area. */
export type PatrolLeader = { id: string; nameZh: string; nameEn: string }
