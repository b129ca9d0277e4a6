import { z } from 'zod'
import { Id } from '../../geodata/model/id.ts'
import { type PatrolFigures, PatrolQuestion, type PatrolWarning } from '../../geodata/model/patrolPlan.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolProblem } from '../../geodata/patrol/problem.ts'
import { PatrolForm } from './patrolForm.ts'
import type { Round } from './roundEdit.ts'

/** The plan on the desk: rounds as they stand, and what they were found from. `planId` is made here, so that saving again after a lost answer makes no second plan; `version` null: the server does not have it yet. */
export type PatrolWork = { planId: string; version: number | null; name: string; note: string; state: 'draft' | 'published' | 'withdrawn'; question: PatrolQuestion; problem: PatrolProblem | null; figures: PatrolFigures; rounds: Round[]; routeIds: string[]; lines: (readonly LngLat[] | null)[]; changed: boolean; /** Of the streets, told when it was found. */ warnings: PatrolWarning[]; /** It was sent once before, and the answer may have been lost. */ sent?: boolean }
/** What waits for the network. */
export type Waiting = 'save' | 'publish' | null
export type KeptPatrol = { form: PatrolForm | null; work: PatrolWork | null; waiting: Waiting }

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
/** Drafts belong to an account: whoever signs in next on this machine does not find them. */
const keyOf = (account: string) => `fangcun.patrolPlan.${account}`
const Work = z.looseObject({ planId: Id, version: z.number().nullable(), question: PatrolQuestion, rounds: z.array(z.looseObject({ team: z.number(), stops: z.array(z.looseObject({ id: Id })) })), figures: z.looseObject({ leftOut: z.array(z.looseObject({})) }), warnings: z.array(z.looseObject({})) })
const Kept = z.object({ form: PatrolForm.nullable(), work: Work.nullable(), waiting: z.enum(['save', 'publish']).nullable() })

/** Kept over a reload and while there is no network. @returns false where the browser has no room for it */
export function keepPatrol(store: Store, account: string, kept: KeptPatrol): boolean {
  try {
    store.setItem(keyOf(account), JSON.stringify(kept))
    return true
  } catch {
    try {
      // Rounds matter more than the ways between them, which can be asked for again.
      store.setItem(keyOf(account), JSON.stringify({ ...kept, work: kept.work && { ...kept.work, lines: kept.work.lines.map(() => null) } }))
      return true
    } catch { return false }
  }
}
export function keptPatrol(store: Store, account: string): KeptPatrol | null {
  try {
    return (Kept.safeParse(JSON.parse(store.getItem(keyOf(account)) ?? 'null')).data as KeptPatrol | undefined) ?? null
  } catch {
    return null
  }
}
