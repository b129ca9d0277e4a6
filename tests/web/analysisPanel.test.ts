import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import AnswerView from '../../web/panels/analysis/AnswerView.vue'
import ExpertForm from '../../web/panels/analysis/ExpertForm.vue'
import HourTable from '../../web/panels/analysis/HourTable.vue'
import PresetCards from '../../web/panels/analysis/PresetCards.vue'
import HotspotEdit from '../../web/panels/hotspot/HotspotEdit.vue'
import { useConfig } from '../../web/stores/config.ts'
import { useCategories } from '../../web/stores/categories.ts'
import { useKeptHotspots } from '../../web/stores/keptHotspots.ts'
import { useMessages } from '../../web/stores/messages.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { useZones } from '../../web/stores/zones.ts'
import { answer, backtest, found, question, unit } from './analysisFixture.ts'
import { fakeServer } from './fakeServer.ts'

const category = (id: number, nameEn: string, voice = false) => ({ id, scheme: 's', code: `c${id}`, groupZh: '组', groupEn: 'Group', nameZh: nameEn, nameEn, severity: 2, voice })
const base = {
  'GET /api/config': { json: { timeZone: 'America/Chicago', now: new Date().toISOString(), center: [118.6, 31.4], bounds: [118.5, 31.3, 118.7, 31.5], dataSpan: { from: '2018-01-01T06:00:00Z', to: '2018-07-01T04:30:00Z' } } },
  'GET /api/zones': { json: { zones: [{ id: 5, areaId: 4, code: '999901001001005', nameZh: '文台第05网格', nameEn: 'Zone 05', households: 420, version: 1, center: [118.601, 31.4005], posts: [] }] } },
  'GET /api/areas': { json: { areas: [{ id: 4, parentId: null, level: 'community', code: '999901001001', nameZh: '文台社区', nameEn: 'Wentai', households: 9 }] } },
  'GET /api/categories': { json: { categories: [category(1, 'Burglary'), category(2, 'Theft'), category(3, 'Petition', true)] } },
}

beforeEach(() => { setActivePinia(createPinia()); setLocale('en') })
afterEach(() => vi.unstubAllGlobals())

async function show(component: Component, props: object = {}, routes: Parameters<typeof fakeServer>[0] = {}) {
  const asked = fakeServer({ ...base, ...routes })
  useViews().open('main', defaultView(null))
  await Promise.all([useConfig().load(), useZones().load(), useCategories().load()])
  const wrapper = mount(component, { props, global: { plugins: [i18n], stubs: { RouterLink: true } }, attachTo: document.body })
  await flushPromises()
  return { wrapper, asked, text: () => wrapper.text().replace(/\s+/g, ' ') }
}
const view = () => useViews().at('main')

describe('an answer in plain words', () => {
  it('says what, where, since when, how sure, what not, what it was worth and what changed', async () => {
    const { text } = await show(AnswerView, { answer: answer() })
    expect(text()).toContain('2 places stand out: more than chance would give. In one place it is quieter than chance would give.')
    expect(text()).toContain('Wentai Zone 05 (62 incidents)')
    expect(text()).toContain('at most about 5% are expected to be chance')
    expect(text()).toContain('1 of 4 places looked at are no more than chance')
    expect(text()).toContain('these 12 cells (3% of the ground) held 11% of the next 4 weeks\' incidents; plain counting would have held 10%.')
    expect(text()).toContain('Against the period before, beyond chance: 1 growing.')
  })
  it('says so plainly when counting does as well or better', async () => {
    for (const [verdict, words] of [['same', 'The method did no better than counting: use counts.'], ['worse', 'Counting did better: use counts.']] as const) {
      const { wrapper, text } = await show(AnswerView, { answer: answer({ backtest: backtest(verdict) }) })
      expect(text()).toContain(words)
      expect(wrapper.find('.answer-words .warns').text()).toContain(words)
      wrapper.unmount()
    }
  })
  it('does not call anything hot where nothing is, nor sure where nothing was tested', async () => {
    const none = await show(AnswerView, { answer: answer({ result: found([unit(0, 'none', { count: 3, z: 0.1 })]), previous: null, backtest: null }) })
    expect(none.text()).toContain('Nothing stands out from what chance would give.')
    expect(none.text()).toContain('No test on later incidents')
    none.wrapper.unmount()
    const density = await show(AnswerView, { answer: answer({ question: question('kde'), result: found([unit(0, 'none', { density: 3 })], { method: 'kde', findings: ['none'] }), previous: null, rows: 40 }) })
    expect(density.text()).toContain('it does not say what is beyond chance')
    expect(density.text()).toContain('This method makes no test')
    expect(density.text()).toContain('It rests on 40 incidents')
  })
  it('warns when patrols’ finds are among the rows, and offers the public ones alone', async () => {
    const { wrapper, text } = await show(AnswerView, { answer: answer({ question: question('gi_star', { provenance: ['public', 'patrol'] }), provenance: { public: 10, patrol: 5, camera: 0, sensor: 0 } }) })
    expect(wrapper.find('.guard').text()).toContain('5 of 15 incidents were found by patrols')
    await wrapper.findAll('.guard button').at(-1)!.trigger('click')
    expect(view().analysis?.provenance).toEqual(['public'])
    setLocale('zh-CN')
    await flushPromises()
    expect(text()).toContain('含巡逻自行发现')
    expect(text()).toContain('有 2 处突出:多于偶然。')
  })
})

