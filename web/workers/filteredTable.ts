import { clusterIndexOf, clustersIn, singlesIn, type ClusterIndex } from './clusterIncidents.ts'
import { filterIncidents, type Filtered } from './filterIncidents.ts'
import { gridClustersIn, gridFrom } from './gridClusters.ts'
import type { IncidentTable } from './incidentTable.ts'
import type { IncidentClusters, IncidentFilter, IncidentQuestion } from './incidentQuestion.ts'

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

/** What passes each of the last filters, and its clusters. @param table the incidents now @param groupOf category groups by category */
export function createFilteredTable(table: () => IncidentTable, groupOf: Uint8Array, clock: () => number) {
  let all: Kept[] = []

  function prepared(filter: IncidentFilter): Kept {
    const key = JSON.stringify(filter)
    const known = all.find((one) => one.key === key)
    if (known && !known.changed) return known
    const filtered = filterIncidents(table(), filter)
    const member = new Uint8Array(table().columns.count)
    for (const row of filtered.rows) member[row] = 1
    const lasts = known?.index && clock() - known.index.madeAt < restPerCost * known.index.cost ? known.index : null
    const made: Kept = { key, filtered, member, index: lasts, changed: lasts !== null }
    all = [made, ...all.filter((one) => one.key !== key)].slice(0, mostKept)
    return made
  }

  function timedIndex({ filtered, member }: Kept): Index {
    const begun = clock()
    const index = clusterIndexOf(table(), filtered.rows, groupOf)
    const madeAt = clock()
    return { index, indexed: member, madeAt, cost: madeAt - begun }
  }

  return {
    forget() { all = [] },
    changed() { all = all.map((one) => ({ ...one, changed: true })) },
    filtered: (filter: IncidentFilter): Filtered => prepared(filter).filtered,
    clusters(filter: IncidentFilter, { bbox, zoom }: IncidentQuestion['extent']): IncidentClusters {
      const now = prepared(filter)
      const { filtered, member } = now
      if (filtered.rows.length > gridFrom) return { type: 'FeatureCollection', features: gridClustersIn(table(), filtered.rows, bbox, zoom, groupOf) }
      const { index, indexed } = (now.index ??= timedIndex(now))
      const found = clustersIn(index, table(), bbox, zoom, (row) => member[row] === 1)
      found.features.push(...singlesIn(table(), filtered.rows.filter((row) => indexed[row] !== 1), bbox))
      return found
    },
  }
}
