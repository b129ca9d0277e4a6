import type { Sealed } from '../contacts.ts'
import { asActorQuery, type Sql, type Transaction } from '../database.ts'

/** With the report, in its transaction. */
export const storeContact = async (tx: Transaction, id: string, { sealed, keyId }: Sealed): Promise<void> => void (await tx`select store_contact(${id}::uuid, ${sealed}, ${keyId})`)

/** Undefined where there is none, or none for this actor. Reading is audited by the database. */
export async function readContact(sql: Sql, actor: string, id: string): Promise<(Sealed & { takenAt: string }) | undefined> {
  const [row] = await asActorQuery<{ sealed: Buffer; keyId: string; takenAt: string }[]>(sql, actor, (tx) => tx`select sealed, key_id, taken_at from read_contact(${id}::uuid)`)
  return row
}

/** False where this actor is not the handler. `null` erases. */
export async function changeContact(sql: Sql, actor: string, id: string, change: Sealed | null): Promise<boolean> {
  const [row] = await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`select change_contact(${id}::uuid, ${change?.sealed ?? null}::bytea, ${change?.keyId ?? null}::text) as done`)
  return row?.done ?? false
}

