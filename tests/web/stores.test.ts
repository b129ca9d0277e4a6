import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { IncidentAnswers, IncidentIndex, IncidentQuestion } from '../../web/workers/incidentQuestion.ts'
import { Problem } from '../../web/api/http.ts'
import { useActor } from '../../web/stores/actor.ts'
import { useConfig } from '../../web/stores/config.ts'
import { useDesk } from '../../web/stores/desk.ts'
import { useIncidents } from '../../web/stores/incidents.ts'
import { extendTrail, usePatrols } from '../../web/stores/patrols.ts'
import { newReport } from '../../web/stores/reportDraft.ts'
import { useSearch } from '../../web/stores/search.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { useZones } from '../../web/stores/zones.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

const fix = (teamId: number, at: string, lng: number) => ({ teamId, areaId: 1, callSign: `T${teamId}`, at, lng, lat: 31, speedMetersPerSecond: 1 })

test('loading, failing and trying again', async () => {
  let working = false
  fakeServer({ 'GET /api/config': () => (working ? { json: { timeZone: 'Europe/Berlin', now: new Date().toISOString() } } : { status: 503, json: { title: 'Starting', status: 503, detail: 'wait' } }) })
  const config = useConfig()
  expect(config.state).toBe('idle')
  const first = config.load()
  expect(config.state).toBe('loading')
  await first
  expect(config.state).toBe('error')
  expect(config.error?.document).toMatchObject({ status: 503, title: 'Starting', detail: 'wait' })
  expect(config.timeZone).toBe('Asia/Shanghai')
  working = true
  await config.load()
  expect(config.state).toBe('ready')
  expect(config.error).toBeNull()
  expect(config.timeZone).toBe('Europe/Berlin')
})

test('a server that does not answer is status 0; a page instead of JSON is an error, not a crash', async () => {
  fakeServer({ 'GET /api/config': 'offline', 'GET /api/session': { bytes: new TextEncoder().encode('<!doctype html>').buffer as ArrayBuffer } })
  const config = useConfig()
  await config.load()
  expect(config.error?.document.status).toBe(0)
  const actor = useActor()
  await actor.load()
  expect(actor.state).toBe('error')
  expect(actor.actors).toEqual([])
})

test('a new question aborts the one before and its late answer changes nothing', async () => {
  const asked = fakeServer({ 'GET /api/search': ({ query }) => (query.get('q') === 'slow' ? 'never' : { json: { results: [{ noun: 'zone', id: 1, titleZh: query.get('q'), titleEn: '', subtitle: '', lng: 0, lat: 0 }] } }) })
  const search = useSearch()
  const slow = search.find('slow')
  await search.find('fast')
  await slow
  expect(asked[0]!.signal?.aborted).toBe(true)
  expect(search.results.map((result) => result.titleZh)).toEqual(['fast'])
  await search.find('  ')
  expect(search.results).toEqual([])
  expect(asked).toHaveLength(2)
})

test('views are apart from each other; layers keep their drawing order', () => {
  const views = useViews()
  views.open('a', defaultView(null))
  views.open('b', defaultView(null, undefined, 'light'))
  views.toggleLayer('a', 'coverage')
  expect(views.at('a').layers).toEqual(['zones', 'coverage', 'cameraViews', 'cameras', 'incidents', 'patrols'])
  views.toggleLayer('a', 'coverage')
  views.toggleLayer('a', 'cameras', false)
  views.toggleLayer('a', 'cameras', false)
  expect(views.at('a').layers).toEqual(['zones', 'cameraViews', 'incidents', 'patrols'])
  expect(views.at('b').layers).toEqual(['zones', 'cameraViews', 'cameras', 'incidents', 'patrols'])
  expect(() => views.at('c')).toThrow('view c is not open')
})

