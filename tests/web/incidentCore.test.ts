import Supercluster from 'supercluster'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeColumns, type IncidentColumnRow } from '../../geodata/format/incidentColumns.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { createRandom } from '../../geodata/random.ts'
import { createIncidentCore, type IncidentCore } from '../../web/workers/incidentCore.ts'
import { answer } from '../../web/workers/incidentProtocol.ts'
import type { IncidentFilter, IncidentQuestion, IncidentRow } from '../../web/workers/incidentQuestion.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const day = 86_400_000

function makeRows(count: number, seed = 1): (IncidentColumnRow & { lng: number; lat: number })[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, i) => {
    const [lng, lat] = [118.6 + random() * 0.04, 31.4 + random() * 0.03]
    return {
      id: uuidv7(random, start + i), lng, lat, ...mercatorOf([lng, lat]), occurredAt: start + Math.floor((i / count) * 365 * 86_400) * 1000,
      categoryId: 1 + Math.floor(random() * 30), severity: 1 + Math.floor(random() * 4), state: IncidentState.options[Math.floor(random() * 8)]!,
      provenance: Provenance.options[Math.floor(random() * 4)]!, shape: 'point' as const, zoneId: null, areaId: 1 + Math.floor(random() * 5),
    }
  })
}

const everything: IncidentFilter = { from: start, to: start + 366 * day, categoryIds: null, states: null, minSeverity: 1, provenance: null, hoursOfWeek: null, areaIds: null }
const ask = (filter: Partial<IncidentFilter> = {}, zoom = 12): IncidentQuestion => ({
  filter: { ...everything, ...filter },
  extent: { bbox: [118.5, 31.3, 118.7, 31.5], zoom },
  histogram: { from: start, to: start + 365 * day, binMilliseconds: 30 * day },
})
const passes = (row: IncidentColumnRow, f: IncidentFilter) =>
  row.occurredAt >= f.from && row.occurredAt < f.to && row.severity >= f.minSeverity && (f.categoryIds?.includes(row.categoryId) ?? true) && (f.states?.includes(row.state) ?? true) && (f.provenance?.includes(row.provenance) ?? true)
const live = (row: Partial<IncidentRow>): IncidentRow => ({
  id: '0195d8a0-0000-7000-8000-00000000000a', areaId: 1, zoneId: null, number: 'n', categoryId: 3, severity: 4, channel: 'phone', provenance: 'public', state: 'reported', title: 't', details: '', address: '', registeredAt: null, closedAt: null, dueAt: null, dueStep: null, escalation: 0, extendedAt: null, extensionAskedAt: null, mergedInto: null, splitFrom: null, result: null, satisfaction: null,
  occurredAt: new Date(start + 100 * day).toISOString(), reportedAt: new Date(start + 100 * day).toISOString(), version: 1, lng: 118.62, lat: 31.42, shape: 'point', ...row,
})

