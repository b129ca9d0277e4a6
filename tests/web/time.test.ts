import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageUnit, areaText, distanceText, offsetText } from '../../web/i18n/format.ts'
import { fromLocal, toLocal } from '../../web/i18n/localTime.ts'
import { binLength, isoSpan, spanOf, stepWindow, surroundings } from '../../web/stores/timeWindow.ts'

const now = Date.parse('2026-11-22T09:00:00Z')
const hour = 3_600_000
const day = 24 * hour

test('a window steps by its own length and moves with the clock again when it reaches the present', () => {
  const back = stepWindow({ lastHours: 24 }, -1, now)
  expect(back).toEqual({ from: '2026-11-20T09:00:00.000Z', to: '2026-11-21T09:00:00.000Z' })
  expect(stepWindow(back, 1, now)).toEqual({ lastHours: 24 })
  expect(stepWindow({ from: '2026-11-21T08:00:00Z', to: '2026-11-22T08:30:00Z' }, 1, now)).toEqual(isoSpan({ from: now - 24.5 * hour, to: now }))
})

test('stepping back and forth in the past is where it was', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 600, max: 2000 }), (hours, ago) => {
    const window = isoSpan({ from: now - (ago + hours) * hour, to: now - ago * hour })
    expect(stepWindow(stepWindow(window, -1, now), 1, now)).toEqual(window)
  }))
})

test('what surrounds a window holds it and stays within what is known', () => {
  const data = { from: now - 365 * day, to: now }
  fc.assert(fc.property(fc.integer({ min: 0, max: 300 * 24 }), fc.integer({ min: 1, max: 60 * 24 }), (ago, hours) => {
    const window = { from: now - (ago + hours) * hour, to: now - ago * hour }
    const around = surroundings(window, data)
    expect(around.from).toBeLessThanOrEqual(window.from)
    expect(around.to).toBeGreaterThanOrEqual(window.to)
    expect(around.to).toBeLessThanOrEqual(data.to)
    expect((around.to - around.from) / binLength(around, 90)).toBeLessThanOrEqual(91)
  }))
})

test('a moving window ends now', () => {
  expect(spanOf({ lastHours: 6 }, now)).toEqual({ from: now - 6 * hour, to: now })
})

test('wall-clock times of a zone come back, summer time included', () => {
  // Munich left summer time on 2026-10-25; 02:30 happened twice.
  expect(toLocal(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toBe('2026-10-25T02:30')
  expect(fromLocal('2026-07-01T12:00', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T10:00:00Z'))
  expect(fromLocal('2026-12-01T12:00', 'Europe/Berlin')).toBe(Date.parse('2026-12-01T11:00:00Z'))
  expect(fromLocal('2026-11-22T17:00', 'Asia/Shanghai')).toBe(now)
  expect(fromLocal('yesterday', 'Asia/Shanghai')).toBeNull()
})

test('units are those a person would say', () => {
  expect(ageUnit(12_400)).toEqual({ unit: 'seconds', n: 12 })
  expect(ageUnit(-5)).toEqual({ unit: 'seconds', n: 0 })
  expect(ageUnit(95_000)).toEqual({ unit: 'minutes', n: 2 })
  expect(ageUnit(3 * day)).toEqual({ unit: 'days', n: 3 })
  expect(distanceText(12.34, 'en')).toBe('12 m')
  expect(distanceText(1234.5, 'en')).toBe('1.23 km')
  expect(areaText(25_000, 'en')).toBe('2.5 ha')
  expect(offsetText(now, 'Asia/Shanghai')).toBe('UTC+8')
  expect(offsetText(now, 'America/Chicago')).toBe('UTC−6')
  expect(offsetText(now, 'Asia/Kolkata')).toBe('UTC+5:30')
})
