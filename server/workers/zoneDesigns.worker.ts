import { parentPort } from 'node:worker_threads'
import type { PlanGround, ZoneDesignAnswer, ZoneDesignQuestion, ZoneDesignStage } from '../../geodata/model/zonePlan.ts'
import { designZones } from '../../geodata/zoning/designZones.ts'
import { ZoningRefusal } from '../../geodata/zoning/units.ts'
import { openProver } from '../zoning/provenBound.ts'
import type { Told } from './run.ts'

export type DesignTask = { ground: PlanGround; question: ZoneDesignQuestion }
export type DesignSaid = { stage: ZoneDesignStage; share: number }
export type DesignReply = { answer: ZoneDesignAnswer } | { refused: { code: string; field: string; detail: string; values: Record<string, string | number> } }

/** Seconds that a bound may take after the search. */
const proofSeconds = 3

parentPort?.on('message', async ({ ground, question }: DesignTask) => {
  const port = parentPort
  const prove = await openProver()
  try {
    const answer = designZones(ground, question, (stage, share) => port?.postMessage({ told: { stage, share } } satisfies Told<DesignSaid>), { prove: (units, asked, found) => prove(units, asked, found, proofSeconds) })
    port?.postMessage({ answer } satisfies DesignReply)
  } catch (error) {
    // What cannot be designed is told with its reason; anything else ends the worker with its error.
    if (!(error instanceof ZoningRefusal)) throw error
    port?.postMessage({ refused: { code: error.code, field: error.field, detail: error.message, values: error.values } } satisfies DesignReply)
  }
})
