import { describe, expect, test } from 'vitest'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import { matchTrack } from '../../../geodata/graph/matchTrack.ts'
import { metersADegree } from '../../../geodata/graph/snapToGraph.ts'
import type { TrackFix } from '../../../geodata/graph/observations.ts'
import { createRandom, normal, shuffle } from '../../../geodata/random.ts'
import { hasSamples } from '../samples.ts'
import { sampleStreets } from './sampleStreets.ts'
import { at, latticeTown, street } from './streets.ts'
import { fixesOf, rightShare, walk } from './walks.ts'

/** Mean shares of length right over walks of 4 km with known truth. */
function shares(graph: ReturnType<typeof buildStreetGraph>, noiseMeters: number, everySeconds: number, walks = 3) {
  const random = createRandom(11)
  const sums = { found: 0, walked: 0, certain: 0 }
  for (let i = 0; i < walks; i++) {
    const truth = walk(graph, random, 4_000)
    const matched = matchTrack(graph, fixesOf(graph, truth, random, { everySeconds, noiseMeters }), { noiseMeters })
    const { found, walked } = rightShare(graph, truth, matched)
    sums.found += found / walks
    sums.walked += walked / walks
    sums.certain += rightShare(graph, truth, matched, (certain) => certain).walked / walks
  }
  return sums
}

describe('simulated walks', () => {
  // [noise, seconds between fixes, least share of the truth found, least share of the found that is true]
  test.each([[5, 5, 0.97, 0.95], [10, 5, 0.95, 0.95], [10, 15, 0.94, 0.93], [10, 60, 0.88, 0.88], [20, 15, 0.9, 0.9], [30, 5, 0.9, 0.9], [30, 60, 0.75, 0.65]])('on a lattice of bent streets: %i m of noise, a fix every %i s', (noise, every, found, walked) => {
    const share = shares(buildStreetGraph(latticeTown(14, 12, 3), [], { profile: 'foot' }), noise, every)
    expect(share.found).toBeGreaterThan(found)
    expect(share.walked).toBeGreaterThan(walked)
  })
  test.skipIf(!hasSamples)('in the old town of Munich, where footways lie side by side', async () => {
    const graph = buildStreetGraph((await sampleStreets('munich/munich_centre.osm.pbf')).streets, [], { profile: 'foot' })
    for (const [noise, every, found, walked] of [[5, 5, 0.95, 0.95], [10, 15, 0.92, 0.91], [30, 30, 0.76, 0.76]] as const) {
      const share = shares(graph, noise, every, 2)
      expect(share.found, `${noise} m, ${every} s`).toBeGreaterThan(found)
      expect(share.walked, `${noise} m, ${every} s`).toBeGreaterThan(walked)
      expect(share.certain, `${noise} m, ${every} s`).toBeGreaterThan(0.9)
    }
  })
})

const lane = buildStreetGraph([street('a', [at(0, 0), at(0, 10)]), street('b', [at(0, 5), at(10, 5)])], [], { profile: 'foot' })
const fix = (second: number, column: number, row: number): TrackFix => ({ atMs: second * 1_000, place: at(column, row) })
/** 1.25 m/s up the lane, a fix every 8 s. */
const up = Array.from({ length: 60 }, (_, i) => fix(i * 8, 0, i * 0.1))
const seconds = (pieces: { fromMs: number; toMs: number }[]) => pieces.reduce((sum, piece) => sum + (piece.toMs - piece.fromMs) / 1_000, 0)

