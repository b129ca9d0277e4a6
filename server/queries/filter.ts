import type postgres from 'postgres'
import type { BoardFilter, SavedFilter } from '../../geodata/model/board.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import type { Asker } from './fields.ts'

const fields = (tx: Asker) => tx`f.id, f.area_id, f.name, f.value, f.created_by, f.created_at, f.created_by = actor_id() as mine`

export const savedFilters = (sql: Sql, actor: string) =>
  asActorQuery<SavedFilter[]>(sql, actor, (tx) => tx`select ${fields(tx)} from saved_filter f order by f.name, f.id limit 500`)

/** A filter belongs to the topmost of the actor's areas. The same id again answers the row as it is. */
export function saveFilter(sql: Sql, actor: string, { id, name, value }: { id: string; name: string; value: BoardFilter }): Promise<{ filter: SavedFilter | undefined; existed: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const read = () => tx<SavedFilter[]>`select ${fields(tx)} from saved_filter f where f.id = ${id}`
    const [before] = await read()
    if (before) return { filter: before, existed: true }
    await tx`insert into saved_filter (id, area_id, name, value, created_by)
      select ${id}, a.id, ${name}, ${tx.json(value as postgres.JSONValue)}, actor_id() from area a where a.id in (select actor_areas('read'))
      order by array_position(array['city', 'district', 'subdistrict', 'community'], a.level), a.id limit 1`
    const [filter] = await read()
    return { filter, existed: false }
  })
}

export async function deleteFilter(sql: Sql, actor: string, id: string): Promise<boolean> {
  const rows = await asActorQuery<{ id: string }[]>(sql, actor, (tx) => tx`delete from saved_filter where id = ${id} returning id`)
  return rows.length > 0
}
