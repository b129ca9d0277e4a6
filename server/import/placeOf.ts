import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Reproject } from '../../geodata/format/reproject.ts'

export type Reason = { reason: string; kind: string }
const why = (kind: string, detail = ''): Reason => ({ kind, reason: detail ? `${kind}: ${detail}` : kind })

/** Two cells as a place in EPSG:4326, or why they are none. (0, 0) is what receivers send before they know where they are. */
export function placeOf(lngText: string, latText: string, reproject: Reproject): LngLat | Reason {
  if (!lngText.trim() || !latText.trim()) return why('no coordinates')
  const [x, y] = [Number(lngText), Number(latText)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return why('coordinates are not numbers', `${lngText}, ${latText}`)
  if (x === 0 && y === 0) return why('coordinates are (0, 0)')
  const [lng, lat] = reproject([x, y])
  if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90) return [lng, lat]
  if (Math.abs(lng) <= 90 && Math.abs(lat) <= 180) return why('outside the world: longitude and latitude look swapped', `${lngText}, ${latText}`)
  return why('outside the world: projected coordinates need --crs EPSG:nnnn', `${lngText}, ${latText}`)
}

export const isReason = (value: object): value is Reason => 'reason' in value
