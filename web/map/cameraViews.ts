import type { Feature, FeatureCollection, Polygon } from 'geojson'
import { destination } from '../../geodata/geometry/destination.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'

export type PlacedCamera = Pick<Camera, 'id' | 'kind' | 'state' | 'azimuthDegrees' | 'fieldOfViewDegrees' | 'rangeMeters'> & { place: LngLat }

/** Degrees between two corners of an arc; at 5° the arc lies less than 0.1 % of the range inside the circle. */
const stepDegrees = 5

/**
 * The ground a camera looks at, range in metres, obstacles not considered: a sector for a fixed camera, a circle where it turns (PTZ, dome)
 * or sees all around. `null` where range or direction is not known: nothing is better than a guess.
 */
export function cameraView(camera: PlacedCamera): Polygon | null {
  const { rangeMeters } = camera
  if (rangeMeters === null || !(rangeMeters > 0)) return null
  const allAround = camera.kind !== 'fixed' || (camera.fieldOfViewDegrees ?? 0) >= 360
  if (!allAround && (camera.azimuthDegrees === null || camera.fieldOfViewDegrees === null)) return null
  const opening = allAround ? 360 : camera.fieldOfViewDegrees!
  const from = allAround ? 0 : camera.azimuthDegrees! - opening / 2
  const steps = Math.max(2, Math.ceil(opening / stepDegrees))
  const arc: LngLat[] = []
  for (let i = 0; i <= steps; i++) {
    const [lng, lat] = destination(camera.place, from + (opening * i) / steps, rangeMeters)
    arc.push([lng, lat])
  }
  if (allAround) arc[arc.length - 1] = arc[0]!
  return { type: 'Polygon', coordinates: [(allAround ? arc : [camera.place, ...arc, camera.place]).toReversed()] }
}

export function cameraViews(cameras: Iterable<PlacedCamera>): FeatureCollection<Polygon> {
  const features: Feature<Polygon>[] = []
  for (const camera of cameras) {
    const geometry = cameraView(camera)
    if (geometry) features.push({ type: 'Feature', id: camera.id, geometry, properties: { id: camera.id, kind: camera.kind, state: camera.state } })
  }
  return { type: 'FeatureCollection', features }
}
