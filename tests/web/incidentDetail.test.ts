import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import IncidentDetail from '../../web/panels/detail/IncidentDetail.vue'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { useCategories } from '../../web/stores/categories.ts'
import { useConfig } from '../../web/stores/config.ts'
import { useMessages } from '../../web/stores/messages.ts'
import { usePatrols } from '../../web/stores/patrols.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { useZones } from '../../web/stores/zones.ts'
import { fakeServer } from './fakeServer.ts'

const id = '01a196b0-664d-702d-8a38-dc115fb97f48'
const orderId = '01a196b0-664d-702d-8a38-dc115fb97f50'
const incident = { id, areaId: 4, zoneId: 5, number: '20261122-000007', categoryId: 6, severity: 3, channel: 'phone', provenance: 'public', state: 'registered', title: 'Light is out', details: '', address: 'Huaxi Road 368', occurredAt: '2026-11-22T01:32:00Z', reportedAt: '2026-11-22T01:40:00Z', dueAt: null, dueStep: null, escalation: 0, mergedInto: null, splitFrom: null, result: null, satisfaction: null, version: 2 }
const post = (n: number, kind: string, holder: string | null) => ({ id: n, areaId: 4, zoneId: 5, kind, holder, phone: null })
const zone = { id: 5, areaId: 4, code: '999901001001005', nameZh: '文台第05网格', nameEn: 'Wentai Zone 05', households: 420, version: 1, center: [118.6, 31.4], posts: [post(1, 'zone_lead', 'Lead 05'), post(2, 'grid_officer', 'Grid 05')] }
const entry = (n: number, action: string, more: object = {}) => ({ id: n, incidentId: id, at: '2026-11-22T01:40:00Z', action, fromState: null, toState: 'reported', actor: 'demo-command', note: '', workOrderId: null, batchId: null, payload: {}, ...more })
const offer = (action: string, needs: string[] = [], workOrderId: string | null = null) => ({ subject: workOrderId ? 'work_order' : 'incident', action, workOrderId, needs, toState: null })
const detail = (more: object = {}) => ({ incident, geometry: { type: 'LineString', coordinates: [[118.6, 31.4], [118.61, 31.4]] }, log: [entry(1, 'report')], zone, area: [], posts: zone.posts, cameras: [], actions: [offer('suspend', ['note']), offer('dispatch', ['orders'])], orders: [], deadlines: [], hasContact: false, photos: [], merged: [], parts: [], names: {}, ...more })
const team = { id: 9, areaId: 4, callSign: 'T9', nameZh: '夜巡', nameEn: 'Night patrol', kind: 'staff', vehicle: 'foot' }

enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

async function show(routes: Parameters<typeof fakeServer>[0]) {
  const asked = fakeServer({
    'GET /api/config': { json: { timeZone: 'Asia/Shanghai', now: new Date().toISOString(), center: [118.6, 31.4], bounds: [118.5, 31.3, 118.7, 31.5] } },
    'GET /api/zones': { json: { zones: [zone] } },
    'GET /api/areas': { json: { areas: [] } },
    'GET /api/teams': { json: { teams: [team], shifts: [] } },
    'GET /api/positions/live': { json: { positions: [] } },
    'GET /api/categories': { json: { categories: [{ id: 6, scheme: 's', code: '06', groupZh: '公共设施', groupEn: 'Facilities', nameZh: '路灯', nameEn: 'Street light', severity: 2, voice: false }] } },
    ...routes,
  })
  useViews().open('main', defaultView(null))
  await Promise.all([useConfig().load(), useZones().load(), useCategories().load(), usePatrols().load()])
  const wrapper = mount(IncidentDetail, { props: { selection: { noun: 'incident', id } }, global: { plugins: [i18n], stubs: { RouterLink: true } }, attachTo: document.body })
  await flushPromises()
  const steps = () => wrapper.findAll('.step-buttons button').map((button) => button.text())
  const posts = () => asked.filter((one) => one.method === 'POST')
  return { wrapper, asked, steps, posts, text: () => wrapper.text().replace(/\s+/g, ' ') }
}
const path = `/api/incidents/${id}`
const press = async (key: string, target: EventTarget = window, more: object = {}) => { target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })); await flushPromises() }

