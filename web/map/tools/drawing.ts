import type { Map as MapLibreMap } from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, type TerraDrawMouseEvent, TerraDrawPolygonMode, TerraDrawModeUndoRedo } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { Drawing } from '../sceneData.ts'
import { drawingOf } from './drawnShape.ts'

export type Drawer = { addCorner(place: LngLat): void; finish(): void; back(): void; stop(): void }
export type DrawerOptions = { map: MapLibreMap; kind: 'drawLine' | 'drawPolygon'; color: `#${string}`; answer(drawing: Drawing): void; /** Where a corner jumps to, if anywhere. */ snap?: (place: LngLat) => LngLat | undefined }

/** The map is shown larger than life on a wall, by a transform that the library's own reckoning of the pointer does not see. */
class MagnifiedAdapter extends TerraDrawMapLibreGLAdapter<MapLibreMap> {
  protected override getMapElementXYPosition(event: PointerEvent | MouseEvent) {
    const element = this.getMapEventElement()
    const { left, top, width } = element.getBoundingClientRect()
    const factor = width / element.offsetWidth || 1
    return { containerX: (event.clientX - left) / factor, containerY: (event.clientY - top) / factor }
  }
  override getLngLatFromEvent(event: PointerEvent | MouseEvent) {
    const { containerX, containerY } = this.getMapElementXYPosition(event)
    return this.unproject(containerX, containerY)
  }
}

const modeOf = (kind: DrawerOptions['kind'], color: `#${string}`, snap: NonNullable<DrawerOptions['snap']>) => {
  const points = { coordinatePointColor: color, closingPointColor: color, closingPointWidth: 6, closingPointOutlineWidth: 2 } as const
  // Finishing and Esc belong to the page, which knows what else lies open.
  const shared = { keyEvents: null, showCoordinatePoints: true, snapping: { toCustom: ({ lng, lat }: TerraDrawMouseEvent) => snap([lng, lat]) } }
  return kind === 'drawLine'
    ? new TerraDrawLineStringMode({ ...shared, styles: { ...points, lineStringColor: color, lineStringWidth: 4 } })
    : new TerraDrawPolygonMode({ ...shared, styles: { ...points, fillColor: color, fillOpacity: 0.2, outlineColor: color, outlineWidth: 3 } })
}

/** One line or area, drawn corner by corner with pointer or keys; every change is told with what is wrong with the shape as it stands. */
export function startDrawer({ map, kind, color, answer, snap = () => undefined }: DrawerOptions): Drawer {
  const mode = modeOf(kind, color, snap)
  const draw = new TerraDraw({ adapter: new MagnifiedAdapter({ map, coordinatePrecision: 7 }), modes: [mode], undoRedo: { modeLevel: new TerraDrawModeUndoRedo() } })
  let stopped = false
  const placesOf = () => {
    const drawn = draw.getSnapshot().find(({ geometry, properties }) => geometry.type === (kind === 'drawLine' ? 'LineString' : 'Polygon') && properties.mode === mode.mode)
    return (drawn ? (kind === 'drawLine' ? drawn.geometry.coordinates : drawn.geometry.coordinates[0]) : []) as LngLat[]
  }
  const tell = (done = false) => { if (!stopped) answer(drawingOf(kind, placesOf(), done ? placesOf().length : mode.undoSize(), done)) }
  draw.start()
  draw.setMode(mode.mode)
  // The library counts a corner only after it has told of the change.
  draw.on('change', () => queueMicrotask(() => tell()))
  draw.on('finish', () => tell(true))

  const eventAt = (place: LngLat): TerraDrawMouseEvent => {
    const { x, y } = map.project(place)
    return { lng: place[0], lat: place[1], containerX: x, containerY: y, button: 'left', heldKeys: [], isContextMenu: false }
  }
  return {
    addCorner(place) {
      mode.onMouseMove({ ...eventAt(place), button: 'neither' })
      mode.onClick(eventAt(place))
    },
    finish() {
      const places = placesOf()
      // The last corner follows the pointer and was not set.
      const set = kind === 'drawLine' ? places.slice(0, -1) : places.slice(0, -2)
      const drawing = drawingOf(kind, set, set.length, true)
      answer(drawing.geometry && !drawing.fault ? drawing : { ...drawing, done: false })
    },
    back() {
      draw.undo()
      tell()
    },
    stop() {
      stopped = true
      if (draw.enabled) draw.stop()
    },
  }
}
