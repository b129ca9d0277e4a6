import { asActorQuery, type Sql } from '../database.ts'

/** Who did what, when, with what result. */
export type AuditEntry = { id: number; at: string; accountId: string; areaId: number | null; action: string; target: string; result: 'done' | 'refused' | 'failed'; detail: object }
export type AuditQuestion = { from?: string | undefined; to?: string | undefined; account?: string | undefined; action?: string | undefined; before?: number | undefined; limit: number }

/** Newest first; `before` is the id of the last entry of the page before. */
export const auditPage = async (sql: Sql, actor: string, question: AuditQuestion): Promise<AuditEntry[]> =>
  [...(await asActorQuery<AuditEntry[]>(sql, actor, (tx) => tx`select id, at, account_id, area_id, action, target, result, detail from audit_page(${JSON.stringify(question)}::text::jsonb)`))]

/** An entry of what an actor did, under its own name. What was refused is told to the auditors of the actor's own ground: the area that it names may be another's. */
export const writeAudit = async (sql: Sql, actor: string, entry: { action: string; target?: string; areaId?: number | null; result?: AuditEntry['result']; detail?: object }): Promise<void> =>
  void (await asActorQuery(sql, actor, (tx) => tx`insert into audit_entry (account_id, area_id, action, target, result, detail)
    values (${actor}, ${entry.result === 'refused' ? tx`(select min(area) from actor_areas('read') area)` : (entry.areaId ?? null)}, ${entry.action}, ${entry.target ?? ''}, ${entry.result ?? 'done'}, ${JSON.stringify(entry.detail ?? {})}::text::jsonb)`))

/**
 * The area that an export of what lies below an area, or of everything, belongs to; who may not is told so, and the audit log that it was tried.
 * @throws what the database says where the actor may not export all of it
 */
export async function exportHome(sql: Sql, actor: string, areaId: number | null, { target, detail }: { target: string; detail: object }): Promise<number | null> {
  try {
    const [row] = await asActorQuery<{ home: number | null }[]>(sql, actor, (tx) => tx`select check_export(${areaId}::integer) as home`)
    return row?.home ?? null
  } catch (error) {
    if ((error as { code?: string }).code === '42501') await writeAudit(sql, actor, { action: 'export', target, result: 'refused', detail: { ...detail, areaId } })
    throw error
  }
}
