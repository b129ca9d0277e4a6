import { z } from 'zod'

export const CameraKind = z.enum(['fixed', 'ptz', 'dome'])
export type CameraKind = z.infer<typeof CameraKind>
/** `planned`: of an adopted placement, not standing yet. */
export const CameraState = z.enum(['online', 'offline', 'fault', 'planned'])
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
  /** Below the horizon is above 0. */
  tiltDegrees: number | null
  rangeMeters: number | null
  heightMeters: number | null
  /** Across the picture. */
  pixels: number | null
  lensMillimeters: number | null
  ownerUnit: string
  estateId: number | null
  /** GB/T 28181, 20 digits. */
  deviceCode: string | null
  filingNumber: string
  retentionDays: number | null
  state: CameraState
  stateSince: string
  heardAt: string | null
  version: number
}

/** What was taken for want of better, and is shown as assumed. */
export const CameraAssumed = z.enum(['direction', 'fieldOfView', 'range'])
export type CameraAssumed = z.infer<typeof CameraAssumed>
/** What at least 25 (detect) or 62.5 (observe) pixels per metre fall on (IEC 62676-4). */
export const CameraBand = z.enum(['detect', 'observe'])
export type CameraBand = z.infer<typeof CameraBand>
