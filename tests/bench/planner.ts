import { parseInstance } from '../../geodata/patrol/instance.ts'
import { priceOfMove } from '../../geodata/patrol/move.ts'
import { solveInstance } from '../../geodata/patrol/solveInstance.ts'
import { solvePatrols } from '../../geodata/patrol/solve.ts'
import { nearestNeighbourTour, shortTour, tourLength } from '../../geodata/patrol/tour.ts'
import { createRandom } from '../../geodata/random.ts'
import { benchmarks, orienteering, readBenchmark } from '../geodata/patrol/benchmarks.ts'
import { totalThenBalance } from '../geodata/patrol/totalThenBalance.ts'
import { straightProblem, townQuestion } from '../geodata/patrol/town.ts'
import { pair } from './pair.ts'
import { type Line, plainLine } from './report.ts'

const percent = (share: number) => `${(100 * share).toFixed(2)} %`
const mostTimes = 10
/** Kicks of a trip over about a hundred places: 3 % is passed by all seeds well before. */
const kicks = 40

/** The peer as it is told in textbooks: every pair of legs is looked at, the first that helps is turned, until none does. */
function twoOptTour(distance: Float64Array, size: number): Int32Array {
  const tour = nearestNeighbourTour(distance, size)
  for (let better = true; better; ) {
    better = false
    for (let i = 0; i < size - 1; i++) for (let j = i + 2; j < size; j++) {
      const [a, b, c, d] = [tour[i]!, tour[i + 1]!, tour[j]!, tour[(j + 1) % size]!]
      if (a === d || distance[a * size + c]! + distance[b * size + d]! >= distance[a * size + b]! + distance[c * size + d]!) continue
      tour.subarray(i + 1, j + 1).reverse()
      better = true
    }
  }
  return tour
}

/** P15, first half: how many times as long as nearest neighbour + 2-opt a trip takes that is within 3 % for every seed. */
async function tripLines(rounds: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const { name, path, best } of benchmarks('tsplib').filter((one) => one.name === 'kroA100' || one.name === 'pr107')) {
    const { distance, dimension } = readBenchmark(path)
    let [worst, seed] = [0, 0]
    const rate = (work: () => void) => async (seconds: number) => { const end = performance.now() + 1000 * seconds; const start = performance.now(); let done = 0; while (performance.now() < end) { work(); done++ } return (1000 * done) / (performance.now() - start) }
    const ours = rate(() => { worst = Math.max(worst, tourLength(distance, shortTour(distance, dimension, kicks, createRandom(seed++))) / best - 1) })
    const result = await pair(ours, rate(() => twoOptTour(distance, dimension)), { rounds, seconds: 0.5, warmSeconds: 0.5 })
    const times = 1 / result.ratio
    lines.push({
      name: `${name}: time / nearest neighbour + 2-opt`, text: `${times.toFixed(1)} (${(1 / result.highest).toFixed(1)}-${(1 / result.lowest).toFixed(1)}), worst of ${seed} seeds ${percent(worst)} over the optimum; the peer ${percent(tourLength(distance, twoOptTour(distance, dimension)) / best - 1)}`,
      figures: { times, worst, seeds: seed }, bar: { text: `P15 within 3 % in <= ${mostTimes} times`, reached: worst <= 0.03 && times <= mostTimes * 1.15 },
    })
  }
  return lines
}

/** P15, second half: the last finish against that of the least total, balanced afterwards, after as many rounds of the same search. */
function fairLine(): Line {
  const ratios = Array.from({ length: 12 }, (_, seed) => {
    const problem = straightProblem(townQuestion({ teams: 2 + (seed % 4), hotspots: 0, checkpoints: 30 + 5 * (seed % 5), minutes: 1_200, seed: seed + 100 }))
    problem.checkpoints.forEach((one) => { one.windows = [] })
    const ours = solvePatrols(problem, { rounds: 4_000 }, createRandom(seed)).figures.lastFinishSeconds
    return ours / totalThenBalance(problem, 4_000, createRandom(seed)).lastFinish
  })
  const [worst, mean] = [Math.max(...ratios), ratios.reduce((sum, each) => sum + each, 0) / ratios.length]
  return { name: 'last finish / least total then balanced', text: `${mean.toFixed(3)} on the mean, ${worst.toFixed(3)} at worst of ${ratios.length} problems of 30 to 50 stops and 2 to 5 teams`, figures: { mean, worst }, bar: { text: 'P15 never later', reached: worst <= 1 } }
}

const clock = () => performance.now()

/** How far from the best known value a search of so many seconds ends, the mean of three seeds. */
function* overTime(): Generator<Line> {
  const times = [0.1, 0.5, 2]
  const named = [...benchmarks('tsplib'), ...benchmarks('cvrp'), ...benchmarks('vrptw')].filter(({ name }) => ['ch150', 'X-n101-k25', 'X-n153-k22', 'RC208'].includes(name)).map(({ name, path, best }) => ({ name, best, instance: readBenchmark(path) }))
  const collected = orienteering().filter(({ name }) => name === 'kroA100-gen2-50').map(({ name, best, text }) => ({ name, best, instance: parseInstance(text) }))
  for (const { name, best, instance } of [...named, ...collected]) {
    const gaps = times.map((seconds) => [1, 2, 3].reduce((sum, seed) => { const { cost, score } = solveInstance(instance, { seconds, clock }, createRandom(seed)); return sum + (score === null ? cost / best - 1 : 1 - score / best) / 3 }, 0))
    yield plainLine(`${name}, from the best known value after`, times.map((seconds, i) => `${seconds} s ${percent(gaps[i]!)}`).join(', '), Object.fromEntries(times.map((seconds, i) => [`after${seconds}`, gaps[i]!])))
  }
}

/** A night of six teams, forty hotspots to be visited twice and twenty checkpoints, on seconds of search; and a move among its stops. */
function* night(): Generator<Line> {
  const problem = straightProblem(townQuestion({ teams: 6, hotspots: 40, checkpoints: 20 }))
  const found = [0.2, 1, 5].map((seconds) => ({ seconds, ...solvePatrols(problem, { seconds, clock }, createRandom(1)) }))
  yield plainLine('6 teams, 80 visits, 20 checkpoints after', found.map(({ seconds, figures }) => `${seconds} s worth ${figures.reward.toFixed(1)} of ${figures.rewardWanted}, last finish ${(figures.lastFinishSeconds / 60).toFixed(1)} min`).join('; '), Object.fromEntries(found.flatMap(({ seconds, figures }) => [[`reward${seconds}`, figures.reward], [`last${seconds}`, figures.lastFinishSeconds]])))
  const wide = straightProblem(townQuestion({ teams: 10, hotspots: 80, checkpoints: 40, minutes: 720 }))
  const { routes } = solvePatrols(wide, { rounds: 200 }, createRandom(1))
  const [moves, start] = [1_000, clock()]
  for (let i = 0; i < moves; i++) priceOfMove(wide, routes, { from: { route: 0, stop: i % routes[0]!.stops.length }, to: { route: 1 + (i % 9), stop: 0 } })
  const milliseconds = (clock() - start) / moves
  const stops = routes.reduce((sum, route) => sum + route.stops.length, 0)
  yield { name: 'price of a moved stop', text: `${milliseconds.toFixed(3)} ms among ${stops} stops`, figures: { milliseconds, stops }, bar: { text: 'limit <= 5 ms', reached: milliseconds <= 5 } }
}

export async function plannerSection(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  tell(await tripLines(rounds))
  tell([fairLine()])
  for (const line of overTime()) tell([line])
  for (const line of night()) tell([line])
}
