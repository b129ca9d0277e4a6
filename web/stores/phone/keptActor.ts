import type { Actor } from '../../../geodata/model/actor.ts'
import { openPhone, phoneName } from './openPhone.ts'
import { type QueueRows, queueRows } from './queueRows.ts'
import { noticesName, roundName } from './roundReading.ts'

const name = 'actor'

/** Who worked on this phone last, so that the app opens without a network. It opens nothing else: the server asks for a session all the same. */
export const keepActor = (phone: QueueRows, actor: Actor) => phone.keep(name, JSON.parse(JSON.stringify(actor)))
export const keptActor = async (phone: QueueRows): Promise<Actor | null> => (await phone.kept<Actor>(name)) ?? null
/** What was read goes with who read it; what is not sent yet stays. */
export async function forgetActor(phone: QueueRows): Promise<void> {
  for (const each of [roundName, noticesName, name]) await phone.forget(each)
}
/** Who signs out on any page of this browser leaves no round behind on it. */
export async function leavePhone(account: string): Promise<void> {
  // Where nobody was on patrol there is nothing to leave, and no database is made to find that out.
  if (!(await indexedDB.databases()).some((each) => each.name === phoneName)) return
  const db = await openPhone()
  const phone = queueRows(db)
  try { if ((await keptActor(phone))?.id === account) await forgetActor(phone) } finally { db.close() }
}
