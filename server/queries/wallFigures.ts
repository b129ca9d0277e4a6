import type { CameraDownRow, QueueState, TwoDays, WallFigures } from '../../geodata/model/wallFigures.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { within } from './indicatorSets.ts'

type WallHead = Pick<WallFigures, 'wallId' | 'areaId' | 'areaNameZh' | 'areaNameEn' | 'timeZone' | 'at'>
const shownDown = 8
const open = (tx: Transaction) => tx`i.state <> all (array['closed', 'called_back', 'archived', 'merged'])`

const headOf = (tx: Transaction, wallId: string) => tx<WallHead[]>`
  select w.id as wall_id, a.id as area_id, a.name_zh as area_name_zh, a.name_en as area_name_en, a.time_zone, now() as at from map_wall w join area a on a.id = w.area_id where w.id = ${wallId} and w.retired_at is null`

/** By the hour back from now; rows to come (clocks of devices differ) count to the last one. */
const hoursOf = (tx: Transaction, areaId: number) => tx<{ ago: number; received: number; severe: number }[]>`
  select greatest(0, floor(extract(epoch from now() - i.occurred_at) / 3600))::integer as ago, count(*)::integer as received, count(*) filter (where i.severity >= 3)::integer as severe
  from incident i where i.occurred_at > now() - interval '48 hours' and i.occurred_at <= now() and i.state <> 'merged' ${within(tx, tx`i.area_id`, areaId)} group by 1`

const closedOf = (tx: Transaction, areaId: number) => tx<TwoDays[]>`
  select count(*) filter (where i.closed_at > now() - interval '24 hours')::integer as now, count(*) filter (where i.closed_at <= now() - interval '24 hours')::integer as before
  from incident i where i.closed_at > now() - interval '48 hours' and i.closed_at <= now() and i.state in ('closed', 'called_back', 'archived') ${within(tx, tx`i.area_id`, areaId)}`

const queueOf = (tx: Transaction, areaId: number) => tx<(QueueState & { soon: number; oldest: string | null })[]>`
  select i.state, count(*)::integer as open, count(*) filter (where i.due_at < now())::integer as overdue, count(*) filter (where i.due_at >= now() and i.due_at < now() + interval '1 hour')::integer as soon, min(i.due_at) filter (where i.due_at < now()) as oldest
  from incident i where ${open(tx)} ${within(tx, tx`i.area_id`, areaId)} group by i.state`

const teamsOf = (tx: Transaction, areaId: number) => tx<{ teams: number; heard: number }[]>`
  select (select count(distinct s.team_id) from shift s where s.during @> now() ${within(tx, tx`s.area_id`, areaId)})::integer as teams, (select count(*) from live_position p where p.at > now() - interval '5 minutes' ${within(tx, tx`p.area_id`, areaId)})::integer as heard`

const camerasOf = (tx: Transaction, areaId: number) => tx<{ online: number; offline: number; fault: number }[]>`
  select count(*) filter (where c.state = 'online')::integer as online, count(*) filter (where c.state = 'offline')::integer as offline, count(*) filter (where c.state = 'fault')::integer as fault from camera c where true ${within(tx, tx`c.area_id`, areaId)}`
const downOf = (tx: Transaction, areaId: number) => tx<CameraDownRow[]>`
  select c.id, c.code, c.name, c.state, c.state_since as since from camera c where c.state in ('offline', 'fault') ${within(tx, tx`c.area_id`, areaId)} order by c.state_since desc, c.id limit ${shownDown}`

