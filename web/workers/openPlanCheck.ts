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

/** The check of a plan beside the page, so that dragging stays fluid. */
export function openPlanCheck(answer: (found: Omit<PlanCheckAnswer, 'run'>) => void, open: () => Worker = () => new Worker(new URL('./planCheck.worker.ts', import.meta.url), { type: 'module', name: 'planCheck' })): PlanCheckDesk {
  const worker = open()
  const gathered = new Map<string, PlanZone | null>()
  let run = 0
  let busy = false
  const post = (request: PlanCheckRequest) => {
    busy = true
    worker.postMessage(request)
  }
  function flush() {
    if (busy || gathered.size === 0) return
    const all = [...gathered]
    gathered.clear()
    post({ run, zones: all.flatMap(([, zone]) => zone ?? []), gone: all.flatMap(([key, zone]) => (zone ? [] : [key])) })
  }
  worker.addEventListener('message', ({ data }: MessageEvent<PlanCheckAnswer>) => {
    if (data.run !== run) return
    busy = false
    answer({ problems: data.problems, loads: data.loads })
    flush()
  })
  return {
    start(plan, codeSigns) {
      run++
      gathered.clear()
      post({ run, plan, codeSigns })
    },
    change(zones) {
      for (const [key, zone] of zones) gathered.set(key, zone)
      flush()
    },
    close: () => worker.terminate(),
  }
}
