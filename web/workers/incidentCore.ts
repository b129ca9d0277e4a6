import { decodeColumns, type IncidentColumns } from '../../geodata/format/incidentColumns.ts'
import { clusterIndexOf, clustersIn, singlesIn, type ClusterIndex } from './clusterIncidents.ts'
import { filterIncidents, firstRowFrom, histogramOf, type Filtered } from './filterIncidents.ts'
import { openFrames, type FrameLoader } from './frameLoader.ts'
import { gridClustersIn, gridFrom } from './gridClusters.ts'
import { heatOf } from './heatOf.ts'
import { changeTable, idOf, placeOf, placesOf, tableOf, type IncidentTable } from './incidentTable.ts'
import type { HeatQuestion, IncidentAnswers, IncidentClusters, IncidentFilter, IncidentHeat, IncidentMoment, IncidentPoints, IncidentQuestion, IncidentRow, IncidentSetup, PointsQuestion } from './incidentQuestion.ts'
import { pointsOf } from './pointsOf.ts'
import { splitGroups } from './splitText.ts'

/** `indexed` marks the rows that passed when the clusters were made, which took `cost` ms. */
type Index = { index: ClusterIndex; indexed: Uint8Array; madeAt: number; cost: number }
/** `member` marks the rows that pass now; many rows are clustered by the grid and have no index. */
type Kept = { key: string; filtered: Filtered; member: Uint8Array; index: Index | null; changed: boolean }
/** Filters whose clusters are kept: a wall of several views asks several questions in turn. */
const mostKept = 3
/**
 * Clusters are made anew after changes, but for at most a twentieth of the time: until then new incidents stand alone at once, changed
 * ones are told as they are now, and only the figures inside a cluster lag.
 */
const restPerCost = 20

/** What the worker does, without a worker: holds the incidents and answers questions about them. */
export type IncidentCore = {
  setup(setup: IncidentSetup): void
  load(bytes: ArrayBuffer): number
  begin(total: number): void
  feed(bytes: Uint8Array): number
  apply(rows: readonly IncidentRow[], gone: readonly string[]): number
  ask(question: IncidentQuestion): IncidentAnswers
  places(filter: IncidentFilter): Float64Array
  points(question: PointsQuestion): IncidentPoints
  heat(question: HeatQuestion): IncidentHeat
  moment(row: number): IncidentMoment
}

/** @param clock milliseconds, rising */
export function createIncidentCore(clock: () => number = () => performance.now()): IncidentCore {
  let held: IncidentTable | null = null
  let loader: FrameLoader | null = null
  let kept: Kept[] = []
  let timeZone = 'UTC'
  const groupOf = new Uint8Array(65_536).fill(splitGroups - 1)
  let rankOf = new Map<number, number>()
  const table = () => (held ??= tableOf(emptyColumns(), timeZone))

  function hold(columns: IncidentColumns): number {
    held = tableOf(columns, timeZone)
    kept = []
    return columns.count
  }

  function prepared(filter: IncidentFilter): Kept {
    const key = JSON.stringify(filter)
    const known = kept.find((one) => one.key === key)
    if (known && !known.changed) return known
    const filtered = filterIncidents(table(), filter)
    const member = new Uint8Array(table().columns.count)
    for (const row of filtered.rows) member[row] = 1
    const lasts = known?.index && clock() - known.index.madeAt < restPerCost * known.index.cost ? known.index : null
    const made: Kept = { key, filtered, member, index: lasts, changed: lasts !== null }
    kept = [made, ...kept.filter((one) => one.key !== key)].slice(0, mostKept)
    return made
  }

  function timedIndex({ filtered, member }: Kept): Index {
    const begun = clock()
    const index = clusterIndexOf(table(), filtered.rows, groupOf)
    const madeAt = clock()
    return { index, indexed: member, madeAt, cost: madeAt - begun }
  }

  function clusters(kept: Kept, { bbox, zoom }: IncidentQuestion['extent']): IncidentClusters {
    const { filtered, member } = kept
    if (filtered.rows.length > gridFrom) return { type: 'FeatureCollection', features: gridClustersIn(table(), filtered.rows, bbox, zoom, groupOf) }
    const { index, indexed } = (kept.index ??= timedIndex(kept))
    const all = clustersIn(index, table(), bbox, zoom, (row) => member[row] === 1)
    all.features.push(...singlesIn(table(), filtered.rows.filter((row) => indexed[row] !== 1), bbox))
    return all
  }

  return {
    setup(setup) {
      groupOf.fill(splitGroups - 1)
      for (const [categoryId, rank] of setup.groups) groupOf[categoryId] = Math.min(rank, splitGroups - 1)
      rankOf = new Map(setup.areas.map((id, rank) => [id, rank]))
      const moved = setup.timeZone !== timeZone
      timeZone = setup.timeZone
      if (moved && held) hold(held.columns)
      kept = []
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
      kept = kept.map((one) => ({ ...one, changed: true }))
      return lost
    },
    ask({ filter, extent, histogram }) {
      const now = prepared(filter)
      const slice: [number, number] = [firstRowFrom(table(), filter.from), firstRowFrom(table(), filter.to)]
      return { clusters: clusters(now, extent), counts: now.filtered.counts, histogram: histogramOf(table(), filter, histogram), slice }
    },
    places: (filter) => placesOf(table(), prepared(filter).filtered.rows),
    points: (question) => pointsOf(table(), question, question.limit === null ? new Uint32Array(0) : prepared(question.filter).filtered.rows, groupOf, rankOf),
    heat: ({ filter, extent }) => heatOf(table(), prepared(filter).filtered.rows, extent.bbox, extent.zoom),
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
