import type { CameraPlacementAnswer, CameraPlacementQuestion, CameraPlacementStage } from '../../geodata/model/cameraPlacement.ts'
import type { CameraPlan, CameraPlanDraft, CameraPlanKeep, CameraPlanRecord } from '../../geodata/model/cameraPlan.ts'
import { read, send } from './http.ts'
import { askLong, type LongProgress } from './longAnswer.ts'

export type PlacementProgress = LongProgress<CameraPlacementStage>
type Signal = AbortSignal | undefined

const at = (id: string) => `/api/camera-plans/${encodeURIComponent(id)}`

export const cameraPlanClient = {
  list: (signal?: Signal) => read<{ plans: CameraPlan[] }>('/api/camera-plans', { discarded: 'true' }, signal),
  read: (id: string, signal?: Signal) => read<CameraPlanRecord>(at(id), {}, signal),
  keep: (plan: CameraPlanKeep) => send<{ plan: CameraPlan }>('POST', '/api/camera-plans', plan),
  change: (id: string, draft: CameraPlanDraft) => send<{ plan: CameraPlan }>('PUT', at(id), draft),
  /** Each site becomes a camera that is planned; `withdraw` takes that back while none of them stands. */
  step: (step: 'adopt' | 'withdraw' | 'discard', id: string, version: number) => send<{ plan: CameraPlan }>('POST', `${at(id)}/${step}`, { version }),
}

export const cameraPlacementClient = {
  /** Where known street lights stand, for those who may plan there. */
  lights: (areaId: number, zoneId: number | null, signal?: AbortSignal) => read<{ lights: [lng: number, lat: number][] }>('/api/street-lights', { areaId, ...(zoneId === null ? {} : { zoneId }) }, signal),
  ask: (question: CameraPlacementQuestion, told: (progress: PlacementProgress) => void, signal?: AbortSignal) => askLong<CameraPlacementAnswer, CameraPlacementStage>('/api/camera-placements', question, told, signal),
}