describe('a track', () => {
  test('is spent whole, on the street where it was, from its first fix to its last', () => {
    const { pieces, gaps, unmatched, matchedFixes } = matchTrack(lane, up, { noiseMeters: 5 })
    expect([gaps, unmatched, matchedFixes, seconds(pieces)]).toEqual([[], [], 60, 472])
    expect(pieces.every(({ streetId, certain }) => streetId === 'a' && certain)).toBe(true)
    expect(pieces[0]!.fromOffsetMeters).toBeLessThan(10)
    expect(Math.abs(pieces.at(-1)!.toOffsetMeters - 590)).toBeLessThan(12)
    for (let i = 1; i < pieces.length; i++) expect(pieces[i]!.fromMs).toBe(pieces[i - 1]!.toMs)
  })
  test('is the same in any order of arrival, with doubles, and with fixes at (0, 0)', () => {
    const expected = matchTrack(lane, up, { noiseMeters: 5 }).pieces
    const messy = matchTrack(lane, shuffle(createRandom(1), [...up, ...up.slice(10, 30), { atMs: 4_000, place: [0, 0] as const }]), { noiseMeters: 5 })
    expect(messy.pieces).toEqual(expected)
    expect(messy.unmatched.map(({ reason }) => reason).toSorted()).toEqual([...Array.from({ length: 20 }, () => 'double'), 'no_place'])
  })
  test('is open where nothing was heard for longer than the gap rule says', () => {
    const { pieces, gaps } = matchTrack(lane, up.filter(({ atMs }) => atMs < 160_000 || atMs >= 360_000), { noiseMeters: 5, gapSeconds: 180 })
    expect(gaps).toEqual([{ fromMs: 152_000, toMs: 360_000, reason: 'silent' }])
    expect(seconds(pieces)).toBe(472 - 208)
    const bridged = matchTrack(lane, up.filter(({ atMs }) => atMs < 160_000 || atMs >= 360_000), { noiseMeters: 5, gapSeconds: 300 })
    expect([bridged.gaps, seconds(bridged.pieces)]).toEqual([[], 472])
    // Known to have been between, but not certain.
    expect(bridged.pieces.filter(({ certain }) => !certain).reduce((sum, piece) => sum + piece.toMs - piece.fromMs, 0)).toBeGreaterThanOrEqual(208_000)
  })
  test('leaves a jump aside and says so; what lies off all streets too', () => {
    const jump = [...up.slice(0, 30), fix(236, 8, 3), ...up.slice(30)]
    const matched = matchTrack(lane, jump, { noiseMeters: 5 })
    expect([matched.unmatched, seconds(matched.pieces)]).toEqual([[{ atMs: 236_000, reason: 'jump' }], 472])
    const away = matchTrack(lane, [fix(0, 5, 1), fix(10, 5.1, 1)], { noiseMeters: 5 })
    expect([away.pieces, away.unmatched.map(({ reason }) => reason)]).toEqual([[], ['off_street', 'off_street']])
  })
  test('that stands for a quarter of an hour is one stay, whatever the noise', () => {
    const random = createRandom(5)
    const [east, north] = metersADegree(48.13)
    const stand = Array.from({ length: 180 }, (_, i): TrackFix => ({ atMs: i * 5_000, place: [at(3, 5)[0] + normal(random, 0, 10) / east, at(3, 5)[1] + normal(random, 0, 10) / north] }))
    const { pieces } = matchTrack(lane, stand, { noiseMeters: 10 })
    expect(seconds(pieces)).toBe(895)
    const walked = pieces.reduce((sum, { fromOffsetMeters, toOffsetMeters }) => sum + Math.abs(toOffsetMeters - fromOffsetMeters), 0)
    expect(walked).toBeLessThan(100)
    expect(pieces.every(({ streetId }) => streetId === 'b')).toBe(true)
  })
  test('set back by noise in a one-way does not go round the block', () => {
    const block = buildStreetGraph([street('a', [at(0, 0), at(0, 5)], { oneway: true }), street('b', [at(0, 5), at(5, 5), at(5, 0), at(0, 0)], { oneway: true })], [], { profile: 'car' })
    const jitter = [0, 0.5, 1, 0.95, 1.5, 2, 1.97, 2.5].map((row, i) => fix(i * 8, 0, row))
    const { pieces } = matchTrack(block, jitter, { noiseMeters: 5 })
    expect(pieces.every(({ streetId }) => streetId === 'a')).toBe(true)
    expect(seconds(pieces)).toBe(56)
  })
})
