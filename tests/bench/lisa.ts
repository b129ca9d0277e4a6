import { conditionalSums, pseudoP } from '../../geodata/analysis/conditionalSums.ts'
import { contiguity } from '../../geodata/analysis/contiguity.ts'
import { cellNeighbours, stepsOf } from '../../geodata/analysis/cellNeighbours.ts'
import { giStarOf } from '../../geodata/analysis/localG.ts'
import { listsOf, type NeighbourTable, tableOf } from '../../geodata/analysis/neighbourTable.ts'
import { createRandom, poisson } from '../../geodata/random.ts'
import { london, londonBurglaries } from '../geodata/arealSamples.ts'
import { hasSamples } from '../geodata/samples.ts'
import { hasSpdep, openGeoda, openSpdep, type Given } from './lisaPeers.ts'
import { pair, type Side } from './pair.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const PERMUTATIONS = 999

/** Gi* with permutations on some 5,000 areas and on a grid of 100,000 cells, beside @geoda/lisa and, where it is installed, R spdep. What they give is compared first. */
export async function lisaSection(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const given = givenOf()
  const geoda = await openGeoda()
  const data = [...given.areaValues]
  const theirs = await geoda({ data, neighbors: given.lists, permutation: PERMUTATIONS, seed: 123_456_789 })
  const ours = localG(given, 1)
  tell([plainLine('Gi* of areas', `${data.length} areas, ${given.lists.flat().length} links; largest difference of p in standard errors to @geoda/lisa ${largestError(ours.folded, theirs.pValues).toFixed(1)}`)])
  if (largestError(ours.folded, theirs.pValues) > 5.5) throw new Error('p differs from @geoda/lisa')
  const oneRun = async (work: () => unknown) => rate(async () => void (await work()))
  const oursSide = await oneRun(() => localG(given, Math.floor(Math.random() * 1e6)))
  const geodaSide = await oneRun(() => geoda({ data, neighbors: given.lists, permutation: PERMUTATIONS, seed: Math.floor(Math.random() * 1e6) }))
  tell([pairLine(`Gi* ${PERMUTATIONS} permutations / @geoda/lisa`, 'runs/s', await pair(oursSide, geodaSide, { rounds, seconds: 2 }))])
  if (!hasSpdep()) return tell([plainLine('R spdep', 'is not installed: left out')])
  const spdep = await openSpdep(given)
  try {
    const apart = largestError(ours.folded, spdep.numbers('areas.p'))
    const cells = { ...given, gridTable: gridTable(given) }
    const z = gridZ(cells)
    const most = spdep.numbers('grid.z').reduce((so, value, i) => Math.max(so, Math.abs(value - (z[i] as number))), 0)
    tell([plainLine('equal to spdep', `p of areas within ${apart.toFixed(1)} standard errors, z of ${z.length} cells within ${most.toExponential(1)}`, { apart, most })])
    if (apart > 5.5 || !(most <= 1e-9)) throw new Error('figures differ from spdep')
    tell([pairLine(`Gi* ${PERMUTATIONS} permutations / spdep localG_perm`, 'runs/s', await pair(oursSide, rOf(spdep.seconds, 'areas'), { rounds, seconds: 2, warmSeconds: 0 }))])
    tell([pairLine('Gi* of a grid of 100,000 cells / spdep localG', 'runs/s', await pair(await oneRun(() => gridZ(cells)), rOf(spdep.seconds, 'grid'), { rounds, seconds: 2 }), { label: 'P12', atLeast: 30 })])
  } finally {
    spdep.close()
  }
}

function givenOf(): Given {
  const random = createRandom(7)
  const [columns, rows] = [320, 313]
  const gridValues = Float64Array.from({ length: columns * rows }, () => poisson(random, 2))
  if (hasSamples) {
    const lsoa = london()
    return { columns, rows, gridValues, lists: lsoa.neighbours, areaValues: londonBurglaries(lsoa) }
  }
  // Without sample data: 5,000 squares, whose neighbours are found from their borders all the same.
  const square = (i: number) => [[[[i % 100, Math.floor(i / 100)], [(i % 100) + 1, Math.floor(i / 100)], [(i % 100) + 1, Math.floor(i / 100) + 1], [i % 100, Math.floor(i / 100) + 1], [i % 100, Math.floor(i / 100)]]]] as const
  return { columns, rows, gridValues, lists: listsOf(contiguity(Array.from({ length: 5_000 }, (_, i) => square(i)), 'queen', 0)), areaValues: Float64Array.from({ length: 5_000 }, () => poisson(random, 8)) }
}

/** As a method runs it: lists to a table, z, draws and p. Folded p as the peers have it, ties on one side. */
function localG({ lists, areaValues }: Given, seed: number): { z: Float64Array; p: Float64Array; folded: number[] } {
  const table = tableOf(lists)
  const z = giStarOf(areaValues, table)
  const tails = conditionalSums(areaValues, table, PERMUTATIONS, createRandom(seed))
  return { z, p: pseudoP(tails), folded: Array.from(tails.atLeast, (above) => (Math.min(above, PERMUTATIONS - above) + 1) / (PERMUTATIONS + 1)) }
}

/** What the method calls for cells; its neighbours are made beforehand, as the peer's weights are. */
const gridZ = ({ gridValues, gridTable }: Given & { gridTable: NeighbourTable }) => giStarOf(gridValues, gridTable)
const gridTable = ({ columns, rows }: Given): NeighbourTable => cellNeighbours({ kind: 'cells', columns, rows, cell: Uint32Array.from({ length: columns * rows }, (_, i) => i), cellMeters: 100, origin: [0, 0] }, stepsOf('queen'))

/** Both p are estimates of as many draws; of 5,000 differences of numbers that are one, the largest stays below 5.5 standard errors. */
function largestError(ours: readonly number[], theirs: readonly number[]): number {
  return ours.reduce((largest, p, i) => {
    const mean = (p + (theirs[i] as number)) / 2
    return Math.max(largest, Math.abs(p - (theirs[i] as number)) / Math.sqrt((2 * mean * (1 - mean)) / PERMUTATIONS))
  }, 0)
}

function rate(work: () => Promise<void>): Side {
  return async (seconds) => {
    const start = performance.now()
    let runs = 0
    do {
      await work()
      runs++
    } while (performance.now() - start < seconds * 1000)
    return (runs * 1000) / (performance.now() - start)
  }
}

/** R's own time counts, not the way to it and back. */
function rOf(secondsOf: (what: 'grid' | 'areas') => Promise<number>, what: 'grid' | 'areas'): Side {
  return async (seconds) => {
    let [spent, runs] = [0, 0]
    do {
      spent += await secondsOf(what)
      runs++
    } while (spent < seconds)
    return runs / spent
  }
}
