import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Component } from 'vue'
import CategoryTree from '../../web/panels/CategoryTree.vue'
import SearchBox from '../../web/panels/SearchBox.vue'
import IncidentDetail from '../../web/panels/detail/IncidentDetail.vue'
import PointDetail from '../../web/panels/detail/PointDetail.vue'
import ZoneDetail from '../../web/panels/detail/ZoneDetail.vue'
import CategoryBox from '../../web/panels/intake/CategoryBox.vue'
import ReportPanel from '../../web/panels/intake/ReportPanel.vue'
import { useDesk } from '../../web/stores/desk.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { useCategories } from '../../web/stores/categories.ts'
import { useConfig } from '../../web/stores/config.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { useZones } from '../../web/stores/zones.ts'
import { fakeServer } from './fakeServer.ts'

const id = '01a196b0-664d-702d-8a38-dc115fb97f48'
const incident = { id, areaId: 4, zoneId: 5, number: '20261122-000007', categoryId: 6, severity: 3, channel: 'phone', provenance: 'public', state: 'registered', title: 'Light is out', address: 'Huaxi Road 368', occurredAt: '2026-11-22T01:32:00Z', reportedAt: '2026-11-22T01:40:00Z', version: 2 }
const post = (n: number, kind: string, holder: string | null) => ({ id: n, areaId: 4, zoneId: 5, kind, holder, phone: null })
const zone = { id: 5, areaId: 4, code: '999901001001005', nameZh: '文台第05网格', nameEn: 'Wentai Zone 05', households: 420, version: 1, center: [118.6, 31.4], posts: [post(1, 'grid_officer', null), post(2, 'zone_lead', 'Lead 05')] }
const areas = [{ id: 1, parentId: null, level: 'city', code: '9999', nameZh: '方州市', nameEn: 'Fangzhou', households: 9 }, { id: 4, parentId: 1, level: 'community', code: '999901001001', nameZh: '文台社区', nameEn: 'Wentai', households: 9 }]
const detail = (more: object = {}) => ({ incident, geometry: { type: 'LineString', coordinates: [[118.6, 31.4], [118.61, 31.4]] }, log: [{ id: 1, incidentId: id, at: '2026-11-22T01:40:00Z', action: 'report', fromState: null, toState: 'reported', actor: 'demo-command', note: '' }], zone, area: [], posts: zone.posts, cameras: [], actions: [], orders: [], deadlines: [], hasContact: false, photos: [], merged: [], parts: [], names: {}, ...more })
const base = {
  'GET /api/config': { json: { timeZone: 'Asia/Shanghai', now: new Date().toISOString(), center: [118.6, 31.4], bounds: [118.5, 31.3, 118.7, 31.5] } },
  'GET /api/zones': { json: { zones: [zone] } },
  'GET /api/areas': { json: { areas } },
  'GET /api/categories': { json: { categories: [{ id: 6, scheme: 's', code: '06', groupZh: '公共设施', groupEn: 'Facilities', nameZh: '路灯', nameEn: 'Street light', severity: 2, voice: false }] } },
  'GET /collections/incidents/items': { json: { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: null, properties: incident }] } },
}

beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

async function show(component: Component, props: object, routes: Parameters<typeof fakeServer>[0] = {}) {
  const asked = fakeServer({ ...base, ...routes })
  useViews().open('main', defaultView(null))
  await Promise.all([useConfig().load(), useZones().load(), useCategories().load()])
  const wrapper = mount(component, { props, global: { plugins: [i18n], stubs: { RouterLink: true } }, attachTo: document.body })
  await flushPromises()
  return { wrapper, asked, text: () => wrapper.text().replace(/\s+/g, ' ') }
}

test('a zone says who answers, names vacancies, and lists what happened there', async () => {
  const { wrapper, text, asked } = await show(ZoneDetail, { selection: { noun: 'zone', id: 5 } })
  expect(text()).toContain('Wentai Zone 05')
  expect(text()).toMatch(/Fangzhou ?Wentai/)
  expect(wrapper.findAll('.posts li').map((row) => row.text().replace(/\s+/g, ' '))).toEqual(['Zone leadLead 05', 'Grid officervacant'])
  expect(text()).toContain('1 vacant')
  expect(text()).toContain('Light is out')
  expect(asked.find((one) => one.path === '/collections/incidents/items')?.query.get('zoneId')).toBe('5')
  setLocale('zh-CN')
  await flushPromises()
  expect(text()).toContain('谁负责此处')
  expect(text()).toContain('空缺')
})

