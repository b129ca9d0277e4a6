import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../../web/api/http.ts'
import { plannedOfAlternative, plannedOfPlan, zoneOfBuildings } from '../../web/map/planned.ts'
import { comparesPlan, dayBeside } from '../../web/stores/zonesBeside.ts'
import { useZoneDays } from '../../web/stores/zoneDays.ts'
import { useZoneDesign } from '../../web/stores/zoneDesign.ts'
import { formOf, questionOf, sharesOf } from '../../web/stores/zoneDesignForm.ts'
import { planOfFile } from '../../web/stores/zonePlanFile.ts'
import { planOfAlternative } from '../../web/stores/zonePlanOf.ts'
import { useZonePlans } from '../../web/stores/zonePlans.ts'
import { useZoneQuestion } from '../../web/stores/zoneQuestion.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'
import { alternative, answer, ground, lines, plan, question, square } from './zonePlanFixture.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())
const id = plan().id

describe('the question to the designer', () => {
  it('is what stands in the form; weights are told as shares', () => {
    const { question: asked, faults } = questionOf({ ...formOf(4), zones: '12', weights: { households: 6, incidents: 2, shops: 0, area: 0 }, seed: '7' })
    expect(faults).toEqual([])
    expect(asked).toMatchObject({ areaId: 4, zones: 12, bounds: { min: 250, max: 500 }, weights: { households: 0.75, incidents: 0.25, shops: 0, area: 0 }, mode: 'new', seed: 7, barriers: ['motorway', 'trunk', 'primary', 'rail', 'water'] })
    expect(sharesOf({ households: 0, incidents: 0, shops: 0, area: 0 })).toEqual({ households: 0, incidents: 0, shops: 0, area: 0 })
  })
  it('names the fields that keep it from being asked', () => {
    expect(questionOf({ ...formOf(4), min: '600' }).faults).toEqual(['max'])
    expect(questionOf({ ...formOf(4), min: 'x', seconds: '500', alternatives: '2.5', zones: '0' }).faults).toEqual(['min', 'alternatives', 'seconds', 'zones'])
    expect(questionOf({ ...formOf(4), weights: { households: 0, incidents: 0, shops: 0, area: 0 }, mode: 'fix' }).faults).toEqual(['weights', 'fixZoneId'])
    expect(questionOf({ ...formOf(4), mode: 'fix', fixZoneId: 6, zones: '9' }).question).toMatchObject({ mode: 'least_change', fixZoneId: 6, zones: null })
  })
  it('keeps what was filled in when another area is chosen, but not its zones', () => {
    const asking = useZoneQuestion()
    asking.prepare(4)
    asking.edit({ min: '200', fixZoneId: 6 })
    asking.toggleLocked(6)
    asking.toggleLocked(5)
    expect(asking.form?.lockedZoneIds).toEqual([5, 6])
    asking.prepare(7)
    expect(asking.form).toMatchObject({ areaId: 7, min: '200', lockedZoneIds: [], fixZoneId: null })
  })
})

describe('the designer', () => {
  it('tells its stages, gives alternatives, and one is looked at', async () => {
    const design = useZoneDesign()
    const stages: string[] = []
    fakeServer({ 'POST /api/zone-designs': () => { stages.push(design.progress!.stage); return { bytes: lines({ progress: 0.3, stage: 'search' }, { answer: answer() }) } } })
    const done = design.ask(question)
    expect(design.progress).toEqual({ share: 0, stage: 'ground' })
    expect((await done)?.alternatives).toHaveLength(3)
    expect(stages).toEqual(['ground'])
    expect(design.progress).toBeNull()
    design.choose(1)
    expect(design.shown?.seed).toBe(2)
    design.hovered = 2
    expect(design.shown?.seed).toBe(3)
    design.hovered = null
    design.choose(99)
    expect(design.shown?.seed).toBe(3)
  })
  it('is stopped by hand, and a refusal within the stream is a problem with its code', async () => {
    const asked = fakeServer({ 'POST /api/zone-designs': 'never' })
    const design = useZoneDesign()
    const running = design.ask(question)
    design.stop()
    expect(await running).toBeNull()
    expect([design.stopped, design.progress, asked[0]!.signal?.aborted]).toEqual([true, null, true])
    fakeServer({ 'POST /api/zone-designs': { bytes: lines({ problem: { title: 'Unprocessable Content', status: 422, detail: 'no', errors: [{ field: 'bounds.max', expected: 'more', code: 'unit_too_large', values: { unit: 'x', households: 730, max: 500 } }] } }) } })
    await design.ask(question)
    expect(design.stopped).toBe(false)
    expect(design.error?.document.errors[0]).toMatchObject({ code: 'unit_too_large', values: { households: 730 } })
  })
  it('becomes a draft that keeps codes and names of zones that go on, and says where it came from', () => {
    const kept = planOfAlternative('新方案', { ...question, lockedZoneIds: [5] }, alternative(2, 120, 0.12), ground.zones)
    expect(kept.zones.map(({ zoneId, code, nameZh, locked }) => ({ zoneId, code, nameZh, locked }))).toEqual([{ zoneId: 5, code: '999901001001001', nameZh: '第一网格', locked: true }, { zoneId: null, code: null, nameZh: '', locked: false }])
    expect(kept.origin).toMatchObject({ kind: 'design', seed: 2, figures: { householdsMoved: 120 } })
    expect(new Set(kept.zones.map(({ key }) => key)).size).toBe(2)
  })
})

