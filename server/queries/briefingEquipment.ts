import type { CameraState } from '../../geodata/model/camera.ts'
import { asActor, type Sql } from '../database.ts'
import { beganIn, overlaps, secondsIn } from './cameraHealth.ts'
import { onDaysOf } from './coverageDays.ts'
import type { Span } from './incident.ts'
import { within } from './indicatorSets.ts'
import { momentOf } from './past.ts'

export type CameraTimes = { outages: number; known: number; up: number }
export type CameraStands = { id: number; code: string; name: string; state: CameraState; since: string; lng: number; lat: number }

/** What state each camera was in at a moment. */
export const camerasAt = async (sql: Sql, actor: string, areaId: number, at: string | undefined): Promise<CameraStands[]> => [...(await asActor(sql, actor, (tx) => tx<CameraStands[]>`
  select c.id, c.code, c.name, s.state, s.from_at as since, st_x(c.geom) as lng, st_y(c.geom) as lat from camera c join camera_state s on s.camera_id = c.id and s.from_at <= ${momentOf(tx, at)} and (s.to_at is null or s.to_at > ${momentOf(tx, at)})
  where true ${within(tx, tx`c.area_id`, areaId)} order by s.from_at desc, c.id`))]

/** Outages that began in a span, and the seconds in which cameras worked, of those that are known. */
export const cameraTimes = async (sql: Sql, actor: string, areaId: number, span: Span): Promise<CameraTimes> => {
  const [row] = await asActor(sql, actor, (tx) => tx<CameraTimes[]>`
    select count(*) filter (where ${beganIn(tx, span)})::integer as outages, coalesce(sum(${secondsIn(tx, span)}) filter (where s.state not in ('planned', 'unknown')), 0)::float8 as known, coalesce(sum(${secondsIn(tx, span)}) filter (where s.state = 'online'), 0)::float8 as up
    from camera_state s where ${overlaps(tx, span)} ${within(tx, tx`s.area_id`, areaId)}`)
  return row as CameraTimes
}

/** Minutes of presence of all patrols on the days that a span touches. */
export const presenceMinutes = async (sql: Sql, actor: string, areaId: number, span: Span): Promise<number> => {
  const [row] = await asActor(sql, actor, (tx) => tx<{ minutes: number }[]>`select (coalesce(sum(c.seconds), 0) / 60)::float8 as minutes from coverage c where ${onDaysOf(tx, span)} ${within(tx, tx`c.area_id`, areaId)}`)
  return row?.minutes ?? 0
}
