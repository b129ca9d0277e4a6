import type { Point } from 'geojson'
import Supercluster from 'supercluster'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentClusters } from './incidentQuestion.ts'
import { placeOf, propertiesOf, type IncidentTable } from './incidentTable.ts'
import { splitGroups, splitText } from './splitText.ts'

type Leaf = { row: number }
type Sum = { open: number; maxSeverity: number; split: number[] }
export type ClusterIndex = Supercluster<Leaf, Sum>

/** Beyond this zoom every incident stands alone. */
export const clusterMaxZoom = 15
const clusterMinZoom = 6
/** Pixels of a 512-pixel tile: two counts never touch. */
const radiusPixels = 72
const firstClosed = IncidentState.options.indexOf('closed')

/** supercluster cannot filter, so the rows that passed are loaded anew: the dearest step of a new question. */
export function clusterIndexOf(table: IncidentTable, rows: Uint32Array, groupOf: Uint8Array): ClusterIndex {
  const { columns } = table
  const index: ClusterIndex = new Supercluster<Leaf, Sum>({
    radius: radiusPixels,
    extent: 512,
    minZoom: clusterMinZoom,
    maxZoom: clusterMaxZoom,
    map: ({ row }) => {
      const split = Array.from({ length: splitGroups }, () => 0)
      split[groupOf[columns.categoryId[row]!]!] = 1
      return { open: columns.state[row]! < firstClosed ? 1 : 0, maxSeverity: columns.severity[row]!, split }
    },
    reduce: (sum, one) => {
      sum.open += one.open
      sum.maxSeverity = Math.max(sum.maxSeverity, one.maxSeverity)
      // Never in place: supercluster copies a cluster's sums flat, so the array is shared with the level below.
      sum.split = sum.split.map((count, group) => count + one.split[group]!)
    },
  })
  return index.load(Array.from(rows, (row) => ({ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: placeOf(table, row) }, properties: { row } })))
}

/** Clusters and single incidents of a ground, as the map draws them; a single one is left out where `shown` denies it. */
export function clustersIn(index: ClusterIndex, table: IncidentTable, bbox: Bbox, zoom: number, shown: (row: number) => boolean): IncidentClusters {
  const features: IncidentClusters['features'] = []
  for (const { geometry, properties } of index.getClusters(bbox, Math.max(0, Math.floor(zoom)))) {
    if ('cluster' in properties) {
      const { cluster_id: clusterId, point_count: count, open, maxSeverity, split } = properties
      features.push({ type: 'Feature', geometry: pointAt(geometry.coordinates), properties: { cluster: true, clusterId, count, open, maxSeverity, expansionZoom: index.getClusterExpansionZoom(clusterId), split: splitText(split) } })
    } else if (shown((properties as Leaf).row)) features.push({ type: 'Feature', geometry: pointAt(geometry.coordinates), properties: propertiesOf(table, (properties as Leaf).row) })
  }
  return { type: 'FeatureCollection', features }
}

const pointAt = (coordinates: number[]): Point => ({ type: 'Point', coordinates })

/** Rows that stand alone because no index holds them yet. */
export function singlesIn(table: IncidentTable, rows: Iterable<number>, [west, south, east, north]: Bbox): IncidentClusters['features'] {
  const features: IncidentClusters['features'] = []
  for (const row of rows) {
    const [lng, lat] = placeOf(table, row)
    if (lng >= west && lng <= east && lat >= south && lat <= north) features.push({ type: 'Feature', geometry: pointAt([lng, lat]), properties: propertiesOf(table, row) })
  }
  return features
}