test('an incident shows times with their zone, its shape, its log, and the steps that the server offers, the next one first', async () => {
  const log = [entry(1, 'report'), entry(2, 'register', { fromState: 'reported', toState: 'registered' }), entry(3, 'feed_back', { payload: { feedback: 'lamp replaced' } }), entry(4, 'undo', { payload: { undoes: 3, action: 'feed_back' } }), entry(5, 'dispatch', { payload: { orders: [{ id: 'x', postId: 2, kind: 'lead', task: 'look' }] } })]
  const { text, steps } = await show({ [`GET ${path}`]: { json: detail({ log }) } })
  expect(text()).toContain('09:32 UTC+8')
  for (const words of ['Street light', 'Serious', 'Line', 'Huaxi Road 368', 'demo-command', 'Reported → Registered', 'Feedback: lamp replaced', 'Taken back: Feed back', 'Order to Wentai Zone 05 · Grid officer · Grid 05 · look']) expect(text()).toContain(words)
  expect(steps()).toEqual(['1Dispatch', '2Suspend'])
})

test('a digit opens the form; the officer of the zone is chosen already and Ctrl+Enter sends; the step can be taken back', async () => {
  const { wrapper, posts } = await show({
    [`GET ${path}`]: { json: detail() },
    [`POST ${path}/steps`]: { json: { incident: { ...incident, version: 3 } } },
  })
  await press('1')
  const form = wrapper.find('form')
  await press('Enter', form.element, { ctrlKey: true })
  expect(posts()[0]!.body).toMatchObject({ action: 'dispatch', version: 2, orders: [{ postId: 2, kind: 'lead' }] })
  const message = useMessages().messages.at(-1)!
  expect(message.text).toBe('Dispatch: done')
  message.action!.run()
  expect(posts().at(-1)!.path).toBe(`/api/step-batches/${(posts()[0]!.body as { id: string }).id}/undo`)
})

test('a conflict names who did what meanwhile, offers anew and keeps what was written', async () => {
  let reads = 0
  const later = { incident: { ...incident, state: 'suspended', version: 3 }, log: [entry(1, 'report'), entry(2, 'suspend', { actor: 'demo-supervisor', fromState: 'registered', toState: 'suspended' })], actions: [offer('resume')] }
  const { wrapper, text, steps, posts } = await show({
    [`GET ${path}`]: () => ({ json: detail(reads++ === 0 ? {} : later) }),
    [`POST ${path}/steps`]: { status: 409, json: { title: 'Conflict', status: 409, detail: 'version is 3' } },
  })
  await press('2')
  await wrapper.find('textarea').setValue('waits for a part')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(posts()[0]!.body).toMatchObject({ action: 'suspend', note: 'waits for a part' })
  expect(text()).toContain('Somebody was faster')
  expect(text()).toMatch(/demo-supervisor at 09:40 UTC\+8: Suspend/)
  expect(steps()).toEqual(['1Resume'])
  await wrapper.find('.step-buttons input').setValue(true)
  await press('1')
  expect((wrapper.find('textarea').element as HTMLTextAreaElement).value).toBe('waits for a part')
})

test('without an answer it says so, and the same command is sent again with the same id', async () => {
  let there = false
  const { wrapper, text, posts } = await show({ [`GET ${path}`]: { json: detail() }, [`POST ${path}/steps`]: () => (there ? { json: { incident } } : 'offline') })
  await press('2')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(posts()).toHaveLength(0)
  expect(text()).toContain('Write a note')
  await wrapper.find('textarea').setValue('later')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(text()).toContain('Sending again does not double it')
  there = true
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  const [first, second] = posts().map((one) => one.body as { id: string })
  expect(second).toEqual(first)
  expect(wrapper.find('form').exists()).toBe(false)
})

test('orders show who has them, and what is mine comes with a digit', async () => {
  const order = { id: orderId, incidentId: id, areaId: 4, postId: 2, teamId: null, kind: 'lead', task: 'look', state: 'dispatched', result: '', createdAt: '2026-11-22T01:50:00Z', changedAt: '2026-11-22T01:50:00Z', handler: 'Grid 05', mine: true }
  const { wrapper, posts, steps, text } = await show({
    [`GET ${path}`]: { json: detail({ incident: { ...incident, state: 'dispatched' }, orders: [order], actions: [offer('refuse', ['note'], orderId), offer('accept', [], orderId)] }) },
    [`POST ${path}/steps`]: { json: { incident } },
  })
  expect(text()).toContain('Grid 05')
  expect(steps()).toEqual(['1Accept', '2Send back'])
  await press('1')
  expect(posts()[0]!.body).toMatchObject({ action: 'accept', workOrderId: orderId, version: 2 })
  expect(wrapper.find('form').exists()).toBe(false)
})

test('a number that names a person is said while it is written', async () => {
  const { wrapper, text } = await show({ [`GET ${path}`]: { json: detail() } })
  await press('2')
  await wrapper.find('textarea').setValue('call 13812345678')
  expect(text()).toContain('mobile number 13812345678')
  await wrapper.find('textarea').setValue('call the hotline')
  expect(text()).not.toContain('mobile number')
})
