import { describe, expect, test } from 'vitest'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import { shortestPath } from '../../../geodata/graph/shortestPath.ts'
import { snapToGraph } from '../../../geodata/graph/snapToGraph.ts'
import type { StreetBarrier, StreetLine } from '../../../geodata/graph/street.ts'
import { travelMatrix } from '../../../geodata/graph/travelMatrix.ts'
import type { Vehicle } from '../../../geodata/model/patrolPlan.ts'
import { at, barrier, street } from './streets.ts'

/** Metres from one place to another, null where there is no way. */
function meters(streets: StreetLine[], from: [number, number], to: [number, number], profile: Vehicle, barriers: StreetBarrier[] = [], minute?: number): number | null {
  const graph = buildStreetGraph(streets, barriers, { profile, at: minute })
  const [a, b] = [snapToGraph(graph, from), snapToGraph(graph, to)]
  const way = a && b && shortestPath(graph, a, b)
  return way ? Math.round(way.meters) : null
}

describe('a street graph', () => {
  test('joins streets where they share a vertex, also amid a line, and not where they merely cross', () => {
    const crossing = [street('low', [at(0, 1), at(1, 1), at(2, 1)]), street('joins', [at(1, 1), at(1, 0)]), street('bridge', [at(1.5, 0), at(1.5, 2)])]
    const graph = buildStreetGraph(crossing, [], { profile: 'foot' })
    expect([graph.nodeCount, graph.edgeCount, [...graph.partSizes]]).toEqual([6, 4, [4, 2]])
    expect(meters(crossing, at(0, 1), at(1, 0), 'foot')).toBe(167)
    expect(meters(crossing, at(0, 1), at(1.5, 2), 'foot')).toBeNull()
  })
  test('walks against a one-way; bicycles only where the street says so', () => {
    const oneway = street('a', [at(0, 0), at(0, 1)], { oneway: true })
    for (const profile of ['foot', 'bicycle', 'car'] as const) expect(meters([oneway], at(0, 0), at(0, 1), profile)).toBe(100)
    expect(meters([oneway], at(0, 1), at(0, 0), 'foot')).toBe(100)
    expect(meters([oneway], at(0, 1), at(0, 0), 'bicycle')).toBeNull()
    expect(meters([{ ...oneway, onewayBicycle: false }], at(0, 1), at(0, 0), 'bicycle')).toBe(100)
    expect(meters([{ ...oneway, onewayBicycle: false }], at(0, 1), at(0, 0), 'car')).toBeNull()
    expect(meters([street('a', [at(0, 0), at(0, 1)], { onewayBicycle: true })], at(0, 1), at(0, 0), 'bicycle')).toBeNull()
  })
  test('keeps wheels off stairs and paths, everybody off rails, and does what a street says', () => {
    const of = (facts: Partial<StreetLine>) => (['foot', 'bicycle', 'car'] as const).map((profile) => meters([street('a', [at(0, 0), at(0, 1)], facts)], at(0, 0), at(0, 1), profile) !== null)
    expect(of({})).toEqual([true, true, true])
    expect(of({ class: 'steps', bicycle: true, car: true })).toEqual([true, false, false])
    expect(of({ class: 'path' })).toEqual([true, false, false])
    expect(of({ class: 'path', bicycle: true, foot: false })).toEqual([false, true, false])
    expect(of({ class: 'pedestrian', car: true })).toEqual([true, false, true])
    expect(of({ class: 'rail', foot: true })).toEqual([false, false, false])
    expect(of({ class: 'motorway' })).toEqual([false, false, true])
    expect(of({ class: 'trunk' })).toEqual([false, false, true])
    expect(of({ class: 'trunk', foot: true })).toEqual([true, false, true])
  })
  test('a closed gate is passed by nobody and reached from both sides', () => {
    const lane = [street('a', [at(0, 0), at(0, 1), at(0, 2)])]
    const gate = [barrier('g', at(0, 1), { hours: 'Mo-Fr 08:00-18:00' })]
    const [monday9, monday20] = [9 * 60, 20 * 60]
    expect(meters(lane, at(0, 0), at(0, 2), 'foot', gate)).toBe(200)
    expect(meters(lane, at(0, 0), at(0, 2), 'foot', gate, monday9)).toBe(200)
    expect(meters(lane, at(0, 0), at(0, 2), 'foot', gate, monday20)).toBeNull()
    expect(meters(lane, at(0, 0), at(0, 0.99), 'foot', gate, monday20)).toBe(99)
    expect(meters(lane, at(0, 1.01), at(0, 2), 'foot', gate, monday20)).toBe(99)
    const graph = buildStreetGraph(lane, gate, { profile: 'foot', at: monday20 })
    expect(graph.notes.barriersClosed).toEqual([{ id: 'g', kind: 'gate' }])
    const locked = [street('a', [at(0, 0), at(0, 1)], { hours: '06:00-22:00' })]
    expect([meters(locked, at(0, 0), at(0, 1), 'foot', [], 23 * 60), meters(locked, at(0, 0), at(0, 1), 'foot', [], 7 * 60)]).toEqual([null, 100])
  })
  test('bollards stop cars, turnstiles bicycles too, and what a barrier says goes first', () => {
    const of = (facts: Partial<StreetBarrier>) => (['foot', 'bicycle', 'car'] as const).map((profile) => meters([street('a', [at(0, 0), at(0, 1), at(0, 2)])], at(0, 0), at(0, 2), profile, [barrier('b', at(0, 1), facts)]) !== null)
    expect(of({ kind: 'bollard' })).toEqual([true, true, false])
    expect(of({ kind: 'turnstile' })).toEqual([true, false, false])
    expect(of({ kind: 'gate' })).toEqual([true, true, true])
    expect(of({ kind: 'gate', foot: false })).toEqual([false, true, true])
  })
  test('hours that cannot be read are told, and count as open', () => {
    const graph = buildStreetGraph([street('a', [at(0, 0), at(0, 1)], { hours: 'sunrise-sunset' })], [], { profile: 'foot', at: 0 })
    expect([graph.edgeCount, graph.notes.hoursUnread]).toEqual([1, ['sunrise-sunset']])
  })
  test('strongly connected parts tell a trap from a place one comes back from', () => {
    const trap = [street('a', [at(0, 0), at(0, 1)]), street('b', [at(0, 1), at(0, 2)]), street('in', [at(0, 2), at(0, 3)], { oneway: true })]
    const graph = buildStreetGraph(trap, [], { profile: 'car' })
    expect([[...graph.partSizes], [...graph.strongPartSizes]]).toEqual([[4], [3, 1]])
    expect(snapToGraph(graph, at(0, 2.5))?.strongPart).toBe(-1)
    expect(snapToGraph(graph, at(0, 2.9), { preferMainMeters: 100 })?.strongPart).toBe(0)
  })
  test('lines of one place, empty towns and places far from streets do not trip it', () => {
    const empty = buildStreetGraph([street('dot', [at(0, 0), at(0, 0)])], [], { profile: 'foot' })
    expect([empty.edgeCount, snapToGraph(empty, at(0, 0))]).toEqual([0, null])
    const one = buildStreetGraph([street('a', [at(0, 0), at(0, 1), at(0, 1)])], [], { profile: 'foot' })
    expect([one.edgeCount, snapToGraph(one, at(20, 0))]).toEqual([1, null])
    const [a] = [snapToGraph(one, at(0, 0))]
    expect([...travelMatrix(one, [a, null]).seconds]).toEqual([0, Infinity, Infinity, 0])
  })
})
