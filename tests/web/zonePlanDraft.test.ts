import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import type { PlanGround, ZonePlan } from '../../geodata/model/zonePlan.ts'
import { checkPlan } from '../../geodata/zoning/checkPlan.ts'
import { planChecker, type PlanChecker } from '../../geodata/zoning/planChecker.ts'
import { splitZone } from '../../geodata/zoning/groundChanges.ts'
import { cellOf } from '../../geodata/zoning/grid.ts'
import { openPlanCheck, type PlanCheckAnswer, type PlanCheckRequest } from '../../web/workers/openPlanCheck.ts'
import { codeSignsOf } from '../../web/stores/planDraft/checking.ts'
import { useZonePlanDraft } from '../../web/stores/zonePlanDraft.ts'
import { building, keyOf, quilt } from '../geodata/zoning/quilt.ts'

/** The worker's work without a thread; it answers when it is let. */
class LateWorker {
  static all: LateWorker[] = []
  sent: PlanCheckRequest[] = []
  private tell: (event: { data: PlanCheckAnswer }) => void = () => {}
  private checker: PlanChecker | null = null
  constructor() { LateWorker.all.push(this) }
  addEventListener(_: string, tell: (event: { data: PlanCheckAnswer }) => void) { this.tell = tell }
  postMessage(request: PlanCheckRequest) { this.sent.push(structuredClone(request)) }
  terminate() {}
  answer() {
    const request = this.sent.at(-1)!
    if ('plan' in request) this.checker = planChecker(request.plan)
    else this.checker!.update(request.zones, request.gone)
    this.tell({ data: { run: request.run, problems: this.checker!.problems(), loads: this.checker!.loads() } })
  }
}
vi.stubGlobal('Worker', LateWorker)
// Saving is the matter of another test.
vi.stubGlobal('fetch', () => new Promise(() => {}))

const { area, zones } = quilt({ columns: 3, rows: 2, corners: 2 })
const id = '00000000-0000-7000-8000-0000000000aa'
const plan = { id, areaId: 5, name: 'x', note: '', state: 'draft', origin: {}, changedAt: '2026-11-25T10:00:00Z', version: 1 } as unknown as ZonePlan
const homes = Array.from({ length: 30 }, (_, i) => ({ ...building(i + 1, [121.4002 + (0.0056 * i) / 30, 31.2003 + ((i * 7) % 30) * 0.00012]), zoneId: null, use: 'residential', estimated: false, incidents: 0, shops: 0 }))
const ground: PlanGround = { area: { id: 5, code: '310101022001', nameZh: '', nameEn: '', geometry: area }, buildings: homes, estates: [], streets: [], water: [], walls: [], zones: [] }

beforeEach(() => {
  setActivePinia(createPinia())
  LateWorker.all = []
})

test('a draft is checked beside the page: steps of a drag are one change, gathered while an answer is waited for', () => {
  const draft = useZonePlanDraft()
  draft.open({ plan, zones }, ground)
  const [worker] = LateWorker.all
  worker!.answer()
  expect(draft.checked).toBe(true)
  expect(draft.problems.filter(({ blocks }) => blocks)).toEqual([])
  const corner = zones[1]!.geometry.coordinates[0]![0]!.map((place) => cellOf(place)).map(([x, y]) => draft.topology!.x.findIndex((each, i) => each === x && draft.topology!.y[i] === y)).find((vertex) => (draft.topology!.users.get(vertex)?.size ?? 0) > 1 && !draft.topology!.users.get(vertex)!.has(''))!
  const [x, y] = [draft.topology!.x[corner]!, draft.topology!.y[corner]!]
  const before = draft.zones
  for (let step = 1; step <= 5; step++) draft.dragTo(corner, [x + 200 * step, y + 100 * step])
  expect(worker!.sent.length).toBe(2)
  worker!.answer()
  expect(worker!.sent.length).toBe(3)
  expect(draft.zones).toBe(before)
  draft.finishDrag()
  expect(draft.done.length).toBe(1)
  expect(draft.zones).not.toEqual(before)
  draft.undo()
  expect(draft.zones).toEqual(before)
  draft.redo()
  expect([draft.topology!.x[corner], draft.topology!.y[corner]]).toEqual([x + 1000, y + 500])
  draft.close()
})

test('households follow as zones change, a gap blocks, and what is refused says why', () => {
  const draft = useZonePlanDraft()
  draft.open({ plan, zones }, ground)
  const [worker] = LateWorker.all
  worker!.answer()
  expect([...draft.loads.values()].reduce((sum, { households }) => sum + households, 0)).toBe(300)
  expect(draft.act((topology) => splitZone(topology, keyOf(1), [cellOf([121.4001, 31.2005]), cellOf([121.4002, 31.2005])], [keyOf(50)]))).toBeNull()
  expect(draft.refusal).toBe('line_does_not_cut')
  draft.pick(keyOf(1))
  draft.mergeInto(keyOf(2))
  worker!.answer()
  expect(draft.zones.length).toBe(5)
  expect(draft.loads.size).toBe(5)
  expect([...draft.loads.values()].reduce((sum, { households }) => sum + households, 0)).toBe(300)
  expect(draft.blocked).toBe(false)
  expect(checkPlan({ area, zones: draft.zones, buildings: [], bounds: { min: 0, max: 1 } }).filter(({ blocks }) => blocks)).toEqual([])
  draft.close()
})

test('answers about a plan that lies open no longer are not taken for this one', () => {
  const told: number[] = []
  const desk = openPlanCheck((found) => told.push(found?.loads.length ?? -1), () => new LateWorker() as unknown as Worker)
  const worker = LateWorker.all[0]!
  desk.start({ area, zones, buildings: [], bounds: { min: 0, max: 1 } }, null)
  const late = worker.sent.at(-1)!
  desk.start({ area, zones: zones.slice(0, 2), buildings: [], bounds: { min: 0, max: 1 } }, null)
  worker.sent.push(late)
  worker.answer()
  expect(told).toEqual([])
  worker.sent.pop()
  worker.answer()
  expect(told).toEqual([2])
})

test('a check that does not end in time is given up and said to be; the next change begins anew with the plan as it stands', () => {
  vi.useFakeTimers()
  LateWorker.all.length = 0
  const told: (number | null)[] = []
  const desk = openPlanCheck((found) => told.push(found && found.loads.length), () => new LateWorker() as unknown as Worker, 1_000)
  desk.start({ area, zones, buildings: [], bounds: { min: 0, max: 1 } }, null)
  vi.advanceTimersByTime(999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([null])
  // A late answer of what was ended says nothing any more.
  LateWorker.all[0]!.answer()
  desk.change([[zones[0]!.key, null]])
  expect([told, LateWorker.all.length]).toEqual([[null], 2])
  LateWorker.all[1]!.answer()
  expect(told).toEqual([null, zones.length - 1])
  vi.advanceTimersByTime(5_000)
  expect(told).toHaveLength(2)
  desk.close()
  vi.useRealTimers()
})

test('signs of codes are told by those of today, where they have something in common', () => {
  expect(codeSignsOf({ ...ground, zones: [{ id: 1, code: '310101022001001', nameZh: '', nameEn: '', households: 0, geometry: area }] })).toBe('^310101022001[0-9A-Za-z]{3}$')
  expect(codeSignsOf({ ...ground, zones: [{ id: 1, code: 'SH-1', nameZh: '', nameEn: '', households: 0, geometry: area }] })).toBeNull()
  expect(codeSignsOf(ground)).toBeNull()
})
