/** The worker's core over frames: against plain array filters and loops written here. */
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeFrame, type FrameColumns } from '../../geodata/format/incidentFrames.ts'
import { lngLatOfMercator } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { createRandom } from '../../geodata/random.ts'
import { createIncidentCore, type IncidentCore } from '../../web/workers/incidentCore.ts'
import type { IncidentFilter, IncidentQuestion, IncidentRow } from '../../web/workers/incidentQuestion.ts'
import { splitText } from '../../web/workers/splitText.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const day = 86_400_000
const count = 60_000
type Row = { x: number; y: number; occurredAt: number; categoryId: number; severity: number; state: number; provenance: number; areaId: number }

const random = createRandom(3)
const rows: Row[] = Array.from({ length: count }, (_, i) => ({
  // 26-bit cells of a city; clustered in the middle.
  x: 55_000_000 + Math.floor((random() + random()) * 20_000), y: 27_000_000 + Math.floor((random() + random()) * 20_000), occurredAt: start + Math.floor((i / count) * 365 * 24 * 60) * 60_000,
  categoryId: 1 + Math.floor(random() * 70), severity: 1 + Math.floor(random() * 4), state: Math.floor(random() * 12), provenance: Math.floor(random() * 4), areaId: 2 + Math.floor(random() * 5),
}))
const columnsOf = (some: Row[]): FrameColumns => ({
  count: some.length, x: Uint32Array.from(some, (row) => row.x), y: Uint32Array.from(some, (row) => row.y), occurredAt: Float64Array.from(some, (row) => row.occurredAt), categoryId: Uint16Array.from(some, (row) => row.categoryId),
  severity: Uint8Array.from(some, (row) => row.severity), state: Uint8Array.from(some, (row) => row.state), provenance: Uint8Array.from(some, (row) => row.provenance), shape: new Uint8Array(some.length), areaId: Uint32Array.from(some, (row) => row.areaId),
})
/** As the server sends them: newest frame first. */
const stream = [rows.slice(45_000), rows.slice(10_000, 45_000), rows.slice(0, 10_000)].map((part) => encodeFrame(columnsOf(part)))

const everything: IncidentFilter = { from: start, to: start + 366 * day, categoryIds: null, states: null, minSeverity: 1, provenance: null, hoursOfWeek: null, areaIds: null }
const place = (row: Row) => lngLatOfMercator({ x: row.x * 32 + 16, y: row.y * 32 + 16 })
const [west, north] = lngLatOfMercator({ x: 54_999_000 * 32, y: 26_999_000 * 32 })
const [east, south] = lngLatOfMercator({ x: 55_041_000 * 32, y: 27_041_000 * 32 })
const bbox: [number, number, number, number] = [west, south, east, north]
const question = (filter: Partial<IncidentFilter> = {}, zoom = 13, box = bbox): IncidentQuestion => ({ filter: { ...everything, ...filter }, extent: { bbox: box, zoom }, histogram: { from: start, to: start + day, binMilliseconds: day } })
/** Shanghai has one offset all year. */
const hourOf = (row: Row) => {
  const local = new Date(row.occurredAt + 8 * 3_600_000)
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours()
}
const passes = (row: Row, f: IncidentFilter) =>
  row.occurredAt >= f.from && row.occurredAt < f.to && row.severity >= f.minSeverity && (f.categoryIds?.includes(row.categoryId) ?? true) && (f.states?.includes(IncidentState.options[row.state]!) ?? true)
  && (f.provenance?.includes(Provenance.options[row.provenance]!) ?? true) && (f.hoursOfWeek?.includes(hourOf(row)) ?? true) && (f.areaIds?.includes(row.areaId) ?? true)

let core: IncidentCore
beforeAll(() => {
  core = createIncidentCore()
  core.setup({ timeZone: 'Asia/Shanghai', groups: Array.from({ length: 70 }, (_, i) => [i + 1, Math.floor(i / 7)]), areas: [1, 2, 3, 4, 5, 6] })
  core.begin(count)
  for (const frame of stream) core.feed(frame)
})

