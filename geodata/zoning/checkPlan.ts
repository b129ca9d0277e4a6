import type { PlanProblem } from '../model/zonePlan.ts'
import { planChecker, type PlanCheck } from './planChecker.ts'

export { type PlanCheck } from './planChecker.ts'

/** Everything that is wrong with a plan, what keeps it from being adopted first. */
export function checkPlan(plan: PlanCheck): PlanProblem[] {
  return planChecker(plan).problems().toSorted((a, b) => Number(b.blocks) - Number(a.blocks))
}
