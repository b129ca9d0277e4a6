import type { CameraChange, CameraKeep, CameraRecord } from '../../geodata/model/camera.ts'
import { read, send } from './http.ts'

const at = (id: number) => `/api/cameras/${id}`

/** The register. Changes carry the version that was seen: of two who change the same one the second is a Problem 409. */
export const cameraClient = {
  read: (id: number, signal?: AbortSignal) => read<CameraRecord>(at(id), {}, signal),
  keep: (camera: CameraKeep) => send<CameraRecord>('POST', '/api/cameras', camera),
  change: (id: number, change: CameraChange) => send<CameraRecord>('PATCH', at(id), change),
  remove: (id: number) => send<null>('DELETE', at(id)),
  restore: (id: number) => send<CameraRecord>('POST', `${at(id)}/restore`, {}),
}