describe('plans', () => {
  it('are sorted by what is worked on, and newer versions win', async () => {
    const rows = [plan({ id: `${id.slice(0, -1)}2`, state: 'discarded' }), plan({ id: `${id.slice(0, -1)}3`, state: 'adopted', adoptOn: '2026-11-01' }), plan()]
    fakeServer({ 'GET /api/zone-plans': { json: { plans: rows } } })
    const plans = useZonePlans()
    await plans.load()
    expect(plans.all.map(({ state }) => state)).toEqual(['draft', 'adopted', 'discarded'])
    plans.apply({ noun: 'zone', rows: [plan({ version: 3, name: 'c' })], gone: [] })
    plans.apply({ noun: 'zone', rows: [plan({ version: 2, name: 'b' })], gone: [] })
    expect(plans.byId.get(id)?.name).toBe('c')
    expect(plans.inArea([9])).toEqual([])
  })
  it('are changed against the version that is known; a refusal brings the problems', async () => {
    const problems = [{ kind: 'gap', blocks: true, zoneKeys: [], buildingIds: [], households: null, squareMeters: 12, at: [118.6, 31.4], geometry: null }]
    const asked = fakeServer({
      [`POST /api/zone-plans/${id}/discard`]: { json: { plan: plan({ state: 'discarded', version: 5 }) } },
      [`POST /api/zone-plans/${id}/adopt`]: { status: 422, json: { title: 'Unprocessable Content', status: 422, detail: 'gap', errors: [], problems } },
    })
    const plans = useZonePlans()
    plans.put([plan({ version: 4 })])
    const refusal = await plans.adopt(id, '2026-12-01').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Problem)
    expect((refusal as Problem).document.problems).toEqual(problems)
    await plans.discard(id)
    expect(asked.map(({ body }) => body)).toEqual([{ version: 4, on: '2026-12-01' }, { version: 4 }])
    expect(plans.byId.get(id)?.state).toBe('discarded')
  })
  it('that were discarded are drawn up again with the same zones under keys of their own', async () => {
    const zone = { key: `${id.slice(0, -1)}9`, zoneId: 5, code: null, nameZh: '', nameEn: '', locked: true, geometry: square(0) }
    const asked = fakeServer({ [`GET /api/zone-plans/${id}`]: { json: { plan: plan({ state: 'discarded' }), zones: [zone] } }, 'POST /api/zone-plans': ({ body }) => ({ status: 201, json: { plan: plan({ id: (body as { id: string }).id }) } }) })
    const again = await useZonePlans().copy(id)
    const sent = asked.at(-1)!.body as { id: string; zones: (typeof zone)[]; origin: object }
    expect(again.id).toBe(sent.id)
    expect(sent.zones[0]).toMatchObject({ zoneId: 5, locked: true, geometry: zone.geometry })
    expect(sent.zones[0]!.key).not.toBe(zone.key)
    expect(sent.origin).toMatchObject({ copyOf: id })
  })
  it('begin with zones of a file; what cannot be one is named by its number, a shape that crosses itself is taken', () => {
    const bow = [[[118.6, 31.4], [118.61, 31.41], [118.61, 31.4], [118.6, 31.41], [118.6, 31.4]]]
    const text = JSON.stringify({ type: 'FeatureCollection', features: [
      { properties: { code: '999901001001002', name: '二' }, geometry: square(1) }, { properties: {}, geometry: { type: 'Polygon', coordinates: bow } }, { properties: {}, geometry: { type: 'Point', coordinates: [118.6, 31.4] } }, { properties: {}, geometry: { type: 'Polygon', coordinates: [[[500, 31], [501, 31], [501, 32], [500, 31]]] } },
    ] })
    const { plan: read, faults } = planOfFile('甲', 4, 'zones.geojson', text, ground.zones)
    expect(faults).toEqual([{ line: 3, fault: 'not_polygon' }, { line: 4, fault: 'bad_shape' }])
    expect(read?.zones.map(({ zoneId, code, nameZh }) => ({ zoneId, code, nameZh }))).toEqual([{ zoneId: 6, code: '999901001001002', nameZh: '二' }, { zoneId: null, code: null, nameZh: '' }])
    expect(planOfFile('甲', 4, 'x', '{', []).faults).toEqual([{ line: 0, fault: 'not_json' }])
    expect(planOfFile('甲', 4, 'x', '{"type":"Feature"}', []).faults).toEqual([{ line: 0, fault: 'not_features' }])
  })
})

