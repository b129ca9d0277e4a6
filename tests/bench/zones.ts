import { createRandom } from '../../geodata/random.ts'
import { anneal } from '../../geodata/zoning/anneal.ts'
import { openGraph } from '../../geodata/zoning/openGraph.ts'
import { recombine } from '../../geodata/zoning/recombine.ts'
import { searchZones, type ZoneQuestion } from '../../geodata/zoning/search.ts'
import { openSearch } from '../../geodata/zoning/searchRounds.ts'
import type { ZoningUnits } from '../../geodata/zoning/units.ts'
import { zoneCounts } from '../../geodata/zoning/zoneCounts.ts'
import { zoneFigures } from '../../geodata/zoning/zoneFigures.ts'
import { gridUnits } from '../geodata/zoning/samples.ts'
import { pair } from './pair.ts'
import { plainGreedy, plainReCom } from './plainZoning.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const percent = (share: number) => `${(100 * share).toFixed(2)} %`
const secondsOf = (work: () => void) => {
  const begun = performance.now()
  work()
  return (performance.now() - begun) / 1000
}

/**
 * Zones on 32 x 32 cells in 16 zones beside a plain ReCom chain (P14), and a town of 10,000 buildings beside greedy growth. A step is the same on both sides: one more
 * contiguous plan within 5 % that was made, valued and gone to. Ours moves one unit, swaps two or recombines two zones; the chain recombines two zones.
 */
export async function zonesSection(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  await chainLines(rounds, tell)
  townLines(tell)
  growthLines(tell)
}

const bounds = { min: 61, max: 67 }
const openGrid = (units: ZoningUnits, seed: number) => {
  const graph = openGraph(units)
  const counts = zoneCounts(units, graph, { ...bounds, zones: 16 }, { zones: 0, load: 0 })[0]!
  return openSearch(units, graph, counts, { ...bounds, tolerance: 0.05, random: createRandom(seed), startFrom: null })
}

async function chainLines(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const units = gridUnits(32, 32, () => 1)
  const search = openGrid(units, 1)
  const { state } = search.annealing
  if (search.best.rank.excess > 0) throw new Error('the first plan is not within 5 %')
  const chain = plainReCom(units, state.zoneOf, 0.05, createRandom(2))
  const within = () => zoneFigures(units, state.zoneOf, bounds)
  // What leaves the bounds costs more than any chance takes, so that every plan that is gone to is within 5 %.
  const cost = { balance: 0, excess: 1e9, shape: 1, tolerance: 0, temperature: 0.5 }
  const flips = async (seconds: number) => {
    const [end, before] = [performance.now() + seconds * 1000, search.annealing.plans]
    const took = secondsOf(() => anneal(search.annealing, 1e12, () => cost, () => performance.now() < end))
    return (search.annealing.plans - before) / took
  }
  const recombinations = (mostExcess: number) => async (seconds: number) => {
    const end = performance.now() + seconds * 1000
    let plans = 0
    const took = secondsOf(() => {
      while (performance.now() < end) for (let i = 0; i < 50; i++) if (recombine(state, search.room, search.goal, search.random, 0.05, mostExcess)) plans++
    })
    return plans / took
  }
  const plain = async (seconds: number) => {
    const end = performance.now() + seconds * 1000
    let plans = 0
    const took = secondsOf(() => {
      while (performance.now() < end) {
        if (chain.step().deviation > 0.05 + 1e-9) throw new Error('the chain left the tolerance')
        plans++
      }
    })
    return plans / took
  }
  tell([pairLine('1,024 cells, 16 zones: plans, ours / plain ReCom', 'plans/s', await pair(flips, plain, { rounds }), { label: 'P14', atLeast: 20 })])
  const after = within()
  if (!after.withinBounds || !after.contiguous) throw new Error('a plan of ours left the tolerance')
  tell([pairLine('our recombinations that stay within 5 % / plain ReCom', 'plans/s', await pair(recombinations(0), plain, { rounds }))])
  tell([pairLine('our recombinations, some beyond 5 % / plain ReCom', 'plans/s', await pair(recombinations(Infinity), plain, { rounds }))])
  tell(Array.from([1, 3], (seconds) => qualityLine(units, seconds)))
}

