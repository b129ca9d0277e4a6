import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockOffset, hasJumped, withSample, type ClockSample } from '../../../geodata/wall/serverClock.ts'
import { cameraAt, glideTo } from '../../../geodata/wall/glide.ts'

test('the offset lies within its error of the true one, whatever the ways there and back took', () => {
  const ways = fc.array(fc.record({ at: fc.integer({ min: 0, max: 1e6 }), there: fc.double({ min: 0, max: 900, noNaN: true }), back: fc.double({ min: 0, max: 900, noNaN: true }) }), { minLength: 1, maxLength: 20 })
  fc.assert(fc.property(ways, fc.integer({ min: -1e9, max: 1e9 }), (asked, truth) => {
    const samples = asked.reduce<ClockSample[]>((all, { at, there, back }) => withSample(all, { sentAt: at, gotAt: at + there + back, serverAt: at + there + truth }), [])
    const { offset, error } = clockOffset(samples)!
    expect(Math.abs(offset - truth)).toBeLessThanOrEqual(error + 1e-6)
    expect(error).toBeCloseTo(Math.min(...samples.map(({ sentAt, gotAt }) => (gotAt - sentAt) / 2)), 6)
  }))
  expect(clockOffset([])).toBeNull()
})

test('a clock that was set, or a sleep, is a jump; time that passes is none', () => {
  expect(hasJumped({ day: 1000, steady: 10 }, { day: 6000, steady: 5010 })).toBe(false)
  expect(hasJumped({ day: 1000, steady: 10 }, { day: 3_601_000, steady: 1010 })).toBe(true)
  expect(hasJumped({ day: 3_601_000, steady: 10 }, { day: 1000, steady: 1010 })).toBe(true)
})

test('a glide starts where the picture stands and is at its end within 60 ms, the shorter way round', () => {
  const [from, to] = [{ lng: 179.9, lat: 10, zoom: 10, bearing: 170, pitch: 0 }, { lng: -179.9, lat: 11, zoom: 12, bearing: -170, pitch: 0 }]
  const glide = glideTo(from, to, 1000, 5_000)
  expect(cameraAt(glide, 1000)).toEqual(from)
  expect(cameraAt(glide, 1060)).toEqual(to)
  const half = cameraAt(glide, 1030)
  expect([half.lng, half.lat, half.zoom, half.bearing].map((value) => Number(value.toFixed(6)))).toEqual([180, 10.5, 11, 180])
  expect(glideTo(from, to, 0, 1).milliseconds).toBe(16)
})
