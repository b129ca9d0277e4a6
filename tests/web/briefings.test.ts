import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { composeText } from '../../geodata/briefing/composeSentence.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import { changeLines } from '../../web/panels/briefing/changeLines.ts'
import { figureParts } from '../../web/panels/briefing/figureParts.ts'
import { periodFault, usualPeriod } from '../../web/panels/briefing/period.ts'
import { placeOf } from '../../web/panels/briefing/rowLinks.ts'
import TextBlock from '../../web/panels/briefing/TextBlock.vue'
import { periodOf } from '../../web/panels/briefing/words.ts'
import { useBriefings } from '../../web/stores/briefings.ts'
import { useMessages } from '../../web/stores/messages.ts'
import { briefing, comparison, summary, table } from './briefingFixture.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => { setActivePinia(createPinia()); setLocale('zh-CN') })
afterEach(async () => { await flushPromises(); vi.unstubAllGlobals() })
const at = `/api/briefings/${summary.id}`
const lines = (...values: object[]) => new TextEncoder().encode(values.map((each) => JSON.stringify(each)).join('\n')).buffer

describe('what is held', () => {
  test('a briefing is made with its progress, and lies open with its summary in the list', async () => {
    const asked = fakeServer({ 'POST /api/briefings': { bytes: lines({ progress: 0.3, stage: 'time' }, { answer: { briefing } }) } })
    const store = useBriefings()
    const made = await store.make({ id: summary.id, title: '周报', audience: 'area', question: briefing.question })
    expect(made.figures).toHaveLength(2)
    expect(asked[0]!.body).toEqual({ id: summary.id, title: '周报', audience: 'area', question: briefing.question })
    expect([store.record?.id, store.all, store.progress]).toEqual([summary.id, [summary], null])
  })
  test('the making ends at a wish, and nothing is left', async () => {
    fakeServer({ 'POST /api/briefings': 'never' })
    const store = useBriefings()
    const making = store.make({ id: summary.id, title: '周报', audience: 'area', question: briefing.question })
    expect(store.progress).toEqual({ share: 0, stage: '' })
    store.cancel()
    await expect(making).rejects.toMatchObject({ name: 'AbortError' })
    expect([store.progress, store.all]).toEqual([null, []])
  })
  test('an older version does not go before a newer one, and each change is against the version that is known', async () => {
    const asked = fakeServer({ [`GET ${at}`]: { json: { briefing } }, [`POST ${at}/file`]: { json: { briefing: { ...summary, state: 'filed', version: 4 } } }, [`PATCH ${at}`]: { json: { briefing: { ...summary, title: '旧', version: 3 } } } })
    const store = useBriefings()
    await store.open(summary.id)
    await store.step('file', summary.id)
    await store.change(summary.id, { title: '旧' })
    expect(asked.slice(1).map(({ body }) => body)).toEqual([{ version: 1 }, { version: 4, title: '旧' }])
    expect([store.record?.state, store.record?.title, store.record?.version]).toEqual(['filed', '周报', 4])
  })
  test('news is what was filed since the list was first read and not opened; opening it ends that', async () => {
    const old = { ...summary, id: '0193f000-0000-7000-8000-00000000b002', state: 'filed' as const, unread: true }
    let rows = [old]
    const asked = fakeServer({ 'GET /api/briefings': () => ({ json: { briefings: rows } }), [`POST ${at}/read`]: { json: {} } })
    const store = useBriefings()
    await store.load()
    expect([store.unread, store.news]).toEqual([1, []])
    rows = [old, { ...summary, state: 'filed', unread: true }]
    await store.load()
    expect([store.unread, store.news.map(({ id }) => id)]).toEqual([2, [summary.id]])
    await store.mark(summary.id)
    await store.mark(summary.id)
    expect(asked.filter(({ path }) => path.endsWith('/read'))).toHaveLength(1)
    expect([store.unread, store.news]).toEqual([1, []])
  })
})

describe('a text', () => {
  const block = (composed: string, editable = true) => mount(TextBlock, { props: { briefingId: summary.id, textKey: 'summary.text', composed, label: '要点', editable }, global: { plugins: [i18n] } })
  const written = { key: 'summary.text', locale: 'zh' as const, text: '人写的', composed: '机器写的', writtenBy: 'demo-command', writtenAt: '2026-11-23T08:00:00Z', version: 2 }

  test('what is composed stands until somebody writes; both lie side by side, and undoing goes back', async () => {
    const asked = fakeServer({ [`GET ${at}`]: { json: { briefing } }, [`PUT ${at}/texts/summary.text`]: { json: { text: { ...written, version: 1 } } }, [`DELETE ${at}/texts/summary.text`]: { json: null } })
    await useBriefings().open(summary.id)
    const shown = block('机器写的')
    expect(shown.find('.brief-line').text()).toBe('机器写的')
    await shown.find('button').trigger('click')
    expect(shown.find('.brief-composed').text()).toBe('机器写的')
    await shown.find('textarea').setValue('人写的')
    await shown.find('form').trigger('submit')
    await flushPromises()
    expect(asked.at(-1)!.body).toEqual({ locale: 'zh', text: '人写的', composed: '机器写的', version: 0 })
    expect(shown.find('.brief-line').text()).toBe('人写的')
    useMessages().messages.at(-1)!.action!.run()
    await flushPromises()
    expect([asked.at(-1)!.method, asked.at(-1)!.query.get('version'), asked.at(-1)!.query.get('locale')]).toEqual(['DELETE', '1', 'zh'])
    expect(shown.find('.brief-line').text()).toBe('机器写的')
  })
  test('where figures changed since it was written, both composed texts are shown; who may not write sees no controls', async () => {
    fakeServer({ [`GET ${at}`]: { json: { briefing: { ...briefing, texts: [written] } } } })
    await useBriefings().open(summary.id)
    expect(block('机器写的').find('.brief-outdated').exists()).toBe(false)
    const outdated = block('又算了一次', false)
    expect(outdated.findAll('.brief-outdated dd').map((each) => each.text())).toEqual(['机器写的', '又算了一次'])
    expect(outdated.find('button').exists()).toBe(false)
  })
  test('the other language is another text', async () => {
    fakeServer({ [`GET ${at}`]: { json: { briefing: { ...briefing, texts: [written] } } } })
    await useBriefings().open(summary.id)
    setLocale('en')
    expect(block('Composed').find('.brief-line').text()).toBe('Composed')
  })
})

