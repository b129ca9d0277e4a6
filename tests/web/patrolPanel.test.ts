import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import AlternativeTable from '../../web/panels/patrolPlan/AlternativeTable.vue'
import PriceLine from '../../web/panels/patrolPlan/PriceLine.vue'
import ProgressList from '../../web/panels/patrolPlan/ProgressList.vue'
import StopList from '../../web/panels/patrolPlan/StopList.vue'
import TeamTimeline from '../../web/panels/patrolPlan/TeamTimeline.vue'
import { useConfig } from '../../web/stores/config.ts'
import { usePatrolDesk } from '../../web/stores/patrolDesk.ts'
import { usePatrolProgress } from '../../web/stores/patrolProgress.ts'
import { usePatrolRounds } from '../../web/stores/patrolRounds.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'
import { answer, planId, problem, question, routes } from './patrolFixture.ts'

const config = { bounds: null, center: [121, 31], timeZone: 'Asia/Shanghai', names: { zh: '', en: '' }, database: 'postgis', now: '2026-11-26T14:10:00.000Z', version: '', counts: {}, dataSpan: null, attribution: [], contacts: false }
beforeEach(() => { setActivePinia(createPinia()); setLocale('en'); fakeServer({ 'GET /api/config': { json: config } }) })
// Ways that were asked for are answered before the server is gone.
afterEach(async () => { for (let i = 0; i < 8; i++) await flushPromises(); vi.unstubAllGlobals() })
const global = { plugins: [i18n] }
async function onDesk() {
  await useConfig().load()
  useViews().open('main', defaultView(null))
  const rounds = usePatrolRounds()
  rounds.take({ question, problem, ...answer.alternatives[0]! }, 'Tonight')
  return rounds
}
const plain = (text: string) => text.replace(/\s+/g, ' ')

test('keys on a stop do what dragging does: the other team, another order, locked, gone; the price stands beside it', async () => {
  const rounds = await onDesk()
  const lines = mount(TeamTimeline, { global, attachTo: document.body })
  const price = mount(PriceLine, { global })
  const block = (sign: string) => lines.findAll('.patrol-block').find((one) => one.text() === sign)!
  expect(lines.findAll('.patrol-block').map((one) => one.text())).toEqual(['A1', 'A2', 'A3', 'B1'])
  expect(block('A3').attributes('aria-label')).toBe('A3 H3, 22:18 to 22:28')
  await block('A3').trigger('keydown', { key: 'ArrowDown' })
  expect(lines.findAll('.patrol-block').map((one) => one.text())).toEqual(['A1', 'A2', 'B1', 'B2'])
  expect(plain(price.text())).toContain('−12 min for team A · +10 min for team B · last finish 22:31 → 22:30')
  await flushPromises()
  expect(document.activeElement?.getAttribute('data-stop')).toBe(rounds.work!.rounds[1]!.stops.find(({ locked }) => locked)!.id)
  await block('A1').trigger('keydown', { key: 'ArrowRight' })
  expect(rounds.work!.rounds[0]!.stops.map(({ kind }) => kind)).toEqual(['checkpoint', 'hotspot'])
  await block('B2').trigger('keydown', { key: 'Delete' })
  expect(plain(price.text())).toContain('would be visited 1 time(s) less')
  const [undo] = price.findAll('button')
  for (let i = 0; i < 3; i++) await undo!.trigger('click')
  expect(lines.findAll('.patrol-block').map((one) => one.text())).toEqual(['A1', 'A2', 'A3', 'B1'])
  lines.unmount()
})

test('buttons of the list do the same for hands that do not drag', async () => {
  const rounds = await onDesk()
  const list = mount(StopList, { props: { route: rounds.routes[0]!, team: 0, editable: true }, global })
  const named = (name: string) => list.findAll('button, select').find((one) => one.attributes('aria-label') === name)!
  expect([named('H1 earlier').attributes('disabled') !== undefined, named('H1 later').attributes('disabled') !== undefined]).toEqual([true, false])
  await named('H1 later').trigger('click')
  expect(rounds.routes[0]!.stops.map(({ name }) => name)).toEqual(['', 'C2', 'H1', 'H3', ''])
  await named('H3 to team').setValue('1')
  expect(rounds.routes[1]!.stops.map(({ name }) => name)).toContain('H3')
})

test('alternatives stand side by side, the best of each column marked', async () => {
  const second = { routes, figures: { ...answer.alternatives[0]!.figures, lastFinishSeconds: 1_500, predictability: 0.5 } }
  fakeServer({ 'GET /api/config': { json: config }, 'POST /api/patrol-routes': { bytes: new TextEncoder().encode(`{"progress":0.5,"stage":"search"}\n${JSON.stringify({ answer: { ...answer, alternatives: [...answer.alternatives, second] } })}\n`).buffer } })
  await onDesk()
  await usePatrolDesk().asked.ask(question)
  const table = mount(AlternativeTable, { global })
  expect(table.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => `${cell.text()}${cell.classes('best') ? '*' : ''}`).filter((_, i) => i !== 3))).toEqual([['22:31', '3/6', '50%', '0.3*'], ['22:25*', '3/6', '50%', '0.5']])
  await table.findAll('input')[1]!.trigger('change')
  expect(table.emitted('choose')).toEqual([[1]])
})

test('teams under way: those with a mark first, what comes next, and how old the last place is', async () => {
  const team = (callSign: string, marks: object[]) => ({ planId, planName: 'Tonight', routeId: routes[callSign === 'P1' ? 0 : 1]!.id, teamId: callSign === 'P1' ? 11 : 12, callSign, startsAt: routes[0]!.startsAt, endsAt: routes[0]!.endsAt, onShift: true, seen: { at: '2026-11-26T14:08:00.000Z', lng: 121, lat: 31 }, stops: [], done: 1, of: 3, next: { stopId: 'x', name: 'C2', expectedAt: '2026-11-26T14:20:00.000Z' }, onTask: false, marks })
  fakeServer({ 'GET /api/config': { json: config }, 'GET /api/patrol-progress': { json: { at: config.now, rules: {}, teams: [team('P1', []), team('P2', [{ code: 'off_route', since: '2026-11-26T14:02:00.000Z', meters: 220, seconds: null, stopId: null }])] } } })
  await onDesk()
  await usePatrolProgress().load()
  const list = mount(ProgressList, { global })
  const rows = list.findAll('.progress-list > li').map((row) => plain(row.text()))
  expect(rows[0]).toContain('P2')
  expect(rows[0]).toContain('220 m off the route · since 22:02')
  expect(rows[1]).toContain('1 of 3 reached')
  expect(rows[1]).toContain('Next C2, expected 22:20')
  expect(rows[1]).toMatch(/seen \d+ \w+ ago/)
})
