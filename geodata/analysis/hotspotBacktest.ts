import type { LngLat } from '../geometry/lngLat.ts'
import { backtest, type BacktestRow } from './backtest.ts'
import { windowText, type Evidence } from './evidence.ts'
import { hotspotCells, type Events, type HotspotCellOptions } from './hotspotCells.ts'

export type HotspotBacktestOptions = Omit<HotspotCellOptions, 'studyArea' | 'fromMs' | 'toMs'> & {
  /** Polygons, or "the cells that held a row of the earlier window"; the later window never shapes the area. */
  studyArea: HotspotCellOptions['studyArea'] | 'occupiedByEarlier'
  /** The earlier window is fromMs <= time < splitMs, the later one splitMs <= time < toMs. */
  fromMs: number
  splitMs: number
  toMs: number
  shares?: readonly number[]
}

export type HotspotBacktest = {
  /** 'Gi*' and 'plain counts', each at every share; PAI 1 is what chance gives. */
  rows: BacktestRow[]
  earlier: Evidence
  later: { window: Evidence['window']; rowsUsed: number; rowsLeftOut: Record<string, number> }
}

/**
 * Would the map of yesterday have found today? Gi* and plain counts of the earlier window, judged on the later one on the same cells.
 * A smoothing map often loses to counting; both rows are given so that it shows. Cells without z score below all others.
 * @throws RangeError unless fromMs < splitMs < toMs, and as `hotspotCells` and `backtest` do (no event in the later window)
 */
export function hotspotBacktest(
  events: Events,
  { studyArea, fromMs, splitMs, toMs, shares, ...options }: HotspotBacktestOptions,
): HotspotBacktest {
  if (!(fromMs < splitMs && splitMs < toMs)) throw new RangeError(`windows are not in order: ${fromMs}, ${splitMs}, ${toMs}`)
  const area =
    studyArea === 'occupiedByEarlier' ? ({ kind: 'occupiedCells', trainingPlaces: placesOf(events, fromMs, splitMs) } as const) : studyArea
  const earlier = hotspotCells(events, { ...options, studyArea: area, fromMs, toMs: splitMs })
  const later = hotspotCells(events, { ...options, permutations: 0, studyArea: area, fromMs: splitMs, toMs })
  const scores = {
    'Gi*': earlier.cells.map((cell) => cell.z ?? -Infinity),
    'plain counts': earlier.cells.map((cell) => cell.count),
  }
  const { rowsUsed, rowsLeftOut } = later.evidence
  return {
    rows: backtest(
      scores,
      later.cells.map((cell) => cell.count),
      { shares },
    ),
    earlier: earlier.evidence,
    later: { window: windowText({ fromMs: splitMs, toMs }), rowsUsed, rowsLeftOut },
  }
}

function placesOf({ places, timesMs }: Events, fromMs: number, toMs: number): LngLat[] {
  return places.filter((_, i) => (timesMs[i] as number) >= fromMs && (timesMs[i] as number) < toMs)
}