describe('presets', () => {
  it('ask of the data’s own last week and put question, layer and time into the view', async () => {
    const { wrapper } = await show(PresetCards)
    const cards = wrapper.findAll('.preset-card')
    expect(cards.map((card) => card.text())).toEqual(['Hot this week', 'Burglary by night', "This festival against last year's"])
    await cards[0]!.trigger('click')
    expect(view().analysis).toMatchObject({ method: 'gi_star', from: '2018-06-24T05:00:00.000Z', to: '2018-07-01T05:00:00.000Z', provenance: ['public'], compareWith: { from: '2018-05-27T05:00:00.000Z', to: '2018-06-24T05:00:00.000Z' } })
    expect(view().layers).toContain('analysis')
    expect(view().time).toEqual({ from: '2018-06-24T05:00:00.000Z', to: '2018-07-01T05:00:00.000Z' })
    await cards[1]!.trigger('click')
    expect(view().analysis).toMatchObject({ categoryIds: [1] })
  })
})

describe('all methods', () => {
  it('offers no category that is somebody’s voice, and says why', async () => {
    const { wrapper, text } = await show(ExpertForm)
    await wrapper.find('#analysis-categories').setValue('own')
    expect(wrapper.find('.category-choice').text()).toContain('Theft')
    expect(text()).not.toContain('Petition ')
    expect(wrapper.find('.category-choice').text()).not.toContain('Petition')
    expect(text()).toContain('nobody\'s voice becomes a hotspot')
  })
  it('judges parameters by the method’s own schema before anything is asked', async () => {
    const { wrapper, text } = await show(ExpertForm)
    await wrapper.find('#analysis-method').setValue('gi_star')
    const field = wrapper.findAll('.field').find((each) => each.text().startsWith('Side of a cell'))!
    expect(field.text()).toContain('standard 200 · 1 to 100000')
    await field.find('input').setValue('-5')
    expect(text()).toContain('Expected 1 to 100000')
    expect(wrapper.find('button[type=submit]').attributes('disabled')).toBeDefined()
    await field.find('input').setValue('300')
    await wrapper.find('form').trigger('submit')
    expect(view().analysis).toMatchObject({ method: 'gi_star', parameters: { cellMeters: 300 }, provenance: ['public'] })
    expect(view().layers).not.toContain('coverage')
  })
  it('shows presence of patrols beside the map as soon as their finds are added', async () => {
    const { wrapper, text } = await show(ExpertForm)
    await wrapper.find('input[type=checkbox]').setValue(true)
    expect(text()).toContain('Patrols find most where they go most')
    await wrapper.find('form').trigger('submit')
    expect(view().analysis?.provenance).toEqual(['public', 'patrol', 'camera', 'sensor'])
    expect(view().layers).toContain('coverage')
  })
  it('takes hours of the week, whole days by one click', async () => {
    const { wrapper } = await show(ExpertForm)
    await wrapper.find('#analysis-hours').setValue('hoursOwn')
    for (const day of wrapper.findAll('.hour-table.choose th button').slice(0, 5)) await day.trigger('click')
    await wrapper.find('form').trigger('submit')
    expect(view().analysis?.hoursOfWeek).toEqual(Array.from({ length: 48 }, (_, i) => 120 + i))
  })
})

it('a table of hours holds every number where it belongs', async () => {
  const rows = Array.from({ length: 168 }, (_, i) => [Math.floor(i / 24) + 1, i % 24, i === 6 * 24 + 23 ? 42 : 1])
  const { wrapper } = await show(HourTable, { table: { columns: ['weekday', 'hour', 'weight'], rows } })
  const cells = wrapper.findAll('tbody tr').at(-1)!.findAll('td')
  expect(cells.at(-1)!.text()).toBe('42')
  expect(cells.at(-1)!.classes()).toContain('shade-6')
  expect(wrapper.findAll('thead th').map((cell) => cell.text())).toEqual(['Hour', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
})

describe('a kept hotspot', () => {
  const hotspot = { id: '0195d8a0-0000-7000-8000-00000000000a', areaId: 4, name: 'Corner', note: '', period: { from: '2018-06-24T05:00:00Z', to: '2018-07-01T05:00:00Z' }, method: 'gi_star', incidents: 62, squareMeters: 80_000, assignedTo: null, assignedName: null, assignedAt: null, createdBy: 'demo-leader', createdAt: '2026-11-25T00:00:00Z', retiredAt: null, version: 1, geometry: { type: 'Point', coordinates: [0, 0] } }
  const address = `/api/hotspots/${hotspot.id}`
  it('is retired with a way back', async () => {
    let version = 1
    const { wrapper, asked } = await show(HotspotEdit, { hotspot }, { [`GET ${address}/leaders`]: { json: { leaders: [] } }, [`PATCH ${address}`]: ({ body }) => ({ json: { hotspot: { ...hotspot, version: ++version, retiredAt: (body as { retired: boolean }).retired ? '2026-11-25T01:00:00Z' : null } } }) })
    useKeptHotspots().put([hotspot as never])
    await wrapper.findAll('button').find((button) => button.text() === 'Retire')!.trigger('click')
    await flushPromises()
    const [message] = useMessages().messages
    expect(message).toMatchObject({ text: 'Retired: Corner', action: { text: 'Undo' } })
    message!.action!.run()
    await flushPromises()
    expect(asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([{ version: 1, retired: true }, { version: 2, retired: false }])
  })
  it('says when somebody was faster, and reads again', async () => {
    const { wrapper } = await show(HotspotEdit, { hotspot }, { [`GET ${address}/leaders`]: { json: { leaders: [{ id: 'demo-patrol', nameZh: '巡逻队长', nameEn: 'Patrol leader' }] } }, [`PATCH ${address}`]: { status: 409, json: { title: 'Conflict', status: 409, detail: 'changed' } } })
    await wrapper.find('select').setValue('demo-patrol')
    await flushPromises()
    expect(useMessages().messages.at(-1)?.text).toContain('Somebody changed this hotspot meanwhile')
    expect(wrapper.emitted('conflict')).toHaveLength(1)
  })
})
