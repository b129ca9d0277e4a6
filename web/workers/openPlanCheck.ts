import type { PlanProblem, PlanZone } from '../../geodata/model/zonePlan.ts'
import type { PlanCheck, ZoneLoad } from '../../geodata/zoning/planChecker.ts'

/** `run` tells plans apart, so that a late answer is not taken for one of the plan that lies open now. */
export type PlanCheckRequest = { run: number; plan: Omit<PlanCheck, 'isCode'>; codeSigns: string | null } | { run: number; zones: PlanZone[]; gone: string[] }
export type PlanCheckAnswer = { run: number; problems: PlanProblem[]; loads: ZoneLoad[] }
export type PlanCheckDesk = {
  /** Another plan; what was asked before is forgotten. */
  start(plan: Omit<PlanCheck, 'isCode'>, codeSigns: string | null): void
  /** Changed zones, or null for what is gone. While an answer is waited for changes are gathered, so that a drag never makes a queue. */
  change(zones: readonly (readonly [key: string, zone: PlanZone | null])[]): void
  close(): void
}

/** Null where it was given up: what is wrong is not known. */
type PlanFound = Omit<PlanCheckAnswer, 'run'> | null

/** Borders that cross each other everywhere make as many pieces of ground as there are crossings; nobody waits for that. */
const limitMs = 10_000

function change(zones: Map<string, PlanZone>, changed: readonly (readonly [key: string, zone: PlanZone | null])[]) {
  for (const [key, zone] of changed) { if (zone) zones.set(key, zone); else zones.delete(key) }
}

/** The check of a plan beside the page, so that dragging stays fluid. One that does not end in time is ended, and tried anew with the next change. */
export function openPlanCheck(answer: (found: PlanFound) => void, open: () => Worker = () => new Worker(new URL('./planCheck.worker.ts', import.meta.url), { type: 'module', name: 'planCheck' }), limit = limitMs): PlanCheckDesk {
  const gathered = new Map<string, PlanZone | null>()
  /** The plan as it stands, for a worker that begins anew. */
  let whole: { plan: Omit<PlanCheck, 'isCode' | 'zones'>; zones: Map<string, PlanZone>; codeSigns: string | null } | null = null
  let worker: Worker | null = opened()
  let timer: ReturnType<typeof setTimeout> | undefined
  let run = 0
  let busy = false
  const post = (request: PlanCheckRequest) => {
    busy = true
    worker ??= opened()
    worker.postMessage(request)
    timer = setTimeout(giveUp, limit)
  }
  function rest() {
    clearTimeout(timer)
    busy = false
  }
  function giveUp() {
    worker?.terminate()
    worker = null
    rest()
    answer(null)
    flush()
  }
  function flush() {
    if (busy || gathered.size === 0 || !whole) return
    const all = [...gathered]
    gathered.clear()
    change(whole.zones, all)
    if (worker) post({ run, zones: all.flatMap(([, zone]) => zone ?? []), gone: all.flatMap(([key, zone]) => (zone ? [] : [key])) })
    else post({ run, plan: { ...whole.plan, zones: [...whole.zones.values()] }, codeSigns: whole.codeSigns })
  }
  function opened(): Worker {
    const made = open()
    made.addEventListener('message', ({ data }: MessageEvent<PlanCheckAnswer>) => {
      if (data.run !== run || made !== worker) return
      rest()
      answer({ problems: data.problems, loads: data.loads })
      flush()
    })
    return made
  }
  return {
    start(plan, codeSigns) {
      run++
      gathered.clear()
      clearTimeout(timer)
      const { zones, ...ground } = plan
      whole = { plan: ground, zones: new Map(zones.map((zone) => [zone.key, zone])), codeSigns }
      post({ run, plan, codeSigns })
    },
    change(zones) {
      for (const [key, zone] of zones) gathered.set(key, zone)
      flush()
    },
    close: () => { clearTimeout(timer); worker?.terminate() },
  }
}
