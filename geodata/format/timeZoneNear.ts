import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { LngLat } from '../model/geometry.ts'

/** Time zones at their principal city, degrees. Source: the IANA time zone database (zone1970.tab, public domain), rounded to 0.1. */
const principal: [zone: string, lng: number, lat: number][] = [
  ['Asia/Shanghai', 121.5, 31.2], ['Asia/Shanghai', 116.4, 39.9], ['Asia/Shanghai', 113.3, 23.1], ['Asia/Shanghai', 104.1, 30.7], ['Asia/Shanghai', 108.9, 34.3], ['Asia/Shanghai', 126.6, 45.8],
  ['Asia/Shanghai', 91.1, 29.7], ['Asia/Shanghai', 87.6, 43.8], ['Asia/Shanghai', 102.7, 25.0], ['Asia/Hong_Kong', 114.2, 22.3], ['Asia/Taipei', 121.5, 25.1], ['Asia/Tokyo', 139.7, 35.7], ['Asia/Seoul', 127.0, 37.6],
  ['Asia/Singapore', 103.9, 1.3], ['Asia/Bangkok', 100.5, 13.8], ['Asia/Ho_Chi_Minh', 106.7, 10.8], ['Asia/Manila', 121.0, 14.6], ['Asia/Jakarta', 106.8, -6.2], ['Asia/Kolkata', 88.4, 22.5], ['Asia/Kolkata', 72.9, 19.1],
  ['Asia/Kolkata', 77.2, 28.6], ['Asia/Dubai', 55.3, 25.3], ['Asia/Riyadh', 46.7, 24.6], ['Asia/Tehran', 51.4, 35.7], ['Europe/Moscow', 37.6, 55.8], ['Europe/Istanbul', 29.0, 41.0], ['Europe/Athens', 23.7, 38.0],
  ['Europe/Kyiv', 30.5, 50.4], ['Europe/Warsaw', 21.0, 52.3], ['Europe/Berlin', 13.4, 52.5], ['Europe/Berlin', 11.6, 48.1], ['Europe/Berlin', 9.9, 53.6], ['Europe/Vienna', 16.3, 48.2], ['Europe/Zurich', 8.5, 47.4],
  ['Europe/Rome', 12.5, 41.9], ['Europe/Paris', 2.3, 48.9], ['Europe/Brussels', 4.3, 50.8], ['Europe/Amsterdam', 4.9, 52.4], ['Europe/Madrid', -3.7, 40.4], ['Europe/Lisbon', -9.1, 38.7], ['Europe/Lisbon', -8.6, 41.1],
  ['Europe/London', -0.1, 51.5], ['Europe/London', -3.2, 55.9], ['Europe/Dublin', -6.3, 53.3], ['Europe/Stockholm', 18.1, 59.3], ['Africa/Cairo', 31.3, 30.0], ['Africa/Lagos', 3.4, 6.5], ['Africa/Nairobi', 36.8, -1.3],
  ['Africa/Johannesburg', 28.0, -26.3], ['America/New_York', -74.0, 40.7], ['America/New_York', -80.2, 25.8], ['America/Toronto', -79.4, 43.7], ['America/Chicago', -87.7, 41.9], ['America/Chicago', -97.7, 30.3],
  ['America/Denver', -105.0, 39.7], ['America/Phoenix', -112.1, 33.4], ['America/Los_Angeles', -118.2, 34.1], ['America/Los_Angeles', -122.4, 37.8], ['America/Vancouver', -123.1, 49.3], ['America/Mexico_City', -99.2, 19.4],
  ['America/Bogota', -74.1, 4.6], ['America/Lima', -77.0, -12.0], ['America/Santiago', -70.7, -33.5], ['America/Argentina/Buenos_Aires', -58.4, -34.6], ['America/Sao_Paulo', -46.6, -23.5], ['Australia/Sydney', 151.2, -33.9],
  ['Australia/Perth', 115.9, -32.0], ['Australia/Brisbane', 153.0, -27.5], ['Pacific/Auckland', 174.8, -36.9], ['Pacific/Honolulu', -157.9, 21.3],
]

/** A likely time zone for a place: that of the nearest large city above. A guess to be shown to whoever can correct it. */
export function timeZoneNear(place: LngLat): string {
  let best = 'Asia/Shanghai'
  let nearest = Infinity
  for (const [zone, lng, lat] of principal) {
    const meters = distanceMeters(place, [lng, lat])
    if (meters < nearest) [nearest, best] = [meters, zone]
  }
  return best
}
