import type { CameraSightState } from '../../geodata/model/camera.ts'
import type { CameraCover } from '../../geodata/model/cameraCover.ts'
import { read } from './http.ts'

type Signal = AbortSignal | undefined

export const cameraCoverClient = {
  /** Of one area with its estates and streets, or of all zones. */
  read: (areaId: number | null, signal?: Signal) => read<CameraCover>('/api/camera-cover', { areaId }, signal),
  sight: (cameraId: number, signal?: Signal) => read<CameraSightState>(`/api/cameras/${cameraId}/sight`, {}, signal),
}
