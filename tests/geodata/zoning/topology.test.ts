// The reference is checkPlan, which knows nothing of shared vertices and is itself compared with polyclip-ts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { PlanZone } from '../../../geodata/model/zonePlan.ts'
import { buildTopology } from '../../../geodata/zoning/buildTopology.ts'
import { checkPlan } from '../../../geodata/zoning/checkPlan.ts'
import { cellsOf } from '../../../geodata/zoning/cellPolygon.ts'
import { cellOf, type Cell } from '../../../geodata/zoning/grid.ts'
import { assignGround, describeZone, drawZone, madeZone, mergeZones, removeZone, reshapeZone, splitZone, trimZones } from '../../../geodata/zoning/groundChanges.ts'
import { applyChange, isRefusal, isSound, planZone, planZones, reversed, type Outcome, type Topology, type TopologyChange } from '../../../geodata/zoning/topology.ts'
import { insertVertex, moveVertex, removeVertex } from '../../../geodata/zoning/vertexChanges.ts'
import { keyOf, quilt, zoneOf } from './quilt.ts'

const strayOf = (area: MultiPolygon, zones: PlanZone[]) => checkPlan({ area, zones, buildings: [], bounds: { min: 0, max: 1 } }).filter(({ kind }) => ['gap', 'overlap', 'outside', 'invalid_shape'].includes(kind))
const done = (outcome: Outcome): TopologyChange => {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}
const at = (east: number, north: number): Cell => cellOf([121.4 + east, 31.2 + north])
const sized = (topology: Topology, n: number) => areaSquareMeters(planZone(topology, keyOf(n)).geometry)

describe('building', () => {
  test('a plan whose borders are shared comes back as it was', () => {
    const { area, zones } = quilt({ columns: 4, rows: 3 })
    const { topology, mended } = buildTopology(area, zones)
    expect(mended).toEqual([])
    const back = planZones(topology)
    expect(back.map(({ key }) => key)).toEqual(zones.map(({ key }) => key))
    back.forEach((zone, i) => expect(cellsOf(zone.geometry).flat(2).map(String).toSorted()).toEqual(cellsOf(zones[i]!.geometry).flat(2).map(String).toSorted()))
  })
  test('corners that nearly meet become one, corners beside a border a corner of it', () => {
    const square = (x: number, y: number, w: number, h: number): [number, number][][] => [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]
    const area: MultiPolygon = { type: 'MultiPolygon', coordinates: [square(121.4, 31.2, 0.004, 0.004)] }
    const zones = [zoneOf(1, [square(121.4, 31.2, 0.004, 0.002)]), zoneOf(2, [square(121.4000008, 31.2020009, 0.0019992, 0.0019991)]), zoneOf(3, [square(121.4020007, 31.2019994, 0.0019993, 0.0020006)])]
    const { topology, mended } = buildTopology(area, zones)
    expect(strayOf(area, zones)).not.toEqual([])
    expect(mended.length).toBeGreaterThan(0)
    expect(strayOf(area, planZones(topology))).toEqual([])
    for (const { polygons } of topology.zones.values()) expect(isSound(topology, polygons)).toBe(true)
  })
})

describe('vertices', () => {
  const { area, zones } = quilt({ columns: 3, rows: 3, corners: 2 })
  const middle = cellOf(zones[4]!.geometry.coordinates[0]![0]![1]!)
  test('a shared corner moves in all zones, and back', () => {
    const { topology } = buildTopology(area, zones)
    const id = topology.x.findIndex((x, i) => x === middle[0] && topology.y[i] === middle[1])
    const before = planZones(topology)
    const change = done(moveVertex(topology, id, [middle[0] + 1_500, middle[1] - 900]))
    expect(change.zones.length).toBe(topology.users.get(id)!.size)
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(planZones(topology)).not.toEqual(before)
    applyChange(topology, reversed(change))
    expect(planZones(topology)).toEqual(before)
  })
  test('what would cross is refused and leaves no trace; corners of the area stay; where three meet none is taken out', () => {
    const { topology } = buildTopology(area, zones)
    const id = topology.x.findIndex((x, i) => x === middle[0] && topology.y[i] === middle[1])
    const before = planZones(topology)
    expect(moveVertex(topology, id, [middle[0], middle[1] + 80_000])).toEqual({ refused: 'crosses' })
    expect(moveVertex(topology, [...topology.fixed][0]!, middle)).toEqual({ refused: 'fixed' })
    const junction = [...topology.users].find(([, users]) => users.size > 3)![0]
    expect(removeVertex(topology, junction)).toEqual({ refused: 'junction' })
    expect(planZones(topology)).toEqual(before)
  })
  test('a corner is put in on both sides of a border, and taken out again', () => {
    const { topology } = buildTopology(area, zones)
    const before = planZones(topology)
    const ring = topology.zones.get(keyOf(5))!.polygons[0]![0]!
    const [a, b] = [ring[0]!, ring[1]!]
    const change = done(insertVertex(topology, a, b, [Math.round((topology.x[a]! + topology.x[b]!) / 2), Math.round((topology.y[a]! + topology.y[b]!) / 2) + 300]))
    expect(change.zones.length).toBe(2)
    expect(strayOf(area, planZones(topology))).toEqual([])
    done(removeVertex(topology, change.vertices[0]!.id))
    expect(planZones(topology)).toEqual(before)
  })
})

