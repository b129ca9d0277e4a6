import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Roster } from '../../geodata/model/roster.ts'
import { i18n } from '../../web/i18n/index.ts'
import NeedCard from '../../web/panels/roster/NeedCard.vue'
import { usePosts } from '../../web/panels/roster/usePosts.ts'
import { useRoster } from '../../web/stores/roster.ts'
import { useSession } from '../../web/stores/session.ts'
import { need, roster as rosterOf, team } from '../geodata/roster/fixture.ts'

const week = new Date(Date.now() + 14 * 86_400_000)
week.setUTCDate(week.getUTCDate() - ((week.getUTCDay() + 6) % 7))
const day = week.toISOString().slice(0, 10)
const at = (hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`
const place = { lng: 121.4, lat: 31.2 }
const held: Roster = rosterOf({
  stations: [0.001, 0.01].map((away, i) => ({ id: `s${i}`, areaId: 1, name: `S${i}`, lng: 121.4 + away, lat: 31.2, retired: false, version: 1 })),
  teams: [team(1, { stationId: 's1' }), team(2, { stationId: 's0' }), team(3, { stationId: 's0' })],
  needs: [need('full', at(7), at(12), { ...place, name: '南门' }), need('open', at(12), at(17), { ...place, needed: 2, name: '北门' })],
  shifts: [{ id: 9, areaId: 1, teamId: 3, from: at(7), to: at(12), needId: 'full', note: '', version: 4 }],
})
let sent: { method: string; path: string; body: Record<string, unknown> }[]

beforeEach(() => {
  setActivePinia(createPinia())
  sent = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (init.method && init.method !== 'GET') sent.push({ method: init.method, path, body: JSON.parse(String(init.body)) as Record<string, unknown> })
    const answer = path.startsWith('/api/rosters') ? held : path.startsWith('/api/roster-changes') && init.method === 'POST' ? { change: { id: 'c', kind: 'edit' } } : { changes: [] }
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function open(id: string) {
  useSession().$patch({ actor: { id: 'a', nameZh: '', nameEn: '', assignments: [], rights: ['read', 'brief', 'patrol'], rightsKey: '' } } as never)
  const roster = useRoster()
  roster.areaId = 1
  roster.week = day
  await roster.load()
  roster.chosen = id
  const wrapper = mount(NeedCard, { global: { plugins: [i18n] }, attachTo: document.body })
  await flushPromises()
  return { roster, wrapper, key: async () => { (wrapper.vm as unknown as { onKey(event: KeyboardEvent): void }).onKey(Object.defineProperty(new KeyboardEvent('keydown', { key: 's' }), 'target', { value: document.body })); await flushPromises() } }
}

it('puts gaps first and tells how much is covered', async () => {
  const { roster, wrapper } = await open('open')
  expect(roster.rows.map(({ need: { id }, missing }) => [id, missing])).toEqual([['open', 2], ['full', 0]])
  expect(roster.cover).toEqual({ neededHours: 15, filledHours: 5, cover: 1 / 3 })
  expect(roster.dayCovers[0]?.cover).toBeCloseTo(1 / 3)
  expect(wrapper.findAll('.roster-candidate b').map((each) => each.text())).toEqual(['T2', 'T3', 'T1'])
  wrapper.unmount()
})

it('S asks for a substitute where all stand, and takes the nearest that may', async () => {
  const { wrapper, key } = await open('full')
  expect(wrapper.findAll('.roster-candidate')).toHaveLength(0)
  await key()
  expect(wrapper.findAll('.roster-candidate b').map((each) => each.text())).toEqual(['T2', 'T1'])
  expect(sent).toEqual([])
  await key()
  expect(sent).toMatchObject([{ method: 'POST', path: '/api/roster-changes', body: { areaId: 1, kind: 'substitute', change: [{ shiftId: 9, version: 4, teamId: 2 }] } }])
  wrapper.unmount()
})

it('puts posts of an event one click after the other: codes go on, needs are those of the last, an own place first; each goes back', () => {
  const { posts, meant, next, nextCode, canUndo, add, put, undo } = usePosts([{ id: 'a', code: 'N-09', name: '', needs: [2, 1, 0], lng: 121.4, lat: 31.2 }], () => 3)
  expect([next.value, nextCode()]).toEqual([null, 'N-10'])
  put({ lng: 121.41, lat: 31.21 })
  put({ lng: 121.42, lat: 31.22 })
  expect(posts.value.map(({ code, needs, place: at }) => [code, needs, at])).toEqual([['N-09', [2, 1, 0], '121.400000, 31.200000'], ['N-10', [2, 1, 0], '121.410000, 31.210000'], ['N-11', [2, 1, 0], '121.420000, 31.220000']])
  // One that was typed without a place comes before a new one, one that is named before that.
  add()
  meant.value = 'a'
  put({ lng: 121.5, lat: 31.3 })
  expect([posts.value[0]!.place, next.value!.code, meant.value]).toEqual(['121.500000, 31.300000', 'N-12', null])
  put({ lng: 121.6, lat: 31.4 })
  expect([posts.value.length, next.value]).toEqual([4, null])
  for (let i = 0; i < 4; i++) undo()
  expect([posts.value.map(({ code, place: at }) => [code, at]), canUndo.value]).toEqual([[['N-09', '121.400000, 31.200000'], ['N-12', '']], false])
})
