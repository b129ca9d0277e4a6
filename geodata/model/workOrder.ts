import { z } from 'zod'
import { Id } from './id.ts'
import { IncidentResult, Satisfaction, Severity, TakenAction } from './incident.ts'
import type { Instant } from './time.ts'

export const WorkOrderState = z.enum(['dispatched', 'accepted', 'handling', 'fed_back', 'returned', 'transferred', 'done', 'cancelled'])
export type WorkOrderState = z.infer<typeof WorkOrderState>

/** 工单: what a post or a team was asked to do about an incident; `lead` answers for the whole. */
export type WorkOrder = {
  id: Id
  incidentId: Id
  areaId: number
  postId: number | null
  teamId: number | null
  kind: 'lead' | 'assist'
  task: string
  state: WorkOrderState
  result: string
  createdAt: Instant
  changedAt: Instant
  /** Call name of the post's holder or call sign of the team; empty for a vacancy. */
  handler: string
  /** Whether the actor is who it was given to. */
  mine: boolean
}

const text = (max: number) => z.string().trim().max(max)
const rowNumber = z.number().int().min(1).max(2_147_483_647)
const addressee = { postId: rowNumber.optional(), teamId: rowNumber.optional() }
const one = ({ postId, teamId }: { postId?: number | undefined; teamId?: number | undefined }) => (postId === undefined) !== (teamId === undefined)

export const OrderRequest = z.strictObject({ id: Id, ...addressee, kind: z.enum(['lead', 'assist']).default('lead'), task: text(500).default('') }).refine(one, 'expected postId or teamId')
export type OrderRequest = z.infer<typeof OrderRequest>

/** What an action may need, in the words of `incident_transition.needs`. */
export const Need = z.enum(['note', 'orders', 'result', 'satisfaction', 'target', 'category', 'parts', 'addressee', 'feedback'])
export type Need = z.infer<typeof Need>

/** What is given with a step beside its note; the table says which part an action needs. */
const given = {
  note: text(2_000).default(''),
  orders: z.array(OrderRequest).min(1).max(10).optional(),
  result: IncidentResult.optional(),
  satisfaction: Satisfaction.optional(),
  /** merge: the incident that stays */
  target: Id.optional(),
  category: z.strictObject({ categoryId: z.number().int().min(1).max(32_767), severity: Severity }).optional(),
  /** split: matters of their own, at the same place */
  parts: z.array(z.strictObject({ id: Id, categoryId: z.number().int().min(1).max(32_767), title: text(200).min(1) })).min(1).max(10).optional(),
  /** transfer: who has it from now on; `id` is that of the new order */
  addressee: z.strictObject({ id: Id, ...addressee }).refine(one, 'expected postId or teamId').optional(),
  /** feed_back: what was done */
  feedback: text(2_000).min(1).optional(),
}

/** One step; `version` is that of the incident as the person saw it, so that the second of two gets a conflict. `id` makes it safe to repeat. */
export const IncidentStep = z.strictObject({ id: Id, action: TakenAction, version: rowNumber, workOrderId: Id.optional(), ...given })
export type IncidentStep = z.infer<typeof IncidentStep>

/** The same step on many; each is decided by itself. `id` names the batch, by which it can be undone. */
export const StepBatch = z.strictObject({
  id: Id, action: TakenAction, ...given,
  incidents: z.array(z.strictObject({ id: Id, incidentId: Id, version: rowNumber, workOrderId: Id.optional() })).min(1).max(500),
})
export type StepBatch = z.infer<typeof StepBatch>
export type BatchAnswer = { batchId: Id; done: Id[]; refused: { incidentId: Id; reason: string; status: number }[] }

/** A button: what the actor may do now, and what it needs. */
export type ActionOffer = { subject: 'incident' | 'work_order'; action: TakenAction; workOrderId: Id | null; needs: Need[]; toState: string | null }
/** A row of the table as the actor's roles see it: what boards offer for many at once. */
export type Transition = { subject: 'incident' | 'work_order'; fromState: string; action: TakenAction; guard: 'none' | 'handler' | 'once' | 'asked'; needs: Need[]; toState: string | null }