describe('incidents held by the worker', () => {
  const rows = makeRows(2_000)
  let core: IncidentCore
  beforeEach(() => {
    core = createIncidentCore()
    core.load(encodeColumns(rows).buffer)
  })

  it('filters as a plain array filter does, for every kind of restriction and all together', () => {
    const filters: Partial<IncidentFilter>[] = [
      {}, { from: start + 90 * day, to: start + 120 * day }, { categoryIds: [3, 4, 29] }, { states: ['reported', 'archived'] }, { minSeverity: 3 }, { provenance: ['public'] },
      { from: start + 10 * day, to: start + 200 * day, categoryIds: [1, 2, 3, 4, 5, 6], states: ['handling', 'closed', 'reported'], minSeverity: 2, provenance: ['public', 'camera'] }, { categoryIds: [] },
    ]
    for (const filter of filters) expect(core.ask(ask(filter)).counts.matching, JSON.stringify(filter)).toBe(rows.filter((row) => passes(row, { ...everything, ...filter })).length)
  })

  it('counts beside each choice what lifting that restriction alone would show', () => {
    const filter = { ...everything, categoryIds: [3, 4], states: ['reported' as const], minSeverity: 2 }
    const { counts } = core.ask(ask(filter))
    const without = (lifted: Partial<IncidentFilter>) => rows.filter((row) => passes(row, { ...filter, ...lifted }))
    expect(counts.byCategory[7] ?? 0).toBe(without({ categoryIds: [7] }).length)
    expect(counts.byCategory[3] ?? 0).toBe(without({ categoryIds: [3] }).length)
    expect(counts.byState.archived).toBe(without({ states: ['archived'] }).length)
    expect(counts.bySeverity[1] ?? 0).toBe(without({ minSeverity: 1 }).filter((row) => row.severity === 1).length)
    expect(counts.byProvenance.camera).toBe(without({ provenance: ['camera'] }).length)
    expect(counts.total).toBe(2_000)
  })

  it('draws the histogram over the whole span, whatever time the filter has', () => {
    const { histogram, counts } = core.ask(ask({ from: start, to: start + day, minSeverity: 3 }))
    const expected = Array.from({ length: 13 }, (_, i) => rows.filter((row) => row.severity >= 3 && Math.floor((row.occurredAt - start) / (30 * day)) === i).length)
    expect([...histogram.counts]).toEqual(expected)
    expect(counts.matching).toBeLessThan(expected[0]!)
  })

  it('counts in hexagons what a plain array filter passes, before and after a live change', () => {
    const filter: IncidentFilter = { ...everything, categoryIds: [1, 2, 3, 4, 5, 6], states: ['handling', 'closed', 'reported'], minSeverity: 2, provenance: ['public', 'camera'] }
    const expected = rows.filter((row) => passes(row, filter))
    const ask = () => core.hexagons({ filter, radiusMeters: 400, ground: null })
    expect([ask().rows, ask().counts.reduce((sum, count) => sum + count, 0)]).toEqual([expected.length, expected.length])
    core.apply([live({ provenance: 'camera' })], [expected[0]!.id, expected[1]!.id])
    expect(ask().rows).toBe(expected.length - 1)
  })

  it('clusters as supercluster does on the same places, and loses none', () => {
    const { clusters } = core.ask(ask({}, 12))
    const sum = clusters.features.reduce((total, { properties }) => total + (properties.cluster ? properties.count : 1), 0)
    expect(sum).toBe(2_000)
    const reference = new Supercluster({ radius: 72, extent: 512, maxZoom: 15, minZoom: 6 }).load(rows.map(({ lng, lat }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties: {} })))
    const countsOf = (numbers: number[]) => numbers.toSorted((a, b) => a - b)
    expect(countsOf(clusters.features.map(({ properties }) => (properties.cluster ? properties.count : 1)))).toEqual(
      countsOf(reference.getClusters([118.5, 31.3, 118.7, 31.5], 12).map(({ properties }) => ('point_count' in properties ? (properties.point_count as number) : 1))),
    )
  })

  it('says of a cluster how many are open, the worst severity and where it comes apart', () => {
    const [first] = core.ask(ask({}, 6)).clusters.features
    const open = rows.filter((row) => IncidentState.options.indexOf(row.state) < IncidentState.options.indexOf('closed')).length
    expect(first!.properties).toMatchObject({ cluster: true, count: 2_000, open, maxSeverity: 4 })
    if (!first!.properties.cluster) throw new Error('expected a cluster')
    const { expansionZoom } = first!.properties
    expect(core.ask(ask({}, expansionZoom)).clusters.features.length).toBeGreaterThan(1)
  })

  it('gives single incidents their own id, state and place from close up', () => {
    const { clusters } = core.ask(ask({}, 18))
    expect(clusters.features.length).toBe(2_000)
    const wanted = rows[77]!
    const found = clusters.features.find(({ properties }) => !properties.cluster && properties.id === wanted.id)!
    expect(found.properties).toMatchObject({ categoryId: wanted.categoryId, severity: wanted.severity, state: wanted.state, provenance: wanted.provenance, occurredAt: wanted.occurredAt, shape: 'point' })
    // 26 bits an axis on the wire: half a cell is 0.3 m.
    expect(Math.abs(found.geometry.coordinates[0]! - wanted.lng)).toBeLessThan(4e-6)
  })

  it('takes a new incident, a step of a known one, and one out of sight', () => {
    const known = rows[5]!
    core.apply([live({}), live({ ...known, zoneId: null, severity: 4, state: 'archived', occurredAt: new Date(known.occurredAt).toISOString() })], [rows[9]!.id])
    const { counts, clusters } = core.ask(ask({}, 18))
    expect(counts.total).toBe(2_000)
    const byId = new Map(clusters.features.map(({ properties }) => [properties.cluster ? '' : properties.id, properties]))
    expect(byId.get('0195d8a0-0000-7000-8000-00000000000a')).toMatchObject({ severity: 4, state: 'reported' })
    expect(byId.get(known.id)).toMatchObject({ state: 'archived' })
    expect(byId.has(rows[9]!.id)).toBe(false)
  })

  it('finds a late row by time though it lies behind the sorted ones, also when its time was corrected', () => {
    const id = '0195d8a0-0000-7000-8000-00000000000a'
    const early = { from: start, to: start + 2 * day }
    const before = core.ask(ask(early)).counts.matching
    core.apply([live({ id })], [])
    expect(core.ask(ask(early)).counts.matching).toBe(before)
    core.apply([live({ id, occurredAt: new Date(start + day).toISOString() })], [])
    expect(core.ask(ask(early)).counts.matching).toBe(before + 1)
    const moved = rows[1_500]!
    core.apply([live({ ...moved, zoneId: null, severity: 1, occurredAt: new Date(start + day).toISOString() })], [])
    expect(core.ask(ask(early)).counts).toMatchObject({ matching: before + 2, total: 2_001 })
  })

  it('takes thousands of live rows one after another', () => {
    const random = createRandom(9)
    for (let i = 0; i < 3_000; i++) core.apply([live({ id: uuidv7(random, start + i) })], [])
    expect(core.ask(ask()).counts).toMatchObject({ total: 5_000, matching: 5_000 })
  })

  it('shows what arrives at once, and makes clusters anew only when that costs less than a twentieth of the time', () => {
    let time = 0
    // Every look at the clock takes 50 ms, so making the clusters costs 50.
    const slow = createIncidentCore(() => (time += 50))
    slow.load(encodeColumns(rows).buffer)
    const clustered = (zoom: number) => slow.ask(ask({}, zoom)).clusters.features.map(({ properties }) => (properties.cluster ? properties.count : properties.id))
    expect(clustered(6)).toEqual([2_000])
    const id = '0195d8a0-0000-7000-8000-00000000000a'
    slow.apply([live({ id })], [rows[0]!.id])
    expect(clustered(6)).toEqual([2_000, id])
    expect(clustered(18)).toContain(id)
    expect(clustered(18)).not.toContain(rows[0]!.id)
    expect(slow.ask(ask({}, 6)).counts.matching).toBe(2_000)
    time += 2_000
    expect(clustered(6)).toEqual([2_000])
  })

  it('answers a broken file and absurd bins with the reason and keeps what it has', () => {
    expect(answer(core, { id: 4, name: 'load', input: [new ArrayBuffer(10)] })).toMatchObject({ id: 4, ok: false, message: expect.stringContaining('fangcun columns') })
    expect(answer(core, { id: 5, name: 'ask', input: [{ ...ask(), histogram: { from: 0, to: 1e12, binMilliseconds: 1 } }] })).toMatchObject({ id: 5, ok: false, message: expect.stringContaining('bins') })
    expect(core.ask(ask()).counts.total).toBe(2_000)
  })

  it('is empty before anything is loaded', () => {
    expect(createIncidentCore().ask(ask())).toMatchObject({ counts: { total: 0, matching: 0 }, clusters: { features: [] } })
  })
})
