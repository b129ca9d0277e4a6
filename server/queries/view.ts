import type { View } from '../../geodata/model/view.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import type { Asker } from './fields.ts'
import type postgres from 'postgres'

export type SavedView = { id: string; areaId: number; name: string; value: View; createdBy: string; createdAt: string }
const fields = (tx: Asker) => tx`id, area_id, name, value, created_by, created_at`

export const savedViews = (sql: Sql, actor: string) =>
  asActorQuery<SavedView[]>(sql, actor, (tx) => tx`select ${fields(tx)} from saved_view order by created_at desc, id limit 500`)

/** A view belongs to the topmost of the actor's areas. The same id again answers the row as it is. */
export function saveView(sql: Sql, actor: string, { id, name, value }: { id: string; name: string; value: View }): Promise<{ view: SavedView | undefined; existed: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const read = () => tx<SavedView[]>`select id, area_id, name, value, created_by, created_at from saved_view where id = ${id}`
    const [before] = await read()
    if (before) return { view: before, existed: true }
    await tx`insert into saved_view (id, area_id, name, value, created_by)
      select ${id}, a.id, ${name}, ${tx.json(value as postgres.JSONValue)}, actor_id() from area a
      order by array_position(array['city', 'district', 'subdistrict', 'community'], a.level), a.id limit 1`
    const [view] = await read()
    return { view, existed: false }
  })
}

export async function deleteView(sql: Sql, actor: string, id: string): Promise<boolean> {
  const rows = await asActorQuery<{ id: string }[]>(sql, actor, (tx) => tx`delete from saved_view where id = ${id} returning id`)
  return rows.length > 0
}
