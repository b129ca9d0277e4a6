import type { Point } from 'geojson'
import Supercluster from 'supercluster'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentClusters } from './incidentQuestion.ts'
import { placeOf, propertiesOf, type IncidentTable } from './incidentTable.ts'

type Leaf = { row: number }
type Sum = { open: number; maxSeverity: number }
export type ClusterIndex = Supercluster<Leaf, Sum>

/** Beyond this zoom every incident stands alone. */
export const clusterMaxZoom = 15
const clusterMinZoom = 6
/** Pixels of a 512-pixel tile: two counts never touch. */
const radiusPixels = 72
const firstClosed = IncidentState.options.indexOf('closed')

/** supercluster cannot filter, so the rows that passed are loaded anew: the dearest step of a new question. */
export function clusterIndexOf(table: IncidentTable, rows: Uint32Array): ClusterIndex {
  const { columns } = table
  const index: ClusterIndex = new Supercluster<Leaf, Sum>({
    radius: radiusPixels,
    extent: 512,
    minZoom: clusterMinZoom,
    maxZoom: clusterMaxZoom,
    map: ({ row }) => ({ open: columns.state[row]! < firstClosed ? 1 : 0, maxSeverity: columns.severity[row]! }),
    reduce: (sum, one) => {
      sum.open += one.open
      sum.maxSeverity = Math.max(sum.maxSeverity, one.maxSeverity)
    },
  })
  return index.load(Array.from(rows, (row) => ({ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: placeOf(table, row) }, properties: { row } })))
}

/** Clusters and single incidents of a ground, as the map draws them. */
export function clustersIn(index: ClusterIndex, table: IncidentTable, bbox: Bbox, zoom: number): IncidentClusters {
  const features = index.getClusters(bbox, Math.max(0, Math.floor(zoom))).map((feature) => {
    const { properties } = feature
    const geometry: Point = { type: 'Point', coordinates: feature.geometry.coordinates }
    if (!('cluster' in properties)) return { type: 'Feature' as const, geometry, properties: propertiesOf(table, (properties as Leaf).row) }
    const { cluster_id: clusterId, point_count: count, open, maxSeverity } = properties
    return { type: 'Feature' as const, geometry, properties: { cluster: true as const, clusterId, count, open, maxSeverity, expansionZoom: index.getClusterExpansionZoom(clusterId) } }
  })
  return { type: 'FeatureCollection', features }
}