/** As zones are counted elsewhere (queries/zone.ts): by the middles of cells. */
const coverageOf = (tx: Transaction, areaId: number) => tx<{ secondsNow: number; secondsBefore: number; zonesNow: number; zonesBefore: number; zones: number }[]>`
  with hours as materialized (
    select c.cell, c.seconds, (c.day + make_interval(hours => c.hour)) at time zone a.time_zone > now() - interval '24 hours' as recent from coverage c join area a on a.id = c.area_id
    where c.day >= (now() at time zone a.time_zone - interval '48 hours')::date and c.day >= current_date - 4 and (c.day + make_interval(hours => c.hour)) at time zone a.time_zone > now() - interval '48 hours' and c.seconds > 0 ${within(tx, tx`c.area_id`, areaId)}
  ), middles as materialized (
    select recent, st_setsrid(st_makepoint(z_order_lng((cell << 22) + (3::bigint << 20)), z_order_lat((cell << 22) + (3::bigint << 20))), 4326) as middle from hours group by cell, recent
  ), own as (select z.id, z.geom from zone z where z.valid_to is null ${within(tx, tx`z.area_id`, areaId)}
  ), visited as (select z.id, bool_or(m.recent) as recent, bool_or(not m.recent) as former from middles m join own z on z.geom && m.middle and st_intersects(z.geom, m.middle) group by z.id)
  select coalesce((select sum(seconds) from hours where recent), 0)::float8 as seconds_now, coalesce((select sum(seconds) from hours where not recent), 0)::float8 as seconds_before,
    (select count(*) from visited where recent)::integer as zones_now, (select count(*) from visited where former)::integer as zones_before, (select count(*) from own)::integer as zones`

type ShiftRow = { upcoming: boolean; at: string | null; needed: number; filled: number; short: number }
function shiftsOf(rows: readonly ShiftRow[], { teams, heard }: { teams: number; heard: number }): WallFigures['shifts'] {
  const filled = ({ needed, filled: there, short }: ShiftRow) => ({ needed, filled: there, short })
  const [now, next] = [rows.find(({ upcoming }) => !upcoming), rows.find(({ upcoming }) => upcoming)]
  return { now: now ? filled(now) : { needed: 0, filled: 0, short: 0 }, next: next?.at ? { ...filled(next), at: next.at } : null, teams, heard }
}

type HourRow = { ago: number; received: number; severe: number }
function inHours(rows: readonly HourRow[]): Pick<WallFigures, 'received' | 'severe' | 'hours'> {
  const hours = Array.from({ length: 48 }, (_, i) => rows.find(({ ago }) => ago === 47 - i)?.received ?? 0)
  const sum = (key: 'received' | 'severe', wanted: (row: HourRow) => boolean) => rows.filter(wanted).reduce((total, row) => total + row[key], 0)
  const days = (key: 'received' | 'severe'): TwoDays => ({ now: sum(key, ({ ago }) => ago < 24), before: sum(key, ({ ago }) => ago >= 24) })
  return { received: days('received'), severe: days('severe'), hours }
}

/** Undefined: no such wall for this actor. All at one moment, so that panels beside each other agree. */
export const wallFigures = (sql: Sql, actor: string, wallId: string): Promise<WallFigures | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [head] = await headOf(tx, wallId)
    if (!head) return undefined
    const { areaId } = head
    const [hours, [closed], queue, shifts, [teams], [cameras], down, [covered]] = await Promise.all([
      hoursOf(tx, areaId), closedOf(tx, areaId), queueOf(tx, areaId), tx<ShiftRow[]>`select * from wall_shifts(${wallId})`, teamsOf(tx, areaId), camerasOf(tx, areaId), downOf(tx, areaId), coverageOf(tx, areaId),
    ])
    const cover = covered as NonNullable<typeof covered>
    return {
      ...head, ...inHours(hours), closed: closed as TwoDays, queue: queue.map(({ state, open: all, overdue }) => ({ state, open: all, overdue })), dueWithinHour: queue.reduce((total, { soon }) => total + soon, 0),
      oldestDueAt: queue.flatMap(({ oldest }) => oldest ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null, shifts: shiftsOf(shifts, teams as { teams: number; heard: number }),
      cameras: { ...(cameras as { online: number; offline: number; fault: number }), down: [...down] },
      coverage: { patrolHours: { now: cover.secondsNow / 3600, before: cover.secondsBefore / 3600 }, zonesVisited: { now: cover.zonesNow, before: cover.zonesBefore }, zones: cover.zones },
    }
  })
