import { z } from 'zod'
import { squareMeters } from '../../geometry/polygonMeters.ts'
import type { MetersXY } from '../../geometry/lngLat.ts'
import { outlineAround } from '../../geometry/outlineAround.ts'
import { windowText } from '../evidence.ts'
import { AnalysisRefusal, type AnalysisInput, type Method, type PointRows, type PolygonXY } from '../method.ts'
import { minPointsBeyondChance } from '../minPointsBeyondChance.ts'
import { stDbscan } from '../stDbscan.ts'

const Parameters = z.strictObject({
  radiusMeters: z.coerce.number().min(1).max(100_000).default(150).describe('how far apart neighbours may lie, in metres'),
  windowDays: z.coerce.number().min(0).max(100_000).default(7).describe('how far apart in time they may lie, in days'),
  minPoints: z.coerce.number().int().min(2).max(1_000_000).nullable().default(null).describe('neighbours that make a dense place, the event itself counted; left out: more than chance would hardly bring if events were strewn evenly'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Birant & Kut 2007'
const dayMs = 86_400_000
const fewestPoints = 4
/** Discs of a little more than half the radius around neighbours overlap, so that a cluster is drawn as one. */
const outlineShare = 0.6

/** Bursts of events that are close in space and time. Density alone, no test against chance. */
export const stDbscanMethod: Method<Parameters> = {
  id: 'st_dbscan',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: Parameters,
  rank: 'density',
  run(input, parameters, tell) {
    const points = input.points as PointRows
    const { radiusMeters, windowDays } = parameters
    if (points.count === 0) throw new AnalysisRefusal('no_rows', 'No row is left: nothing lies in this window and area.', 'points')
    const minPoints = parameters.minPoints ?? usualMinPoints(input, points, parameters)
    const found = stDbscan(points, { radiusMeters, windowMs: windowDays * dayMs, minPoints })
    tell(0.7)
    const clusters = clustersOf(points, found.labels, found.isCore, found.clusterCount, radiusMeters * outlineShare)
    const column = (figure: (cluster: Cluster) => number) => Float64Array.from(clusters, figure)
    const rowsInClusters = clusters.reduce((sum, { count }) => sum + count, 0)
    return {
      method: 'st_dbscan',
      version: 1,
      evidence: {
        method: `ST-DBSCAN: at least ${minPoints} events within ${radiusMeters} m and ${windowDays} days; density, no test against chance`,
        source,
        parameters: { radiusMeters, windowDays, minPoints },
        seed: null,
        window: windowText(input.window),
        rowsUsed: points.count,
        rowsLeftOut: input.rowsLeftOut,
        studyArea: input.studyArea ? `${input.studyArea.length} polygon(s), which set how many neighbours chance brings` : 'wherever rows lie',
      },
      units: { kind: 'shapes', shapes: clusters.map(({ shape }) => shape) },
      columns: {
        count: column(({ count }) => count),
        density: column(({ count, squareMeters: ground }) => (count / ground) * 10_000),
        cores: column(({ cores }) => cores),
        squareMeters: column(({ squareMeters: ground }) => ground),
        firstMs: column(({ firstMs }) => firstMs),
        lastMs: column(({ lastMs }) => lastMs),
        days: column(({ firstMs, lastMs }) => (lastMs - firstMs) / dayMs),
      },
      findings: ['none'],
      finding: new Uint8Array(clusters.length),
      summary: { clusters: clusters.length, rowsInClusters, rowsInNoCluster: points.count - rowsInClusters, minPoints },
      table: null,
      notes: [{ code: 'not_tested' }, ...(clusters.length === 0 ? [{ code: 'no_cluster' }] : []), ...(parameters.minPoints === null ? [{ code: 'min_points_by_chance', values: { minPoints } }] : [])],
    }
  },
}

/** How many neighbours chance alone would hardly bring: events strewn evenly over the study area (else their box) and the window. */
function usualMinPoints({ studyArea, window }: AnalysisInput, { count, xMeters, yMeters }: PointRows, { radiusMeters, windowDays }: Parameters): number {
  const box = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  const ground = studyArea ? studyArea.reduce((sum, polygon) => sum + squareMeters(polygon), 0) : box(xMeters) * box(yMeters)
  if (!(ground > 0)) return fewestPoints
  const duration = window.toMs - window.fromMs
  const share = Math.min(1, (Math.PI * radiusMeters ** 2) / ground) * (duration > 0 ? Math.min(1, (2 * windowDays * dayMs) / duration) : 1)
  return Math.max(fewestPoints, minPointsBeyondChance(count * share) + 1) // the event itself is counted
}

type Cluster = { count: number; cores: number; shape: PolygonXY; squareMeters: number; firstMs: number; lastMs: number }

/** The largest first, then by first time. */
function clustersOf({ xMeters, yMeters, timesMs }: PointRows, labels: Int32Array, isCore: Uint8Array, clusterCount: number, reachMeters: number): Cluster[] {
  const members: number[][] = Array.from({ length: clusterCount }, () => [])
  labels.forEach((label, row) => members[label]?.push(row))
  const clusters = members.map((rows): Cluster => {
    const shape = outlineAround(rows.map((row): MetersXY => [xMeters[row] as number, yMeters[row] as number]), reachMeters)
    const times = rows.map((row) => timesMs[row] as number)
    return { count: rows.length, cores: rows.filter((row) => isCore[row]).length, shape, squareMeters: squareMeters(shape), firstMs: times.reduce((a, b) => Math.min(a, b)), lastMs: times.reduce((a, b) => Math.max(a, b)) }
  })
  return clusters.sort((a, b) => b.count - a.count || a.firstMs - b.firstMs)
}
