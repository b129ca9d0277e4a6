import { parentPort } from 'node:worker_threads'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { PatrolRoutesAnswer, PatrolRoutesQuestion, PatrolStage } from '../../geodata/model/patrolSearch.ts'
import type { StreetsOfPlan } from '../../geodata/patrol/planOnStreets.ts'
import { searchRounds } from '../patrols/searchRounds.ts'
import type { Told } from './run.ts'

export type PatrolTask = { question: PatrolRoutesQuestion; streets: StreetsOfPlan }
export type PatrolSaid = { stage: PatrolStage; share: number }

parentPort?.on('message', ({ question, streets }: PatrolTask) => {
  const told = (stage: PatrolStage, share: number) => parentPort?.postMessage({ told: { stage, share } } satisfies Told<PatrolSaid>)
  parentPort?.postMessage(searchRounds(question, streets, { clock: () => performance.now(), newId: () => uuidv7(Math.random, Date.now()), told }) satisfies PatrolRoutesAnswer)
})
