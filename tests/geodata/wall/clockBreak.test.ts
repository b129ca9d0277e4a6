import { expect, test } from 'vitest'
import { clockBreak } from '../../../geodata/wall/clockBreak.ts'
import { cameraAt, glideTo } from '../../../geodata/wall/glide.ts'

test('a clock that was set and a sleep break the time; a busy second does not', () => {
  const start = { day: 1_000_000, steady: 10_000 }
  expect(clockBreak(start, { day: 1_001_000, steady: 11_000 })).toBeNull()
  expect(clockBreak(start, { day: 1_006_000, steady: 16_000 })).toBeNull()
  expect(clockBreak(start, { day: 4_601_000, steady: 11_000 })).toBe('set')
  expect(clockBreak(start, { day: 400_000, steady: 11_000 })).toBe('set')
  // Asleep: some machines stop their steady clock, some go on.
  expect(clockBreak(start, { day: 1_601_000, steady: 611_000 })).toBe('stood')
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
