import type { View } from '../../geodata/model/view.ts'

export type CameraValue = View['camera']

const round = (value: number, digits: number) => Number(value.toFixed(digits))

/** A camera as it stands in a View and in the URL: six digits are 0.1 m, so equal cameras look equal. */
export function roundedCamera({ lng, lat, zoom, bearing, pitch }: CameraValue): CameraValue {
  // +0: a bearing of -0 would be another URL for the same map.
  return { lng: round(lng, 6), lat: round(lat, 6), zoom: round(zoom, 2), bearing: round(bearing, 1) + 0, pitch: round(pitch, 1) + 0 }
}

/** To the last digit. */
export const sameValue = (a: CameraValue, b: CameraValue): boolean => (['lng', 'lat', 'zoom', 'bearing', 'pitch'] as const).every((key) => a[key] === b[key])

export const sameCamera = (a: CameraValue, b: CameraValue): boolean => sameValue(roundedCamera(a), roundedCamera(b))
