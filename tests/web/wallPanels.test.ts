import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Alarm } from '../../geodata/model/alarm.ts'
import { PanelKind, type PanelPlace, type WallAnswer } from '../../geodata/model/mapWall.ts'
import type { WallFigures } from '../../geodata/model/wallFigures.ts'
import { addPanel } from '../../geodata/wall/panelGrid.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import AlarmCard from '../../web/panels/wall/AlarmCard.vue'
import PanelEditor from '../../web/panels/wall/PanelEditor.vue'
import WallPanels from '../../web/panels/wall/WallPanels.vue'
import { useConfig } from '../../web/stores/config.ts'
import { fakeServer } from './fakeServer.ts'

const now = Date.parse('2026-11-26T03:00:00Z')
const iso = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toISOString()
const id = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`
const place = { x: 0, y: 0, width: 1210, height: 680 }
const figures: WallFigures = {
  wallId: id(1), areaId: 1, areaNameZh: '方城', areaNameEn: 'Square City', timeZone: 'Asia/Shanghai', at: iso(5), received: { now: 128, before: 121 }, severe: { now: 14, before: 2 }, closed: { now: 0, before: 0 }, hours: Array.from({ length: 48 }, (_, i) => i % 7),
  queue: [{ state: 'handling', open: 44, overdue: 11 }, { state: 'reported', open: 12, overdue: 0 }], dueWithinHour: 6, oldestDueAt: iso(3 * 86_400),
  shifts: { now: { needed: 24, filled: 21, short: 3 }, next: null, teams: 23, heard: 19 }, cameras: { online: 412, offline: 7, fault: 4, down: [{ id: 1, code: 'C-1', name: '', state: 'offline', since: iso(3_600) }] },
  coverage: { patrolHours: { now: 142.4, before: 155 }, zonesVisited: { now: 83, before: 90 }, zones: 96 },
}
const alarm: Alarm = { id: 1, incidentId: id(7), areaId: 1, raisedAt: iso(130), acknowledgedAt: null, acknowledgedBy: null, acknowledgedByNameZh: null, acknowledgedByNameEn: null, title: '楼道起火', number: 'N-1', severity: 4, lng: 121.4, lat: 31.2 }
const config = { bounds: null, center: [121, 31], timeZone: 'Asia/Shanghai', names: { zh: '', en: '' }, database: 'postgis', now: iso(0), version: '', counts: {}, dataSpan: null, attribution: [], contacts: false }
const answerWith = (alarms: Alarm[]) => ({ wall: { id: id(1) }, screens: [], scenes: [], states: [], alarms, at: iso(0) }) as unknown as WallAnswer
const all = PanelKind.options.reduce<PanelPlace[]>((panels, kind, i) => addPanel(panels, kind, id(i + 100)) ?? [...panels, { id: id(i + 100), kind, x: 0, y: 0, width: 2, height: 2 }], [])
const global = { plugins: [i18n] }
const plain = (text: string) => text.replace(/\s+/g, ' ')

beforeEach(async () => {
  vi.useFakeTimers({ now, toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  setActivePinia(createPinia())
  setLocale('en')
})
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })
async function served(routes: Parameters<typeof fakeServer>[0]) {
  fakeServer({ 'GET /api/config': { json: config }, ...routes })
  await useConfig().load()
}

describe('panels of a wall', () => {
  test('say what was counted, with the movement, what is late and what is short', async () => {
    await served({ 'GET /api/wall-figures': { json: figures } })
    const panels = mount(WallPanels, { props: { panels: all, answer: answerWith([]), scale: 20 }, global })
    await flushPromises()
    const text = (kind: string) => plain(panels.find(`.wall-${kind}`).text())
    expect(text('figures')).toMatch(/Received ?within chance ?128 ?▲ 6% ?was 121.*Serious ?beyond chance ?14 ?▲ 600% ?was 2.*Closed ?0 ?= ?was 0/)
    expect(text('queue')).toMatch(/Open ?56 ?Overdue ?11 ?Due within 1 h: 6 ?longest 3 d ?Reported ?12 ?In handling ?44 ?11 late/)
    expect(text('shifts')).toMatch(/Needed now ?21 \/ 24 ?short: 3 ?No need begins within 24 h ?On duty 23 ?Fix in 5 min 19/)
    expect(text('cameras_down')).toMatch(/Online ?412 \/ 423 ?Offline ?7 ?Faulty ?4 ?C-1 ?Offline ?60 min ago ?and 10 more/)
    expect(text('coverage')).toMatch(/142 h ?was 155.*83 \/ 96 ?was 90/)
    expect(text('clock')).toContain('11:00')
    expect(text('alarms')).toContain('No alarm waits for anybody')
    panels.unmount()
  })
  test('keep what was read while reading fails, and say how old it is', async () => {
    let fails = false
    await served({ 'GET /api/wall-figures': () => (fails ? { status: 503, json: {} } : { json: figures }) })
    const panels = mount(WallPanels, { props: { panels: all, answer: answerWith([]), scale: 20 }, global })
    await flushPromises()
    const queue = () => panels.find('.wall-queue')
    expect([queue().classes('old'), queue().find('.wall-age').text()]).toEqual([false, '< 1 min'])
    fails = true
    vi.setSystemTime(now + 180_000)
    await vi.advanceTimersByTimeAsync(20_000)
    await flushPromises()
    expect([queue().classes('old'), queue().find('.wall-age').text()]).toEqual([true, 'Old: 3 min'])
    expect(plain(queue().text())).toContain('Open56')
    fails = false
    figures.at = new Date(Date.now()).toISOString()
    await vi.advanceTimersByTimeAsync(20_000)
    await flushPromises()
    expect(queue().classes('old')).toBe(false)
    panels.unmount()
  })
  test('wait for a slow answer instead of asking anew for ever, and ask again when it is lost', async () => {
    await served({})
    const asked = fakeServer({ 'GET /api/wall-figures': 'never' })
    const panels = mount(WallPanels, { props: { panels: all.slice(1, 2), answer: answerWith([]), scale: 20 }, global })
    await vi.advanceTimersByTimeAsync(50_000)
    const soon = asked.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect([soon, asked.length > soon]).toEqual([1, true])
    panels.unmount()
  })
  test('say that nothing was read, and show no count of another wall', async () => {
    await served({ 'GET /api/wall-figures': { json: { ...figures, wallId: id(2) } } })
    const other = mount(WallPanels, { props: { panels: all, answer: answerWith([]), scale: 20 }, global })
    await flushPromises()
    expect(plain(other.find('.wall-queue').text())).toBe('QueueReading…')
    other.unmount()
    await served({ 'GET /api/wall-figures': { status: 500, json: {} } })
    const failing = mount(WallPanels, { props: { panels: all, answer: answerWith([]), scale: 20 }, global })
    await flushPromises()
    expect(plain(failing.find('.wall-figures').text())).toContain('Could not be read; trying again')
    failing.unmount()
  })
  test('ring with what nobody took note of, and calm with who did', async () => {
    await served({ 'GET /api/wall-figures': { json: figures } })
    const panels = mount(WallPanels, { props: { panels: all, answer: answerWith([alarm]), scale: 20 }, global })
    expect(panels.find('.wall-alarms').classes('rings')).toBe(true)
    expect(plain(panels.find('.wall-alarms').text())).toContain('楼道起火Severe · N-1 · for 2 min')
    await panels.setProps({ answer: answerWith([{ ...alarm, acknowledgedAt: iso(60), acknowledgedBy: 'x', acknowledgedByNameZh: '二席', acknowledgedByNameEn: 'Desk two' }]) })
    expect(panels.find('.wall-alarms').classes('rings')).toBe(false)
    expect(plain(panels.find('.wall-alarms').text())).toContain('The last one, 10:59 UTC+8, was taken by Desk two')
    panels.unmount()
  })
})

describe('the card of an alarm', () => {
  const fix = (teamId: number, callSign: string, lng: number, age: number) => ({ teamId, areaId: 1, callSign, at: iso(age), lng, lat: 31.2, speedMetersPerSecond: 1 })
  const post = (kind: string, holder: string | null) => ({ id: kind.length, areaId: 1, zoneId: 1, kind, version: 1, holder, holderEn: null, phone: null, since: null, until: null })
  const facts = {
    [`GET /api/incidents/${id(7)}`]: { json: { incident: { address: '方城路 1 号' } } }, 'GET /api/post-kinds': { json: { kinds: [] } }, 'GET /api/teams': { json: { teams: [], shifts: [] } },
    'GET /api/duty': { json: { on: '2026-11-26', place: { building: null, at: null, zone: { id: 1, areaId: 1, code: '1', nameZh: '三格', nameEn: 'Zone 3' } }, area: [], candidates: [], posts: [post('zone_lead', null), post('sanitation', 'S1'), post('grid_officer', 'G3')] } },
    'GET /api/positions/live': { json: { positions: [fix(1, 'far', 121.42, 20), fix(2, 'near', 121.402, 30), fix(3, 'old', 121.4, 700), fix(4, 'mid', 121.405, 10)] } },
    'GET /api/cameras/seeing': { json: { count: 5, dueNear: 1, sightings: [{ id: 1, code: 'C1', name: '东口', state: 'online', always: true, distanceMeters: 40 }, { id: 2, code: 'C2', name: '', state: 'offline', always: true, distanceMeters: 70 }, { id: 3, code: 'C3', name: '', state: 'online', always: false, distanceMeters: 90 }] } },
  }
  test('says who answers, which teams are near by a fix of the last ten minutes, and which cameras see it', async () => {
    await served(facts)
    const card = mount(AlarmCard, { props: { alarm, waiting: 2, scale: 20 }, global })
    await flushPromises()
    const text = plain(card.text())
    expect(text).toContain('Zone 3 · 方城路 1 号')
    expect(text).toContain('2 more wait')
    expect(text).toMatch(/Who answers here ?G3 ?Grid officer ?vacant ?Zone lead ?Nearest patrols ?near ?191 m straight · fix 30 s ago ?mid ?477 m straight · fix 10 s ago ?Cameras that see it · 5 in all ?东口 ?40 m ?C2 ?70 m · Offline ?C3 ?90 m · must be turned ?Views being worked out: 1/)
    card.unmount()
  })
  test('says what could not be read apart from what is not there', async () => {
    await served({ ...facts, 'GET /api/duty': { status: 500, json: {} }, 'GET /api/cameras/seeing': { json: { count: 0, dueNear: 0, sightings: [] } }, 'GET /api/positions/live': { json: { positions: [] } } })
    const card = mount(AlarmCard, { props: { alarm, waiting: 0, scale: 20 }, global })
    await flushPromises()
    expect(plain(card.text())).toMatch(/Who answers here ?Could not be read; trying again ?Nearest patrols ?No team had a fix in 10 min ?Cameras that see it ?No camera sees this place/)
    card.unmount()
  })
})

describe('the editor of panels', () => {
  function editor(panels: PanelPlace[], disabled = false) {
    const wrapper = mount(PanelEditor, { props: { panels, place, disabled, 'onUpdate:panels': (next: PanelPlace[]) => void wrapper.setProps({ panels: next }) }, global, attachTo: document.body })
    const button = (name: string) => wrapper.findAll('button').find((one) => one.text() === name || one.attributes('aria-label') === name)!
    return { wrapper, button, boxes: () => wrapper.findAll('.panel-box'), now: () => wrapper.props('panels') }
  }
  const one: PanelPlace = { id: id(1), kind: 'queue', x: 2, y: 2, width: 8, height: 10 }
  const two: PanelPlace = { id: id(2), kind: 'clock', x: 12, y: 2, width: 6, height: 6 }

  test('adds a kind from the list, takes it away, and undoes both', async () => {
    await served({})
    const { wrapper, button, boxes, now: panels } = editor([])
    await wrapper.find('select').setValue('clock')
    await button('Add panel').trigger('click')
    expect(panels()).toMatchObject([{ kind: 'clock', x: 0, y: 0 }])
    await boxes()[0]!.trigger('keydown', { key: 'Delete' })
    expect(panels()).toEqual([])
    await button('Undo').trigger('click')
    await button('Undo').trigger('click')
    expect([panels(), button('Undo').attributes('disabled')]).toEqual([[], ''])
    await button('Redo').trigger('click')
    expect(panels()).toMatchObject([{ kind: 'clock' }])
    wrapper.unmount()
  })
  test('moves and sizes by keys, never over another', async () => {
    await served({})
    const { wrapper, boxes, now: panels } = editor([one, two])
    await boxes()[0]!.trigger('keydown', { key: 'ArrowRight' })
    await boxes()[0]!.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(panels()[0]).toMatchObject({ x: 3, y: 2, width: 8, height: 11 })
    await boxes()[0]!.trigger('keydown', { key: 'ArrowRight' })
    await boxes()[0]!.trigger('keydown', { key: 'ArrowRight' })
    // Beside the clock there is no room: it goes beyond, or stays.
    expect(panels()[0]).toMatchObject({ x: 4, y: 2 })
    await wrapper.find('.panel-editor').trigger('keydown', { key: 'z', ctrlKey: true })
    expect(panels()[0]).toMatchObject({ x: 3 })
    wrapper.unmount()
  })
  test('is dragged by pointer as one change, told when it is let go', async () => {
    await served({})
    const { wrapper, boxes, button, now: panels } = editor([one])
    vi.spyOn(wrapper.find('.panel-stage').element, 'getBoundingClientRect').mockReturnValue({ width: 480, height: 240 } as DOMRect)
    const box = boxes()[0]!
    ;(box.element as HTMLElement).setPointerCapture = () => {}
    await box.trigger('pointerdown', { button: 0, pointerId: 1, clientX: 100, clientY: 100 })
    for (const clientX of [110, 150, 180]) await box.trigger('pointermove', { pointerId: 1, clientX, clientY: 130 })
    expect(panels()[0]).toMatchObject({ x: 2, y: 2 })
    await box.trigger('pointerup', { pointerId: 1 })
    expect(panels()[0]).toMatchObject({ x: 6, y: 5 })
    await button('Undo').trigger('click')
    expect(panels()[0]).toMatchObject({ x: 2, y: 2 })
    wrapper.unmount()
  })
  test('says how far off it is read, and forgets its undo when another desk changes the screen', async () => {
    await served({})
    const { wrapper, boxes, button } = editor([one, { ...two, width: 4, height: 3 }])
    expect(boxes().map((box) => box.find('.small').text())).toEqual(['small: read within 3.9 m', 'small: read within 3 m'])
    await boxes()[0]!.trigger('keydown', { key: 'ArrowLeft' })
    expect(button('Undo').attributes('disabled')).toBeUndefined()
    await wrapper.setProps({ panels: [two] })
    expect(button('Undo').attributes('disabled')).toBe('')
    wrapper.unmount()
  })
  test('changes nothing while it is disabled', async () => {
    await served({})
    const { wrapper, boxes, now: panels } = editor([one], true)
    await boxes()[0]!.trigger('keydown', { key: 'ArrowRight' })
    await boxes()[0]!.trigger('keydown', { key: 'Delete' })
    expect(panels()).toEqual([one])
    wrapper.unmount()
  })
})
