import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import CamerasPage from '../../web/pages/CamerasPage.vue'
import CameraHealth from '../../web/panels/camera/CameraHealth.vue'
import { useSession } from '../../web/stores/session.ts'
import { fakeServer } from './fakeServer.ts'

const zone = { id: 5, areaId: 4, code: '999901001001005', nameZh: '文台第05网格', nameEn: 'Wentai Zone 05', households: 420, version: 1, center: [118.6, 31.4], posts: [] }
const down = { id: 7, areaId: 4, zoneId: 5, code: 'C7', name: 'Gate', kind: 'fixed', state: 'offline', since: '2026-11-22T01:00:00Z', toldBy: 'silence', note: '', heardAt: null, incident: { id: '01a196b0-664d-702d-8a38-dc115fb97f48', number: '20261122-000007', state: 'reported' }, lostSquareMeters: 640, lng: 118.6, lat: 31.4 }
const health = {
  period: { from: '2026-11-21T02:00:00Z', to: '2026-11-22T02:00:00Z' }, total: { online: 8, offline: 1, fault: 0, planned: 2, unknown: 0 }, down: [down], truncated: false,
  zones: [{ zoneId: null, cameras: 3, online: 3, offline: 0, fault: 0, working: 1, outages: 0, lostSquareMeters: 0 }, { zoneId: 5, cameras: 6, online: 5, offline: 1, fault: 0, working: 0.982, outages: 3, lostSquareMeters: 640 }],
  bins: [{ from: '2026-11-21T02:00:00Z', offline: 0, fault: 0.5 }, { from: '2026-11-21T14:00:00Z', offline: 1, fault: 1 }],
}
const gateway = { id: '01a196b0-664d-702d-8a38-dc115fb97f49', areaId: 4, name: 'West', silenceSeconds: 180, categoryId: null, alarmSeconds: 300, heardAt: null, revokedAt: null, version: 1, cameras: 9, down: 1 }

enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

async function show(rights = ['read'], routes: Parameters<typeof fakeServer>[0] = {}) {
  const asked = fakeServer({
    'GET /api/config': { json: { timeZone: 'Asia/Shanghai', now: new Date().toISOString(), center: [118.6, 31.4], bounds: [118.5, 31.3, 118.7, 31.5] } }, 'GET /api/zones': { json: { zones: [zone] } }, 'GET /api/areas': { json: { areas: [{ id: 4, parentId: null, level: 'community', code: '1', nameZh: '文台', nameEn: 'Wentai', households: 0 }] } },
    'GET /api/categories': { json: { categories: [{ id: 6, scheme: 's', code: '06', groupZh: '公共设施', groupEn: 'Facilities', nameZh: '路灯', nameEn: 'Street light', severity: 2, voice: false }, { id: 9, scheme: 's', code: '09', groupZh: '诉求', groupEn: 'Voice', nameZh: '信访', nameEn: 'Petition', severity: 2, voice: true }] } },
    'GET /api/camera-health': { json: health }, 'GET /api/camera-gateways': { json: { gateways: [gateway] } }, ...routes,
  })
  useSession().actor = { id: 'a', nameZh: '', nameEn: '', assignments: [], rights } as never
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'map', component: { template: '<i/>' } }, { path: '/:rest(.*)*', component: { template: '<i/>' } }] })
  const wrapper = mount(CamerasPage, { global: { plugins: [i18n, router] }, attachTo: document.body })
  await flushPromises()
  return { wrapper, asked, text: () => wrapper.text().replace(/\s+/g, ' '), posts: () => asked.filter(({ method }) => method !== 'GET') }
}

test('tells what is down with its loss, its zone and its matter, and zones that lost most first', async () => {
  const { wrapper, text, asked } = await show()
  for (const words of ['Online8 / 9', 'Gate', 'C7 · ', '640 m²', 'Wentai Zone 05', 'silence', '20261122-000007', 'at most 2 on the mean', '98.2%']) expect(text()).toContain(words)
  expect(wrapper.findAll('.health-zones tbody tr').map((row) => row.findAll('td')[0]!.text())).toEqual(['Wentai Zone 05', 'Outside every zone'])
  expect(wrapper.findAll('svg title').map((title) => title.text())[1]).toContain('1 offline and 1 faulty')
  expect(wrapper.find(`a[href='/incidents/${down.incident.id}']`).exists()).toBe(true)
  expect(wrapper.findAll('a').map((link) => link.attributes('href') ?? '').some((href) => href.includes('s=camera:7') || href.includes('s=camera%3A7'))).toBe(true)
  // Without the right to keep cameras nothing is asked of gateways.
  expect(asked.some(({ path }) => path === '/api/camera-gateways')).toBe(false)
  const before = asked.length
  await wrapper.find('input[value="168"]').setValue(true)
  await flushPromises()
  const again = asked.slice(before).find(({ path }) => path === '/api/camera-health')!
  expect(Date.parse(again.query.get('to')!) - Date.parse(again.query.get('from')!)).toBe(168 * 3_600_000)
})

test('a gateway is added with its category; the key is shown once and is gone when it was taken', async () => {
  const { wrapper, text, posts } = await show(['read', 'camera'], { 'POST /api/camera-gateways': ({ body }) => ({ status: 201, json: { gateway: { ...gateway, ...(body as object) }, key: 'k'.repeat(43) } }) })
  await wrapper.findAll('button').find((button) => button.text() === 'Add a gateway')!.trigger('click')
  // Voices of people are no category of an alarm.
  expect(wrapper.findAll('form option').map((option) => option.text())).toEqual(['Wentai', 'not reported', 'Street light'])
  await wrapper.find('form input[type="text"]').setValue('East')
  await wrapper.findAll('form option')[2]!.setValue()
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(posts()[0]!.body).toMatchObject({ name: 'East', areaId: 4, categoryId: 6, silenceSeconds: 180, alarmSeconds: 300 })
  expect(text()).toContain('k'.repeat(43))
  await wrapper.findAll('button').find((button) => button.text() === 'I have it')!.trigger('click')
  expect(text()).not.toContain('k'.repeat(43))
})

test('a refusal names the field and keeps what was written', async () => {
  const { wrapper, text } = await show(['read', 'camera'], { 'PATCH /api/camera-gateways/01a196b0-664d-702d-8a38-dc115fb97f49': { status: 400, json: { title: 'Bad request', status: 400, detail: 'x', errors: [{ field: 'silenceSeconds', expected: 'expected at least 30' }] } } })
  await wrapper.findAll('button').find((button) => button.text() === 'Change')!.trigger('click')
  await wrapper.find('form input[type="number"]').setValue(31)
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(text()).toContain('expected at least 30')
  expect((wrapper.find('form input[type="number"]').element as HTMLInputElement).value).toBe('31')
})

test('a camera tells what it alone watches, how it went, and the matter of its outage', async () => {
  fakeServer({ 'GET /api/cameras/7/health': { json: { state: 'offline', squareMeters: 1_000, onlySquareMeters: 250, working: 0.9, outages: 4, heardAt: null, incident: down.incident } } })
  const wrapper = mount(CameraHealth, { props: { cameraId: 7 }, global: { plugins: [i18n], stubs: { RouterLink: true } } })
  await flushPromises()
  const text = wrapper.text().replace(/\s+/g, ' ')
  for (const words of ['View lost', '250 m² (25% of its view)', '90%', 'never heard']) expect(text).toContain(words)
})
