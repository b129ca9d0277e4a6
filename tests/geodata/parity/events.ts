import { fitGumbel, gumbelTail } from '../../../geodata/analysis/gumbelTail.ts'
import { knox } from '../../../geodata/analysis/knox.ts'
import { mannKendall } from '../../../geodata/analysis/mannKendall.ts'
import { poissonTail } from '../../../geodata/analysis/poissonTail.ts'
import { spaceTimeScan, type ScanOptions } from '../../../geodata/analysis/spaceTimeScan.ts'
import { createRandom } from '../../../geodata/random.ts'
import { fixture, sample } from '../samples.ts'
import { falseAlarms, falseAlarmsWithPopulation, plantedFound } from '../scanSimulation.ts'
import type { ParityCase } from './case.ts'

const scipy = 'scipy 1.17.1'

type Scipy = { gumbel: { values: number[]; tails: [number, number][] }[]; kendall: { values: number[]; z: number; p: number }[] }
type Scan = Pick<ScanOptions, 'model' | 'prospective' | 'maxRadiusMeters' | 'maxSteps'> & { x: number[]; y: number[]; weights: number[]; place: number[]; step: number[]; steps: number; best: { places: number[]; start: number; end: number; count: number; expected: number; llr: number } }

export function cases(): ParityCase[] {
  return [...knoxCases(), ...(fixture('scan_brute.json') as Scan[]).flatMap(scanCases), ...simulatedCases(), ...trendCases(fixture('events_scipy.json') as Scipy)]
}

function knoxCases(): ParityCase[] {
  const rows = sample('reference/knox_burkitt.csv').trim().split('\n').slice(1).map((line) => line.split(',').map(Number) as [number, number, number])
  const { knox_burkitt: published } = JSON.parse(sample('reference/expected_small.json')) as { knox_burkitt: { table: number[][]; expected_table: number[][]; p_poisson: number } }
  const found = knox(rows.map(([x]) => x), rows.map(([, y]) => y), Float64Array.from(rows, ([, , t]) => t), { meters: 20, duration: 5, metric: 'euclidean', permutations: 0, random: createRandom(1) })
  const { closeInBoth, closeInSpace, closeInTime, pairs, expected } = found
  const one = (what: string, theirs: number | undefined, ours: number, tolerance = 0): ParityCase => ({ method: 'knox', what: `Burkitt lymphoma, 188 cases, 20 and 5: ${what}`, reference: 'pysal/pointpats', theirs: theirs as number, ours, tolerance })
  return [
    one('close in space and time', published.table[0]?.[0], closeInBoth),
    one('in space only', published.table[0]?.[1], closeInSpace - closeInBoth),
    one('in time only', published.table[1]?.[0], closeInTime - closeInBoth),
    one('in neither', published.table[1]?.[1], pairs - closeInSpace - closeInTime + closeInBoth),
    one('expected close in both', published.expected_table[0]?.[0], expected, 1e-6),
    one('Poisson chance of more than seen (theirs; ours is of at least as many, 0.2223)', published.p_poisson, poissonTail(closeInBoth + 1, expected), 1e-12),
  ]
}

function scanCases({ x, y, weights, place, step, steps, best, ...given }: Scan): ParityCase[] {
  const { clusters } = spaceTimeScan({ xMeters: x, yMeters: y, weights }, { place: Int32Array.from(place), step: Int32Array.from(step) }, { ...given, stepLengths: new Float64Array(steps).fill(1), maxShare: 0.5, minCases: 2, simulations: 0, seed: 1, maxClusters: 1 })
  const [found] = clusters
  const one = (what: string, theirs: number, ours: number | undefined, tolerance: number): ParityCase => ({ method: given.model === 'permutation' ? 'scan_permutation' : 'scan_poisson', what: `${given.model}, ${given.prospective ? 'prospective' : 'retrospective'}, 169 rows, ${what}`, reference: 'every cylinder counted (numpy)', theirs, ours: ours ?? NaN, tolerance })
  const same = found !== undefined && found.start === best.start && found.end === best.end && found.places.toSorted((a, b) => a - b).join() === best.places.join()
  return [one('log likelihood ratio of the best cylinder', best.llr, found?.llr, 1e-10), one('the same places and days (1: yes)', 1, Number(same), 0), one('cases', best.count, found?.count, 0), one('expected', best.expected, found?.expected, 1e-10)]
}

/** Theirs is what was put in: alarms within the 99 % limits of a binomial number of 200, planted clusters all but a tenth. */
function simulatedCases(): ParityCase[] {
  const reference = 'simulation, fixed seeds, alpha 0.05'
  return [
    { method: 'scan_permutation', what: 'false alarms in 200 data sets without a cluster', reference, theirs: 10, ours: falseAlarms(), tolerance: 8 },
    { method: 'scan_poisson', what: 'false alarms in 200 data sets without a cluster', reference, theirs: 10, ours: falseAlarmsWithPopulation(), tolerance: 8 },
    { method: 'scan_permutation', what: 'power: data sets of 30 with 18 cases planted where 2.8 are expected, among 300, that are found', reference, theirs: 30, ours: plantedFound(18).found, tolerance: 3 },
  ]
}

function trendCases({ gumbel, kendall }: Scipy): ParityCase[] {
  // To 13 digits: the last ones depend on the machine, and the page must not.
  const most = (differences: number[]) => Math.round(differences.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0) * 1e13) / 1e13
  const trends = kendall.map(({ values, z, p }) => [mannKendall(values).z - z, mannKendall(values).p - p])
  const tails = gumbel.flatMap(({ values, tails: theirs }) => theirs.map(([x, tail]) => gumbelTail(x, fitGumbel(values)) / tail - 1))
  return [
    { method: 'emerging', what: `Mann-Kendall with ties, z of ${kendall.length} series, largest difference`, reference: `${scipy} and numpy`, theirs: 0, ours: most(trends.map(([z]) => z as number)), tolerance: 1e-12 },
    { method: 'emerging', what: `Mann-Kendall with ties, p of ${kendall.length} series, largest difference`, reference: `${scipy} and numpy`, theirs: 0, ours: most(trends.map(([, p]) => p as number)), tolerance: 1e-12 },
    { method: 'scan_permutation', what: `Gumbel tails fitted by moments, largest relative difference of ${tails.length}`, reference: scipy, theirs: 0, ours: most(tails), tolerance: 1e-9 },
  ]
}
