import type { CameraKind, CameraState } from './camera.ts'

export type CameraToldBy = 'hand' | 'gateway' | 'silence' | 'import' | 'revoked'

/** A camera that does not work, or of which nobody knows since its gateway was revoked; the one whose loss is the greatest first. */
export type CameraDown = {
  id: number
  areaId: number
  zoneId: number | null
  code: string
  name: string
  kind: CameraKind
  state: Extract<CameraState, 'offline' | 'fault' | 'unknown'>
  since: string
  toldBy: CameraToldBy | null
  note: string
  heardAt: string | null
  incident: { id: string; number: string; state: string } | null
  /** Ground that it watches and no working camera does, also none that would have to turn; null while its view is not known. */
  lostSquareMeters: number | null
  lng: number
  lat: number
}
/** One zone; `zoneId` null: outside of every zone. */
export type ZoneCameraHealth = {
  zoneId: number | null
  cameras: number
  online: number
  offline: number
  fault: number
  /** Share of the time of the period in which they worked, of what is known; null: nothing is. */
  working: number | null
  /** Outages that began in the period. */
  outages: number
  lostSquareMeters: number
}
export type CameraHealthBin = { from: string; /** Cameras that were down, on the mean of the bin. */ offline: number; fault: number }
export type CameraHealth = {
  period: { from: string; to: string }
  total: Record<CameraState, number>
  zones: ZoneCameraHealth[]
  bins: CameraHealthBin[]
  down: CameraDown[]
  /** More are down than are listed. */
  truncated: boolean
}
/** What one camera is worth, and how it went. */
export type OneCameraHealth = {
  state: CameraState
  /** Ground that it watches, and how much of that no other working camera does; null while its view is not known. */
  squareMeters: number | null
  onlySquareMeters: number | null
  /** Of the last 30 days, of what is known. */
  working: number | null
  outages: number
  heardAt: string | null
  incident: { id: string; number: string; state: string } | null
}