test('an incident that cannot be read says why and can be asked for again', async () => {
  let there = false
  const { wrapper, text } = await show(IncidentDetail, { selection: { noun: 'incident', id } }, { [`GET /api/incidents/${id}`]: () => (there ? { json: detail() } : { status: 404, json: { title: 'Not Found', status: 404, detail: 'no such incident for this actor' } }) })
  expect(wrapper.find('[role=alert]').text()).toContain('This does not exist, or is not yours to see')
  there = true
  await wrapper.find('[role=alert] button').trigger('click')
  await flushPromises()
  expect(text()).toContain('Light is out')
})

test('a point outside every zone says so', async () => {
  const { text } = await show(PointDetail, { selection: { noun: 'point', lng: 120, lat: 30 } }, { 'GET /api/place-of': { json: { zone: null, area: [], building: null, posts: [], cameras: [], recentIncidents: [], dutyStations: [] } } })
  expect(text()).toContain('120.000000, 30.000000')
  expect(text()).toContain('Outside every zone')
  expect(text()).toContain('None in the last 90 days')
})

test('a refused report shows the server’s words at the field and keeps what was written', async () => {
  useDesk().reportAt = { lng: 118.6, lat: 31.4 }
  const { wrapper, asked } = await show(ReportPanel, {}, {
    'GET /api/place-of': { json: { zone, area: areas, posts: zone.posts, building: null, cameras: [], recentIncidents: [], dutyStations: [] } },
    'GET /api/duplicates': { json: { duplicates: [] } },
    'POST /api/incidents': { status: 422, json: { title: 'Unprocessable', status: 422, detail: '', errors: [{ field: 'title', expected: 'no telephone number' }] } },
  })
  await flushPromises()
  expect(wrapper.find('.answer').text()).toContain('Wentai Zone 05')
  await wrapper.find('form').trigger('submit')
  expect(asked.some((one) => one.method === 'POST')).toBe(false)
  expect(wrapper.findAll('.field-error').map((error) => error.text())).toEqual(['Choose a category', 'Say in a few words what happened'])
  const category = wrapper.findComponent(CategoryBox).find('input')
  await category.setValue('06')
  await category.trigger('keydown', { key: 'Enter' })
  const title = wrapper.findAll('input[type=text]').find((input) => (input.element as HTMLInputElement).value === 'Street light' && input.attributes('role') === undefined)!
  await title.setValue('Call 13800138000')
  expect(wrapper.find('.personal mark').text()).toBe('13800138000')
  await wrapper.find('form').trigger('submit')
  await flushPromises()
  expect(asked.filter((one) => one.method === 'POST').map((one) => one.body)).toMatchObject([{ categoryId: 6, title: 'Call 13800138000', geometry: { type: 'Point', coordinates: [118.6, 31.4] } }])
  expect(wrapper.find('.field-error').text()).toBe('no telephone number')
  await wrapper.find('.personal button').trigger('click')
  expect((title.element as HTMLInputElement).value).toBe('Call')
})

test('categories switch one by one and as a group, and the view holds it', async () => {
  const { wrapper } = await show(CategoryTree, {})
  expect(wrapper.findAll('label.check')).toHaveLength(0)
  await wrapper.find('.group-open').trigger('click')
  await wrapper.find('label.check input').setValue(false)
  expect(useViews().at('main').categoryIds).toEqual([])
  await wrapper.find('.group-head input').setValue(true)
  expect(useViews().at('main').categoryIds).toBeNull()
})

test('search: arrows choose, Enter flies there and selects', async () => {
  const hit = (noun: string, n: number) => ({ noun, id: n, titleZh: '', titleEn: `${noun} ${n}`, subtitle: '', lng: 118 + n / 10, lat: 31 })
  const { wrapper } = await show(SearchBox, {}, { 'GET /api/search': { json: { results: [hit('zone', 5), hit('camera', 7)] } } })
  await wrapper.find('input').setValue('x')
  await vi.waitFor(() => expect(wrapper.findAll('[role=option]')).toHaveLength(2))
  await wrapper.find('input').trigger('keydown', { key: 'ArrowDown' })
  expect(wrapper.findAll('[role=option]')[1]!.attributes('aria-selected')).toBe('true')
  await wrapper.find('input').trigger('keydown', { key: 'Enter' })
  expect(useViews().at('main').selection).toEqual({ noun: 'camera', id: 7 })
  await vi.waitFor(() => expect(useViews().at('main').camera).toMatchObject({ lng: 118.7, lat: 31, zoom: 17.5 }))
})
