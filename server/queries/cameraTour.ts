import type postgres from 'postgres'
import type { CameraTour, CameraTourChange, CameraTourNew } from '../../geodata/model/cameraWatch.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'

/** The most urgent first. Whether there is anything to show is asked of the database, which tells no address, once for each camera however many tours stop there. */
const toursWhere = async (tx: Transaction, which: Fragment): Promise<CameraTour[]> => [...(await tx<CameraTour[]>`
  with tour as materialized (select * from camera_tour t where ${which} order by t.priority, t.name, t.id limit 500),
  shown as materialized (
    select c.*, coalesce(f.has_stream, false) as has_stream, coalesce(f.has_snapshot, false) as has_snapshot, (select max(l.from_at) from camera_look l where l.camera_id = c.id) as looked_at
    from camera c left join lateral camera_stream_facts(c.id) f on true where c.id in (select s.camera_id from tour t join camera_tour_stop s on s.tour_id = t.id))
  select t.id, t.area_id, t.name, t.priority, t.mode, t.dwell_seconds, t.retired_at, t.version, coalesce(s.stops, '[]') as stops
  from tour t left join lateral (
    select jsonb_agg(jsonb_build_object('cameraId', c.id, 'dwellSeconds', s.dwell_seconds, 'code', c.code, 'name', c.name, 'kind', c.kind, 'state', c.state, 'azimuthDegrees', c.azimuth_deg,
      'lng', st_x(c.geom), 'lat', st_y(c.geom), 'hasStream', c.has_stream, 'hasSnapshot', c.has_snapshot,
      'lookedAt', to_char(c.looked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.ordinal) as stops
    from camera_tour_stop s join shown c on c.id = s.camera_id where s.tour_id = t.id) s on true
  order by t.priority, t.name, t.id`)]

export type TourFilter = { areaId?: number | undefined; retired: boolean }

export const cameraTours = (sql: Sql, actor: string, { areaId, retired }: TourFilter): Promise<CameraTour[]> =>
  asActor(sql, actor, async (tx) => {
    await tx`select check_watch(false)`
    return toursWhere(tx, tx`${retired ? tx`true` : tx`t.retired_at is null`} ${within(tx, tx`t.area_id`, areaId)}`)
  })

const tourOf = async (tx: Transaction, id: string): Promise<CameraTour | undefined> => (await toursWhere(tx, tx`t.id = ${id}::uuid`))[0]

export const cameraTour = (sql: Sql, actor: string, id: string): Promise<CameraTour | undefined> => asActor(sql, actor, (tx) => tourOf(tx, id))

/** The row, and whether it was there before. */
export const makeCameraTour = (sql: Sql, actor: string, given: CameraTourNew): Promise<{ tour: CameraTour | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const before = await tourOf(tx, given.id)
    if (before) return { tour: before, existed: true }
    await tx`select make_camera_tour(${tx.json(given as unknown as postgres.JSONValue)}::jsonb)`
    return { tour: await tourOf(tx, given.id), existed: false }
  })

/** Undefined where it is not there, or not for this actor. */
export const changeCameraTour = (sql: Sql, actor: string, id: string, change: CameraTourChange): Promise<CameraTour | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ done: boolean }[]>`select change_camera_tour(${id}::uuid, ${tx.json(change as unknown as postgres.JSONValue)}::jsonb) as done`
    return row?.done ? tourOf(tx, id) : undefined
  })
