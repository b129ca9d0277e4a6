// Public instances with their proven or best known values (shared data, benchmarks). Rounds limit the search and a seed is given, so that a run repeats itself; what is good enough ends it.
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../geodata/random.ts'
import { InstanceError, parseInstance } from '../../../geodata/patrol/instance.ts'
import { checkRoutes, solveInstance } from '../../../geodata/patrol/solveInstance.ts'
import { hasSamples } from '../samples.ts'
import { benchmarks, orienteering, readBenchmark } from './benchmarks.ts'

const rounds = { tsplib: 1_000, cvrp: 40_000, vrptw: 40_000 }
const share = { tsplib: 0.02, cvrp: 0.04, vrptw: 0.05 }

describe.skipIf(!hasSamples).each(['tsplib', 'cvrp', 'vrptw'] as const)('%s', (kind) => {
  test.each(hasSamples ? benchmarks(kind) : [])(`$name within ${100 * share[kind]} % of $best`, ({ path, best }) => {
    const instance = readBenchmark(path)
    const { cost, routes, broken } = solveInstance(instance, { rounds: rounds[kind], enough: best * (1 + share[kind]) }, createRandom(1))
    expect(broken).toEqual([])
    expect(routes.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: instance.dimension }, (_, i) => i + 1).filter((node) => node !== instance.depot + 1))
    expect(cost).toBeLessThanOrEqual(best * (1 + share[kind]))
    expect(cost).toBeGreaterThanOrEqual(best - 1e-6)
  })
})

describe.skipIf(!hasSamples)('orienteering', () => {
  test.each(hasSamples ? orienteering() : [])('$name within 2 % of $best', ({ text, best }) => {
    const { score, broken } = solveInstance(parseInstance(text), { rounds: 60_000, enough: 0.98 * best }, createRandom(1))
    expect(broken).toEqual([])
    expect(score).toBeGreaterThanOrEqual(0.98 * best)
  })
})

test.skipIf(!hasSamples)('the published routes of RC208 cost what is published', () => {
  const routes = ['61 42 44 39 38 36 35 37 40 43 41 72 71 93 96 54 81', '69 98 88 2 6 7 79 73 78 12 14 47 17 16 15 13 9 11 10 53 60 8 46 4 45 5 3 1 70 100 55 68', '90 65 82 99 52 83 64 49 19 18 48 21 23 25 77 58 75 97 59 87 74 86 57 24 22 20 66', '94 92 95 67 62 50 34 31 29 27 26 28 30 32 33 76 89 63 85 51 84 56 91 80']
  expect(checkRoutes(readBenchmark('vrptw/RC208.vrp'), routes.map((route) => route.split(' ').map(Number)))).toEqual({ cost: 776.1, score: null, broken: [] })
})

test.skipIf(!hasSamples)('what is broken is said', () => {
  const instance = readBenchmark('vrptw/RC208.vrp')
  const { broken } = checkRoutes(instance, [Array.from({ length: 99 }, (_, i) => i + 1), [1]])
  expect(broken.some((one) => one.includes('too late'))).toBe(true)
  expect(broken).toContain('node 2 is visited twice')
  expect(broken).toContain('1 nodes are in no route')
  expect(broken.some((one) => one.startsWith('route 1 carries'))).toBe(true)
})

test('a file that is no instance is refused with what is expected', () => {
  const header = 'NAME : a\nTYPE : TSP\nDIMENSION : 2\nEDGE_WEIGHT_TYPE : EUC_2D\n'
  const refused = (text: string) => { try { parseInstance(text) } catch (error) { return error instanceof InstanceError ? error.message : String(error) } return 'taken' }
  expect(refused('a,b\n1,2')).toContain('neither NAME: VALUE')
  expect(refused('NAME : a\nTYPE : HCP\n')).toContain('TYPE is "HCP"')
  expect(refused(header)).toContain('no NODE_COORD_SECTION')
  expect(refused(`${header}NODE_COORD_SECTION\n1 0 0\n`)).toContain('no node 2')
  expect(refused(`${header}NODE_COORD_SECTION\n1 0 0\n2 0 x\n`)).toContain('is "x"')
  expect(refused(`${header}NODE_COORD_SECTION\n1 0 0\n2 3 4\nEOF\n`)).toBe('taken')
})

test('distances of other kinds, against worked ones of TSPLIB 95', () => {
  const between = (type: string, a: string, b: string) => parseInstance(`TYPE : TSP\nDIMENSION : 2\nEDGE_WEIGHT_TYPE : ${type}\nNODE_COORD_SECTION\n1 ${a}\n2 ${b}\n`).distance[1]
  expect([between('CEIL_2D', '0 0', '1 1'), between('MAN_2D', '0 0', '1.2 1.2'), between('ATT', '0 0', '10 10')]).toEqual([2, 2, 5])
  // Nodes 1 and 2 of ulysses16, whose distance of 509 is that of the optimal tour's first leg.
  expect(between('GEO', '38.24 20.42', '39.57 26.15')).toBe(509)
  const explicit = parseInstance('TYPE : ATSP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : FULL_MATRIX\nEDGE_WEIGHT_SECTION\n0 1 9\n9 0 1\n1 9 0\n')
  expect(solveInstance(explicit, { rounds: 50 }, createRandom(1))).toMatchObject({ cost: 3, broken: [] })
})
