import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Cover } from '../../../geodata/camera/cover.ts'
import { placeSites } from '../../../geodata/camera/placement.ts'
import { createRandom, type Random } from '../../../geodata/random.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/benchmarks/facility_location_sf')
const coverOf = (lists: readonly (readonly number[])[], worth: readonly number[]): Cover => {
  const start = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => (start[i + 1] = start[i]! + list.length))
  return { start, demand: Uint32Array.from(lists.flat()), worth: Float64Array.from(worth) }
}
const worthOf = (lists: readonly (readonly number[])[], worth: readonly number[], sites: readonly number[]) => [...new Set(sites.flatMap((site) => lists[site]!))].reduce((sum, demand) => sum + worth[demand]!, 0)

/** All choices of `count` sites. */
function* choices(sites: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) return yield []
  for (let site = from; site <= sites - count; site++) for (const rest of choices(sites, count - 1, site + 1)) yield [site, ...rest]
}

function randomCase(random: Random) {
  const [sites, demands] = [4 + Math.floor(random() * 7), 5 + Math.floor(random() * 25)]
  const worth = Array.from({ length: demands }, () => Math.floor(random() * 20))
  const lists = Array.from({ length: sites }, () => worth.map((_, i) => i).filter(() => random() < 0.25))
  return { worth, lists, count: 1 + Math.floor(random() * 4), cost: Float64Array.from(lists, () => Math.floor(random() * 15)) }
}

describe('where cameras would go', () => {
  test('the San Francisco benchmark (spopt): 875,247 people within 5 km of 4 of 16 sites, the proven optimum', () => {
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { mclp_max_population: number; optimal_sites: { mclp: string[] } }
    const rows = readFileSync(join(folder, 'network_distance_16x205.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
    const population = new Map(readFileSync(join(folder, 'demand_205.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.replaceAll('"', '').split(',')).map((cells) => [cells[3]!, Number(cells[6])]))
    const [names, demands] = [[...new Set(rows.map(([, name]) => name!))], [...population.keys()]]
    const lists = names.map((site) => rows.filter(([distance, name]) => name === site && Number(distance) <= 5_000).map(([, , demand]) => demands.indexOf(demand!)))
    const cover = coverOf(lists, demands.map((name) => population.get(name)!))
    const { sites, covered, bound } = placeSites(cover, { count: 4 })
    expect(covered).toBe(expected.mclp_max_population)
    expect(sites.map((site) => names[site]).toSorted()).toEqual(expected.optimal_sites.mclp.toSorted())
    expect(bound).toBeGreaterThanOrEqual(covered)
  })

  test('against every choice there is: never below 63 % by count, the bound never below the best, with costs and without', () => {
    const random = createRandom(3)
    let [met, all] = [0, 0]
    for (let round = 0; round < 400; round++) {
      const { worth, lists, count, cost } = randomCase(random)
      const cover = coverOf(lists, worth)
      const plain = placeSites(cover, { count })
      const best = Math.max(...[...choices(lists.length, Math.min(count, lists.length))].map((sites) => worthOf(lists, worth, sites)))
      expect(plain.covered).toBe(worthOf(lists, worth, plain.sites))
      expect(plain.covered).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best - 1e-9)
      expect(plain.covered).toBeLessThanOrEqual(best)
      expect(plain.bound).toBeGreaterThanOrEqual(best - 1e-9)
      met += Number(plain.covered === best)
      all++
      const priced = placeSites(cover, { count, cost })
      const nets = Array.from({ length: count + 1 }, (_, size) => [...choices(lists.length, Math.min(size, lists.length))].map((sites) => worthOf(lists, worth, sites) - sites.reduce((sum, site) => sum + cost[site]!, 0))).flat()
      expect(priced.covered - priced.cost).toBeLessThanOrEqual(Math.max(...nets) + 1e-9)
      expect(priced.covered - priced.cost).toBeGreaterThanOrEqual(0)
      expect(priced.bound).toBeGreaterThanOrEqual(Math.max(...nets) - 1e-9)
    }
    // Swaps end in the optimum nearly always on cases as small as these.
    expect(met / all).toBeGreaterThan(0.95)
  })

  test('what stands is kept and not counted twice, what is banned is not chosen, and nothing is chosen for nothing', () => {
    const cover = coverOf([[0, 1, 2], [0, 1], [3], [2, 3]], [5, 5, 5, 4])
    expect(placeSites(cover, { count: 2, kept: [0] })).toMatchObject({ sites: [2], covered: 19 })
    expect(placeSites(cover, { count: 2, banned: [0] }).sites.toSorted()).toEqual([1, 3])
    expect(placeSites(cover, { count: 1, cost: Float64Array.of(15, 11, 5, 9) })).toMatchObject({ sites: [], covered: 0, cost: 0 })
    expect(() => placeSites(cover, { count: 1.5 })).toThrow(/whole number/)
  })

  test('the same question has the same answer, whatever lies twice', () => {
    const cover = coverOf([[0, 1], [0, 1], [1, 0]], [1, 1])
    expect(placeSites(cover, { count: 2 }).sites).toEqual([0])
  })
})
