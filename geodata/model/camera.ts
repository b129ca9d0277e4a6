import { z } from 'zod'

export const CameraKind = z.enum(['fixed', 'ptz', 'dome'])
export type CameraKind = z.infer<typeof CameraKind>
export const CameraState = z.enum(['online', 'offline', 'fault'])
export type CameraState = z.infer<typeof CameraState>

/** 摄像头: equipment; where it stands and looks, never what it saw. Directions are degrees clockwise from north; `null` is unknown. */
export type Camera = {
  id: number
  areaId: number
  code: string
  name: string
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  rangeMeters: number
  heightMeters: number | null
  state: CameraState
  version: number
}
