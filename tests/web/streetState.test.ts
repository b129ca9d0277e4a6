import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setLocale, i18n } from '../../web/i18n/index.ts'
import StreetState from '../../web/panels/StreetState.vue'
import { fakeServer } from './fakeServer.ts'

const whole = { profile: 'foot', streets: 841, nodes: 1_514, edges: 1_700, meters: 61_250, metersByClass: {}, parts: 1, largestShare: 1, strongParts: 1, largestStrongShare: 1, cutOff: [], warnings: [] }
const broken = {
  ...whole, profile: 'car', parts: 76, largestShare: 0.859, warnings: [{ code: 'incomplete', values: { parts: 76, percent: 85.9 } }, { code: 'hours_unread', values: { count: 2, example: '08:00-dusk' } }],
  cutOff: [{ streets: 3, meters: 1_359, place: [121.46, 31.24], names: [{ nameZh: '新昌路', nameEn: '' }, { nameZh: '青岛路', nameEn: 'Qingdao Road' }], oneWay: false }, { streets: 1, meters: 80, place: [121.47, 31.23], names: [], oneWay: true }],
}
enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

test('says when streets hang together, names those that do not, and asks for the way of travel that is chosen', async () => {
  const asked = fakeServer({ 'GET /api/street-graph': ({ query }) => ({ json: query.get('profile') === 'car' ? broken : whole }) })
  const wrapper = mount(StreetState, { props: { areaId: 4 }, global: { plugins: [i18n] } })
  const text = () => wrapper.text().replace(/\s+/g, ' ')
  const check = async () => { await wrapper.find('button').trigger('click'); await flushPromises() }
  await check()
  expect(text()).toContain('841 streets, 61.25 km in all.')
  expect(text()).toContain('The streets hang together')
  await wrapper.find('select').setValue('car')
  // What was told of walking is no answer for cars.
  expect(text()).not.toContain('hang together')
  await check()
  for (const words of ['They lie in 76 parts', '76 parts that do not join; the largest has only 85.9 %', '2 opening hours could not be read and count as open, e.g. “08:00-dusk”', '新昌路 · Qingdao Road', '1.36 km · Joined to no other streets', 'nameless street', 'One gets in or out, not both']) expect(text()).toContain(words)
  expect(asked.map(({ query }) => [query.get('areaId'), query.get('profile')])).toEqual([['4', 'foot'], ['4', 'car']])
})
