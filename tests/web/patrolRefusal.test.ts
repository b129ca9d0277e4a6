import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent } from 'vue'
import { Problem } from '../../web/api/http.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import StopList from '../../web/panels/patrolPlan/StopList.vue'
import TeamTimeline from '../../web/panels/patrolPlan/TeamTimeline.vue'
import { usePlanRefusal } from '../../web/panels/patrolPlan/usePlanRefusal.ts'
import { useCheckpoints } from '../../web/stores/checkpoints.ts'
import { usePatrolRounds } from '../../web/stores/patrolRounds.ts'
import { defaultView, useViews } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'
import { answer, problem, question } from './patrolFixture.ts'

beforeEach(() => { setActivePinia(createPinia()); setLocale('zh-CN') })
afterEach(async () => { await flushPromises(); vi.unstubAllGlobals() })
const global = { plugins: [i18n] }

test('a plan that is refused is refused in the reader\'s language, and the plan that stands against it is named', () => {
  let refusal!: ReturnType<typeof usePlanRefusal>
  mount(defineComponent({ setup() { refusal = usePlanRefusal(); return () => null } }), { global })
  const said = (expected: string) => refusal(new Problem({ type: 'about:blank', title: 'Not acceptable as it is', status: 422, detail: expected, errors: [{ field: 'routes', expected }] }))
  expect(said('team 巡逻01 has a round of another published plan at this time: 夜班: 一')).toEqual({ text: '不能发布:巡逻01在此时段已有另一已发布方案“夜班: 一”的路线。请先撤回该方案,或改时间、换队伍。', plan: '夜班: 一' })
  expect(said('team 巡逻01 has a round of another published plan at this time').plan).toBeNull()
  expect(said('expected a plan that is draft or withdrawn; this one is published').text).toBe('不能这样做:此方案现为“已发布”')
  expect(said('expected something else').text).toContain('something else')
})

test('a checkpoint that was retired comes back by the version it was retired with', async () => {
  const row = { id: '0193f000-0000-7000-8000-00000000cc01', areaId: 4, name: '桥头', kind: 'place', dwellMinutes: 3, openFrom: null, openTo: null, lng: 121, lat: 31, retiredAt: null, version: 2 }
  const asked = fakeServer({ 'GET /api/checkpoints': { json: { checkpoints: [] } }, [`PATCH /api/checkpoints/${row.id}`]: { json: { checkpoint: { ...row, version: 4 } } } })
  const kept = useCheckpoints()
  kept.apply({ noun: 'checkpoint', rows: [{ ...row, version: 3, retiredAt: '2026-11-26T14:00:00Z' }], gone: [] })
  await kept.load()
  await kept.change(row.id, { retired: false }, 3)
  expect(asked.at(-1)!.body).toEqual({ retired: false, version: 3 })
  expect(kept.active.map(({ name }) => name)).toEqual(['桥头'])
})

test('a team without stops is told, and hours that nobody needs do not make the blocks narrow', async () => {
  fakeServer({})
  useViews().open('main', defaultView(null))
  const rounds = usePatrolRounds()
  rounds.take({ question, problem, ...answer.alternatives[0]! }, '今晚')
  rounds.change([rounds.work!.rounds[0]!, { ...rounds.work!.rounds[1]!, stops: [] }])
  const lines = mount(TeamTimeline, { global })
  expect(lines.findAll('.patrol-idle').map((one) => one.text())).toEqual(['没有站点'])
  // Four hours of duty, and half an hour of rounds: an hour is shown.
  expect(Number.parseFloat((lines.find('.patrol-block').element as HTMLElement).style.width)).toBeGreaterThan(10)
  expect(mount(StopList, { props: { route: rounds.routes[1]!, team: 1, editable: true }, global }).findAll('.patrol-stop-acts')).toHaveLength(0)
})
