import { decodeColumns, type IncidentColumns } from '../../geodata/format/incidentColumns.ts'
import { createFilteredTable } from './filteredTable.ts'
import { firstRowFrom, histogramOf } from './filterIncidents.ts'
import { openFrames, type FrameLoader } from './frameLoader.ts'
import { heatOf } from './heatOf.ts'
import { hexagonsOf } from './hexagonsOf.ts'
import { changeTable, idOf, placeOf, tableOf, type IncidentTable } from './incidentTable.ts'
import type { HeatQuestion, HexagonQuestion, IncidentAnswers, IncidentHeat, IncidentHexagons, IncidentMoment, IncidentPoints, IncidentQuestion, IncidentRow, IncidentSetup, PointsQuestion } from './incidentQuestion.ts'
import { pointsOf } from './pointsOf.ts'
import { splitGroups } from './splitText.ts'

/** What the worker does, without a worker: holds the incidents and answers questions about them. */
export type IncidentCore = {
  setup(setup: IncidentSetup): void
  load(bytes: ArrayBuffer): number
  begin(total: number): void
  feed(bytes: Uint8Array): number
  apply(rows: readonly IncidentRow[], gone: readonly string[]): number
  ask(question: IncidentQuestion): IncidentAnswers
  hexagons(question: HexagonQuestion): IncidentHexagons
  points(question: PointsQuestion): IncidentPoints
  heat(question: HeatQuestion): IncidentHeat
  moment(row: number): IncidentMoment
}

/** @param clock milliseconds, rising */
export function createIncidentCore(clock: () => number = () => performance.now()): IncidentCore {
  let held: IncidentTable | null = null
  let loader: FrameLoader | null = null
  let timeZone = 'UTC'
  const groupOf = new Uint8Array(65_536).fill(splitGroups - 1)
  let rankOf = new Map<number, number>()
  const table = () => (held ??= tableOf(emptyColumns(), timeZone))
  const passing = createFilteredTable(table, groupOf, clock)

  function hold(columns: IncidentColumns): number {
    held = tableOf(columns, timeZone)
    passing.forget()
    return columns.count
  }

  return {
    setup(setup) {
      groupOf.fill(splitGroups - 1)
      for (const [categoryId, rank] of setup.groups) groupOf[categoryId] = Math.min(rank, splitGroups - 1)
      rankOf = new Map(setup.areas.map((id, rank) => [id, rank]))
      const moved = setup.timeZone !== timeZone
      timeZone = setup.timeZone
      if (moved && held) hold(held.columns)
      passing.forget()
    },
    /** @throws RangeError for bytes that are no fangcun columns; what was held before stays */
    load: (bytes) => hold(decodeColumns(new Uint8Array(bytes))),
    begin(total) {
      loader = openFrames(total)
      hold(loader.columns())
    },
    feed(bytes) {
      if (!loader) throw new RangeError('frames came before they were announced')
      const rows = loader.feed(bytes)
      if (rows !== held?.columns.count) hold(loader.columns())
      return rows
    },
    apply(rows, gone) {
      const lost = changeTable(table(), rows, gone)
      passing.changed()
      return lost
    },
    ask({ filter, extent, histogram }) {
      const { counts } = passing.filtered(filter)
      const slice: [number, number] = [firstRowFrom(table(), filter.from), firstRowFrom(table(), filter.to)]
      return { clusters: passing.clusters(filter, extent), counts, histogram: histogramOf(table(), filter, histogram), slice }
    },
    hexagons: (question) => hexagonsOf(table(), passing.filtered(question.filter).rows, question),
    points: (question) => pointsOf(table(), question, question.limit === null ? new Uint32Array(0) : passing.filtered(question.filter).rows, groupOf, rankOf),
    heat: ({ filter, extent }) => heatOf(table(), passing.filtered(filter).rows, extent.bbox, extent.zoom),
    moment(row) {
      const [lng, lat] = placeOf(table(), row)
      return { lng, lat, occurredAt: table().columns.occurredAt[row]!, id: idOf(table(), row) }
    },
  }
}

function emptyColumns(): IncidentColumns {
  return {
    count: 0, ids: new Uint8Array(0), x: new Uint32Array(0), y: new Uint32Array(0), occurredAt: new Float64Array(0), categoryId: new Uint16Array(0),
    severity: new Uint8Array(0), state: new Uint8Array(0), provenance: new Uint8Array(0), shape: new Uint8Array(0), zoneId: new Uint32Array(0), areaId: new Uint32Array(0),
  }
}
