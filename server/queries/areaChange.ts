import type postgres from 'postgres'
import { areaCodeProblem } from '../../geodata/format/areaCode.ts'
import type { AreaLevel } from '../../geodata/model/area.ts'
import type { AreaChange, AreaChangeDone, AreaChangeEntry, AreaHistory, AreaOnDay, AreaState, PendingAreaChange } from '../../geodata/model/areaChange.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { zonesOn } from './post.ts'

const levels = ['city', 'district', 'subdistrict', 'community']

/** The tree on a day, parents first; null is today. Homes are those that stand there today. */
export const areasOn = (sql: Sql, actor: string, day: string | null) =>
  asActorQuery<AreaOnDay[]>(sql, actor, (tx) => tx`
    with tree as (${day === null ? tx`select id, parent_id, level, code, name_zh, name_en, valid_from, valid_to from area where valid_to is null` : tx`select id, parent_id, level, code, name_zh, name_en, valid_from, valid_to from areas_on(${day}::date)`}),
      homes as (select area_id, sum(households)::integer as count from building group by area_id),
      zones as (select area_id, count(*)::integer as count from ${zonesOn(tx, day)} z group by area_id)
    select t.id, t.parent_id, t.level, t.code, t.name_zh, t.name_en, t.valid_from, t.valid_to, coalesce(a.version, 1) as version, a.zone_scheme, coalesce(homes.count, 0) as households, coalesce(zones.count, 0) as zones
    from tree t left join area a on a.id = t.id left join homes on homes.area_id = t.id left join zones on zones.area_id = t.id
    order by array_position(${levels}::text[], t.level), t.code, t.id`)

/** Undefined where the area is not there or not the actor's to see. */
export function historyOf(sql: Sql, actor: string, id: number): Promise<AreaHistory | undefined> {
  return asActor(sql, actor, async (tx) => {
    const [[kept], past, changes] = await Promise.all([
      tx<AreaState[]>`select parent_id, level, code, name_zh, name_en, valid_from, valid_to from area where id = ${id}`,
      tx<AreaState[]>`select parent_id, level, code, name_zh, name_en, valid_from, valid_to from area_past where area_id = ${id} order by valid_from desc, id desc`,
      tx<AreaChangeEntry[]>`select id, kind, on_day as on, from_areas, to_areas, reason, detail, actor, at from area_change where area_id = ${id} order by at desc, on_day desc limit 500`,
    ])
    return kept && { states: [...(kept.validTo === null ? [kept] : []), ...past], changes: [...changes] }
  })
}

/** Changes for days to come, the next first. */
export const pendingChanges = (sql: Sql, actor: string) =>
  asActorQuery<PendingAreaChange[]>(sql, actor, (tx) => tx`select id, area_id, areas, kind, on_day as on, sent - '{id,on,kind,version,preview}'::text[] as detail, actor, at, refusal from area_change_due order by on_day, at, id`)

/** False where there is none for this actor. */
export async function withdrawChange(sql: Sql, actor: string, id: number, change: string): Promise<boolean> {
  const [row] = await asActorQuery<{ gone: boolean }[]>(sql, actor, (tx) => tx`select withdraw_area_change(${id}, ${change}::uuid) as gone`)
  return row?.gone ?? false
}

/** Where a code of the change does not fit the tree: the field and why. */
export type CodeFault = { field: string; expected: string }
const wanted = new Error('only a preview')

/** What it touched; null where the area is not there or not the actor's to see; a fault where a code does not fit. Throws what the database refuses. */
export async function changeArea(sql: Sql, actor: string, id: number, change: AreaChange): Promise<AreaChangeDone | CodeFault | null> {
  let done: AreaChangeDone | null = null
  try {
    return await asActor(sql, actor, async (tx) => {
      const fault = await codeFault(tx, id, change)
      if (fault) return fault
      const { preview, ...command } = change
      const [row] = await tx<{ done: AreaChangeDone | null }[]>`select change_area(${id}, ${tx.json(command as unknown as postgres.JSONValue)}::jsonb) as done`
      done = row?.done ?? null
      // Counted by doing it, and taken back.
      if (preview) throw wanted
      return done
    })
  } catch (error) {
    if (error === wanted) return done
    throw error
  }
}

type Place = { id: number; parentId: number | null; level: AreaLevel; code: string }
const place = async (tx: Transaction, id: number | null) => (await tx<Place[]>`select id, parent_id, level, code from area where id = ${id}::integer and valid_to is null`)[0]

async function codeFault(tx: Transaction, id: number, change: AreaChange): Promise<CodeFault | null> {
  const area = await place(tx, id)
  if (!area) return null
  const above = change.kind === 'add' ? area : await place(tx, change.kind === 'move' ? change.parentId : area.parentId)
  const level = change.kind === 'add' ? change.level : area.level
  const codes: [field: string, code: string | undefined][] =
    change.kind === 'split' ? change.parts.map((part, i) => [`parts.${i}.code`, part.code]) : change.kind === 'merge' ? [['into.code', change.into?.code]] : 'code' in change ? [['code', change.code]] : []
  for (const [field, code] of codes) {
    const expected = code === undefined ? null : areaCodeProblem(level, code, above?.code ?? null)
    if (expected) return { field, expected }
  }
  return null
}
