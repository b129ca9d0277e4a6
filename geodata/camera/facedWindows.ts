import type { Eye } from './viewshed.ts'

/** A wall of homes seen more along than this is not looked into. In radians. */
const grazing = (15 * Math.PI) / 180
/** A camera hangs on walls this near: they are behind it. */
const ownMeters = 0.5
const onWallMeters = 0.02
const pieceMeters = 1

/** Pieces of walls of homes that are seen nearer than `mostMeters`: which way each lies (degrees clockwise from north) and how long it is. */
type FacedWindows = { bearing: number[]; meters: number[]; away: number[] }

/** @param ring what is seen from the eye @param walls of homes, four numbers each */
export function facedWindows({ xMeters, yMeters }: Pick<Eye, 'xMeters' | 'yMeters'>, ring: Float64Array, walls: Float64Array, mostMeters: number): FacedWindows {
  const faced: FacedWindows = { bearing: [], meters: [], away: [] }
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, dx, dy] = [ring[j]!, ring[j + 1]!, ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!]
    const length = Math.hypot(dx, dy)
    const across = Math.abs((xMeters - ax) * dy - (yMeters - ay) * dx) / Math.max(1e-9, length)
    if (length < 0.05 || across < ownMeters || across > mostMeters) continue
    const parts = Math.ceil(length / pieceMeters)
    for (let k = 0; k < parts; k++) {
      const [x, y] = [ax + (dx * (k + 0.5)) / parts, ay + (dy * (k + 0.5)) / parts]
      const away = Math.hypot(x - xMeters, y - yMeters)
      if (away > mostMeters || across < away * Math.sin(grazing) || !isOnWall(x, y, walls)) continue
      faced.bearing.push((Math.atan2(x - xMeters, y - yMeters) * 180) / Math.PI)
      faced.meters.push(length / parts)
      faced.away.push(away)
    }
  }
  return faced
}

function isOnWall(x: number, y: number, walls: Float64Array): boolean {
  for (let i = 0; i < walls.length; i += 4) {
    const [ax, ay, dx, dy] = [walls[i]!, walls[i + 1]!, walls[i + 2]! - walls[i]!, walls[i + 3]! - walls[i + 1]!]
    const lengthSquared = dx * dx + dy * dy
    if (lengthSquared === 0) continue
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / lengthSquared))
    if (Math.hypot(x - ax - along * dx, y - ay - along * dy) < onWallMeters) return true
  }
  return false
}

/** Metres of windows' walls within a view; 360 degrees is all around. */
export function windowsWithin({ bearing, meters, away }: FacedWindows, azimuthDegrees: number, fieldOfViewDegrees: number, rangeMeters: number): number {
  let seen = 0
  for (let i = 0; i < bearing.length; i++) if (away[i]! <= rangeMeters && offAxis(bearing[i]!, azimuthDegrees) <= fieldOfViewDegrees / 2) seen += meters[i]!
  return seen
}

/** Degrees between two directions, 0 to 180. */
export const offAxis = (a: number, b: number): number => Math.abs(((((a - b) % 360) + 540) % 360) - 180)
