import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { bearingDegrees } from '../../../geodata/geometry/bearingDegrees.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { aimHandle } from '../layers/cameraAim.ts'
import type { CameraAimEdit, CameraAimScene } from '../sceneData.ts'

/** Pixels around a handle in which it is meant; fingers get more. */
const mousePixels = 14
const fingerPixels = 26
type Pointer = MapMouseEvent | MapTouchEvent
type Grip = 'place' | 'direction'
export type CameraAiming = { stop(): void }

/** The place of a camera and its direction are dragged, with mouse or finger. This only says what the hand did. */
export function startCameraAiming(map: MapLibreMap, aim: () => CameraAimScene | null, tell: (edit: CameraAimEdit) => void): CameraAiming {
  let grip: Grip | null = null

  function gripAt({ point }: Pointer, reach: number): Grip | null {
    const now = aim()
    if (!now) return null
    const far = (place: LngLat | null) => { if (!place) return Infinity; const at = map.project(place); return Math.hypot(at.x - point.x, at.y - point.y) }
    const [place, direction] = [far(now.place), far(aimHandle(now, map.getZoom()))]
    return Math.min(place, direction) > reach ? null : place <= direction ? 'place' : 'direction'
  }
  function down(event: Pointer) {
    if ('points' in event && event.points.length !== 1) return
    grip = gripAt(event, 'points' in event ? fingerPixels : mousePixels)
    if (grip) event.preventDefault()
  }
  function move(event: Pointer) {
    if (!grip) {
      map.getCanvas().style.cursor = gripAt(event, mousePixels) ? 'move' : ''
      return
    }
    const now = aim()
    const at = event.lngLat.toArray() as LngLat
    if (!now) return
    if (grip === 'place') tell({ do: 'move', lng: at[0], lat: at[1] })
    // By whole degrees: nobody mounts a camera by tenths, and the number beside stays readable.
    else if (at[0] !== now.place[0] || at[1] !== now.place[1]) tell({ do: 'turn', azimuthDegrees: Math.round(bearingDegrees(now.place, at)) % 360 })
  }
  function up() {
    if (!grip) return
    grip = null
    tell({ do: 'drop' })
  }
  const listening = [map.on('mousedown', down), map.on('touchstart', down), map.on('mousemove', move), map.on('touchmove', move), map.on('mouseup', up), map.on('touchend', up), map.on('touchcancel', up)]
  // A button let go outside of the map ends the drag too.
  window.addEventListener('mouseup', up)
  return {
    stop() {
      up()
      for (const each of listening) each.unsubscribe()
      window.removeEventListener('mouseup', up)
      map.getCanvas().style.cursor = ''
    },
  }
}
