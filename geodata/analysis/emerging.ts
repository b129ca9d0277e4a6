import { emergingPattern, emergingPatterns, type EmergingPattern } from './emergingPattern.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { mannKendall } from './mannKendall.ts'
import type { NeighbourTable } from './neighbourTable.ts'
import { twoSidedP } from './normal.ts'
import { spaceTimeGi, type Cube, type CubeWindow } from './spaceTimeGi.ts'
import type { Tell } from './method.ts'

export type EmergingOptions = { stepsBefore: number; window: CubeWindow; /** Of bins, false discovery rate over the cube. */ alpha: number; /** Of each trend by itself. */ trendAlpha: number }

export type Emerging = {
  pattern: EmergingPattern[]
  /** Gi* of the last step, its p and its q over the whole cube. */
  z: Float64Array
  p: Float64Array
  q: Float64Array
  hotSteps: Float64Array
  coldSteps: Float64Array
  /** First step of the run that is as the last one, -1 where the last is neither hot nor cold. */
  since: Int32Array
  /** Mann-Kendall of Gi* over the steps, and of the counts. */
  trendZ: Float64Array
  trendP: Float64Array
  countTrendZ: Float64Array
  countTrendP: Float64Array
}

/** Emerging hot spots: Gi* of every bin, false discovery rate over all bins, the trend of each unit and what its steps make together. */
export function emerging(cube: Cube, table: NeighbourTable, { stepsBefore, window, alpha, trendAlpha }: EmergingOptions, tell: Tell = () => {}): Emerging {
  const { units, steps, counts } = cube
  const z = spaceTimeGi(cube, table, { stepsBefore, window })
  tell(0.3)
  const p = z.map(twoSidedP)
  const q = falseDiscoveryRate(p)
  tell(0.5)
  const called = Int8Array.from(q, (value, bin) => (value <= alpha ? Math.sign(z[bin] as number) : 0)) // false for NaN
  const column = () => new Float64Array(units)
  const found: Emerging = {
    pattern: Array<EmergingPattern>(units).fill(emergingPatterns[0]),
    z: lastOf(z, units), p: lastOf(p, units), q: lastOf(q, units),
    hotSteps: column(), coldSteps: column(), since: new Int32Array(units).fill(-1),
    trendZ: column(), trendP: column(), countTrendZ: column(), countTrendP: column(),
  }
  const series = (from: Float64Array | Int8Array, i: number) => Array.from({ length: steps }, (_, t) => from[t * units + i] as number)
  for (let i = 0; i < units; i++) {
    const bins = series(called, i)
    const trend = mannKendall(series(z, i))
    const counted = mannKendall(series(counts, i))
    found.pattern[i] = emergingPattern(bins, trend.p <= trendAlpha ? (Math.sign(trend.z) as -1 | 0 | 1) : 0)
    found.hotSteps[i] = bins.filter((bin) => bin > 0).length
    found.coldSteps[i] = bins.filter((bin) => bin < 0).length
    if (bins.at(-1) !== 0) found.since[i] = bins.findLastIndex((bin) => bin !== bins.at(-1)) + 1
    found.trendZ[i] = trend.z
    found.trendP[i] = trend.p
    found.countTrendZ[i] = counted.z
    found.countTrendP[i] = counted.p
    if (i % 500 === 0) tell(0.5 + (0.5 * i) / units)
  }
  return found
}

const lastOf = (values: Float64Array, units: number) => values.slice(values.length - units)