test('positions: the newest fix of a team counts, late news does not', () => {
  const patrols = usePatrols()
  patrols.apply([fix(1, '2026-11-22T09:00:10Z', 121.1), fix(2, '2026-11-22T09:00:00Z', 121)])
  patrols.apply([fix(1, '2026-11-22T09:00:05Z', 120), fix(2, '2026-11-22T09:00:05Z', 121.2)])
  expect(patrols.positionByTeam.get(1)?.lng).toBe(121.1)
  expect(patrols.positionByTeam.get(2)?.lng).toBe(121.2)
  expect(patrols.trails.find((trail) => trail.teamId === 1)?.coordinates).toHaveLength(1)
  let trail = extendTrail(undefined, fix(3, '2026-11-22T09:00:00Z', 1))
  for (let second = 1; second < 50; second++) trail = extendTrail(trail, fix(3, new Date(Date.parse('2026-11-22T09:00:00Z') + second * 60_000).toISOString(), 1 + second / 1000))
  expect(trail.at).toHaveLength(30)
  expect(trail.coordinates.at(-1)).toEqual([1.049, 31])
  // Two thousand kilometres in a second: another device, and no line joins the two.
  expect(extendTrail(trail, fix(3, '2026-11-22T09:49:01Z', 20)).coordinates).toEqual([[20, 31]])
})

test('the chain of areas stops at the top and at a loop', async () => {
  const area = (id: number, parentId: number | null) => ({ id, parentId, level: 'city', code: `${id}`, nameZh: `${id}`, nameEn: '', households: 0 })
  fakeServer({ 'GET /api/zones': { json: { zones: [] } }, 'GET /api/areas': { json: { areas: [area(1, null), area(2, 1), area(3, 2), area(8, 9), area(9, 8)] } } })
  const zones = useZones()
  await zones.load()
  expect(zones.chain(3).map((each) => each.id)).toEqual([1, 2, 3])
  expect(zones.chain(8).length).toBe(8)
  expect(zones.chain(77)).toEqual([])
})

function fakeIndex() {
  const questions: IncidentQuestion[] = []
  const applied: { rows: { id: string }[]; gone: string[] }[] = []
  const waiting: (() => void)[] = []
  const index: IncidentIndex = {
    load: async (bytes) => bytes.byteLength,
    apply: async (rows, gone) => (applied.push({ rows, gone }), 0),
    setup: async () => {}, begin: async () => {}, feed: async () => 0, points: () => new Promise(() => {}), heat: () => new Promise(() => {}), moment: () => new Promise(() => {}),
    ask: (question) => new Promise<IncidentAnswers>((done) => {
      questions.push(question)
      waiting.push(() => done({ clusters: { type: 'FeatureCollection', features: [] }, counts: { total: 9, matching: question.filter.minSeverity, byCategory: {}, byState: {}, bySeverity: {}, byProvenance: {}, byArea: {}, byHourOfWeek: new Uint32Array(168) }, histogram: { from: 0, binMilliseconds: 1, counts: new Uint32Array() }, slice: [0, 0] }))
    }),
    hexagons: ({ filter }) => Promise.resolve({ places: Float64Array.of(filter.minSeverity, 31), counts: Uint32Array.of(1), rows: 1 }),
    close: () => undefined,
  }
  return { index, questions, applied, answer: () => waiting.shift()!() }
}
const question = (minSeverity: number): IncidentQuestion => ({ filter: { from: 0, to: 1, categoryIds: null, states: null, minSeverity, provenance: null, hoursOfWeek: null, areaIds: null }, extent: { bbox: [0, 0, 1, 1], zoom: 10 }, histogram: { from: 0, to: 1, binMilliseconds: 1 } })
const settle = () => new Promise((done) => setTimeout(done))

test('the worker is asked the newest question only, and each view gets its own answer', async () => {
  fakeServer({ 'GET /api/incidents/columns': { bytes: new ArrayBuffer(8), headers: { 'x-fangcun-cursor': '7-9' } } })
  const { index, questions, answer } = fakeIndex()
  const incidents = useIncidents()
  incidents.index = index
  expect((await incidents.load({ from: 0, to: 1000 }))?.cursor).toBe('7-9')
  for (const severity of [1, 2, 3, 4]) void incidents.ask('main', question(severity))
  void incidents.ask('other', question(2))
  expect(questions.map((each) => each.filter.minSeverity)).toEqual([1, 2])
  answer(); answer(); await settle()
  expect(questions.map((each) => each.filter.minSeverity)).toEqual([1, 2, 4])
  answer(); await settle()
  expect(incidents.counts?.matching).toBe(4)
  expect(incidents.answers.other?.counts.matching).toBe(2)
})

