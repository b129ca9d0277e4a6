import { parentPort } from 'node:worker_threads'
import type { PlanProblem } from '../../geodata/model/zonePlan.ts'
import { checkPlan, type PlanCheck } from '../../geodata/zoning/checkPlan.ts'

export type CheckReply = { problems: PlanProblem[] }

/** More tell nobody more, and make an answer of many megabytes. */
const mostTold = 500

parentPort?.on('message', (plan: PlanCheck) => {
  parentPort?.postMessage({ problems: checkPlan(plan).slice(0, mostTold) } satisfies CheckReply)
})
