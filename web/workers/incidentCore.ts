import { decodeColumns } from '../../geodata/format/incidentColumns.ts'
import { clusterIndexOf, clustersIn, singlesIn, type ClusterIndex } from './clusterIncidents.ts'
import { filterIncidents, histogramOf, type Filtered } from './filterIncidents.ts'
import { changeTable, placesOf, tableOf, type IncidentTable } from './incidentTable.ts'
import type { IncidentAnswers, IncidentFilter, IncidentQuestion, IncidentRow } from './incidentQuestion.ts'

/** `member` marks the rows that pass now, `indexed` those that passed when the clusters were made, which took `cost` ms. */
type Kept = { key: string; filtered: Filtered; member: Uint8Array; index: ClusterIndex; indexed: Uint8Array; madeAt: number; cost: number; changed: boolean }
/** Filters whose clusters are kept: a wall of several views asks several questions in turn. */
const mostKept = 3
/**
 * Clusters are made anew after changes, but for at most a twentieth of the time: until then new incidents stand alone at once, changed
 * ones are told as they are now, and only the figures inside a cluster lag.
 */
const restPerCost = 20

/** What the worker does, without a worker: holds the incidents and answers questions about them. */
export type IncidentCore = { load(bytes: ArrayBuffer): number; apply(rows: readonly IncidentRow[], gone: readonly string[]): void; ask(question: IncidentQuestion): IncidentAnswers; places(filter: IncidentFilter): Float64Array }

/** @param clock milliseconds, rising */
export function createIncidentCore(clock: () => number = () => performance.now()): IncidentCore {
  let held: IncidentTable | null = null
  let kept: Kept[] = []

  function prepared(table: IncidentTable, filter: IncidentFilter): Kept {
    const key = JSON.stringify(filter)
    const known = kept.find((one) => one.key === key)
    if (known && !known.changed) return known
    const filtered = filterIncidents(table, filter)
    const member = new Uint8Array(table.columns.count)
    for (const row of filtered.rows) member[row] = 1
    const made = known && clock() - known.madeAt < restPerCost * known.cost ? { ...known, filtered, member } : { key, filtered, member, indexed: member, changed: false, ...timedIndex(table, filtered) }
    kept = [made, ...kept.filter((one) => one.key !== key)].slice(0, mostKept)
    return made
  }

  function timedIndex(table: IncidentTable, filtered: Filtered) {
    const begun = clock()
    const index = clusterIndexOf(table, filtered.rows)
    const madeAt = clock()
    return { index, madeAt, cost: madeAt - begun }
  }

  return {
    /** @throws RangeError for bytes that are no fangcun columns; what was held before stays */
    load(bytes) {
      const table = tableOf(decodeColumns(new Uint8Array(bytes)))
      held = table
      kept = []
      return table.columns.count
    },
    apply(rows, gone) {
      changeTable((held ??= tableOf(emptyColumns())), rows, gone)
      kept = kept.map((one) => ({ ...one, changed: true }))
    },
    ask({ filter, extent, histogram }) {
      const table = (held ??= tableOf(emptyColumns()))
      const { filtered, member, index, indexed } = prepared(table, filter)
      const clusters = clustersIn(index, table, extent.bbox, extent.zoom, (row) => member[row] === 1)
      clusters.features.push(...singlesIn(table, filtered.rows.filter((row) => indexed[row] !== 1), extent.bbox))
      return { clusters, counts: filtered.counts, histogram: histogramOf(table, filter, histogram) }
    },
    places(filter) {
      const table = (held ??= tableOf(emptyColumns()))
      return placesOf(table, prepared(table, filter).filtered.rows)
    },
  }
}

function emptyColumns() {
  return {
    count: 0, ids: new Uint8Array(0), x: new Uint32Array(0), y: new Uint32Array(0), occurredAt: new Float64Array(0), categoryId: new Uint16Array(0),
    severity: new Uint8Array(0), state: new Uint8Array(0), provenance: new Uint8Array(0), shape: new Uint8Array(0), zoneId: new Uint32Array(0),
  }
}
