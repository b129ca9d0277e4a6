import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { PositionFix } from '../../../geodata/model/patrol.ts'
import type { Here } from './readHere.ts'

/** A fix this often at most, and this far at least, or else this often: what a walk is told by without emptying the battery. */
const leastMilliseconds = 5_000
const leastMeters = 8
const mostMilliseconds = 15_000
/** The server takes none that is coarser. */
export const mostAccuracyMeters = 200

/** Whether a fix is worth keeping after the one that was kept last. */
export function isWorthKeeping(fix: Here, last: Here | null): boolean {
  if (fix.accuracyMeters > mostAccuracyMeters) return false
  if (!last) return true
  const since = fix.at - last.at
  return since >= mostMilliseconds || (since >= leastMilliseconds && distanceMeters([last.lng, last.lat], [fix.lng, fix.lat]) >= leastMeters)
}

export const fixOf = ({ at, lng, lat, accuracyMeters }: Here, speed: number | null): PositionFix => ({ at: new Date(at).toISOString(), lng, lat, accuracyMeters, ...(speed !== null && speed >= 0 && speed <= 150 ? { speedMetersPerSecond: speed } : {}) })
