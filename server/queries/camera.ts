import type postgres from 'postgres'
import type { CameraChange, CameraHistory, CameraKeep, CameraRecord } from '../../geodata/model/camera.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { cameraFields } from './fields.ts'

/** Two rows of one camera, or two cameras on one mast. */
const samePlaceMeters = 1

/** Undefined is not there, or not for this actor. */
async function recordOf(tx: Transaction, id: number): Promise<CameraRecord | undefined> {
  const [found] = await tx<(CameraRecord['camera'] & { estate: CameraRecord['estate']; mayKeep: boolean })[]>`
    select ${cameraFields(tx)}, st_x(c.geom) as lng, st_y(c.geom) as lat, c.area_id in (select actor_areas('camera')) as may_keep,
      (select jsonb_build_object('id', e.id, 'nameZh', e.name_zh, 'nameEn', e.name_en) from estate e where e.id = c.estate_id) as estate from camera c where c.id = ${id}`
  if (!found) return undefined
  const { estate, mayKeep, ...camera } = found
  const [history, samePlace] = await Promise.all([
    tx<CameraHistory[]>`select state, from_at, to_at, told_by, account_name, note from camera_history(${id})`,
    tx<CameraRecord['samePlace']>`select o.id, o.code, o.name, st_distance(o.geom::geography, c.geom::geography) as distance_meters from camera c join camera o on o.geom && st_expand(c.geom, 0.0002) and o.id <> c.id
      where c.id = ${id} and st_dwithin(o.geom::geography, c.geom::geography, ${samePlaceMeters}) order by distance_meters, o.id limit 10`,
  ])
  return { camera, estate, mayKeep, history: [...history], samePlace: [...samePlace] }
}

export const cameraRecord = (sql: Sql, actor: string, id: number): Promise<CameraRecord | undefined> => asActor(sql, actor, (tx) => recordOf(tx, id))

const asJson = (tx: Transaction, value: object) => tx`${tx.json(value as postgres.JSONValue)}::jsonb`

/** The database decides where it belongs and whether the actor may. */
export const keepCamera = (sql: Sql, actor: string, given: CameraKeep): Promise<{ record: CameraRecord | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const [kept] = await tx<{ id: number; existed: boolean }[]>`select id, existed from keep_camera(${asJson(tx, given)})`
    return { record: kept && (await recordOf(tx, kept.id)), existed: kept?.existed ?? false }
  })

export const changeCamera = (sql: Sql, actor: string, id: number, change: CameraChange): Promise<CameraRecord | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [changed] = await tx`select change_camera(${id}, ${asJson(tx, change)})`
    return changed && recordOf(tx, id)
  })

export const removeCamera = async (sql: Sql, actor: string, id: number): Promise<boolean> => (await asActorQuery(sql, actor, (tx) => tx`select remove_camera(${id})`)).length > 0

/** Takes a removal back, with the camera's history. */
export const restoreCamera = (sql: Sql, actor: string, id: number): Promise<CameraRecord | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [restored] = await tx`select restore_camera(${id})`
    return restored && recordOf(tx, id)
  })
