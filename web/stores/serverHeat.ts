import { incidentClient } from '../api/client.ts'
import { Problem } from '../api/http.ts'
import { heatGround, heatOfGrid } from '../workers/heatOf.ts'
import type { HeatQuestion, IncidentHeat } from '../workers/incidentQuestion.ts'
import { isoSpan } from './timeWindow.ts'

/** The finest cells that the server counts on. */
const finestLevel = 20
const mostTries = 60
const usualWaitSeconds = 2

/** Density of more incidents than a client reads, from the server's counts, for which it may first have to read them into its memory. @throws Problem */
export async function serverHeat({ filter, extent: { bbox, zoom } }: HeatQuestion): Promise<IncidentHeat> {
  const { categoryIds, provenance, states, hoursOfWeek, minSeverity, areaIds } = filter
  const ground = heatGround(bbox, zoom, finestLevel)
  for (let tries = 1; ; tries++) {
    try {
      // The first of the areas is the one that holds the others.
      const grid = await incidentClient.grid(isoSpan(filter), { categoryIds, provenance, states, hoursOfWeek, minSeverity, areaId: areaIds?.[0], level: ground.level, bbox: ground.bbox })
      return heatOfGrid(grid, bbox, zoom)
    } catch (error) {
      if (!(error instanceof Problem) || error.document.status !== 503 || tries >= mostTries) throw error
      await new Promise((done) => setTimeout(done, 1_000 * (error.retryAfterSeconds ?? usualWaitSeconds)))
    }
  }
}
