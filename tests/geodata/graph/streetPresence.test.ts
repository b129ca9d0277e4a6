import { expect, it } from 'vitest'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import { matchTrack } from '../../../geodata/graph/matchTrack.ts'
import type { StreetLine } from '../../../geodata/graph/street.ts'
import { streetPresence } from '../../../geodata/graph/streetPresence.ts'

const street = (id: string, coordinates: [number, number][]): StreetLine => ({ id, class: 'residential', coordinates, oneway: false, foot: null, bicycle: null, car: null, onewayBicycle: null, maxSpeedKmh: null, hours: '', nameZh: '', nameEn: '' })
/** Two parallel streets 45 m apart, joined at both ends. */
const graph = buildStreetGraph([street('1', [[11.5, 48.1], [11.504, 48.1]]), street('2', [[11.5, 48.1004], [11.504, 48.1004]]), street('3', [[11.5, 48.1], [11.5, 48.1004]]), street('4', [[11.504, 48.1], [11.504, 48.1004]])], [], { profile: 'foot' })
/** East along the first street at 1.2 m/s, a fix in ten seconds, three metres off. */
const walk = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ atMs: 1_790_000_000_000 + (from + i) * 10_000, place: [11.5003 + (from + i) * 0.000161, 48.1 + (i % 2 ? 0.00003 : -0.00003)] as [number, number] }))

it('is on the street that was walked, not on the one beside it, and integrates to the time that is known', () => {
  const pieces = streetPresence(graph, [matchTrack(graph, walk(0, 20), { gapSeconds: 120 })])
  expect(pieces.map(({ streetId }) => streetId)).toEqual(['1'])
  const [piece] = pieces
  expect(piece!.seconds).toBeCloseTo(190, 0)
  expect(piece!.low).toBeLessThanOrEqual(piece!.seconds)
  expect(piece).toMatchObject({ alongMeters: 0, visits: 1, lastMs: 1_790_000_000_000 + 190_000 })
})

it('is an interval where fixes are missing, and unknown beyond a quarter of an hour', () => {
  const [five] = streetPresence(graph, [matchTrack(graph, [...walk(0, 5), ...walk(5, 1).map((fix) => ({ ...fix, atMs: fix.atMs + 290_000 }))], { gapSeconds: 120 })])
  expect(five!.high - five!.seconds).toBeCloseTo(300, 0)
  const [hour] = streetPresence(graph, [matchTrack(graph, [...walk(0, 5), ...walk(5, 5).map((fix) => ({ ...fix, atMs: fix.atMs + 3_600_000 }))], { gapSeconds: 120 })])
  expect(hour!.high).toBeCloseTo(hour!.seconds, 6)
  expect(hour!.visits).toBe(2)
})

it('does not depend on the order of tracks', () => {
  const tracks = [walk(0, 8), walk(8, 6), walk(2, 10)].map((fixes) => matchTrack(graph, fixes, { gapSeconds: 120 }))
  expect(streetPresence(graph, tracks.toReversed())).toEqual(streetPresence(graph, tracks))
})
