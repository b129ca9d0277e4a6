import { decodeColumns } from '../../geodata/format/incidentColumns.ts'
import { clusterIndexOf, clustersIn, type ClusterIndex } from './clusterIncidents.ts'
import { filterIncidents, histogramOf, type Filtered } from './filterIncidents.ts'
import { changeTable, tableOf, type IncidentTable } from './incidentTable.ts'
import type { IncidentAnswers, IncidentQuestion, IncidentRow } from './incidentQuestion.ts'

type Kept = { key: string; filtered: Filtered; index: ClusterIndex }
/** Filters whose clusters are kept: a wall of several views asks several questions in turn. */
const mostKept = 3

/** What the worker does, without a worker: holds the incidents and answers questions about them. */
export type IncidentCore = { load(bytes: ArrayBuffer): number; apply(rows: readonly IncidentRow[], gone: readonly string[]): void; ask(question: IncidentQuestion): IncidentAnswers }

export function createIncidentCore(): IncidentCore {
  let table: IncidentTable | null = null
  let kept: Kept[] = []

  function prepared(table: IncidentTable, filter: IncidentQuestion['filter']): Kept {
    const key = JSON.stringify(filter)
    const known = kept.find((one) => one.key === key)
    if (known) return known
    const filtered = filterIncidents(table, filter)
    const made = { key, filtered, index: clusterIndexOf(table, filtered.rows) }
    kept = [made, ...kept].slice(0, mostKept)
    return made
  }

  return {
    /** @throws RangeError for bytes that are no fangcun columns; what was held before stays */
    load(bytes) {
      table = tableOf(decodeColumns(new Uint8Array(bytes)))
      kept = []
      return table.columns.count
    },
    apply(rows, gone) {
      table ??= tableOf(emptyColumns())
      changeTable(table, rows, gone)
      kept = []
    },
    ask({ filter, extent, histogram }) {
      table ??= tableOf(emptyColumns())
      const { filtered, index } = prepared(table, filter)
      return { clusters: clustersIn(index, table, extent.bbox, extent.zoom), counts: filtered.counts, histogram: histogramOf(table, filter, histogram) }
    },
  }
}

function emptyColumns() {
  return {
    count: 0, ids: new Uint8Array(0), x: new Uint32Array(0), y: new Uint32Array(0), occurredAt: new Float64Array(0), categoryId: new Uint16Array(0),
    severity: new Uint8Array(0), state: new Uint8Array(0), provenance: new Uint8Array(0), shape: new Uint8Array(0), zoneId: new Uint32Array(0),
  }
}