describe('ground', () => {
  const square = (x: number, y: number, w: number, h: number): [number, number][][] => [[[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]
  const area: MultiPolygon = { type: 'MultiPolygon', coordinates: [square(121.4, 31.2, 0.006, 0.004)] }
  const plan = () => buildTopology(area, [zoneOf(1, [square(121.4, 31.2, 0.003, 0.004)]), zoneOf(2, [square(121.403, 31.2, 0.003, 0.002)]), zoneOf(3, [square(121.403, 31.202, 0.003, 0.002)])]).topology
  const total = areaSquareMeters(area)
  test('a zone is split by a line, its neighbours get the new corner, and merging gives the ground back', () => {
    const topology = plan()
    const whole = sized(topology, 1)
    done(splitZone(topology, keyOf(1), [at(-0.001, 0.001), at(0.001, 0.0015), at(0.004, 0.001)], [keyOf(9)]))
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(sized(topology, 1) + sized(topology, 9)).toBeCloseTo(whole, -1)
    expect(sized(topology, 1)).toBeGreaterThan(sized(topology, 9))
    // The line ran on into zone 2 and changed nothing there but the corner where it left zone 1.
    expect(planZone(topology, keyOf(2)).geometry.coordinates[0]![0]!.length).toBe(6)
    done(mergeZones(topology, [keyOf(1), keyOf(9)]))
    expect(sized(topology, 1)).toBeCloseTo(whole, -1)
    expect(topology.zones.size).toBe(3)
    expect(strayOf(area, planZones(topology))).toEqual([])
  })
  test('a line that crosses several times makes as many pieces; one that does not cross is refused', () => {
    const topology = plan()
    done(splitZone(topology, keyOf(2), [at(0.0035, -0.001), at(0.0035, 0.001), at(0.0045, 0.001), at(0.0045, -0.001)], [keyOf(9)]))
    expect(topology.zones.size).toBe(4)
    done(splitZone(topology, keyOf(3), [at(0.0035, 0.0045), at(0.004, 0.0015), at(0.005, 0.0045)], [keyOf(10), keyOf(11)]))
    expect(topology.zones.size).toBe(6)
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(splitZone(topology, keyOf(1), [at(0.001, 0.001), at(0.002, 0.002)], [keyOf(12)])).toEqual({ refused: 'line_does_not_cut' })
  })
  test('a drawn zone takes ground of several, an enclave leaves a hole, beyond the area nothing is taken', () => {
    const topology = plan()
    done(drawZone(topology, madeZone(keyOf(9)), [[at(0.002, 0.001), at(0.004, 0.001), at(0.004, 0.003), at(0.002, 0.003)]]))
    expect(strayOf(area, planZones(topology))).toEqual([])
    done(drawZone(topology, madeZone(keyOf(10)), [[at(0.0005, 0.0005), at(0.001, 0.0005), at(0.001, 0.001)]]))
    expect(topology.zones.get(keyOf(1))!.polygons[0]!.length).toBe(2)
    expect(strayOf(area, planZones(topology))).toEqual([])
    done(drawZone(topology, madeZone(keyOf(11)), [[at(0.005, 0.003), at(0.008, 0.003), at(0.008, 0.006), at(0.005, 0.006)]]))
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(planZones(topology).reduce((sum, { geometry }) => sum + areaSquareMeters(geometry), 0)).toBeCloseTo(total, 0)
    expect(drawZone(topology, madeZone(keyOf(12)), [[at(0.02, 0), at(0.021, 0), at(0.021, 0.001)]])).toEqual({ refused: 'outside' })
  })
  test('a border is replaced by a line, outwards and inwards', () => {
    const topology = plan()
    const [one, two] = [sized(topology, 1), sized(topology, 2)]
    done(reshapeZone(topology, keyOf(1), [at(0.0029, 0.0005), at(0.004, 0.0005), at(0.004, 0.0015), at(0.0029, 0.0015)]))
    expect(sized(topology, 1) - one).toBeCloseTo(two - sized(topology, 2), -1)
    expect(sized(topology, 1)).toBeGreaterThan(one + 1000)
    expect(strayOf(area, planZones(topology))).toEqual([])
    const before = sized(topology, 3)
    done(reshapeZone(topology, keyOf(1), [at(0.0031, 0.0025), at(0.002, 0.0025), at(0.002, 0.0035), at(0.0031, 0.0035)]))
    expect(sized(topology, 3)).toBeGreaterThan(before + 1000)
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(reshapeZone(topology, keyOf(1), [at(0.0005, -0.0005), at(0.0005, 0.0005), at(0.001, 0.0005), at(0.001, -0.0005)])).toEqual({ refused: 'no_neighbour' })
  })
  test('what is taken off is a gap, which is given to another; an overlap goes to one; what lies outside is cut off', () => {
    const topology = plan()
    removeZone(topology, keyOf(2))
    const [gap] = strayOf(area, planZones(topology))
    expect(gap!.kind).toBe('gap')
    done(assignGround(topology, keyOf(3), cellsOf(gap!.geometry!)))
    expect(strayOf(area, planZones(topology))).toEqual([])
    expect(topology.zones.get(keyOf(3))!.polygons.length).toBe(1)
    const crooked = buildTopology(area, [zoneOf(1, [square(121.4, 31.2, 0.0035, 0.004)]), zoneOf(2, [square(121.403, 31.2, 0.004, 0.004)])]).topology
    const found = strayOf(area, planZones(crooked))
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(['outside', 'overlap'])
    for (const each of found) done(each.kind === 'overlap' ? assignGround(crooked, keyOf(1), cellsOf(each.geometry!)) : trimZones(crooked, cellsOf(each.geometry!)))
    expect(strayOf(area, planZones(crooked))).toEqual([])
  })
  test('zones apart are not merged, and words are a change like any other', () => {
    const { area: ground, zones } = quilt({ columns: 3, rows: 1 })
    const { topology } = buildTopology(ground, zones)
    const before = planZones(topology)
    expect(mergeZones(topology, [keyOf(1), keyOf(3)])).toEqual({ refused: 'not_adjacent' })
    expect(planZones(topology)).toEqual(before)
    const change = describeZone(topology, keyOf(2), { code: '310101022001007', locked: true })
    expect(planZone(topology, keyOf(2))).toMatchObject({ code: '310101022001007', locked: true, geometry: before[1]!.geometry })
    applyChange(topology, reversed(change))
    expect(planZones(topology)).toEqual(before)
  })
})

/** Any operation, with numbers that are brought into range when it is done. */
const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyStep = fc.record({ what: fc.constantFrom('move', 'move', 'insert', 'remove', 'split', 'merge', 'draw', 'reshape', 'takeOff'), n: fc.nat(), m: fc.nat(), places: fc.array(fc.tuple(share, share), { minLength: 3, maxLength: 5 }) })

test('through any operations the ground stays covered once, and taking them back gives exactly what was', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.array(anyStep, { minLength: 1, maxLength: 14 }), (seed, steps) => {
    const { area, zones } = quilt({ columns: 3, rows: 2, corners: 2, seed })
    const { topology } = buildTopology(area, zones)
    const start = planZones(topology)
    const undo: TopologyChange[] = []
    let fresh = 100
    for (const { what, n, m, places } of steps) {
      const keys = [...topology.zones.keys()]
      const key = keys[n % keys.length]!
      const ids = [...topology.users.keys()]
      const line = places.map(([x, y]) => at(x * 0.0062 - 0.0001, y * 0.0042 - 0.0001))
      const ring = topology.zones.get(key)!.polygons[0]![0]!
      const run: Record<string, () => Outcome> = {
        move: () => moveVertex(topology, ids[m % ids.length]!, line[0]!),
        insert: () => insertVertex(topology, ring[m % ring.length]!, ring[(m + 1) % ring.length]!, line[0]!),
        remove: () => removeVertex(topology, ids[m % ids.length]!),
        split: () => splitZone(topology, key, line, Array.from({ length: 6 }, () => keyOf(fresh++))),
        merge: () => (keys.length > 1 ? mergeZones(topology, [key, keys[(n + 1 + (m % (keys.length - 1))) % keys.length]!]) : { refused: 'not_adjacent' }),
        draw: () => drawZone(topology, madeZone(keyOf(fresh++)), [line.slice(0, 3).toSorted((p, q) => p[0] - q[0])].map((corners) => (turn(corners) > 0 ? corners : corners.toReversed()))),
        reshape: () => reshapeZone(topology, key, line),
        takeOff: () => {
          const change = removeZone(topology, key)
          undo.push(change)
          const [gap] = strayOf(area, planZones(topology))
          const to = gap?.zoneKeys[0]
          return to ? assignGround(topology, to, strayOf(area, planZones(topology)).flatMap(({ geometry }) => cellsOf(geometry!))) : { refused: 'no_neighbour' }
        },
      }
      const outcome = run[what]!()
      if (!isRefusal(outcome)) undo.push(outcome)
      else if (what === 'takeOff') applyChange(topology, reversed(undo.pop()!))
      expect(strayOf(area, planZones(topology)), what).toEqual([])
    }
    for (const change of undo.toReversed()) applyChange(topology, reversed(change))
    expect(new Map(planZones(topology).map((zone) => [zone.key, zone]))).toEqual(new Map(start.map((zone) => [zone.key, zone])))
  }), { numRuns: 60 })
})
const turn = ([a, b, c]: readonly Cell[]) => (b![0] - a![0]) * (c![1] - a![1]) - (b![1] - a![1]) * (c![0] - a![0])
