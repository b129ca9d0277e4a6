import { describe, expect, it } from 'vitest'
import { endOfPrecision, hourOfWeek, isInHours } from '../../../geodata/format/hourOfWeek.ts'
import { bytesOfRow, unpackRows } from '../../../geodata/format/packedRow.ts'

const at = (text: string) => Date.parse(text)
const chicago = 'America/Chicago'

describe('the hour of the week', () => {
  it('is read from the clock on the wall, from Monday 00:00', () => {
    expect(hourOfWeek(at('2026-11-23T00:30:00+08:00'), 'Asia/Shanghai')).toBe(0)
    expect(hourOfWeek(at('2026-11-29T23:59:00+08:00'), 'Asia/Shanghai')).toBe(167)
    expect(hourOfWeek(at('2026-11-23T00:30:00+08:00'), 'UTC')).toBe(6 * 24 + 16)
    expect(hourOfWeek(at('1969-12-29T00:30:00Z'), 'UTC')).toBe(0)
  })
  it('is one earlier in winter time', () => {
    expect([hourOfWeek(at('2026-03-08T07:30:00Z'), chicago), hourOfWeek(at('2026-03-08T08:30:00Z'), chicago)]).toEqual([6 * 24 + 1, 6 * 24 + 3])
  })
})

describe('a rough time', () => {
  it('ends with its hour, day or month on the wall', () => {
    expect(endOfPrecision(at('2026-03-08T00:00:00-06:00'), 'day', chicago)).toBe(at('2026-03-09T00:00:00-05:00'))
    expect(endOfPrecision(at('2026-02-01T00:00:00-06:00'), 'month', chicago)).toBe(at('2026-03-01T00:00:00-06:00'))
    expect(endOfPrecision(at('2026-12-15T10:20:00Z'), 'month', 'UTC')).toBe(at('2027-01-01T00:00:00Z'))
    expect(endOfPrecision(at('2026-12-15T10:20:00Z'), 'hour', 'UTC')).toBe(at('2026-12-15T11:00:00Z'))
    expect(endOfPrecision(at('2026-12-15T10:20:00Z'), 'minute', 'UTC')).toBe(at('2026-12-15T10:20:00Z'))
  })
  it('lies in hours only where all that it may mean does', () => {
    const monday = new Set(Array.from({ length: 24 }, (_, hour) => hour))
    const night = new Set([22, 23])
    const day = at('2026-11-23T00:00:00Z')
    expect([isInHours(day, 'day', monday, 'UTC'), isInHours(day, 'day', night, 'UTC'), isInHours(day + 86_400_000, 'day', monday, 'UTC'), isInHours(day, 'month', monday, 'UTC')]).toEqual([true, undefined, false, undefined])
    expect([isInHours(day, 'month', new Set(Array(168).keys()), 'UTC'), isInHours(day + 22 * 3_600_000, 'hour', night, 'UTC')]).toEqual([true, true])
  })
})

it('rows are unpacked as PostgreSQL packs them', () => {
  const view = new DataView(new ArrayBuffer(2 * bytesOfRow))
  const put = (row: number, lng: number, lat: number, ms: number, code: number) => {
    view.setFloat64(row * bytesOfRow, lng)
    view.setFloat64(row * bytesOfRow + 8, lat)
    view.setBigInt64(row * bytesOfRow + 16, BigInt(ms - Date.UTC(2000, 0, 1)) * 1000n)
    view.setInt16(row * bytesOfRow + 24, code)
  }
  put(0, 121.5, 31.25, at('2026-11-23T10:00:00.123Z'), 0)
  put(1, -87.6, 41.9, at('1987-01-02T03:04:05Z'), 3 * 4 + 1)
  const rows = unpackRows(view.buffer)
  expect({ ...rows, places: [...rows.places], timesMs: [...rows.timesMs] }).toEqual({
    count: 2, places: [121.5, 31.25, -87.6, 41.9], timesMs: [at('2026-11-23T10:00:00.123Z'), at('1987-01-02T03:04:05Z')], precision: ['minute', 'month'], provenance: ['public', 'patrol'],
  })
})
