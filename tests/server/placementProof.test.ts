import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cover, limitsOf, type SiteLimits } from '../../geodata/camera/cover.ts'
import { chooseSites, figuresOf, placeSites } from '../../geodata/camera/placement.ts'
import { placementBound } from '../../geodata/camera/placementBound.ts'
import { createRandom, type Random } from '../../geodata/random.ts'
import { openPlacer } from '../../server/cameras/placementOptimum.ts'

const folder = join(import.meta.dirname, '../../../shared/data/benchmarks/orlib_pmedian')
let place: Awaited<ReturnType<typeof openPlacer>>
beforeAll(async () => void (place = await openPlacer()))

function coverOf(lists: readonly (readonly number[])[], worth: readonly number[]): Cover {
  const start = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => (start[i + 1] = start[i]! + list.length))
  return { start, demand: Uint32Array.from(lists.flat()), worth: Float64Array.from(worth) }
}

/** A p-median is maximal covering of steps: between two distances to sites, a demand pays what lies between unless a site is near enough (Elloumi 2010). */
function asCover(name: string): { cover: Cover; count: number; far: number } {
  const [head, ...rows] = readFileSync(join(folder, `${name}.txt`), 'utf8').trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const [nodes, , count] = head as [number, number, number]
  const meters = Array.from({ length: nodes }, (_, i) => Float64Array.from({ length: nodes }, (_each, j) => (i === j ? 0 : Infinity)))
  for (const [a, b, length] of rows as [number, number, number][]) [meters[a - 1]![b - 1], meters[b - 1]![a - 1]] = [length, length]
  for (let k = 0; k < nodes; k++) for (let i = 0; i < nodes; i++) for (let j = 0; j < nodes; j++) meters[i]![j] = Math.min(meters[i]![j]!, meters[i]![k]! + meters[k]![j]!)
  const lists: number[][] = Array.from({ length: nodes }, () => [])
  const worth: number[] = []
  let far = 0
  for (const row of meters) {
    const levels = [...new Set(row)].toSorted((a, b) => a - b)
    far += levels.at(-1)!
    for (let k = 0; k + 1 < levels.length; k++) {
      row.forEach((distance, site) => { if (distance <= levels[k]!) lists[site]!.push(worth.length) })
      worth.push(levels[k + 1]! - levels[k]!)
    }
  }
  return { cover: coverOf(lists, worth), count, far }
}

function randomQuestion(random: Random): { cover: Cover; limits: SiteLimits; best: number } {
  const [sites, demands] = [3 + Math.floor(random() * 7), 4 + Math.floor(random() * 15)]
  const worth = Array.from({ length: demands }, () => Math.floor(random() * 20))
  const lists = Array.from({ length: sites }, () => worth.map((_, i) => i).filter(() => random() < 0.3))
  const of = (most: number) => Float64Array.from(lists, () => Math.floor(random() * most))
  const limits = { count: 1 + Math.floor(random() * 4), cost: of(8), price: of(6), budget: Math.floor(random() * 14), kind: Uint8Array.from(lists, () => Math.floor(random() * 2)), mostOfKind: [1, 2], kept: random() < 0.3 ? [0] : [], banned: random() < 0.3 ? [1] : [] }
  let best = -Infinity
  for (let choice = 0; choice < 2 ** sites; choice++) {
    const chosen = lists.flatMap((_, site) => ((choice >> site) & 1 ? [site] : []))
    const sum = (values: Float64Array) => chosen.reduce((total, site) => total + values[site]!, 0)
    const ofKind = (kind: number) => chosen.filter((site) => limits.kind[site] === kind).length
    if (chosen.length > limits.count || sum(limits.price) > limits.budget || ofKind(0) > 1 || ofKind(1) > 2 || chosen.some((site) => [...limits.kept, ...limits.banned].includes(site))) continue
    best = Math.max(best, [...new Set([...chosen, ...limits.kept].flatMap((site) => lists[site]!))].reduce((total, demand) => total + worth[demand]!, 0) - sum(limits.cost))
  }
  return { cover: coverOf(lists, worth), limits, best }
}

describe('how good a choice is', () => {
  test('with budgets, costs, kinds, kept and banned sites: within the limits, the bound holds, and HiGHS finds the best of all choices', () => {
    const random = createRandom(11)
    for (let round = 0; round < 30; round++) {
      const { cover, limits, best } = randomQuestion(random)
      const whole = limitsOf(cover, limits)
      const own = figuresOf(cover, whole, chooseSites(cover, whole))
      expect(own.price).toBeLessThanOrEqual(limits.budget!)
      expect(own.sites.length).toBeLessThanOrEqual(limits.count)
      expect(own.covered - own.cost).toBeLessThanOrEqual(best + 1e-9)
      expect(placeSites(cover, limits).bound).toBeGreaterThanOrEqual(best - 1e-9)
      const proven = place(cover, limits, 5)
      expect([proven.covered - proven.cost, proven.bound, proven.proof]).toEqual([best, best, 'optimum'])
    }
  })

  test('a site that is left out of the search for a better choice is in none', () => {
    const random = createRandom(5)
    for (let round = 0; round < 30; round++) {
      const { cover, limits, best } = randomQuestion(random)
      const whole = limitsOf(cover, limits)
      const chosen = chooseSites(cover, whole)
      const own = figuresOf(cover, whole, chosen)
      const { left } = placementBound(cover, whole, chosen)
      const among = place(cover, { ...limits, banned: [...(limits.banned ?? []), ...Array.from(whole.open.keys()).filter((site) => whole.open[site] && !left.includes(site) && !chosen.includes(site))] }, 5)
      expect(Math.max(own.covered - own.cost, among.covered - among.cost)).toBeCloseTo(best, 9)
    }
  })

  test('p-medians of the OR-Library (Beasley 1990) as covering: the published optimum is never beaten and lies between choice and bound', () => {
    const published = new Map(readFileSync(join(folder, 'optimum.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',') as [string, string]))
    for (const name of ['pmed1', 'pmed4']) {
      const { cover, count, far } = asCover(name)
      const whole = limitsOf(cover, { count })
      const chosen = chooseSites(cover, whole)
      const optimum = Number(published.get(name))
      const own = far - figuresOf(cover, whole, chosen).covered
      expect(own, name).toBeGreaterThanOrEqual(optimum)
      // Greedy with swaps is known to end within a few per cent of p-medians.
      expect(own / optimum, name).toBeLessThan(1.05)
      const { bound } = placementBound(cover, whole, chosen)
      expect(far - bound, name).toBeLessThanOrEqual(optimum + 1e-6)
      expect(figuresOf(cover, whole, chosen).covered / bound, name).toBeGreaterThan(1 - 1 / Math.E)
    }
  })
})
