import { uuidv7 } from '../../geodata/model/id.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import type { ActionOffer, OrderRequest } from '../../geodata/model/workOrder.ts'
import type { Post } from '../../geodata/model/zone.ts'
import type { SimulatedStep } from '../../geodata/town/simulate.ts'
import type { Door } from './play.ts'

type Detail = { incident: Incident; actions: ActionOffer[]; posts: Post[] }
const newId = () => uuidv7(Math.random, Date.now())
const player = 'demo-command'

/** Whom a matter is sent to: the officer of its zone, else whoever is there. Undefined where nobody answers for the place. */
function orderTo(posts: readonly Post[]): OrderRequest | undefined {
  const filled = posts.filter(({ holder }) => holder !== null)
  const post = filled.find(({ kind }) => kind === 'grid_officer') ?? filled[0]
  return post && { id: newId(), postId: post.id, kind: 'lead', task: '' }
}

/**
 * Takes a step as a person would: the matter is read first, and only what is offered is taken, on each order that can take it. A matter that
 * the database does not hold, or that somebody else has moved on, is passed over.
 */
export async function playStep(door: Door, { incidentId, action, note, result, satisfaction }: SimulatedStep): Promise<boolean> {
  const found = await door.get<Detail>(`/api/incidents/${incidentId}`).catch(() => undefined)
  const offers = found?.actions.filter((offer) => offer.action === action && (action !== 'dispatch' || found.incident.state === 'registered')) ?? []
  const order = found && orderTo(found.posts)
  if (!found || !offers.length || (action === 'dispatch' && !order)) return false
  let { version } = found.incident
  for (const { workOrderId } of offers) {
    const given = { note, result, satisfaction, ...(action === 'dispatch' ? { orders: [order] } : {}), ...(action === 'feed_back' ? { feedback: note } : {}), ...(workOrderId ? { workOrderId } : {}) }
    if (!(await door.post(`/api/incidents/${incidentId}/steps`, { id: newId(), action, version, ...given }, player))) return false
    version++
  }
  return true
}
