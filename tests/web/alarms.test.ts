import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Right } from '../../geodata/model/actor.ts'
import { i18n, setLocale } from '../../web/i18n/index.ts'
import AlarmBanner from '../../web/panels/alarm/AlarmBanner.vue'
import { ring } from '../../web/panels/alarm/tone.ts'
import { useAlarms } from '../../web/stores/alarms.ts'
import { useMessages } from '../../web/stores/messages.ts'
import { useSession } from '../../web/stores/session.ts'
import { fakeServer } from './fakeServer.ts'

vi.mock('vue-router', () => ({ useRoute: () => ({ name: 'map' }), useRouter: () => ({ push: () => {} }) }))

const alarm = (id: number, more: object = {}) => ({ id, incidentId: `0${id}`, areaId: 4, raisedAt: `2026-11-25T0${id}:00:00Z`, acknowledgedAt: null, acknowledgedBy: null, title: `Fire ${id}`, number: `20261125-00000${id}`, severity: 4 as const, lng: 118.6, lat: 31.4, ...more })
const taken = (id: number, by: string) => alarm(id, { acknowledgedAt: '2026-11-25T05:00:00Z', acknowledgedBy: by })
const signIn = (rights: Right[]) => { useSession().actor = { id: 'me', nameZh: '我', nameEn: 'Me', assignments: [], rights } }

enableAutoUnmount(afterEach)
beforeEach(() => { setActivePinia(createPinia()); setLocale('en'); localStorage.clear() })
afterEach(() => { vi.unstubAllGlobals(); vi.useRealTimers() })

test('alarms queue, the oldest first, and ring for those who may take note of them', async () => {
  fakeServer({ 'GET /api/alarms': { json: { alarms: [alarm(3), alarm(2), taken(1, 'other')] } } })
  const alarms = useAlarms()
  signIn(['read'])
  await alarms.load()
  expect(alarms.open.map(({ id }) => id)).toEqual([2, 3])
  expect(alarms.ringing).toBe(false)
  signIn(['read', 'acknowledge'])
  expect(alarms.ringing).toBe(true)
})

test('silence holds for what rings now; the next alarm rings again; mute holds for all and is remembered', () => {
  const alarms = useAlarms()
  signIn(['acknowledge'])
  alarms.apply({ noun: 'alarm', rows: [alarm(1)], gone: [] })
  alarms.silence()
  expect(alarms.ringing).toBe(false)
  alarms.apply({ noun: 'alarm', rows: [alarm(2)], gone: [] })
  expect(alarms.ringing).toBe(true)
  alarms.mute(true)
  expect(alarms.ringing).toBe(false)
  setActivePinia(createPinia())
  expect(useAlarms().muted).toBe(true)
})

test('another desk takes note: the sound ends here, who and when is told, and a late list does not ring again', async () => {
  const alarms = useAlarms()
  signIn(['acknowledge'])
  alarms.apply({ noun: 'alarm', rows: [alarm(1)], gone: [] })
  alarms.apply({ noun: 'alarm', rows: [taken(1, 'other')], gone: [] })
  expect(alarms.ringing).toBe(false)
  expect(alarms.answered).toMatchObject({ acknowledgedBy: 'other' })
  fakeServer({ 'GET /api/alarms': { json: { alarms: [alarm(1)] } } })
  await alarms.load()
  expect(alarms.open).toEqual([])
})

test('after a break the list is read again: what is out of sight is gone, what is new rings', async () => {
  const alarms = useAlarms()
  signIn(['acknowledge'])
  alarms.apply({ noun: 'alarm', rows: [alarm(1)], gone: [] })
  fakeServer({ 'GET /api/alarms': { json: { alarms: [alarm(2)] } } })
  await alarms.load()
  expect(alarms.open.map(({ id }) => id)).toEqual([2])
  alarms.apply({ noun: 'alarm', rows: [], gone: [2] })
  expect(alarms.current).toBeNull()
})

test('the banner says what, where and who; A takes note, and nothing is asked while somebody types', async () => {
  const asked = fakeServer({
    'GET /api/incidents/01': { json: { incident: { address: 'Huaxi Road 368' }, zone: { nameZh: '', nameEn: 'Wentai Zone 05' }, posts: [{ kind: 'grid_officer', holder: 'Grid 05' }] } },
    'POST /api/alarms/1/acknowledge': { json: { alarm: taken(1, 'me') } },
  })
  signIn(['acknowledge'])
  useAlarms().apply({ noun: 'alarm', rows: [alarm(1), alarm(2)], gone: [] })
  const wrapper = mount(AlarmBanner, { global: { plugins: [i18n] }, attachTo: document.body })
  await flushPromises()
  const text = wrapper.text().replace(/\s+/g, ' ')
  for (const words of ['Fire 1', '20261125-000001', 'Wentai Zone 05 · Huaxi Road 368', 'Grid 05', '1 more']) expect(text).toContain(words)
  const input = document.body.appendChild(document.createElement('input'))
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(0)
  input.remove()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  await flushPromises()
  expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['/api/alarms/1/acknowledge'])
  expect(wrapper.text()).toContain('Fire 2')
  useAlarms().apply({ noun: 'alarm', rows: [taken(2, 'other')], gone: [] })
  await flushPromises()
  expect(wrapper.find('.alarm-banner').exists()).toBe(false)
  expect(useMessages().messages.at(-1)!.text).toMatch(/^other took note at 13:00 UTC\+8: Fire 2$/)
})

test('a page that nobody has touched says that it cannot ring yet, rings once it may, and stops for good', async () => {
  vi.useFakeTimers()
  const begun: number[] = []
  const node = () => ({ frequency: { value: 0 }, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to: unknown) => to, start: (at: number) => begun.push(at), stop() {} })
  const context = { state: 'suspended', currentTime: 0, destination: {}, createOscillator: node, createGain: node, resume: () => Promise.resolve(), suspend: () => Promise.resolve() }
  const blocked: boolean[] = []
  const end = ring(context as never, (is) => blocked.push(is))
  await vi.advanceTimersByTimeAsync(0)
  expect(blocked.at(-1)).toBe(true)
  expect(begun).toHaveLength(0)
  context.state = 'running'
  await vi.advanceTimersByTimeAsync(4_000)
  expect(blocked.at(-1)).toBe(false)
  expect(begun).toHaveLength(4)
  end()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begun).toHaveLength(4)
})
