// Ground is compared with polyclip-ts (Martinez sweep on exact numbers), areas with the spheroid's.
import fc from 'fast-check'
import { difference, intersection, type Geom } from 'polyclip-ts'
import { describe, expect, test } from 'vitest'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { PlanProblem, PlanZone } from '../../../geodata/model/zonePlan.ts'
import { checkPlan } from '../../../geodata/zoning/checkPlan.ts'
import { planChecker } from '../../../geodata/zoning/planChecker.ts'
import { building, keyOf, quilt, zoneOf } from './quilt.ts'

const bounds = { min: 0, max: 1_000_000 }
const check = (area: MultiPolygon, zones: PlanZone[], buildings: ReturnType<typeof building>[] = []) => checkPlan({ area, zones, buildings, bounds })
const ground = (problems: PlanProblem[]) => problems.filter(({ kind }) => ['gap', 'overlap', 'outside'].includes(kind))
const sumOf = (problems: PlanProblem[], kind: string) => problems.filter((each) => each.kind === kind).reduce((sum, { squareMeters }) => sum + squareMeters!, 0)
const clipped = (coordinates: number[][][][]) => (coordinates.length > 0 ? areaSquareMeters({ type: 'MultiPolygon', coordinates } as MultiPolygon) : 0)
const geom = ({ geometry }: PlanZone) => geometry.coordinates as Geom
/** The zone with its corner moved by degrees, alone. */
function bent(zone: PlanZone, corner: number, dx: number, dy: number): PlanZone {
  const ring = zone.geometry.coordinates[0]![0]!.slice(0, -1)
  const [x, y] = ring[corner % ring.length]!
  ring[corner % ring.length] = [x + dx, y + dy]
  return { ...zone, geometry: { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] } }
}

describe('the ground', () => {
  test('covered once, also where corners lie on others\' edges, is no problem', () => {
    const { area, zones } = quilt({ columns: 5, rows: 4 })
    expect(ground(check(area, zones))).toEqual([])
    const square = (x: number, y: number, w: number, h: number): [number, number][][] => [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]
    const whole: MultiPolygon = { type: 'MultiPolygon', coordinates: [square(10, 10, 0.02, 0.02)] }
    expect(ground(check(whole, [zoneOf(1, [square(10, 10, 0.02, 0.01)]), zoneOf(2, [square(10, 10.01, 0.007, 0.01)]), zoneOf(3, [square(10.007, 10.01, 0.013, 0.01)])]))).toEqual([])
  })
  test('that is missing, twice or outside is told with its size and place, as polyclip-ts has it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 99 }), (n, corner, dx, dy, seed) => {
      const { area, zones } = quilt({ columns: 4, rows: 3, seed })
      const moved = bent(zones[n]!, corner, dx / 1e5, dy / 1e5)
      const after = zones.map((zone) => (zone.key === moved.key ? moved : zone))
      const found = check(area, after)
      if (found.some(({ kind }) => kind === 'invalid_shape')) return
      const [first, ...rest] = after.map(geom) as [Geom, ...Geom[]]
      expect(sumOf(found, 'gap')).toBeCloseTo(clipped(difference(area.coordinates as Geom, first, ...rest)), -1)
      const others = zones.filter(({ key }) => key !== moved.key).map(geom)
      expect(sumOf(found, 'overlap')).toBeCloseTo(others.reduce<number>((sum, other) => sum + clipped(intersection(geom(moved), other)), 0), -1)
      expect(sumOf(found, 'outside')).toBeCloseTo(clipped(difference(geom(moved), area.coordinates as Geom)), -1)
      expect(ground(found).every(({ blocks, at, geometry }) => blocks && at && geometry)).toBe(true)
    }), { numRuns: 60 })
  })
  test('of another datum is outside, and what it should cover is missing', () => {
    const { area, zones } = quilt({ columns: 2, rows: 2 })
    const shifted = zones.map((zone) => zoneOf(Number(zone.nameZh), zone.geometry.coordinates.map((rings) => rings.map((ring) => ring.map(([x, y]): [number, number] => [x + 0.0045, y - 0.0022])))))
    const found = check(area, shifted)
    expect(sumOf(found, 'gap')).toBeCloseTo(areaSquareMeters(area), -3)
    expect(sumOf(found, 'outside')).toBeCloseTo(areaSquareMeters(area), -3)
  })
  test('a missing zone is one gap beside its neighbours, an enclave in two zones one overlap', () => {
    const { area, zones } = quilt({ columns: 3, rows: 3 })
    const [gap] = ground(check(area, zones.toSpliced(4, 1)))
    expect(gap).toMatchObject({ kind: 'gap', blocks: true })
    expect(gap!.zoneKeys.toSorted()).toEqual([2, 4, 6, 8].map(keyOf).toSorted())
    expect(gap!.squareMeters).toBeCloseTo(areaSquareMeters(zones[4]!.geometry), -1)
    const [x, y] = [121.403, 31.203]
    const enclave = zoneOf(99, [[[[x, y], [x + 0.0002, y], [x + 0.0002, y + 0.0002], [x, y + 0.0002], [x, y]]]])
    const found = ground(check(area, [...zones, enclave]))
    expect(found).toMatchObject([{ kind: 'overlap' }])
    expect(found[0]!.zoneKeys.toSorted()).toEqual([keyOf(5), keyOf(99)])
  })
})