test('hexagons are asked for each view that wants them, and again when incidents change; a view that wants none has none', async () => {
  fakeServer({ 'GET /api/incidents/columns': { bytes: new ArrayBuffer(8) } })
  const { index } = fakeIndex()
  const incidents = useIncidents()
  incidents.index = index
  await incidents.load({ from: 0, to: 1000 })
  await incidents.askHexagons('main', { filter: question(3).filter, radiusMeters: 120, ground: null })
  await incidents.askHexagons('other', null)
  expect(incidents.hexagons).toMatchObject({ main: { places: Float64Array.of(3, 31) }, other: null })
  const before = incidents.hexagons.main
  await incidents.apply({ noun: 'incident', rows: [], gone: ['x'] })
  await settle()
  expect(incidents.hexagons.main).toEqual(before)
  expect(incidents.hexagons.main).not.toBe(before)
  expect(incidents.hexagons.other).toBeNull()
  await incidents.askHexagons('main', null)
  expect(incidents.hexagons.main).toBeNull()
})

test('a filter leaves its store as plain values, as a worker can take no proxies', () => {
  const views = useViews()
  views.open('main', defaultView(null))
  views.patch('main', { categoryIds: [1, 2], states: ['reported'], provenance: ['public'] })
  const { categoryIds, states, provenance } = views.at('main')
  expect(structuredClone({ categoryIds, states, provenance })).toEqual({ categoryIds: [1, 2], states: ['reported'], provenance: ['public'] })
})

test('a set that is too large is read for a shorter time', async () => {
  const asked = fakeServer({ 'GET /api/incidents/columns': ({ query }) => (query.get('from') === '1970-01-01T00:00:00.000Z' ? { status: 413, json: { title: 'Too many', status: 413 } } : { bytes: new ArrayBuffer(4) }) })
  const incidents = useIncidents()
  await incidents.load({ from: 0, to: 864_000_000 })
  expect(asked.map((each) => each.query.get('from'))).toEqual(['1970-01-01T00:00:00.000Z', '1970-01-06T00:00:00.000Z'])
  expect(incidents.truncated).toBe(true)
  expect(incidents.span.from).toBe(432_000_000)
})

test('a report is shown only after the server has it, and keeps its id when it is sent again', async () => {
  let online = false
  const incident = { id: 'x', number: '20261122-000001' }
  const asked = fakeServer({ 'POST /api/incidents': () => (online ? { status: 201, json: { incident } } : 'offline') })
  const { index, applied } = fakeIndex()
  const incidents = useIncidents()
  incidents.index = index
  const draft = { ...newReport(Date.now()), title: 'Bike in the stairwell', categoryId: 3, occurred: '2026-11-22T17:00', geometry: { type: 'Point' as const, coordinates: [118.6, 31.4] as [number, number] } }
  await expect(incidents.report(draft, 'Asia/Shanghai')).rejects.toBeInstanceOf(Problem)
  expect(applied).toEqual([])
  online = true
  expect(await incidents.report(draft, 'Asia/Shanghai')).toEqual(incident)
  expect(asked[0]!.body).toEqual(asked[1]!.body)
  expect(asked[1]!.body).toMatchObject({ id: draft.id, occurredAt: '2026-11-22T09:00:00.000Z', geometry: { type: 'Point', coordinates: [118.6, 31.4] } })
  expect(applied[0]!.rows[0]).toMatchObject({ id: 'x', lng: 118.6, shape: 'point' })
})

test('Esc ends the innermost open thing first', () => {
  const desk = useDesk()
  desk.tool = 'measureArea'
  desk.menuAt = { lng: 0, lat: 0, x: 0, y: 0 }
  expect([desk.escape(), desk.tool, desk.menuAt]).toEqual([true, 'measureArea', null])
  expect([desk.escape(), desk.tool]).toEqual([true, 'select'])
  expect(desk.escape()).toBe(false)
})
