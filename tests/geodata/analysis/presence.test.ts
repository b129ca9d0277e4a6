import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presence, presenceCells, type Fix } from '../../../geodata/analysis/presence.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { bboxOfTile } from '../../../geodata/geometry/mercator.ts'
import { createRandom, shuffle } from '../../../geodata/random.ts'
import { hasSamples, sample } from '../samples.ts'

const noon = Date.UTC(2024, 5, 7, 4)
const at = (seconds: number, lng = 121.47, lat = 31.22): Fix => ({ place: [lng, lat], timeMs: noon + seconds * 1000 })

describe('presence', () => {
  it('counts half of each short interval to both fixes and calls long ones unknown', () => {
    const { fixes, knownSeconds, unknownSeconds } = presence([at(0), at(30), at(150), at(1000), at(1010)])
    expect(fixes.map((fix) => fix.seconds)).toEqual([15, 75, 60, 5, 5])
    expect([knownSeconds, unknownSeconds]).toEqual([160, 850])
  })
  it('counts an interval of exactly the gap, and nothing for a lonely fix', () => {
    expect(presence([at(0), at(120)]).knownSeconds).toBe(120)
    expect(presence([at(0), at(120.001)])).toMatchObject({ knownSeconds: 0, unknownSeconds: 120.001 })
    expect(presence([at(0)])).toMatchObject({ knownSeconds: 0, unknownSeconds: 0 })
    expect(presence([]).fixes).toEqual([])
  })
  it('sets apart a jump, wherever it stands, the first fix included', () => {
    const way = [at(30), at(60), at(90), at(120)]
    for (const jump of [at(0, 0, 0), at(75, 0, 0), at(130, 0, 0)]) {
      const found = presence([...way, jump])
      expect(found.setApart).toEqual([{ ...jump, reason: 'too fast' }])
      expect(found.knownSeconds).toBe(90)
    }
  })
  it('takes 20,000 fixes of pure noise in bounded time', () => {
    const random = createRandom(1)
    const noise = Array.from({ length: 20_000 }, (_, i) => at(i, random() * 360 - 180, random() * 180 - 90))
    const start = performance.now()
    const found = presence(noise)
    expect(performance.now() - start).toBeLessThan(5000)
    expect(found.fixes.length + found.setApart.length).toBe(20_000)
  })
  it('measures speed in metres per second: 0.005° of latitude is 554 m, in 13 s slower than 43 m/s and faster than 42', () => {
    const pair = [at(0), at(13, 121.47, 31.225)]
    expect(presence(pair, { maxSpeed: 43 }).setApart.length).toBe(0)
    expect(presence(pair, { maxSpeed: 42 }).setApart.length).toBe(1)
  })
  it('sets apart the second of two places at one time, and what is no position', () => {
    const found = presence([
      at(0),
      at(0, 121.4701),
      at(10),
      { place: [NaN, 31], timeMs: noon },
      { place: [121, 31], timeMs: NaN },
      { place: [121, 131], timeMs: noon },
    ])
    expect(found.setApart.map((fix) => fix.reason).toSorted()).toEqual([
      'not a position',
      'not a position',
      'not a position',
      'two places at one time',
    ])
    expect(found.knownSeconds).toBe(10)
  })

  const fix = fc.record({
    seconds: fc.integer({ min: 0, max: 1500 }),
    east: fc.integer({ min: 0, max: 30 }),
    isJump: fc.integer({ min: 0, max: 9 }),
  })
  const walk = fc
    .array(fix, { maxLength: 40 })
    .map((list) => list.map(({ seconds, east, isJump }) => at(seconds, isJump === 0 ? 0 : 121.47 + east * 1e-4)))
  it('gives out exactly the counted intervals, and cells give out exactly those', () => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 1, max: 300 }), (fixes, gapSeconds) => {
        const found = presence(fixes, { gapSeconds })
        const times = found.fixes.map((kept) => kept.timeMs)
        const intervals = times.slice(1).map((time, i) => (time - (times[i] as number)) / 1000)
        const counted = intervals.filter((seconds) => seconds <= gapSeconds).reduce((sum, seconds) => sum + seconds, 0)
        const whole = times.length ? ((times.at(-1) as number) - (times[0] as number)) / 1000 : 0
        expect(found.knownSeconds).toBeCloseTo(counted, 9)
        expect(found.knownSeconds + found.unknownSeconds).toBeCloseTo(whole, 9)
        expect(found.fixes.reduce((sum, kept) => sum + kept.seconds, 0)).toBeCloseTo(counted, 9)
        expect(presenceCells(found.fixes).reduce((sum, cell) => sum + cell.seconds, 0)).toBeCloseTo(counted, 9)
      }),
      { numRuns: 300 },
    )
  })
  it('does not depend on the order of fixes nor on repeats', () => {
    fc.assert(
      fc.property(walk, fc.integer(), (fixes, seed) => {
        const random = createRandom(seed)
        const other = shuffle(random, [...fixes, ...fixes.filter(() => random() < 0.5)])
        const [a, b] = [presence(fixes), presence(other)]
        expect(b.fixes).toEqual(a.fixes)
        expect([b.knownSeconds, b.unknownSeconds]).toEqual([a.knownSeconds, a.unknownSeconds])
        expect(presenceCells(b.fixes)).toEqual(presenceCells(a.fixes))
      }),
      { numRuns: 300 },
    )
  })
  it.skipIf(!hasSamples)('stands the broken positions of Austin buses: (0, 0) is set apart, gaps stay unknown (FANGCUN_SAMPLES)', () => {
    let zeros = 0
    let known = 0
    for (const day of ['2015-03-07', '2015-06-07', '2016-02-07', '2017-04-18']) {
      const byVehicle = new Map<string, Fix[]>()
      for (const line of sample(`austin/vehicle_positions_${day}.csv.gz`).trim().split('\n').slice(1)) {
        const [id = '', time = '', , , , lat, lng] = line.split(',')
        const place: LngLat = [Number(lng), Number(lat)]
        byVehicle.set(id, [...(byVehicle.get(id) ?? []), { place, timeMs: Date.parse(time) }])
      }
      for (const fixes of byVehicle.values()) {
        const found = presence(fixes)
        const apartZeros = found.setApart.filter(({ place }) => place[0] === 0 && place[1] === 0).length
        const isAllZero = found.fixes.every(({ place }) => place[0] === 0)
        if (!isAllZero) expect(found.fixes.some(({ place }) => place[0] === 0 && place[1] === 0)).toBe(false)
        zeros += apartZeros
        known += found.knownSeconds
      }
    }
    expect(zeros).toBeGreaterThan(0)
    expect(known).toBeGreaterThan(100 * 3600)
  })
})

describe('presenceCells', () => {
  it('sums by the cell that holds the fix and by its hour', () => {
    const cells = presenceCells([
      { ...at(0), seconds: 10 },
      { ...at(5), seconds: 7 },
      { ...at(3600), seconds: 2 },
      { ...at(0, 121.48), seconds: 1 },
    ])
    expect(cells.map(({ hour, seconds }) => [hour - noon / 3_600_000, seconds])).toEqual([
      [0, 17],
      [0, 1],
      [1, 2],
    ])
    const [west, south, east, north] = bboxOfTile({ z: 20, x: cells[0]?.x ?? 0, y: cells[0]?.y ?? 0 })
    expect(west <= 121.47 && 121.47 < east && south <= 31.22 && 31.22 < north).toBe(true)
  })
})
