import type postgres from 'postgres'
import type { CameraGateway, CameraGatewayChange, CameraGatewayKeep } from '../../geodata/model/cameraGateway.ts'
import { asActor, asDoor, asRelay, type Sql, type Transaction } from '../database.ts'

const gatewayFields = (tx: Transaction) => tx`g.id, g.area_id, g.name, g.silence_seconds, g.category_id, g.alarm_seconds, g.heard_at, g.revoked_at, g.version,
  (select count(*)::integer from camera_heard h where h.gateway_id = g.id) as cameras,
  (select count(*)::integer from camera_heard h join camera c on c.id = h.camera_id where h.gateway_id = g.id and c.state in ('offline', 'fault')) as down`

const gatewayById = async (tx: Transaction, id: string): Promise<CameraGateway | undefined> => (await tx<CameraGateway[]>`select ${gatewayFields(tx)} from camera_gateway g where g.id = ${id}`)[0]

export const cameraGateways = (sql: Sql, actor: string): Promise<CameraGateway[]> =>
  asActor(sql, actor, async (tx) => [...(await tx<CameraGateway[]>`select ${gatewayFields(tx)} from camera_gateway g order by g.revoked_at is not null, g.name, g.id`)])

const asJson = (tx: Transaction, value: object) => tx`${tx.json(value as postgres.JSONValue)}::jsonb`

/** `hash` is of the key that comes with it. Throws 42501 where the actor may not keep cameras there. */
export const keepGateway = (sql: Sql, actor: string, given: CameraGatewayKeep, hash: string): Promise<{ gateway: CameraGateway | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ existed: boolean }[]>`select keep_gateway(${asJson(tx, given)}, ${hash}) as existed`
    return { gateway: await gatewayById(tx, given.id), existed: row?.existed ?? false }
  })

/** Undefined is not there, or not for this actor. With a hash the key is a new one. */
export const changeGateway = (sql: Sql, actor: string, id: string, change: CameraGatewayChange, hash?: string): Promise<CameraGateway | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ found: boolean }[]>`select change_gateway(${id}, ${asJson(tx, change)}, ${hash ?? null}) as found`
    return row?.found ? gatewayById(tx, id) : undefined
  })

export type Beat = { index: number; deviceCode?: string | undefined; code?: string | undefined; state: string; at?: string | undefined }
export type BeatsTaken = { accepted: number; changed: number; repeated: number; rejected: { index: number; reason: 'unknown' | 'several' | 'planned' }[] }

/** Null where no gateway has this key. */
export async function takeHeartbeats(sql: Sql, hash: string, beats: readonly Beat[]): Promise<BeatsTaken | null> {
  const [row] = await asDoor<{ taken: BeatsTaken | null }>(sql, (tx) => tx`select take_heartbeats(${hash}, ${tx.json(beats as unknown as postgres.JSONValue)}::jsonb) as taken`)
  return row?.taken ?? null
}

/** How many cameras fell silent; null where another server is at it. */
export async function silenceCameras(sql: Sql, listening: Date): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ gone: number | null }[]>`select silence_cameras(${listening.toISOString()}::timestamptz) as gone`)
  return row?.gone ?? null
}

/** How many outages became matters or joined one; null where another server is at it. */
export async function reportOutages(sql: Sql): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ settled: number | null }[]>`select report_outages() as settled`)
  return row?.settled ?? null
}
