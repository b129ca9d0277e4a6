import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { cellOf, placeOf, type Cell } from '../../../geodata/zoning/grid.ts'
import { snapPlace } from '../../../geodata/zoning/snapping.ts'
import { zoneAt } from '../../../geodata/zoning/zoneAt.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { PlanDraftHeld, PlanEdit } from '../sceneData.ts'

/** Pixels around a corner in which it is meant; fingers get more. */
const mousePixels = 9
const fingerPixels = 24
/** Pixels within which a corner jumps onto a street or another corner. */
const snapPixels = 8
export type PlanEditing = { stop(): void }
type Pointer = MapMouseEvent | MapTouchEvent

export const metersPerPixel = (map: MapLibreMap): number => (Math.cos((map.getCenter().lat * Math.PI) / 180) * 40_075_016.686) / (512 * 2 ** map.getZoom())

/** A place where the hand meant it, for lines that are drawn: on a corner, a border or a street nearby. */
export function snapDrawn(map: MapLibreMap, { topology, lines }: PlanDraftHeld, place: LngLat): LngLat | undefined {
  const { to, cell } = snapPlace(topology, lines, cellOf(place), snapPixels * metersPerPixel(map))
  return to ? placeOf(cell[0], cell[1]) : undefined
}

/** Zones are picked, their corners dragged and middles of edges pulled out, with mouse or finger. What it means is the draft's matter: this only says what the hand did. */
export function startPlanEditing(map: MapLibreMap, draft: () => PlanDraftHeld | null, tell: (edit: PlanEdit) => void): PlanEditing {
  let held: { id: number; moved: boolean } | null = null
  let frame = 0
  let last: Cell | null = null
  const reachOf = (event: Pointer) => ('points' in event ? fingerPixels : mousePixels)

  function down(event: Pointer) {
    const now = draft()
    if (!now || now.tool !== 'vertex' || ('points' in event && event.points.length !== 1)) return
    const hit = handleAt(map, now, event.point, reachOf(event))
    if (!hit) return
    event.preventDefault()
    if ('edge' in hit) tell({ do: 'insert', edge: hit.edge, at: hit.at })
    const id = 'edge' in hit ? (draft()?.vertex ?? null) : hit.id
    if (id === null) return
    held = { id, moved: false }
    if ('id' in hit) tell({ do: 'vertex', id })
  }
  function move(event: Pointer) {
    if (!held) return hover(event)
    const now = draft()
    if (!now) return
    held.moved = true
    const at = cellOf(event.lngLat.toArray())
    last = event.originalEvent.altKey ? at : snapPlace(now.topology, now.lines, at, snapPixels * metersPerPixel(map), held.id).cell
    // One step a frame: events may come faster than the screen shows.
    if (frame === 0) frame = requestAnimationFrame(step)
  }
  function step() {
    frame = 0
    if (held && last) tell({ do: 'drag', id: held.id, to: last })
    last = null
  }
  function up() {
    if (!held) return
    if (frame) { cancelAnimationFrame(frame); step() }
    held = null
    tell({ do: 'drop' })
  }
  function hover(event: Pointer) {
    const now = draft()
    if (!now) return
    map.getCanvas().style.cursor = now.tool === 'vertex' && handleAt(map, now, event.point, mousePixels) ? 'move' : 'pointer'
  }
  function click(event: MapMouseEvent) {
    const now = draft()
    if (!now || (now.tool === 'vertex' && handleAt(map, now, event.point, mousePixels))) return
    tell({ do: 'pick', key: zoneAt(now.topology, cellOf(event.lngLat.toArray())), add: event.originalEvent.shiftKey || event.originalEvent.ctrlKey || event.originalEvent.metaKey })
  }
  return { stop: listen(map, { down, move, up, click }, () => held !== null) }
}

/** @returns what ends it */
function listen(map: MapLibreMap, { down, move, up, click }: { down(event: Pointer): void; move(event: Pointer): void; up(): void; click(event: MapMouseEvent): void }, holding: () => boolean): () => void {
  const listening = [map.on('mousedown', down), map.on('touchstart', down), map.on('mousemove', move), map.on('touchmove', move), map.on('mouseup', up), map.on('touchend', up), map.on('touchcancel', up), map.on('click', click)]
  // A button let go outside of the map ends the drag too.
  window.addEventListener('mouseup', up)
  // A finger that rests on a corner before it moves asks for no menu.
  const noMenu = (event: Event) => { if (holding()) { event.preventDefault(); event.stopPropagation() } }
  map.getContainer().addEventListener('contextmenu', noMenu, true)
  map.doubleClickZoom.disable()
  return () => {
    up()
    for (const each of listening) each.unsubscribe()
    window.removeEventListener('mouseup', up)
    map.getContainer().removeEventListener('contextmenu', noMenu, true)
    map.doubleClickZoom.enable()
    map.getCanvas().style.cursor = ''
  }
}

type Handle = { id: number } | { edge: readonly [number, number]; at: Cell }
/** A corner of the chosen zones under the pointer, or else the middle of an edge that is long enough to have one. */
function handleAt(map: MapLibreMap, { topology, selected }: PlanDraftHeld, { x, y }: { x: number; y: number }, reach: number): Handle | null {
  let corner: { id: number; pixels: number } | null = null
  let middle: { edge: readonly [number, number]; at: Cell; pixels: number } | null = null
  const meters = metersPerPixel(map) * reach
  const here = cellOf(map.unproject([x, y]).toArray())
  const far = (px: number, py: number) => Math.hypot((px - here[0]) * topology.meters.x, (py - here[1]) * topology.meters.y)
  for (const ring of selected.flatMap((key) => (topology.zones.get(key)?.polygons ?? []).flat())) ring.forEach((id, i) => {
    const own = far(topology.x[id]!, topology.y[id]!)
    if (!topology.fixed.has(id) && own <= Math.min(meters, corner?.pixels ?? Infinity)) corner = { id, pixels: own }
    const next = ring[(i + 1) % ring.length]!
    const at: Cell = [Math.round((topology.x[id]! + topology.x[next]!) / 2), Math.round((topology.y[id]! + topology.y[next]!) / 2)]
    const length = Math.hypot((topology.x[id]! - topology.x[next]!) * topology.meters.x, (topology.y[id]! - topology.y[next]!) * topology.meters.y)
    const away = far(...at)
    if (length > 3 * meters && away <= Math.min(meters * 0.7, middle?.pixels ?? Infinity)) middle = { edge: [id, next], at, pixels: away }
  })
  return corner ?? (map.getZoom() >= 15 ? middle : null)
}
