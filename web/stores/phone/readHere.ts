/** Where the phone is; `at` by the server's clock, as far as the phone knows it. */
export type Here = { lng: number; lat: number; accuracyMeters: number; at: number }

export const hereOf = ({ coords, timestamp }: GeolocationPosition, clockOffset: number): Here => ({ lng: coords.longitude, lat: coords.latitude, accuracyMeters: coords.accuracy, at: timestamp + clockOffset })

/** Once; null where there is no fix within a few seconds. */
export function readHere(clockOffset: number): Promise<Here | null> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null)
    navigator.geolocation.getCurrentPosition((position) => resolve(hereOf(position, clockOffset)), () => resolve(null), { enableHighAccuracy: true, maximumAge: 10_000, timeout: 8_000 })
  })
}
