import { hotspotBacktest } from '../../geodata/analysis/hotspotBacktest.ts'
import { hotspotCells } from '../../geodata/analysis/hotspotCells.ts'
import { hotspotClusters } from '../../geodata/analysis/hotspotClusters.ts'
import { minPointsBeyondChance } from '../../geodata/analysis/minPointsBeyondChance.ts'
import { areaSquareMeters } from '../../geodata/geometry/areaSquareMeters.ts'
import { type StudyArea, cellPolygon } from '../../geodata/analysis/studyGrid.ts'
import type { BacktestRow } from '../../geodata/analysis/backtest.ts'
import type { Evidence } from '../../geodata/analysis/evidence.ts'
import type { LngLat, MultiPolygon, Polygon } from '../../geodata/model/geometry.ts'

export type HotspotTask = {
  method: 'cells' | 'clusters'
  places: Float64Array<ArrayBuffer>
  timesMs: Float64Array<ArrayBuffer>
  areas: MultiPolygon[]
  fromMs: number
  toMs: number
  cellMeters: number
  radiusMeters: number
  windowDays: number
  /** null: chosen by the density of the events, see `minPointsBeyondChance`. */
  minPoints: number | null
}
type CellFeature = { type: 'Feature'; id: number; geometry: Polygon; properties: { count: number; z: number; p: number; q: number; significant: boolean; finding: 'hot' | 'cold' } }
type ClusterFeature = { type: 'Feature'; id: number; geometry: Polygon; properties: { count: number; firstTime: string; lastTime: string } }
export type Features<Each> = { type: 'FeatureCollection'; features: Each[] }
export type HotspotResult = Evidence & {
  cells: Features<CellFeature> | null
  clusters: Features<ClusterFeature> | null
  /** Cells of the study area that are neither hot nor cold, or rows in no cluster. */
  notSignificant: number
  /** null where there was nothing to judge by: clusters, or no event in the later quarter. */
  backtest: { rows: BacktestRow[]; splitAt: string; laterRows: number } | null
}

const fewestPoints = 4
const dayMs = 86_400_000

/** How many neighbours chance alone would hardly bring: events strewn evenly over the areas and the window, seen from one of them. */
function usualMinPoints({ places, areas, fromMs, toMs, radiusMeters, windowDays }: HotspotTask): number {
  const ground = areas.reduce((sum, area) => sum + areaSquareMeters(area), 0)
  if (!(ground > 0)) return fewestPoints
  const share = Math.min(1, (Math.PI * radiusMeters ** 2) / ground) * Math.min(1, (2 * windowDays * dayMs) / (toMs - fromMs))
  return Math.max(fewestPoints, minPointsBeyondChance((places.length / 2) * share))
}

/** The last quarter of the window judges what the first three would have shown. */
const trainingShare = 0.75

/** The whole question in one go, on plain data. @throws RangeError as the analyses do */
export function solveHotspots(task: HotspotTask): HotspotResult {
  const events = { places: placesOf(task.places), timesMs: task.timesMs }
  const { fromMs, toMs } = task
  if (task.method === 'clusters') {
    const { radiusMeters, windowDays } = task
    const minPoints = task.minPoints ?? usualMinPoints(task)
    const { evidence, clusters, rowsInNoCluster } = hotspotClusters(events, { fromMs, toMs, radiusMeters, windowMs: windowDays * dayMs, minPoints })
    const features = clusters.map(({ cluster, count, firstTime, lastTime, hull }): ClusterFeature => ({ type: 'Feature', id: cluster, geometry: hull as Polygon, properties: { count, firstTime, lastTime } }))
    return { ...evidence, cells: null, clusters: { type: 'FeatureCollection', features }, notSignificant: rowsInNoCluster, backtest: null }
  }
  const studyArea: StudyArea = task.areas.length ? { kind: 'polygons', polygons: task.areas } : { kind: 'occupiedCells', trainingPlaces: events.places }
  const options = { fromMs, toMs, studyArea, cellMeters: task.cellMeters }
  const { evidence, grid, cells, totals } = hotspotCells(events, options)
  const features = cells.flatMap(({ cell, count, z, p, q, finding }): CellFeature[] =>
    finding === 'none' ? [] : [{ type: 'Feature', id: cell, geometry: cellPolygon(grid, cell) as Polygon, properties: { count, z: z as number, p: p as number, q: q as number, significant: true, finding } }])
  return { ...evidence, cells: { type: 'FeatureCollection', features }, clusters: null, notSignificant: totals.none, backtest: judged(events, options) }
}

function judged(events: { places: LngLat[]; timesMs: Float64Array }, options: { fromMs: number; toMs: number; studyArea: StudyArea; cellMeters: number }): HotspotResult['backtest'] {
  const splitMs = options.fromMs + (options.toMs - options.fromMs) * trainingShare
  if (!events.timesMs.some((ms) => ms >= splitMs)) return null
  const studyArea = options.studyArea.kind === 'polygons' ? options.studyArea : 'occupiedByEarlier'
  try {
    const { rows, later } = hotspotBacktest(events, { ...options, studyArea, splitMs })
    return { rows, splitAt: new Date(splitMs).toISOString(), laterRows: later.rowsUsed }
  } catch (error) {
    // No later row inside of the area: the map stands without a judgement, and says so.
    if (error instanceof RangeError) return null
    throw error
  }
}

const placesOf = (packed: Float64Array): LngLat[] => Array.from({ length: packed.length / 2 }, (_, i) => [packed[2 * i] as number, packed[2 * i + 1] as number])
