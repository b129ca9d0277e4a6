import type postgres from 'postgres'
import type { CameraLook, CameraLookNew } from '../../geodata/model/cameraWatch.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'

/** Looks at cameras that were taken out of the register, or moved to where the reader sees none, stay in the log. */
const looksWhere = async (tx: Transaction, which: Fragment, limit = 1): Promise<CameraLook[]> => [...(await tx<CameraLook[]>`
  select l.id, l.camera_id, coalesce(c.code, '#' || l.camera_id) as camera_code, coalesce(c.name, '') as camera_name, l.account_id, jsonb_build_object('zh', n.name_zh, 'en', n.name_en) as account_name, l.tour_id, t.name as tour_name, l.reason, l.from_at, l.to_at, l.incident_id
  from camera_look l left join camera c on c.id = l.camera_id left join camera_look_names() n on n.id = l.account_id left join camera_tour t on t.id = l.tour_id
  where ${which} order by l.from_at desc, l.id limit ${limit}`)]

export type LookFilter = { areaId?: number | undefined; cameraId?: number | undefined; from?: string | undefined; to?: string | undefined; limit: number }

/** The newest first. */
export const cameraLooks = (sql: Sql, actor: string, { areaId, cameraId, from, to, limit }: LookFilter): Promise<CameraLook[]> =>
  asActor(sql, actor, async (tx) => {
    await tx`select check_watch(true)`
    return looksWhere(tx, tx`true ${within(tx, tx`l.area_id`, areaId)} ${cameraId === undefined ? tx`` : tx`and l.camera_id = ${cameraId}`}
      ${from === undefined ? tx`` : tx`and l.from_at >= ${from}::timestamptz`} ${to === undefined ? tx`` : tx`and l.from_at < ${to}::timestamptz`}`, limit)
  })

/** Undefined where there is no such camera for this actor. */
export const beginCameraLook = (sql: Sql, actor: string, given: CameraLookNew): Promise<CameraLook | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [begun] = await tx`select id from begin_camera_look(${tx.json(given as unknown as postgres.JSONValue)}::jsonb)`
    return begun && (await looksWhere(tx, tx`l.id = ${given.id}::uuid`))[0]
  })

/** False where it is not there, or not of this actor. */
export async function endCameraLook(sql: Sql, actor: string, id: string): Promise<boolean> {
  const [row] = await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`select end_camera_look(${id}::uuid) as done`)
  return row?.done ?? false
}
