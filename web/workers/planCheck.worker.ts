import { planChecker, type PlanChecker } from '../../geodata/zoning/planChecker.ts'
import type { PlanCheckAnswer, PlanCheckRequest } from './openPlanCheck.ts'

let checker: PlanChecker | null = null

self.addEventListener('message', ({ data }: MessageEvent<PlanCheckRequest>) => {
  if ('plan' in data) checker = planChecker({ ...data.plan, ...(data.codeSigns ? { isCode: (code: string) => new RegExp(data.codeSigns!).test(code) } : {}) })
  else checker?.update(data.zones, data.gone)
  if (checker) self.postMessage({ run: data.run, problems: checker.problems(), loads: checker.loads() } satisfies PlanCheckAnswer)
})
