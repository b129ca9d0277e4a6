import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { incidentClient } from '../api/client.ts'
import { Problem } from '../api/http.ts'
import { heatGround, heatOfGrid } from '../workers/heatOf.ts'
import { clusterLevel, clustersOfGrid } from '../workers/gridClusters.ts'
import type { ClusterQuestion, HeatQuestion, IncidentClusters, IncidentFilter, IncidentHeat } from '../workers/incidentQuestion.ts'
import { isoSpan } from './timeWindow.ts'

/** The finest cells that the server counts on. */
const finestLevel = 20
const mostTries = 60
const usualWaitSeconds = 2

/** Counts on cells that pass a filter, for which the server may first have to read the incidents into its memory. @throws Problem */
async function gridOf(filter: IncidentFilter, query: { level: number; bbox: Bbox; detail?: 'true' }): Promise<IncidentGrid> {
  const { categoryIds, provenance, states, hoursOfWeek, minSeverity, areaIds } = filter
  for (let tries = 1; ; tries++) {
    try {
      // The first of the areas is the one that holds the others.
      return await incidentClient.grid(isoSpan(filter), { categoryIds, provenance, states, hoursOfWeek, minSeverity, areaId: areaIds?.[0], ...query })
    } catch (error) {
      if (!(error instanceof Problem) || error.document.status !== 503 || tries >= mostTries) throw error
      await new Promise((done) => setTimeout(done, 1_000 * (error.retryAfterSeconds ?? usualWaitSeconds)))
    }
  }
}

/** Density of more incidents than a client reads, from the server's counts. @throws Problem */
export async function serverHeat({ filter, extent: { bbox, zoom } }: HeatQuestion): Promise<IncidentHeat> {
  const ground = heatGround(bbox, zoom, finestLevel)
  return heatOfGrid(await gridOf(filter, ground), bbox, zoom)
}

/** Clusters of more incidents than a client reads; `null` where the server only knows counts. @throws Problem */
export async function serverClusters({ filter, extent: { bbox, zoom } }: ClusterQuestion, groupOf: (categoryId: number) => number): Promise<IncidentClusters | null> {
  return clustersOfGrid(await gridOf(filter, { level: clusterLevel(bbox, zoom), bbox, detail: 'true' }), bbox, zoom, groupOf)
}
