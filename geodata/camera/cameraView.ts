import { type FootprintIndex, wallsOf } from './nearFootprints.ts'
import { detectPixelsPerMeter, observePixelsPerMeter, type Optics, reachMeters } from './pixelDensity.ts'
import { deepestMeters, standOff } from './standOff.ts'
import { type Eye, viewshed } from './viewshed.ts'

/** What is known of a camera, in metres of a local plane; null is unknown. */
export type CameraSight = {
  xMeters: number
  yMeters: number
  kind: 'fixed' | 'ptz' | 'dome'
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  rangeMeters: number | null
  /** Across the picture. */
  pixels: number | null
}

/** Taken where nothing is known, and said so. Range: where a usual 1080p camera of that view still detects, kept short. */
const assumedSight = { fieldOfViewDegrees: { fixed: 90, ptz: 360, dome: 360 }, rangeMeters: 40, pixels: 1920 } as const

export type Assumed = 'direction' | 'fieldOfView' | 'range' | 'pixels'
export type CameraView = {
  /**
   * Rings of x, y in turn: what is seen well enough to detect that something happens there, and the part of it near enough to observe what. The range of the register is believed, and cut where
   * the pixels of the register do not reach as far. Null: stands deep inside of a building.
   */
  seen: Float64Array | null
  observed: Float64Array | null
  eye: Eye
  moved: 'wall' | 'inside' | null
  assumed: Assumed[]
}

/** Nearer than this a view is none. */
const leastRangeMeters = 0.5

/** The lens that pictures are taken through. What a camera that turns is registered with is, from 180 degrees on, how far it turns. */
export function opticsOf({ kind, fieldOfViewDegrees, pixels }: Pick<CameraSight, 'kind' | 'fieldOfViewDegrees' | 'pixels'>): Optics {
  const known = kind === 'ptz' && fieldOfViewDegrees !== null && fieldOfViewDegrees >= 180 ? null : fieldOfViewDegrees
  return { pixels: pixels ?? assumedSight.pixels, fieldOfViewDegrees: known ?? (kind === 'dome' ? 360 : assumedSight.fieldOfViewDegrees.fixed) }
}

/**
 * The ground that a camera sees, cut by buildings. A camera that turns (ptz) is given all it can turn to: what it may see, not what it always sees. One without a direction is given all around
 * it, since any sector would be made up; both are told apart by `kind` and `assumed`.
 */
export function cameraView(camera: CameraSight, footprints: FootprintIndex): CameraView {
  const assumed: Assumed[] = []
  const blind = camera.kind !== 'fixed' || camera.azimuthDegrees === null
  if (camera.kind === 'fixed' && camera.azimuthDegrees === null) assumed.push('direction')
  if (camera.fieldOfViewDegrees === null && !blind) assumed.push('fieldOfView')
  if (camera.rangeMeters === null) assumed.push('range')
  if (camera.pixels === null) assumed.push('pixels')
  const fieldOfViewDegrees = blind ? 360 : (camera.fieldOfViewDegrees ?? assumedSight.fieldOfViewDegrees.fixed)
  const lens = opticsOf(camera)
  const detectMeters = reachMeters(detectPixelsPerMeter, lens)
  const rangeMeters = Math.max(leastRangeMeters, camera.rangeMeters === null ? Math.min(assumedSight.rangeMeters, detectMeters) : camera.pixels === null ? camera.rangeMeters : Math.min(camera.rangeMeters, detectMeters))
  const near = footprints.near(camera.xMeters, camera.yMeters, rangeMeters + deepestMeters)
  const stand = standOff(camera.xMeters, camera.yMeters, near)
  const eye: Eye = { xMeters: stand?.xMeters ?? camera.xMeters, yMeters: stand?.yMeters ?? camera.yMeters, azimuthDegrees: camera.azimuthDegrees ?? 0, fieldOfViewDegrees, rangeMeters }
  if (!stand) return { seen: null, observed: null, eye, moved: null, assumed }
  const walls = wallsOf(near)
  const observeMeters = Math.min(rangeMeters, reachMeters(observePixelsPerMeter, lens))
  return { seen: viewshed(eye, walls), observed: viewshed({ ...eye, rangeMeters: observeMeters }, walls), eye, moved: stand.moved, assumed }
}
