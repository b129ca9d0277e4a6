import type { Camera, CameraAssumed, CameraBand } from './camera.ts'
import type { LngLat } from './geometry.ts'

/** A camera whose view holds a place or a part of a thing; of a thing, `target` is its nearest part that is seen. */
export type CameraSeeing = Pick<Camera, 'id' | 'areaId' | 'code' | 'name' | 'kind' | 'state' | 'stateSince' | 'azimuthDegrees' | 'fieldOfViewDegrees' | 'heightMeters' | 'pixels'> & {
  place: LngLat
  target: LngLat
  band: CameraBand
  /** Whether it looks there all the time, or only when it is turned there (ptz). */
  always: boolean
  /** Of a line or an area, how much of it lies in the view, 0 to 1; null for points. */
  share: number | null
  assumed: CameraAssumed[]
  /** Its view is older than it, or than a building near it: being worked out anew. */
  due: boolean
}
export type CameraSighting = CameraSeeing & {
  distanceMeters: number
  /** From the camera to the target, clockwise from north. */
  bearingDegrees: number
  pixelsPerMeter: number
  /** Between the middle of the picture and the target; null where it turns, sees all around, or looks nobody knows where. */
  offAxisDegrees: number | null
  /** How steeply it looks down at the ground there; null where its height is not known. */
  downDegrees: number | null
}
/** Which cameras see a place or an incident, the best first. */
export type CamerasSeeing = {
  sightings: CameraSighting[]
  /** How many see it in all; only the best are told one by one. */
  count: number
  /** Cameras that may see it but whose view is still being worked out. */
  dueNear: number
}
