import type { MultiPolygon, Polygon } from '../../geodata/model/geometry.ts'
import type { CameraBand, CameraKind } from '../../geodata/model/camera.ts'
import { asRelay, type Sql } from '../database.ts'

/** A camera whose view is to be made; `markedBy` says of which mark, for another may follow while it is made. */
export type DueCamera = {
  id: number
  version: number
  markedBy: string
  lng: number
  lat: number
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  rangeMeters: number | null
  pixels: number | null
}
export type Footprint = Polygon | MultiPolygon
export type MadeView = {
  id: number
  version: number
  markedBy: string
  always: boolean
  assumed: string[]
  moved: 'wall' | 'inside' | null
  walledIn: boolean
  /** `wkb` is hexadecimal, in degrees. */
  views: { band: CameraBand; squareMeters: number; wkb: string }[]
}

/** Those that wait longest and the buildings around them. The cameras are read first: a building that changes in between makes a mark that stays. */
export function dueCameras(sql: Sql, most: number): Promise<{ cameras: DueCamera[]; footprints: Footprint[] }> {
  return asRelay(sql, async (tx) => {
    const cameras = await tx<DueCamera[]>`select * from due_cameras(${most})`
    if (!cameras.length) return { cameras: [], footprints: [] }
    const rows = await tx<{ geometry: Footprint }[]>`select geometry from camera_footprints(${cameras.map(({ id }) => id)}::integer[])`
    return { cameras: [...cameras], footprints: rows.map(({ geometry }) => geometry) }
  })
}

/** In one transaction with what is due no more. @returns how many cameras still stood there */
export async function keepCameraViews(sql: Sql, made: MadeView[]): Promise<number> {
  const [row] = await asRelay(sql, (tx) => tx<{ kept: number }[]>`select keep_camera_views(${JSON.stringify(made)}::text::jsonb) as kept`)
  return row?.kept ?? 0
}

/** Behind all others that are due. */
export const postponeCameras = async (sql: Sql, ids: number[]): Promise<void> => void (await asRelay(sql, (tx) => tx`select postpone_cameras(${ids}::integer[])`))