describe('frames in the worker', () => {
  it('are read in pieces of any size, and can be asked while the rest is on its way', () => {
    const slow = createIncidentCore()
    slow.begin(count)
    const bytes = new Uint8Array(stream.reduce((sum, frame) => sum + frame.byteLength, 0))
    stream.reduce((at, frame) => (bytes.set(frame, at), at + frame.byteLength), 0)
    const seen = new Set<number>()
    for (let at = 0; at < bytes.byteLength; at += 33_333) {
      const read = slow.feed(bytes.slice(at, at + 33_333))
      if (seen.has(read)) continue
      seen.add(read)
      expect(slow.ask(question()).counts.total).toBe(read)
      // The newest first.
      if (read > 0) expect(slow.ask(question({ from: rows[count - read]!.occurredAt })).counts.matching).toBe(rows.filter((row, i) => i >= count - read && row.occurredAt >= rows[count - read]!.occurredAt).length)
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 15_000, 50_000, 60_000])
    expect(() => slow.feed(new Uint8Array(64))).toThrow(RangeError)
    expect(slow.ask(question()).counts.total).toBe(count)
  })

  it('hold a few rows more than were announced', () => {
    const few = createIncidentCore()
    few.begin(59_000)
    for (const frame of stream) few.feed(frame)
    expect(few.ask(question()).counts.total).toBe(count)
  })

  it('filter and count as plain arrays do, hours of the week and areas too', () => {
    const filters: Partial<IncidentFilter>[] = [{}, { hoursOfWeek: [0, 23, 100, 167] }, { areaIds: [3, 5] }, { hoursOfWeek: Array.from({ length: 24 }, (_, i) => 48 + i), areaIds: [2], minSeverity: 3, from: start + 40 * day, to: start + 90 * day, categoryIds: [1, 2, 3, 40] }]
    for (const change of filters) {
      const filter = { ...everything, ...change }
      const { counts, slice } = core.ask(question(change))
      const lifted = (without: Partial<IncidentFilter>) => rows.filter((row) => passes(row, { ...filter, ...without }))
      expect(counts.matching).toBe(lifted({}).length)
      const byHour = new Uint32Array(168)
      for (const row of lifted({ hoursOfWeek: null })) byHour[hourOf(row)]!++
      expect(counts.byHourOfWeek).toEqual(byHour)
      for (const area of [2, 3, 4, 5, 6]) expect(counts.byArea[area] ?? 0).toBe(lifted({ areaIds: [area] }).length)
      expect(slice).toEqual([rows.filter((row) => row.occurredAt < filter.from).length, rows.filter((row) => row.occurredAt < filter.to).length])
    }
  })

  it('are clustered in squares without losing one, with the split of categories, at every zoom', () => {
    for (const zoom of [3, 9, 12.4, 15, 17]) {
      const { clusters } = core.ask(question({}, zoom))
      const sum = clusters.features.reduce((total, { properties }) => total + (properties.cluster ? properties.count : 1), 0)
      expect(sum, `zoom ${zoom}`).toBe(count)
    }
    const [all] = core.ask(question({}, 3)).clusters.features
    const groups = Array.from({ length: 8 }, () => 0)
    for (const row of rows) groups[Math.min(7, Math.floor((row.categoryId - 1) / 7))]!++
    expect(all!.properties).toMatchObject({ cluster: true, count, maxSeverity: 4, split: splitText(groups) })
    expect(splitText(groups).split('.').reduce((sum, share) => sum + Number(share), 0)).toBe(24)
  })

  it('stand alone close up, without ids but with what they can be looked up by', () => {
    const wanted = rows[31_415]!
    const [lng, lat] = place(wanted)
    const { clusters } = core.ask(question({}, 18, [lng - 0.0002, lat - 0.0002, lng + 0.0002, lat + 0.0002]))
    const found = clusters.features.filter(({ properties }) => !properties.cluster && properties.occurredAt === wanted.occurredAt)
    expect(found.some(({ properties }) => !properties.cluster && properties.id === '' && Math.abs(properties.lng! - lng) < 1e-9 && Math.abs(properties.lat! - lat) < 1e-9 && properties.categoryId === wanted.categoryId)).toBe(true)
  })

  it('give the GPU numbers by which it shows exactly what passes', () => {
    const filter: IncidentFilter = { ...everything, from: start + 100 * day, to: start + 160 * day, categoryIds: [...Array.from({ length: 30 }, (_, i) => i + 1), 66, 70], minSeverity: 2, provenance: ['public', 'sensor'], states: ['closed', 'archived', 'reported'], hoursOfWeek: Array.from({ length: 60 }, (_, i) => i * 2), areaIds: [3] }
    const points = core.points({ filter, limit: null, bbox })
    const { slice } = core.ask({ ...question(), filter })
    let shown = 0
    for (let i = 0; i < points.count; i++) {
      const [order, severity, rank, rest] = points.values.subarray(i * 4, i * 4 + 4)
      const [slot, provenance] = points.choices.subarray(i * 2, i * 2 + 2)
      // The last slot holds all categories beyond 63 and was judged already.
      const category = slot === 63 || filter.categoryIds!.includes(points.slots[slot!]!)
      if (order! >= slice[0] - 0.5 && order! <= slice[1] - 0.5 && severity! >= 2 && rank === 2 && rest === 1 && category && filter.provenance!.includes(Provenance.options[provenance!]!)) shown++
    }
    expect(points.slots.length).toBe(70)
    expect(shown).toBe(rows.filter((row) => passes(row, filter)).length)
    expect(shown).toBeGreaterThan(0)
    const few = core.points({ filter: everything, limit: 1_000, bbox })
    expect([few.filtered, few.of]).toEqual([true, count])
    expect(few.count).toBeLessThanOrEqual(1_000)
  })

  it('make a density that holds every incident, whatever the zoom', () => {
    for (const zoom of [11, 13.6]) {
      const heat = core.heat({ filter: everything, extent: { bbox, zoom } })
      const [w, s, e, n] = heat.bounds
      const meters = 40_075_016.68 / 360
      const squareKilometers = (((e - w) * meters * Math.cos((((s + n) / 2) * Math.PI) / 180)) / heat.width) ** 2 / 1e6
      const mass = heat.perSquareKilometer.reduce((sum, value) => sum + value, 0) * squareKilometers
      expect(heat.rows).toBe(count)
      expect(mass / count).toBeCloseTo(1, 2)
      expect(heat.peak).toBeGreaterThan(0)
    }
  })

  it('take live changes: a row without an id is found by place and time, a new one is added, a lost one is told', () => {
    const old = rows[20_000]!
    const [lng, lat] = place(old)
    const live = (change: Partial<IncidentRow>): IncidentRow => ({ id: '0195d8a0-0000-7000-8000-00000000000a', areaId: 2, zoneId: null, categoryId: 3, severity: 4, state: 'reported', provenance: 'public', occurredAt: new Date(start).toISOString(), lng: 118, lat: 31, shape: 'point', ...change }) as IncidentRow
    const before = core.ask(question()).counts
    const changed = live({ id: '0195d8a0-0000-7000-8000-00000000000b', lng, lat, occurredAt: new Date(old.occurredAt).toISOString(), categoryId: old.categoryId, severity: old.severity === 4 ? 1 : 4, state: 'merged', areaId: old.areaId })
    expect(core.apply([changed], [])).toBe(0)
    const after = core.ask(question()).counts
    expect(after.total).toBe(before.total)
    expect(after.bySeverity[changed.severity]).toBe(before.bySeverity[changed.severity]! + 1)
    expect(core.apply([live({})], [])).toBe(0)
    expect(core.ask(question()).counts.total).toBe(count + 1)
    expect(core.apply([], ['0195d8a0-0000-7000-8000-00000000000a'])).toBe(0)
    expect(core.ask(question()).counts.total).toBe(count)
    expect(core.apply([], ['0195d8a0-0000-7000-8000-00000000000c'])).toBe(1)
  })
})
