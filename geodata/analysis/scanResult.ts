import type { MethodId } from '../model/analysis.ts'
import type { MetersXY } from '../geometry/lngLat.ts'
import { windowText } from './evidence.ts'
import type { AnalysisInput, AnalysisResult, Note, PolygonXY } from './method.ts'
import type { Scan, ScanCluster } from './spaceTimeScan.ts'
import type { TimeSteps } from './timeSteps.ts'

const DAY_MS = 86_400_000
const CORNERS = 48

export type ScanTold = {
  method: MethodId
  version: number
  name: string
  source: string
  parameters: Record<string, number | string>
  scan: Scan
  steps: TimeSteps
  /** Middle of each place, and how far its own ground reaches. */
  middles: readonly MetersXY[]
  reachMeters: ArrayLike<number>
  rowsUsed: number
  rowsLeftOut: Record<string, number>
  studyArea: string
  alpha: number
  permutations: number
  seed: number
  /** Days between two runs of a prospective scan; null where it is none. */
  everyDays: number | null
  notes: Note[]
}

/** Clusters as circles with their evidence, the ones that chance explains among them. */
export function scanResult(input: AnalysisInput, told: ScanTold): AnalysisResult {
  const { scan, steps, alpha, everyDays } = told
  const { clusters } = scan
  const column = (figure: (cluster: ScanCluster) => number) => Float64Array.from(clusters, figure)
  const finding = Uint8Array.from(clusters, ({ p }) => (p <= alpha ? 1 : 0))
  // Figures of areas come without a window.
  const timed = input.window.toMs > input.window.fromMs
  const from = ({ start }: ScanCluster) => (timed ? Math.max(input.window.fromMs, steps.edgesMs[start] as number) : NaN)
  const to = ({ end }: ScanCluster) => (timed ? (steps.edgesMs[end] as number) : NaN)
  const sorted = scan.simulated.toSorted()
  return {
    method: told.method,
    version: told.version,
    evidence: {
      method: told.name,
      source: told.source,
      parameters: told.parameters,
      seed: told.seed,
      window: windowText(timed ? input.window : {}),
      rowsUsed: told.rowsUsed,
      rowsLeftOut: told.rowsLeftOut,
      studyArea: told.studyArea,
    },
    units: { kind: 'shapes', shapes: clusters.map((cluster) => circle(told.middles[cluster.center] as MetersXY, drawnRadius(cluster, told))) },
    columns: {
      count: column(({ count }) => count),
      expected: column(({ expected }) => expected),
      ratio: column(({ relativeRisk }) => relativeRisk ?? NaN),
      llr: column(({ llr }) => llr),
      p: column(({ p }) => p),
      pGumbel: column(({ pGumbel }) => pGumbel),
      fromMs: column(from),
      toMs: column(to),
      days: column((cluster) => (to(cluster) - from(cluster)) / DAY_MS),
      radiusMeters: column(({ radiusMeters }) => radiusMeters),
      places: column(({ places }) => places.length),
      ...(everyDays === null ? {} : { recurrenceDays: column(({ p }) => everyDays / p) }),
    },
    findings: ['none', 'hot'],
    finding,
    summary: {
      clusters: clusters.length,
      significant: finding.reduce((sum, one) => sum + one, 0),
      places: told.middles.length,
      circles: scan.circles,
      steps: steps.count,
      // What the best cylinder of data without clusters stays below in a share 1 - alpha of cases.
      criticalLlr: sorted[Math.min(sorted.length - 1, Math.ceil((1 - alpha) * (sorted.length + 1)) - 1)] ?? null,
      smallestP: 1 / (told.permutations + 1),
    },
    table: null,
    notes: [...told.notes, ...(clusters.length === 0 ? [{ code: 'no_cluster' }] : clusters.length > 1 ? [{ code: 'secondary_conservative' }] : [])],
  }
}

/** A circle is drawn so that it covers the middles of its places and the ground of a single one. */
const drawnRadius = ({ radiusMeters, center }: ScanCluster, { reachMeters }: ScanTold) => radiusMeters + (reachMeters[center] as number)

function circle([x, y]: MetersXY, radiusMeters: number): PolygonXY {
  const ring = Array.from({ length: CORNERS }, (_, k): MetersXY => [x + radiusMeters * Math.cos((2 * Math.PI * k) / CORNERS), y + radiusMeters * Math.sin((2 * Math.PI * k) / CORNERS)])
  return [[[...ring, ring[0] as MetersXY]]]
}
