import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { CameraKind, CameraState } from '../../geodata/model/camera.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { cameraViews, type PlacedCamera } from './cameraViews.ts'
import { cameraViewZoom } from './layers/cameras.ts'

const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null)

/** Keeps `camera-views` equal to the cameras that the tiles on screen hold; done when the map is idle, so it never costs a frame of a movement. */
export function followCameras(map: MapLibreMap) {
  let drawn = ''
  map.on('idle', () => {
    const source = map.getSource<GeoJSONSource>('camera-views')
    if (!source) {
      drawn = ''
      return
    }
    const cameras = map.getZoom() >= cameraViewZoom ? camerasOnScreen(map) : []
    const key = cameras.map((camera) => `${camera.id}${camera.state}${camera.azimuthDegrees}`).join()
    if (key === drawn) return
    drawn = key
    void source.setData(cameraViews(cameras))
  })
}

function camerasOnScreen(map: MapLibreMap): PlacedCamera[] {
  const byId = new Map<number, PlacedCamera>()
  for (const { id, properties, geometry } of map.querySourceFeatures('cameras', { sourceLayer: 'camera' })) {
    const kind = CameraKind.safeParse(properties.kind)
    const state = CameraState.safeParse(properties.state)
    const number = Number(properties.id ?? id)
    if (geometry.type !== 'Point' || !kind.success || !state.success || !Number.isInteger(number)) continue
    byId.set(number, {
      id: number,
      kind: kind.data,
      state: state.data,
      azimuthDegrees: numberOrNull(properties.azimuthDegrees),
      fieldOfViewDegrees: numberOrNull(properties.fieldOfViewDegrees),
      rangeMeters: Number(properties.rangeMeters),
      place: geometry.coordinates as LngLat,
    })
  }
  return [...byId.values()].toSorted((a, b) => a.id - b.id)
}
