import type postgres from 'postgres'
import type { CameraStreamChange, CameraStreamFacts } from '../../geodata/model/cameraWatch.ts'
import type { Sealed } from '../contacts.ts'
import { asActorQuery, type Sql } from '../database.ts'

/** Undefined where there is no such camera for an actor who watches or keeps it. */
export async function cameraStreamFacts(sql: Sql, actor: string, cameraId: number): Promise<CameraStreamFacts | undefined> {
  const [row] = await asActorQuery<CameraStreamFacts[]>(sql, actor, (tx) => tx`select has_stream, has_snapshot, has_credentials, stream_url, snapshot_url, may_change, version from camera_stream_facts(${cameraId})`)
  return row
}

/** False where there is no such camera for this actor. Credentials arrive sealed, or as null. */
export async function changeCameraStream(sql: Sql, actor: string, cameraId: number, { credentials, ...change }: CameraStreamChange, sealed: Sealed | null): Promise<boolean> {
  const named = { ...change, ...(credentials === undefined ? {} : { credentials: credentials !== null }) }
  const [row] = await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`
    select change_camera_stream(${cameraId}, ${tx.json(named as unknown as postgres.JSONValue)}::jsonb, ${sealed?.sealed ?? null}::bytea, ${sealed?.keyId ?? null}::text) as done`)
  return row?.done ?? false
}

export type StoredStream = { streamUrl: string | null; snapshotUrl: string | null; secret: Buffer | null; secretKeyId: string | null; version: number | null }

/** For the proxy only. Undefined without a look of this actor at this camera that lasts. */
export async function fetchCameraStream(sql: Sql, actor: string, cameraId: number, look: string): Promise<StoredStream | undefined> {
  const [row] = await asActorQuery<StoredStream[]>(sql, actor, (tx) => tx`select stream_url, snapshot_url, secret, secret_key_id, version from fetch_camera_stream(${cameraId}, ${look}::uuid)`)
  return row
}