describe('what the map is given', () => {
  it('of a proposal: homes whose zone of today does not go on where they are', () => {
    const { zones, moved } = plannedOfAlternative(alternative(1, 0, 0.2), { min: 250, max: 480 }, ground)
    expect(zones.map(({ label, households, outside, changed }) => ({ label, households, outside, changed }))).toEqual([{ label: '01', households: 500, outside: true, changed: false }, { label: '02', households: 250, outside: false, changed: true }])
    expect(moved.map(({ households }) => households)).toEqual([200, 250])
  })
  it('of a plan: households by the buildings that lie in it', () => {
    const zone = (x: number, size: number, zoneId: number | null, code: string | null) => ({ key: id, zoneId, code, nameZh: '', nameEn: '', locked: false, geometry: square(x, 0, size) })
    const { zones, moved } = plannedOfPlan([zone(0, 0.002, 5, '999901001001001'), zone(2, 0.001, null, null)], { min: 250, max: 500 }, ground)
    expect(zones.map(({ label, households }) => ({ label, households }))).toEqual([{ label: '001', households: 500 }, { label: '+02', households: 250 }])
    expect(moved.map(({ households }) => households)).toEqual([200, 250])
    expect([...zoneOfBuildings([square(2), square(0)], ground.buildings)]).toEqual([1, -1, 0])
  })
})

describe('the days of the zones', () => {
  it('are walked from change to change; today is no wish', async () => {
    useViews().open('main', defaultView(null))
    fakeServer({ 'GET /api/zones/days': { json: { today: '2026-11-25', days: [{ day: '2026-12-01', areaIds: [4], plans: [{ id, name: '甲', state: 'scheduled' }] }, { day: '2026-03-01', areaIds: [4], plans: [] }] } } })
    const days = useZoneDays()
    await days.load()
    expect(days.stops).toEqual(['2026-03-01', '2026-11-25', '2026-12-01'])
    expect([days.current, days.shown]).toEqual(['2026-11-25', null])
    days.step(1)
    expect([days.shown, days.mayStep(1), days.plansOn(days.current)[0]?.name]).toEqual(['2026-12-01', false, '甲'])
    days.step(-1)
    expect(useViews().at('main').zonesOn).toBeNull()
    days.step(-1)
    expect([days.shown, days.step(-1)]).toEqual(['2026-03-01', false])
    days.go('2026-07-15')
    days.step(-1)
    expect(days.shown).toBe('2026-03-01')
  })
  it('stand beside each other, how it was before the change first; an open plan is compared with what was before it instead', async () => {
    useViews().open('main', { ...defaultView(null), zonesOn: '2026-12-01' })
    fakeServer({ 'GET /api/zones/days': { json: { today: '2026-11-25', days: [{ day: '2026-12-01', areaIds: [4], plans: [] }, { day: '2026-03-01', areaIds: [4], plans: [] }] } } })
    const days = useZoneDays()
    await days.load()
    expect([days.before, days.beside]).toEqual(['2026-11-25', null])
    days.compare(days.before)
    days.step(-1)
    expect([days.current, days.beside, days.before]).toEqual(['2026-11-25', '2026-11-25', '2026-03-01'])
    useViews().patch('main', { planId: id })
    expect([dayBeside(useViews().at('main')), comparesPlan(useViews().at('main'))]).toEqual([null, false])
    useViews().patch('main', { zonesBeside: 'before' })
    expect([dayBeside(useViews().at('main')), comparesPlan(useViews().at('main'))]).toEqual([null, true])
    useViews().patch('main', { planId: null, zonesBeside: '2026-03-01', zonesOn: '2026-12-01' })
    days.leave()
    expect([days.shown, days.beside]).toEqual([null, null])
  })
})