test('shapes: a crossing outline, a hole outside, pieces, slivers', () => {
  const { area, zones } = quilt({ columns: 2, rows: 1 })
  const [x, y] = [121.4, 31.2]
  const bow = zoneOf(1, [[[[x, y], [x + 0.002, y + 0.002], [x + 0.002, y], [x, y + 0.002], [x, y]]]])
  expect(check(area, [bow, zones[1]!])).toContainEqual(expect.objectContaining({ kind: 'invalid_shape', blocks: true, zoneKeys: [keyOf(1)], at: expect.any(Array) as unknown }))
  const holed = zoneOf(1, [[zones[0]!.geometry.coordinates[0]![0]!, [[x + 1, y], [x + 1.001, y], [x + 1.001, y + 0.001], [x + 1, y]]]])
  expect(check(area, [holed, zones[1]!]).some(({ kind, at }) => kind === 'invalid_shape' && at![0] === x + 1)).toBe(true)
  const thin = zoneOf(1, [zones[0]!.geometry.coordinates[0]!, [[[x + 0.01, y], [x + 0.011, y], [x + 0.011, y + 0.00001], [x + 0.01, y + 0.00001], [x + 0.01, y]]]])
  expect(check(area, [thin, zones[1]!]).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['in_pieces', 'sliver', 'outside']))
})

test('buildings: without a zone, cut by a border beyond a wall\'s width, estates in two zones, households out of bounds', () => {
  const { area, zones } = quilt({ columns: 2, rows: 1, corners: 1 })
  const left: [number, number] = [121.4005, 31.201]
  const [, low, high] = zones[0]!.geometry.coordinates[0]![0]!
  const border = (share: number): [number, number] => [low![0] + (high![0] - low![0]) * share, low![1] + (high![1] - low![1]) * share]
  // Half over the border, and a hand's breadth.
  const [half, edge] = [border(0.5), border(0.2)]
  const homes = [building(1, left, { estateId: 7, households: 300 }), building(2, [121.4035, 31.201], { estateId: 7, households: 20 }), building(3, half), building(4, [edge[0] + 0.00007, edge[1]]), building(5, [121.42, 31.2])]
  const found = checkPlan({ area, zones, buildings: homes, bounds: { min: 250, max: 500 } })
  expect(found.filter(({ kind }) => kind === 'split_building').map(({ buildingIds }) => buildingIds)).toEqual([[3]])
  expect(found.filter(({ kind }) => kind === 'homeless_building')).toMatchObject([{ buildingIds: [5], blocks: false }])
  expect(found.filter(({ kind }) => kind === 'split_estate')).toMatchObject([{ buildingIds: [1, 2], zoneKeys: [keyOf(1), keyOf(2)] }])
  expect(found.filter(({ kind }) => kind === 'too_few')).toMatchObject([{ zoneKeys: [keyOf(2)], blocks: false }])
  expect(checkPlan({ area, zones, buildings: homes, bounds: { min: 1, max: 99 } }).filter(({ kind }) => kind === 'too_many')).toMatchObject([{ zoneKeys: [keyOf(1)] }])
  expect(checkPlan({ area, zones: [zones[1]!], buildings: homes, bounds }).filter(({ kind, blocks }) => kind === 'homeless_building' && blocks).map(({ buildingIds }) => buildingIds)).toEqual([[1]])
})

test('codes that stand twice or fit no scheme', () => {
  const { area, zones } = quilt({ columns: 3, rows: 1 })
  const coded = zones.map((zone, i) => ({ ...zone, code: ['310101022001001', '310101022001001', 'x'][i]! }))
  const found = checkPlan({ area, zones: coded, buildings: [], bounds, isCode: (code) => /^\d{15}$/.test(code) })
  expect(found.filter(({ kind }) => kind === 'double_code')).toMatchObject([{ zoneKeys: [keyOf(1), keyOf(2)], blocks: true }])
  expect(found.filter(({ kind }) => kind === 'bad_code')).toMatchObject([{ zoneKeys: [keyOf(3)], blocks: true }])
})

test('kept up to date through any changes it says what a fresh check says', () => {
  const { area, zones } = quilt({ columns: 4, rows: 3, seed: 5 })
  const homes = Array.from({ length: 120 }, (_, i) => building(i + 1, [121.4 + (0.008 * ((i * 37) % 120)) / 120, 31.2 + (0.006 * i) / 120], { estateId: i % 9 }))
  const step = fc.record({ n: fc.nat(11), corner: fc.nat(11), dx: fc.integer({ min: -9_000, max: 9_000 }), dy: fc.integer({ min: -9_000, max: 9_000 }), gone: fc.boolean() })
  fc.assert(fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
    const live = planChecker({ area, zones, buildings: homes, bounds: { min: 60, max: 130 } })
    const now = new Map(zones.map((zone) => [zone.key, zone]))
    for (const { n, corner, dx, dy, gone } of steps) {
      const zone = now.get(keyOf(n + 1)) ?? zones[n]!
      const moved = bent(zone, corner, dx / 1e7, dy / 1e7)
      if (gone) now.delete(zone.key)
      else now.set(zone.key, moved)
      live.update(gone ? [] : [moved], gone ? [zone.key] : [])
    }
    const sorted = (problems: PlanProblem[]) => problems.map((each) => JSON.stringify({ ...each, zoneKeys: each.zoneKeys.toSorted(), at: null, geometry: null })).toSorted()
    const fresh = planChecker({ area, zones: [...now.values()], buildings: homes, bounds: { min: 60, max: 130 } })
    expect(sorted(live.problems())).toEqual(sorted(fresh.problems()))
    expect(live.loads().toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(fresh.loads().toSorted((a, b) => a.key.localeCompare(b.key)))
  }), { numRuns: 40 })
})
