import { uuidv7 } from '../../geodata/model/id.ts'
import type { IncidentResult, Satisfaction, Severity } from '../../geodata/model/incident.ts'
import type { Need } from '../../geodata/model/workOrder.ts'
import type { StepGiven } from '../api/loop.ts'

/** Who gets an order: a post of a zone or a team. */
export type Handler = { postId: number; teamId?: undefined } | { teamId: number; postId?: undefined }
export type OrderDraft = { id: string; to: Handler | null; kind: 'lead' | 'assist'; task: string }
export type PartDraft = { id: string; title: string; categoryId: number | null }
export type Target = { id: string; number: string; title: string }

/** What stands in the form of a step. Ids are made once, so that sending again after a lost answer makes no second order. */
export type StepDraft = {
  note: string
  feedback: string
  orders: OrderDraft[]
  result: IncidentResult | null
  satisfaction: Satisfaction | null
  target: Target | null
  categoryId: number | null
  severity: Severity | null
  parts: PartDraft[]
  addressee: { id: string; to: Handler | null }
}

const newId = () => uuidv7(Math.random, Date.now())
export const newOrder = (kind: OrderDraft['kind'] = 'lead'): OrderDraft => ({ id: newId(), to: null, kind, task: '' })
export const newPart = (): PartDraft => ({ id: newId(), title: '', categoryId: null })
export const newStep = (): StepDraft => ({ note: '', feedback: '', orders: [], result: null, satisfaction: null, target: null, categoryId: null, severity: null, parts: [], addressee: { id: newId(), to: null } })

/** Whether each need is met, as the schema at the server's door will see it. */
const met: Record<Need, (draft: StepDraft) => boolean> = {
  note: (draft) => draft.note.trim() !== '',
  feedback: (draft) => draft.feedback.trim() !== '',
  orders: (draft) => draft.orders.length > 0 && draft.orders.every((order) => order.to !== null),
  result: (draft) => draft.result !== null,
  satisfaction: (draft) => draft.satisfaction !== null,
  target: (draft) => draft.target !== null,
  category: (draft) => draft.categoryId !== null && draft.severity !== null,
  parts: (draft) => draft.parts.length > 0 && draft.parts.every((part) => part.title.trim() !== '' && part.categoryId !== null),
  addressee: (draft) => draft.addressee.to !== null,
}
/** The needs that are not met yet. */
export const missingOf = (draft: StepDraft, needs: readonly Need[]): Need[] => needs.filter((need) => !met[need](draft))

const given: Record<Need, (draft: StepDraft) => Partial<StepGiven>> = {
  note: () => ({}),
  feedback: (draft) => ({ feedback: draft.feedback.trim() }),
  orders: (draft) => ({ orders: draft.orders.map(({ to, ...order }) => ({ ...order, task: order.task.trim(), ...to })) }),
  result: (draft) => (draft.result ? { result: draft.result } : {}),
  satisfaction: (draft) => (draft.satisfaction ? { satisfaction: draft.satisfaction } : {}),
  target: (draft) => (draft.target ? { target: draft.target.id } : {}),
  category: (draft) => (draft.categoryId && draft.severity ? { category: { categoryId: draft.categoryId, severity: draft.severity } } : {}),
  parts: (draft) => ({ parts: draft.parts.map((part) => ({ id: part.id, title: part.title.trim(), categoryId: part.categoryId ?? 0 })) }),
  addressee: (draft) => ({ addressee: { id: draft.addressee.id, ...draft.addressee.to } }),
}
/** What is sent: the note, and of the rest only what the action needs. The draft has passed `missingOf`. */
export const givenOf = (draft: StepDraft, needs: readonly Need[]): StepGiven => Object.assign({ note: draft.note.trim() }, ...needs.map((need) => given[need](draft)))
