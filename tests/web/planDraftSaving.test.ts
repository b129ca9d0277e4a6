import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlanZone, ZonePlan } from '../../geodata/model/zonePlan.ts'
import { Problem } from '../../web/api/http.ts'
import { dropDraft, keptDraft } from '../../web/stores/planDraft/kept.ts'
import { planDraftSaving } from '../../web/stores/planDraft/saving.ts'

const id = '00000000-0000-7000-8000-000000000001'
const zones = [{ key: '00000000-0000-7000-8000-000000000002', zoneId: null, code: null, nameZh: 'x', nameEn: '', locked: false, geometry: { type: 'MultiPolygon', coordinates: [[[[121, 31], [121.1, 31], [121.1, 31.1], [121, 31]]]] } }] as PlanZone[]
const refused = (status: number) => new Problem({ title: 'x', status, detail: '', errors: [] })
let sent: { version: number }[] = []
let answer: () => Promise<ZonePlan>
const begin = () => {
  const saving = planDraftSaving(async (_, draft) => { sent.push({ version: draft.version }); return answer() })
  saving.begin({ id, version: 3, changedAt: '2026-11-25T10:00:00Z' }, () => zones)
  return saving
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  answer = async () => ({ id, version: 3 + sent.length }) as ZonePlan
})
afterEach(() => { vi.useRealTimers(); dropDraft(id) })

test('a row of changes is sent once, a moment after the last, with the version that is known', async () => {
  const saving = begin()
  saving.changed()
  await vi.advanceTimersByTimeAsync(600)
  saving.changed()
  expect(saving.state.value).toBe('waiting')
  await vi.advanceTimersByTimeAsync(600)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(500)
  expect(sent).toEqual([{ version: 3 }])
  expect(saving.state.value).toBe('saved')
  saving.changed()
  await vi.advanceTimersByTimeAsync(1_100)
  expect(sent).toEqual([{ version: 3 }, { version: 4 }])
})

test('what finds no network is kept on the device, tried again and dropped when it is safe', async () => {
  const saving = begin()
  answer = () => Promise.reject(refused(0))
  saving.changed()
  await vi.advanceTimersByTimeAsync(1_100)
  expect(saving.state.value).toBe('failed')
  expect(keptDraft(id)).toEqual({ version: 3, zones })
  await vi.advanceTimersByTimeAsync(2_100)
  expect(sent.length).toBe(2)
  answer = async () => ({ id, version: 4 }) as ZonePlan
  await saving.hurry()
  expect(saving.state.value).toBe('saved')
  expect(keptDraft(id)).toBeNull()
})

test('another version is a conflict: nothing is sent any more; what the server does not take is not sent again and again', async () => {
  const saving = begin()
  answer = () => Promise.reject(refused(409))
  saving.changed()
  await vi.advanceTimersByTimeAsync(1_100)
  expect(saving.state.value).toBe('conflict')
  saving.changed()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(sent.length).toBe(1)
  const other = begin()
  answer = () => Promise.reject(refused(422))
  other.changed()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(other.state.value).toBe('refused')
  expect(sent.length).toBe(2)
})

test('a change while it is being saved is saved after it; closing sends what waits', async () => {
  const saving = begin()
  let release: (plan: ZonePlan) => void = () => {}
  answer = () => new Promise((resolve) => { release = resolve })
  saving.changed()
  await vi.advanceTimersByTimeAsync(1_100)
  saving.changed()
  expect(saving.state.value).toBe('saving')
  release({ id, version: 4 } as ZonePlan)
  answer = async () => ({ id, version: 5 }) as ZonePlan
  await vi.advanceTimersByTimeAsync(1_100)
  expect(sent).toEqual([{ version: 3 }, { version: 4 }])
  saving.changed()
  saving.end()
  await vi.advanceTimersByTimeAsync(10)
  expect(sent.at(-1)).toEqual({ version: 5 })
})
