import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { LayerId, View, ZoneFigure, ZoneStyle } from '../../geodata/model/view.ts'
import { decodeView, encodeView } from '../../web/stores/viewUrl.ts'
import { defaultView } from '../../web/stores/views.ts'

const defaults = defaultView({ center: [118.62, 31.42], bounds: [118.59, 31.4, 118.64, 31.43] })
const digits = (min: number, max: number, places: number) => fc.integer({ min: min * 10 ** places, max: max * 10 ** places }).map((n) => Number((n / 10 ** places).toFixed(places)))
const instant = fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
const someOf = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: null })
const lng = digits(-180, 180, 6)
const lat = digits(-85, 85, 6)

const anyView: fc.Arbitrary<View> = fc.record({
  camera: fc.record({ lng, lat, zoom: digits(0, 22, 2), bearing: digits(-180, 180, 1), pitch: digits(0, 75, 1) }),
  layers: fc.subarray(LayerId.options),
  zoneFigure: fc.constantFrom(...ZoneFigure.options),
  zoneStyle: fc.record({ cut: fc.constantFrom(...ZoneStyle.shape.cut.options), classes: fc.integer({ min: 3, max: 7 }), palette: fc.constantFrom(...ZoneStyle.shape.palette.options), smoothed: fc.boolean() }),
  time: fc.oneof(
    fc.record({ lastHours: fc.integer({ min: 1, max: 24 * 366 }) }),
    fc.tuple(instant, instant).filter(([a, b]) => a !== b).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  ),
  categoryIds: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 32_767 }), { maxLength: 20 }), { nil: null }),
  states: someOf(IncidentState.options),
  minSeverity: fc.integer({ min: 1, max: 4 }),
  provenance: someOf(Provenance.options),
  theme: fc.constantFrom('dark' as const, 'light' as const),
  selection: fc.option(
    fc.oneof(
      fc.record({ noun: fc.constant('incident' as const), id: fc.uuid() }),
      fc.record({ noun: fc.constantFrom('zone', 'camera', 'building', 'place', 'area', 'team') as fc.Arbitrary<'zone'>, id: fc.integer({ min: 1, max: 1_000_000 }) }),
      fc.record({ noun: fc.constant('point' as const), lng, lat }),
    ),
    { nil: null },
  ),
  at: fc.option(instant, { nil: null }),
  zonesBeside: fc.option(fc.oneof(instant.map((text) => text.slice(0, 10)), fc.constant('before' as const)), { nil: undefined }),
  zonesOn: fc.option(instant.map((text) => text.slice(0, 10)), { nil: null }),
  planId: fc.option(fc.uuid(), { nil: null }),
  cameraPlanId: fc.option(fc.uuid(), { nil: null }),
  hoursOfWeek: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 167 }), { maxLength: 167 }).map((hours) => hours.toSorted((a, b) => a - b)), { nil: null }),
  areaId: fc.option(fc.integer({ min: 1, max: 999_999_999 }), { nil: null }),
  compare: fc.option(fc.record({ lastHours: fc.integer({ min: 1, max: 24 * 366 }) }), { nil: null }),
})

test('a view survives the way through the address bar', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      const query = Object.fromEntries(new URLSearchParams(encodeView(view, defaults)))
      const { view: back, bad } = decodeView(query, defaults)
      expect(bad).toEqual([])
      // -0 and 0 are the same place.
      expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(view)))
      expect(View.safeParse(back).success).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('garbage never throws, keeps a valid view and names what was left out', () => {
  const keys = ['c', 'l', 'z', 'zs', 't', 'cat', 'st', 'sev', 'by', 'theme', 's', 'other']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.oneof(fc.string(), fc.constantFrom('', 'NaN,NaN,NaN', '1e9,0,5', '0x10', 'zone:-', 'point:200,95', '~', '99999h', 'incident:../../x'))), (query) => {
      const { view, bad } = decodeView(query, defaults)
      expect(View.safeParse(view).success).toBe(true)
      for (const key of bad) expect(keys).toContain(key)
    }),
    { numRuns: 1000 },
  )
})

test('each unreadable part falls back to its default and is named', () => {
  const { view, bad } = decodeView({ c: '200,95,3', l: 'zones,ufo', t: '2026-02-01T00:00:00Z~2026-01-01T00:00:00Z', sev: '9', s: 'resident:7', z: 'cameras' }, defaults)
  expect(bad.toSorted()).toEqual(['c', 'l', 's', 'sev', 't'])
  expect(view.camera).toEqual(defaults.camera)
  expect(view.layers).toEqual(defaults.layers)
  expect(view.selection).toBeNull()
  expect(view.zoneFigure).toBe('cameras')
})

test('the default view is a camera alone; of a repeated key the first counts', () => {
  expect(Object.keys(encodeView(defaults, defaults))).toEqual(['c'])
  expect(decodeView({ theme: ['light', 'dark'] }, defaults).view.theme).toBe('light')
})

test('data that ended long ago opens on its own last 30 days, fresh data on the last 30 days of the clock', () => {
  const place = { center: [118.62, 31.42] as [number, number], bounds: [118.59, 31.4, 118.64, 31.43] as [number, number, number, number] }
  const old = defaultView({ ...place, now: '2026-11-22T03:00:00Z', dataSpan: { from: '2018-01-01T06:00:00Z', to: '2018-07-01T04:59:00Z' } })
  expect(old.time).toEqual({ from: '2018-06-01T05:00:00.000Z', to: '2018-07-01T05:00:00.000Z' })
  const fresh = defaultView({ ...place, now: '2026-11-22T03:00:00Z', dataSpan: { from: '2025-11-22T03:00:00Z', to: '2026-11-22T02:00:00Z' } })
  expect(fresh.time).toEqual({ lastHours: 720 })
})