/** Fewest borders cut in the same time, both within 5 %; the chain keeps the best it saw. 192 is the least there is (16 squares). */
function qualityLine(units: ZoningUnits, seconds: number): Line {
  const ours = searchZones(units, { ...bounds, zones: 16, seed: 3, seconds, tolerance: 0.05 }).figures
  const chain = plainReCom(units, openGrid(units, 3).annealing.state.zoneOf, 0.05, createRandom(4))
  const end = performance.now() + seconds * 1000
  let [cut, deviation] = [Infinity, Infinity]
  while (performance.now() < end) {
    const step = chain.step()
    cut = Math.min(cut, step.cutEdges)
    deviation = Math.min(deviation, step.deviation)
  }
  const even = searchZones(units, { ...bounds, zones: 16, seed: 3, seconds }).figures
  const text = `ours ${ours.cutMeters} borders cut, chain ${cut} (192 is the least); best balance ours ${percent(even.deviation)} at ${even.cutMeters} cut, chain ${percent(deviation)}`
  return plainLine(`quality in ${seconds} s`, text, { ours: ours.cutMeters, chain: cut, oursDeviation: even.deviation, chainDeviation: deviation })
}

/** Buildings in rows with 1 to 7 households, main roads each 25 that are open at two places. */
function town(columns: number, rows: number): ZoningUnits {
  const random = createRandom(columns)
  const gap = (at: number) => at % 25 === 6 || at % 25 === 18
  return gridUnits(columns, rows, () => 1 + Math.floor(random() * 7), (a, b) => {
    const [x, y] = [a % columns, Math.floor(a / columns)]
    return b === a + 1 ? (x + 1) % 25 === 0 && !gap(y) : (y + 1) % 25 === 0 && !gap(x)
  })
}

const rule = { min: 250, max: 500 }
const question = (more: Partial<ZoneQuestion>): ZoneQuestion => ({ ...rule, zones: null, seed: 1, tolerance: 0.02, ...more })

function townLines(tell: (lines: Line[]) => void): void {
  const units = town(100, 100)
  const households = units.households.reduce((sum, each) => sum + each, 0)
  let greedy = new Int32Array()
  const greedySeconds = secondsOf(() => (greedy = Int32Array.from(plainGreedy(units, 375, 250))))
  const plain = zoneFigures(units, greedy, rule)
  const figures = (found: ReturnType<typeof zoneFigures>) => `${found.zones} zones of ${found.minHouseholds} to ${found.maxHouseholds}, ${[...found.households].filter((each) => each > 0 && (each < 250 || each > 500)).length} outside of the bounds, deviation ${percent(found.deviation)}, ${found.cutMeters} borders cut, compactness ${found.compactness.toFixed(2)}`
  tell([plainLine(`greedy growth, ${units.ids.length} buildings, ${households} households`, `${(greedySeconds * 1000).toFixed(0)} ms: ${figures(plain)}`, { seconds: greedySeconds, deviation: plain.deviation, cut: plain.cutMeters })])
  const first = searchZones(units, question({ steps: 1 }))
  const firstSeconds = secondsOf(() => searchZones(units, question({ steps: 1 })))
  tell([plainLine('ours, first plan', `${(firstSeconds * 1000).toFixed(0)} ms, ${(firstSeconds / greedySeconds).toFixed(2)} of greedy growth: ${figures(first.figures)}`, { seconds: firstSeconds, ratio: firstSeconds / greedySeconds, deviation: first.figures.deviation, cut: first.figures.cutMeters })])
  const last = searchZones(units, question({ seconds: 10 }))
  tell([plainLine('ours, 10 s', `${figures(last.figures)}; deviation ${(plain.deviation / last.figures.deviation).toFixed(0)} times less`, { deviation: last.figures.deviation, cut: last.figures.cutMeters })])
  const at = (seconds: number) => last.curve.findLast((point) => point.seconds <= seconds) ?? last.curve[0]!
  tell([plainLine('improvement over time', [0.05, 0.2, 0.5, 1, 2, 5, 10].map((seconds) => `${seconds} s ${percent(at(seconds).deviation)} and ${Math.round(at(seconds).shapeMeters)}`).join(', '), {})])
}

function growthLines(tell: (lines: Line[]) => void): void {
  for (const [columns, rows] of [[40, 25], [100, 100], [250, 125], [400, 250]] as const) {
    const units = town(columns, rows)
    const count = units.ids.length
    const firstSeconds = secondsOf(() => searchZones(units, question({ steps: 1 })))
    const begun = performance.now()
    const { figures, steps } = searchZones(units, question({ steps: 50 * count }))
    const seconds = (performance.now() - begun) / 1000
    tell([plainLine(`${count.toLocaleString('en')} buildings`, `first plan ${(firstSeconds * 1000).toFixed(0)} ms; 50 steps a building ${seconds.toFixed(2)} s, ${(steps / seconds / 1e6).toFixed(2)} million steps/s: ${figures.zones} zones of ${figures.minHouseholds} to ${figures.maxHouseholds}, deviation ${percent(figures.deviation)}`, { count, firstSeconds, seconds, deviation: figures.deviation })])
  }
}
