import { createRandom } from '../random.ts'
import { fitGumbel, gumbelTail } from './gumbelTail.ts'
import { AnalysisRefusal, type Tell } from './method.ts'
import { circleMembers, scanCircles, type ScanPlaces } from './scanCircles.ts'
import { countCases, permutedCases, strewnCases, type ScanCases } from './scanNull.ts'
import { ScanWindows, type Cylinder } from './scanWindows.ts'

export type ScanOptions = {
  /** permutation: times against places of the cases themselves; poisson: cases against population and time; poisson_trend: against population at each step by itself. */
  model: 'permutation' | 'poisson' | 'poisson_trend'
  /** Lengths of the time steps; of one step for a scan in space alone. */
  stepLengths: ArrayLike<number>
  maxRadiusMeters: number
  /** Of all cases (permutation) or of the population (poisson) that a circle may hold. */
  maxShare: number
  maxSteps: number
  /** Only clusters that last until the end. */
  prospective: boolean
  minCases: number
  simulations: number
  seed: number
  maxClusters: number
}

export type ScanCluster = {
  center: number
  /** Places within, the middle among them. */
  places: number[]
  radiusMeters: number
  start: number
  /** The step after the last one. */
  end: number
  count: number
  expected: number
  /** Rate inside over rate outside; null where no case lies outside. */
  relativeRisk: number | null
  /** Log likelihood ratio. */
  llr: number
  /** Of the highest ratio of all cylinders, by simulation; smallest 1 / (simulations + 1). */
  p: number
  /** The same from a Gumbel distribution fitted to the simulated highest ratios. */
  pGumbel: number
}

export type Scan = { clusters: ScanCluster[]; /** Highest ratios of the simulations. */ simulated: Float64Array; circles: number }

const MAX_COUNTS = 50_000_000

/**
 * The scan statistic over circles around places and windows of time steps (Kulldorff 1997; Kulldorff et al. 2005): the cylinder whose cases are most in excess, tested against
 * the highest of as many simulated data sets, so that having looked everywhere is allowed for. Further clusters share no place with one that is listed before.
 * @throws AnalysisRefusal where nothing can be scanned
 */
export function spaceTimeScan(places: ScanPlaces, cases: ScanCases, options: ScanOptions, tell: Tell = () => {}): Scan {
  const { model, stepLengths, simulations, prospective, minCases } = options
  const [steps, total] = [stepLengths.length, cases.place.length]
  const maxSteps = Math.min(options.maxSteps, steps)
  check(places, steps, total)
  const circles = scanCircles(places, options)
  const expectedByStep = expectedOf(cases, model, stepLengths)
  const windows = new ScanWindows({ circles, expectedByStep, maxSteps, prospective, minCases, total })
  const counts = countCases(cases, steps, new Int32Array(places.xMeters.length * steps))
  const found = windows.bestByCenter(counts)
  const random = createRandom(options.seed)
  const next = model === 'permutation' ? permutedCases(cases, random) : strewnCases(cases, places.weights, model === 'poisson' ? expectedByStep : null, random)
  const simulated = new Float64Array(simulations)
  let lowest = Infinity
  for (let run = 0; run < simulations; run++) {
    lowest = Math.min(lowest, (simulated[run] = windows.highest(countCases(next(), steps, counts), run < 10 ? 0 : 0.9 * lowest)))
    if (run % 10 === 0) tell(run / simulations)
  }
  const gumbel = simulations >= 2 ? fitGumbel(simulated) : null
  const clusters = apart(found, options.maxClusters, (one) => circleMembers(circles, one.center, one.ring)).map((one): ScanCluster => {
    const outside = total - one.count
    return {
      center: one.center,
      places: [...circleMembers(circles, one.center, one.ring)],
      radiusMeters: circles.radiusMeters[one.ring] as number,
      start: one.start,
      end: one.end,
      count: one.count,
      expected: one.expected,
      relativeRisk: outside > 0 ? one.count / one.expected / (outside / (total - one.expected)) : null,
      llr: one.ratio,
      p: (1 + simulated.reduce((sum, ratio) => sum + (ratio >= one.ratio - 1e-9 ? 1 : 0), 0)) / (simulations + 1),
      pGumbel: gumbel ? gumbelTail(one.ratio, gumbel) : NaN,
    }
  })
  return { clusters, simulated, circles: circles.radiusMeters.length }
}

function check({ xMeters, weights }: ScanPlaces, steps: number, total: number): void {
  if (total < 2) throw new AnalysisRefusal('too_few_points', `a scan needs at least 2 cases in the window and the study area, there are ${total}`, 'points')
  if (xMeters.length < 2) throw new AnalysisRefusal('one_place', 'all cases are at one place (or in one cell): a scan compares places, take smaller cells', 'points')
  if (xMeters.length * steps > MAX_COUNTS) throw new AnalysisRefusal('too_many_cells', `${xMeters.length} places times ${steps} time steps are more than ${MAX_COUNTS}: take larger cells or longer steps`, 'cellMeters')
  let weight = 0
  for (let i = 0; i < weights.length; i++) weight += weights[i] as number
  if (!(weight > 0)) throw new AnalysisRefusal('zero_population', 'the population is 0 everywhere: there is nothing to expect cases from', 'population')
}

function expectedOf({ step }: ScanCases, model: ScanOptions['model'], stepLengths: ArrayLike<number>): Float64Array {
  const steps = stepLengths.length
  if (model === 'poisson') {
    const length = Array.from(stepLengths).reduce((sum, one) => sum + one, 0)
    return Float64Array.from({ length: steps }, (_, t) => (step.length * (stepLengths[t] as number)) / length)
  }
  const expected = new Float64Array(steps)
  for (const t of step) expected[t] = (expected[t] as number) + 1
  return expected
}

/** The best first, each without a place of one before; cylinders as good as each other in order of their middle. */
function apart(found: readonly Cylinder[], most: number, membersOf: (one: Cylinder) => Int32Array): Cylinder[] {
  const taken = new Set<number>()
  const kept: Cylinder[] = []
  for (const one of found.filter(({ ratio }) => ratio > 0).toSorted((a, b) => b.ratio - a.ratio || a.center - b.center)) {
    if (kept.length >= most) break
    const members = membersOf(one)
    if (members.some((place) => taken.has(place))) continue
    for (const place of members) taken.add(place)
    kept.push(one)
  }
  return kept
}
