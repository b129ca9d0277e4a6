import { bearingDegrees } from '../geometry/bearingDegrees.ts'
import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { CameraState } from '../model/camera.ts'
import type { CameraSeeing, CameraSighting } from '../model/cameraSighting.ts'
import { opticsOf } from './cameraView.ts'
import { observePixelsPerMeter, pixelsPerMeter } from './pixelDensity.ts'

const radians = Math.PI / 180
/** Twice what observing needs: more pixels on a metre tell no more of what happens there, so that angles decide between cameras that are near enough. */
const plentyPixelsPerMeter = 2 * observePixelsPerMeter
/** Right below a camera the distance is none; nearer than this counts as this. */
const leastMeters = 0.5
const rank: Record<CameraState, number> = { online: 0, unknown: 1, fault: 2, offline: 3, planned: 4 }

/** What one camera makes of what it sees: how far, how fine, how far off the middle of the picture and how steep. Lens and pixels that nobody knows are assumed as for its view. */
export function sighting(seeing: CameraSeeing): CameraSighting {
  const { kind, azimuthDegrees, heightMeters, place, target } = seeing
  const distance = distanceMeters(place, target)
  const bearing = bearingDegrees(place, target)
  const fixed = kind === 'fixed' && azimuthDegrees !== null
  return {
    ...seeing,
    distanceMeters: distance,
    bearingDegrees: bearing,
    pixelsPerMeter: pixelsPerMeter(Math.max(leastMeters, distance), opticsOf(seeing)),
    offAxisDegrees: fixed ? Math.abs(((bearing - azimuthDegrees + 540) % 360) - 180) : null,
    downDegrees: heightMeters === null ? null : Math.atan2(heightMeters, distance) / radians,
  }
}

/** How well it shows what stands there: pixels on a metre, less the farther off the middle of the picture, and the steeper from above. */
export function sightingWorth({ pixelsPerMeter: density, offAxisDegrees, downDegrees }: CameraSighting): number {
  const offAxis = Math.min(90, offAxisDegrees ?? 0)
  return Math.min(plentyPixelsPerMeter, density) * Math.cos(offAxis * radians) * Math.cos((downDegrees ?? 0) * radians)
}

/** The best first: those that deliver a picture before those at fault and offline, then by worth; of equals the nearer one. */
export const rankSightings = (all: readonly CameraSeeing[]): CameraSighting[] =>
  all.map(sighting).toSorted((a, b) => rank[a.state] - rank[b.state] || sightingWorth(b) - sightingWorth(a) || a.distanceMeters - b.distanceMeters || a.id - b.id)
