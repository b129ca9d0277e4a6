import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { Drawing, DrawTool, MapTool } from '../sceneData.ts'
import type { Drawer } from './drawing.ts'

export const isDrawTool = (tool: MapTool): tool is DrawTool => tool === 'drawPoint' || tool === 'drawLine' || tool === 'drawPolygon'

/** A point needs no library: the last click is the place. */
function startPlacing(map: MapLibreMap, answer: (drawing: Drawing) => void): Drawer {
  const place = ([lng, lat]: LngLat) => answer({ geometry: { type: 'Point', coordinates: [Number(lng.toFixed(7)), Number(lat.toFixed(7))] }, corners: 1, fault: null, done: true })
  const click = (event: { lngLat: { toArray(): number[] } }) => place(event.lngLat.toArray() as LngLat)
  map.on('click', click)
  return { addCorner: place, finish() {}, back() {}, stop: () => void map.off('click', click) }
}

/** The step of the map's own keys, in pixels. */
const arrows: Partial<Record<string, [number, number]>> = { ArrowLeft: [-100, 0], ArrowRight: [100, 0], ArrowUp: [0, -100], ArrowDown: [0, 100] }

/**
 * The drawing tool in hand. The library for lines and areas is fetched when the first is drawn; corners that are set before it has come are kept.
 * Space on the map sets a corner in its middle, so that a hand that has only keys can draw: arrows move the map.
 */
export function startDrawing(map: MapLibreMap, tool: DrawTool, color: `#${string}`, answer: (drawing: Drawing) => void, problem: (message: string) => void, snap: (place: LngLat) => LngLat | undefined = () => undefined): Drawer {
  const canvas = map.getCanvas()
  const container = map.getCanvasContainer()
  let drawer: Drawer | null = tool === 'drawPoint' ? startPlacing(map, answer) : null
  let stopped = false
  const early: LngLat[] = []
  canvas.style.cursor = 'crosshair'
  map.doubleClickZoom.disable()
  const addCorner = (place: LngLat) => (drawer ? drawer.addCorner(place) : void early.push(place))
  // The map's own arrows ease: Space in the middle of that would set a corner short of where the map was sent. Before them, for they would run too.
  const onArrow = (event: KeyboardEvent) => {
    const by = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey ? undefined : arrows[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    map.panBy(by, { animate: false })
  }
  const onKey = (event: KeyboardEvent) => {
    const run = { ' ': () => addCorner(map.getCenter().toArray() as LngLat), Enter: () => drawer?.finish(), Backspace: () => drawer?.back() }[event.key]
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }
  // Clicks before the library has come would be lost.
  const onEarly = (event: { lngLat: { toArray(): number[] } }) => { if (!drawer) early.push(event.lngLat.toArray() as LngLat) }
  map.on('click', onEarly)
  container.addEventListener('keydown', onKey)
  map.getContainer().addEventListener('keydown', onArrow, true)
  container.classList.add('drawing')
  if (tool !== 'drawPoint') {
    import('./drawing.ts').then(({ startDrawer }) => {
      if (stopped) return
      drawer = startDrawer({ map, kind: tool, color, answer, snap })
      early.splice(0).forEach(addCorner)
    }, (error: unknown) => problem(error instanceof Error ? error.message : String(error)))
  }
  return {
    addCorner,
    finish: () => drawer?.finish(),
    back: () => drawer?.back(),
    stop() {
      stopped = true
      drawer?.stop()
      map.off('click', onEarly)
      container.removeEventListener('keydown', onKey)
      map.getContainer().removeEventListener('keydown', onArrow, true)
      container.classList.remove('drawing')
      canvas.style.cursor = ''
      map.doubleClickZoom.enable()
    },
  }
}
