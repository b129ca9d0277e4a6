import type postgres from 'postgres'
import type { Alarm } from '../../geodata/model/alarm.ts'
import type { MapWall, MapWallChange, MapWallDraft, MapWallRelay, MapWallSummary, ScreenState, WallAnswer, WallRotationChange, WallScene, WallScreen } from '../../geodata/model/mapWall.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { alarmSelect } from './alarm.ts'
import type { Asker, Fragment } from './fields.ts'

/** Of a wall `w`. */
const wallFields = (tx: Asker) => tx`w.id, w.area_id, w.name, w.layout, w.view, w.rotation, w.alarm_screen_id, w.retired_at, w.changed_at, w.version`

export const mapWalls = async (sql: Sql, actor: string, retired: boolean): Promise<MapWallSummary[]> => [...(await asActor(sql, actor, (tx) => tx<MapWallSummary[]>`
  select ${wallFields(tx)}, coalesce(s.screens, 0)::integer as screens, coalesce(s.joined, 0)::integer as joined, s.seen_at
  from map_wall w left join lateral (select count(*) as screens, count(s.session_id) as joined, max(t.seen_at) as seen_at from wall_screen s left join wall_screen_state t on t.screen_id = s.id where s.wall_id = w.id) s on true
  where ${retired ? tx`true` : tx`w.retired_at is null`} order by w.name, w.id limit 500`))]

/** Open alarms of the wall's area and those of the last day, as `alarms` has them. */
const alarmsOf = (tx: Transaction, areaId: number) => tx<Alarm[]>`${alarmSelect(tx)} where (a.acknowledged_at is null or a.raised_at > now() - interval '24 hours') and a.area_id in (select areas_below(${areaId}))
  order by a.acknowledged_at is not null, a.raised_at desc, a.id desc limit 200`

/** Undefined where it is not there, or not for this actor. */
export async function wallAnswerIn(tx: Transaction, id: string): Promise<WallAnswer | undefined> {
  const [row] = await tx<(MapWall & { at: string })[]>`select ${wallFields(tx)}, clock_timestamp() as at from map_wall w where w.id = ${id}::uuid`
  if (!row) return undefined
  const { at, ...wall } = row
  const screens = await tx<WallScreen[]>`select s.id, s.wall_id, s.name, s.place, s.content, s.panels, case when s.session_id is not null then s.joined_at end as joined_at, case when s.session_id is not null then s.joined_by end as joined_by, s.version
    from wall_screen s where s.wall_id = ${id}::uuid order by (s.place ->> 'y')::numeric, (s.place ->> 'x')::numeric, s.id`
  const scenes = await tx<WallScene[]>`select c.id, c.wall_id, c.name, c.ordinal, c.view, c.panels, c.version from wall_scene c where c.wall_id = ${id}::uuid order by c.ordinal, c.id`
  const states = await tx<ScreenState[]>`select t.screen_id, t.seen_at, t.told from wall_screen_state t join wall_screen s on s.id = t.screen_id where s.wall_id = ${id}::uuid order by t.screen_id`
  return { wall, screens: [...screens], scenes: [...scenes], states: [...states], alarms: [...(await alarmsOf(tx, wall.areaId))], at }
}

export const wallAnswer = (sql: Sql, actor: string, id: string): Promise<WallAnswer | undefined> => asActor(sql, actor, (tx) => wallAnswerIn(tx, id))

export const asJson = (tx: Transaction, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment

/** A command on a wall, and the wall as it is then; undefined where wall or thing are not there, or not for this actor. */
export const afterCommand = (sql: Sql, actor: string, id: string, command: (tx: Transaction) => unknown): Promise<WallAnswer | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [done] = await tx<{ done: boolean }[]>`select ${command(tx) as Fragment} as done`
    return done?.done ? wallAnswerIn(tx, id) : undefined
  })

/** Throws 42501 where the actor operates no walls in that area. */
export const makeMapWall = (sql: Sql, actor: string, draft: MapWallDraft): Promise<{ answer: WallAnswer | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ made: boolean }[]>`select make_map_wall(${asJson(tx, draft)}) as made`
    return { answer: await wallAnswerIn(tx, draft.id), existed: row?.made === false }
  })

export const changeMapWall = (sql: Sql, actor: string, id: string, change: MapWallChange) => afterCommand(sql, actor, id, (tx) => tx`change_map_wall(${id}::uuid, ${asJson(tx, change)})`)

export const retireMapWall = (sql: Sql, actor: string, id: string, version: number, retired: boolean) => afterCommand(sql, actor, id, (tx) => tx`retire_map_wall(${id}::uuid, ${version}, ${retired})`)

export const layOutWall = (sql: Sql, actor: string, id: string, change: MapWallRelay) => afterCommand(sql, actor, id, (tx) => tx`lay_out_wall(${id}::uuid, ${asJson(tx, change)})`)

export const rotateWall = (sql: Sql, actor: string, id: string, change: WallRotationChange) => afterCommand(sql, actor, id, (tx) => tx`rotate_wall(${id}::uuid, ${asJson(tx, change)})`)