describe('changes between two counts', () => {
  test('of a comparison the numbers that a reader sees', () => {
    const change = { key: 'incidents', before: comparison(385), after: comparison(392), paths: ['/last/now/value', '/last/change'] }
    expect(changeLines(change, 'zh')).toEqual([{ what: '本期', before: '385', after: '392' }, { what: '环比', before: '+10.0%', after: '+12.0%' }])
  })
  test('of a table the cells by name, and whole rows that came', () => {
    const [before, after] = [table(40), table(43)]
    if (after.kind === 'rows') after.rows.push({ id: 14, nameZh: '漏水', nameEn: 'Leak', now: 2 })
    expect(changeLines({ key: 'incidents.byCategory', before, after, paths: ['/rows/12/now', '/rows/14'] }, 'en')).toEqual([{ what: 'Leak · Whole row', before: '—', after: '✓' }, { what: 'Noise · This period', before: '40', after: '43' }])
  })
  test('of a series its sum and how many intervals differ', () => {
    const series = (values: number[]) => ({ kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'This period' }], from: '2026-11-15T16:00:00Z', values: [values] }) as const
    expect(changeLines({ key: 'incidents.series', before: series([1, 2, 3]) as never, after: series([1, 4, 4]) as never, paths: ['/values/0/1', '/values/0/2'] }, 'zh')).toEqual([{ what: '本期 · 合计', before: '6', after: '9' }, { what: '本期 · 有变化的时段数', before: '', after: '2' }])
  })
})

describe('what a new one is about', () => {
  // 2026-11-26 is a Thursday.
  test.each([['daily', '2026-11-25', '2026-11-26'], ['weekly', '2026-11-16', '2026-11-23'], ['monthly', '2026-10-01', '2026-11-01'], ['hotspot', '2026-10-29', '2026-11-26']] as const)('%s is from %s', (template, from, to) => {
    expect(usualPeriod(template, '2026-11-26')).toEqual({ from, to })
  })
  test('on a Monday the last whole week ended yesterday, in January the last month is of the year before', () => {
    expect(usualPeriod('weekly', '2026-11-23')).toEqual({ from: '2026-11-16', to: '2026-11-23' })
    expect(usualPeriod('monthly', '2027-01-31')).toEqual({ from: '2026-12-01', to: '2027-01-01' })
  })
  test('days in the wrong order and more than a year are said', () => {
    expect([periodFault('2026-11-20', '2026-11-19'), periodFault('2026-11-20', '2026-11-20'), periodFault('2025-11-20', '2026-11-20'), periodFault('2025-11-20', '2026-11-21'), periodFault('', '2026-11-21')]).toEqual(['wrongOrder', null, null, 'tooLong', 'wrongOrder'])
  })
  test('a period is said by its first and last day', () => {
    const day = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(periodOf(summary, day)).toBe('2026-11-16 – 2026-11-22')
    expect(periodOf({ from: '2026-11-15T16:00:00Z', to: '2026-11-16T16:00:00Z' }, day)).toBe('2026-11-16')
  })
})

test('rows lead to what they are about', () => {
  expect(placeOf({ noun: 'incident', id: 'a b' })).toBe('/incidents/a%20b')
  expect(placeOf({ noun: 'zone', id: 12 })).toBe('/?s=zone:12')
  expect(placeOf({ noun: 'category', id: 12 })).toBeNull()
  expect(placeOf({ id: null, lng: 121.5, lat: 31.2 })).toBe('/?s=point:121.5,31.2&c=121.5,31.2,16')
})
test('a share is asked by its sides, a comparison by its periods', () => {
  const [incidents, byCategory] = briefing.figures
  expect(figureParts(incidents!, null)).toEqual(['now', 'before'])
  expect(figureParts(byCategory!, '12')).toEqual(['now', 'before', 'year'])
  expect(figureParts({ key: 'indicator.completion', value: incidents!.value }, null)).toEqual(['denominator', 'numerator'])
})
test('the sentences of the fixture are known', () => expect(composeText([{ id: 'data.running', values: {} }], 'zh', 'Asia/Shanghai')).toContain('本期尚未结束'))
