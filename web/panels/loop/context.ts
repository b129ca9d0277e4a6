import type { Incident, TakenAction } from '../../../geodata/model/incident.ts'
import type { ActionOffer } from '../../../geodata/model/workOrder.ts'

/** What a form needs to know about the matter, or the many matters, that the step is for. */
export type StepContext = { incidentId: string | null; zoneId: number | null; areaId: number | null; categoryId: number | null; severity: Incident['severity'] | null; count: number }

export const contextOf = (incident: Incident): StepContext => ({ incidentId: incident.id, zoneId: incident.zoneId, areaId: incident.areaId, categoryId: incident.categoryId, severity: incident.severity, count: 1 })

/** What brings a matter forward comes first and is the main button; what turns it aside follows. */
const order: TakenAction[] = ['accept', 'handle', 'feed_back', 'register', 'verify', 'close', 'call_back', 'dispatch', 'archive', 'resume', 'unmerge', 'extend', 'ask_extension', 'categorise', 'transfer', 'merge', 'split', 'suspend', 'refuse', 'reopen', 'cancel']
export const inOrder = (offers: readonly ActionOffer[]): ActionOffer[] => offers.toSorted((a, b) => order.indexOf(a.action) - order.indexOf(b.action))

const forward: Partial<Record<Incident['state'], TakenAction>> = { reported: 'register', registered: 'dispatch', fed_back: 'verify', verified: 'close', closed: 'call_back', called_back: 'archive', suspended: 'resume' }
export const isForward = (state: Incident['state'], offer: ActionOffer): boolean => offer.subject === 'incident' && forward[state] === offer.action

export const sameOffer = (a: ActionOffer | null, b: ActionOffer | null) => a !== null && b !== null && a.action === b.action && a.workOrderId === b.workOrderId
