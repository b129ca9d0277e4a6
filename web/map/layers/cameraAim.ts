import type { Feature } from 'geojson'
import { destination } from '../../../geodata/geometry/destination.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import type { CameraAimScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

/** Drawn where the register knows nothing; views assume the same (geodata/camera/cameraView.ts). */
const usual = { fieldOfViewDegrees: 90, rangeMeters: 40 }
/** How far from the camera its direction is taken hold of: apart from the place, and in sight however near the map is. */
const handlePixels = 90
const stepDegrees = 5

const metersPerPixel = (lat: number, zoom: number) => (Math.cos((lat * Math.PI) / 180) * 40_075_016.686) / (512 * 2 ** zoom)

/** Where the direction is taken hold of; `null` for a dome, which has none. */
export function aimHandle({ place, azimuthDegrees, kind }: CameraAimScene, zoom: number): LngLat | null {
  if (kind === 'dome') return null
  return [...destination(place, azimuthDegrees ?? 0, handlePixels * metersPerPixel(place[1], zoom))]
}

function sector({ place, azimuthDegrees, fieldOfViewDegrees, rangeMeters, kind }: CameraAimScene): LngLat[] {
  const around = kind !== 'fixed' || azimuthDegrees === null
  const opening = around ? 360 : (fieldOfViewDegrees ?? usual.fieldOfViewDegrees)
  const steps = Math.max(2, Math.ceil(opening / stepDegrees))
  const arc = Array.from({ length: steps + 1 }, (_, i): LngLat => [...destination(place, (azimuthDegrees ?? 0) - opening / 2 + (opening * i) / steps, rangeMeters ?? usual.rangeMeters)])
  return opening >= 360 ? arc : [place, ...arc, place]
}

/** A camera that is being put and turned: what it would look at on open ground, and the two handles. What it truly sees is made after it is saved. */
export function cameraAimPart({ cameraAim }: SceneData, view: View): Part {
  if (!cameraAim) return {}
  const ink = inkOf[view.theme]
  const handle = aimHandle(cameraAim, view.camera.zoom)
  const features: Feature[] = [
    { type: 'Feature', geometry: { type: 'LineString', coordinates: sector(cameraAim) }, properties: { sort: 'edge' } },
    { type: 'Feature', geometry: { type: 'Point', coordinates: cameraAim.place }, properties: { sort: 'place' } },
    ...(handle ? [{ type: 'Feature' as const, geometry: { type: 'LineString' as const, coordinates: [cameraAim.place, handle] }, properties: { sort: 'axis' } }, { type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: handle }, properties: { sort: 'direction' } }] : []),
  ]
  const isSort = (sort: string): ['==', ['get', 'sort'], string] => ['==', ['get', 'sort'], sort]
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  return {
    sources: { 'camera-aim': geojson({ type: 'FeatureCollection', features }) },
    top: [
      { id: 'camera-aim-casing', source: 'camera-aim', type: 'line', layout: round, paint: { 'line-color': ink.halo, 'line-width': 5 } },
      { id: 'camera-aim-edge', source: 'camera-aim', type: 'line', filter: isSort('edge'), paint: { 'line-color': ink.measure, 'line-width': 2, 'line-dasharray': [3, 2] } },
      { id: 'camera-aim-axis', source: 'camera-aim', type: 'line', filter: isSort('axis'), layout: round, paint: { 'line-color': ink.measure, 'line-width': 2.5, ...(cameraAim.azimuthDegrees === null ? { 'line-dasharray': [1, 2] } : {}) } },
      { id: 'camera-aim-place', source: 'camera-aim', type: 'circle', filter: isSort('place'), paint: { 'circle-radius': 9, 'circle-color': ink.measure, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 3 } },
      { id: 'camera-aim-direction', source: 'camera-aim', type: 'circle', filter: isSort('direction'), paint: { 'circle-radius': 8, 'circle-color': ink.halo, 'circle-stroke-color': ink.measure, 'circle-stroke-width': 3 } },
    ],
  }
}
