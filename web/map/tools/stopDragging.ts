import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { legsOfRounds, type SpotLeg, spotsNear } from '../../../geodata/patrol/spotsOnRounds.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { PatrolPlanScene, StopDrag } from '../sceneData.ts'
import { metersPerPixel } from './planEditing.ts'

/** Pixels around a mark in which it is meant, and from a way on which a stop is dropped; fingers get more. */
const mouse = { mark: 12, way: 24, alike: 6 }
const finger = { mark: 26, way: 40, alike: 12 }
/** Less is a click. */
const leastPixels = 6
const layer = 'patrol-plan-stop'
type Pointer = MapMouseEvent | MapTouchEvent

/** Stops of rounds are taken by mouse or finger and held over another way. This only says what the hand did; the place itself stays where it is, and Esc lets go of it. */
export function listenToStops(map: MapLibreMap, plan: () => PatrolPlanScene | null, busy: () => boolean, tell: (drag: StopDrag) => void): { holding(): boolean } {
  let held: { id: string; x: number; y: number; legs: SpotLeg[]; moved: boolean } | null = null
  const container = map.getCanvasContainer()
  const reachOf = (event: Pointer) => ('points' in event ? finger : mouse)

  /** Visits that share a mark: the one that is pointed at, or else the first. */
  function stopAt({ point }: Pointer, reach: number): string | null {
    const now = plan()
    if (!now?.movable || busy() || !map.getLayer(layer)) return null
    const near = map.queryRenderedFeatures([[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]], { layers: [layer] }).filter(({ properties }) => properties.shape !== 'start').map(({ geometry, properties }) => {
      const at = map.project((geometry as GeoJSON.Point).coordinates as LngLat)
      return { ids: String(properties.ids).split(','), away: Math.hypot(at.x - point.x, at.y - point.y) }
    }).sort((a, b) => a.away - b.away)[0]
    return near ? (near.ids.find((id) => id === now.pointed) ?? near.ids[0]!) : null
  }
  function down(event: Pointer) {
    if ('points' in event && event.points.length !== 1) return end('leave')
    const id = 'button' in event.originalEvent && event.originalEvent.button !== 0 ? null : stopAt(event, reachOf(event).mark)
    if (id === null) return
    // Neither the map nor the menu of a long press takes the hand then.
    event.preventDefault()
    held = { id, x: event.point.x, y: event.point.y, legs: legsOfRounds(plan()!.rounds), moved: false }
    window.addEventListener('keydown', letGo, true)
  }
  function move(event: Pointer) {
    if (!held) return void container.classList.toggle('over-stop', !('points' in event) && !map.isMoving() && stopAt(event, mouse.mark) !== null)
    const { x, y } = event.point
    if (!held.moved && Math.hypot(x - held.x, y - held.y) < leastPixels) return
    if (!held.moved) { held.moved = true; container.classList.add('holds-stop'); tell({ do: 'take', id: held.id }) }
    const { way, alike } = reachOf(event)
    tell({ do: 'over', spots: spotsNear(held.legs, event.lngLat.toArray() as LngLat, way * metersPerPixel(map), alike * metersPerPixel(map)), x, y })
  }
  function end(how: 'drop' | 'leave') {
    if (!held) return
    const { moved } = held
    held = null
    container.classList.remove('holds-stop', 'over-stop')
    window.removeEventListener('keydown', letGo, true)
    if (moved) tell({ do: how })
  }
  const drop = () => end('drop')
  const leave = () => end('leave')
  const letGo = (event: KeyboardEvent) => { if (event.key === 'Escape' && held) { event.stopPropagation(); leave() } }
  // A finger that rests on a mark before it moves asks for no menu.
  container.addEventListener('contextmenu', (event) => { if (held) { event.preventDefault(); event.stopPropagation() } }, true)
  map.on('mousedown', down); map.on('touchstart', down)
  map.on('mousemove', move); map.on('touchmove', move)
  map.on('mouseup', drop); map.on('touchend', drop); map.on('touchcancel', leave)
  // Let go outside of the map it goes back.
  window.addEventListener('mouseup', leave)
  map.on('remove', () => { leave(); window.removeEventListener('mouseup', leave) })
  return { holding: () => held !== null }
}
