import { Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Selection } from '../../geodata/model/view.ts'
import { applyScene, applyStates, styleOf } from './applyScene.ts'
import { type CameraValue, roundedCamera, sameCamera, sameValue } from './camera.ts'
import { drawIcon, iconPixelRatio } from './icons/drawIcon.ts'
import { lazyDeck } from './lazyDeck.ts'
import { pitchButton } from './pitchButton.ts'
import { listenToPointer } from './pointer.ts'
import { probeOf } from './probe.ts'
import type { Scene } from './scene.ts'
import type { CameraAimEdit, Candidate, Choice, Drawing, Extent, MapLocale, MapPoint, MapProbe, MapTool, Measurement, PlanEdit, SceneData, Sought, StopDrag } from './sceneData.ts'
import type { Measuring } from './tools/measuring.ts'
import { listenToStops } from './tools/stopDragging.ts'
import { toolInHand } from './tools/toolInHand.ts'

setWorkerUrl(workerUrl)

/** What is on the map now, and what it was made from (tooltips look names up in it). */
export type Shown = { scene: Scene; data: SceneData; locale: MapLocale }

export type MapEvents = {
  camera(camera: CameraValue): void
  /** With each frame of a movement that a hand makes, as it is: unlike `camera` it is not rounded. */
  moving?(camera: CameraValue): void
  extent(extent: Extent): void
  select(selection: Selection | null): void
  /** An incident of which only place and moment are known was chosen. */
  seek(sought: Sought): void
  choose(choice: Choice): void
  /** A unit of the analysis was clicked with Shift held. */
  pick(index: number): void
  context(point: MapPoint): void
  hover(candidate: Candidate | null, at: { x: number; y: number }): void
  measure(measurement: Measurement | null): void
  draw(drawing: Drawing): void
  /** The hand in the editor of a plan. */
  editPlan(edit: PlanEdit): void
  /** The hand on a camera that is put and turned. */
  aimCamera(edit: CameraAimEdit): void
  /** The hand on a stop of a round; absent where nobody moves any. */
  moveStop?(drag: StopDrag): void
  /** Everything asked for has been drawn (true), or something is being fetched or drawn again (false). */
  settled(settled: boolean): void
  problem(message: string): void
  /** The browser took the WebGL context; this handle is of no more use. */
  lost(): void
}

/** The only hold on one MapLibre map. Nobody else calls the library. */
export type MapHandle = {
  show(shown: Shown): void
  /** `follows`: at once, without a flight, for it is told again with each frame. */
  setCamera(camera: CameraValue, follows?: boolean): void
  /** `from`: the first corner of a measurement that begins at a known place. */
  setTool(tool: MapTool, from?: LngLat | null): void
  /** Takes the last corner of a measurement or a drawing back. */
  undo(): void
  /** Ends a drawing with the corners it has, if they make a shape. */
  finish(): void
  /** How much larger than life the container is shown (a wall read from afar); keeps the drawing sharp. */
  setMagnification(factor: number): void
  /** What is drawn now, as an image of its own. */
  capture(): Promise<HTMLCanvasElement>
  probe: MapProbe
  remove(): void
}

const maxZoom = 20

/**
 * @param largest size of the drawing in pixels, for pictures beyond a screen's
 * @param still a picture without controls, that no hand moves
 * @throws Error where the browser has no WebGL 2
 */
export function createMap(container: HTMLElement, first: Shown, camera: CameraValue, on: MapEvents, { largest = [4096, 4096], still = false }: { largest?: [number, number]; still?: boolean } = {}): MapHandle {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = bareMap(container, first, camera, calm, { largest, still })
  const deck = lazyDeck(map, on.problem)
  let shown = first
  let wanted = first
  let loaded = false
  let removed = false
  let emitted = roundedCamera(camera)
  const tool = toolInHand(map, on, () => shown.scene.ink ?? '#ffe27a', () => wanted.data.planDraft, () => wanted.data.cameraAim)

  const apply = () => {
    if (!loaded || removed || wanted === shown) return
    const before = shown.scene
    shown = wanted
    applyScene(map, before, shown.scene)
    deck.show(shown.scene)
  }
  map.once('style.load', () => {
    loaded = true
    applyStates(map, [], shown.scene.states)
    deck.show(shown.scene)
    apply()
  })
  listenToCamera(map, on, (value) => (emitted = value))
  const stops = on.moveStop && listenToStops(map, () => wanted.data.patrolPlan, tool.isBusy, on.moveStop)
  listenToPointer(map, () => shown, deck, on, () => tool.isBusy() || stops?.holding() === true)
  listenToState(map, on, deck.pending)
  listenForCorners(map, tool.measuring)

  return {
    show(next) {
      wanted = next
      apply()
      // After it: it may draw a frame, and a map with nothing to do says that it is settled.
      on.settled(false)
      map.triggerRepaint()
    },
    setCamera(next, follows = false) {
      // An echo of what this map said itself, perhaps late, is not a wish to move. A camera that is followed moves by less than what is said, but its echo is the same to the last digit.
      if (sameCamera(next, emitted) && (!follows || sameValue(next, emitted))) return
      emitted = roundedCamera(next)
      moveTo(map, next, calm || follows)
    },
    setTool: tool.take,
    undo: tool.back,
    finish: tool.finish,
    setMagnification: (factor) => map.setPixelRatio(devicePixelRatio * factor),
    capture: () => captureOf(map),
    probe: probeOf(map, deck),
    remove() {
      removed = true
      deck.remove()
      map.remove()
    },
  }
}

/** The drawing buffer is only sure to hold the picture inside of the frame that drew it. */
function captureOf(map: MapLibreMap): Promise<HTMLCanvasElement> {
  return new Promise((resolve, reject) => {
    map.once('render', () => {
      const drawn = map.getCanvas()
      const copy = document.createElement('canvas')
      copy.width = drawn.width
      copy.height = drawn.height
      const pen = copy.getContext('2d')
      pen?.drawImage(drawn, 0, 0)
      if (pen) resolve(copy)
      else reject(new Error('no canvas'))
    })
    map.triggerRepaint()
  })
}

function bareMap(container: HTMLElement, { scene }: Shown, { lng, lat, zoom, bearing, pitch }: CameraValue, calm: boolean, { largest, still }: { largest: [number, number]; still: boolean }): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style: styleOf(scene),
    center: [lng, lat],
    zoom,
    bearing,
    pitch,
    maxZoom,
    maxPitch: 75,
    maxCanvasSize: largest,
    attributionControl: false,
    interactive: !still,
    localIdeographFontFamily: false,
    fadeDuration: calm ? 0 : 200,
    reduceMotion: calm,
    locale: { 'Map.Title': '地图 Map', 'NavigationControl.ZoomIn': '放大 Zoom in', 'NavigationControl.ZoomOut': '缩小 Zoom out', 'NavigationControl.ResetBearing': '指北 Reset north' },
  })
  map.setMissingStyleImageResolver((id) => {
    const image = drawIcon(id)
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: iconPixelRatio })
  })
  if (still) return map
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left')
  map.addControl(new NavigationControl({ visualizePitch: true }), 'bottom-right')
  map.addControl(pitchButton(), 'bottom-right')
  return map
}

function moveTo(map: MapLibreMap, { lng, lat, zoom, bearing, pitch }: CameraValue, calm: boolean) {
  const target = { center: [lng, lat] as LngLat, zoom, bearing, pitch }
  if (calm) map.jumpTo(target)
  else map.flyTo({ ...target, maxDuration: 1600 })
}

/** @param pending whether something is wanted that the map itself does not know of */
function listenToState(map: MapLibreMap, on: MapEvents, pending: () => boolean) {
  map.on('idle', () => on.settled(!pending()))
  map.on('error', (event) => on.problem(event.error.message))
  // Whoever hears this makes another map. Told before MapLibre is: it would take its style apart for a revival, and such a style hangs on a global listener for ever (6.17, `Style.destroy`).
  map.getCanvas().addEventListener('webglcontextlost', (event) => {
    event.stopImmediatePropagation()
    on.lost()
  }, { capture: true })
}

/** Clicks and keys go to the measurement that runs, if one does. The canvas goes with the map, and its listeners with it. */
function listenForCorners(map: MapLibreMap, measuring: () => Measuring | null) {
  map.on('click', (event) => measuring()?.click(event.lngLat.toArray() as LngLat))
  map.on('mousemove', (event) => measuring()?.move(event.lngLat.toArray() as LngLat))
  map.on('dblclick', () => measuring()?.finish())
  map.getCanvasContainer().addEventListener('keydown', (event) => {
    if (event.key === 'Enter') measuring()?.finish()
    if (event.key === 'Backspace') measuring()?.back()
  })
}

/** After every movement: where the camera stands, and the ground it shows. Sources of data ask for that ground. */
function listenToCamera(map: MapLibreMap, on: MapEvents, remember: (camera: CameraValue) => void) {
  const tellExtent = () => {
    const bounds = map.getBounds()
    on.extent({ bbox: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom: map.getZoom() })
  }
  const cameraNow = () => { const { lng, lat } = map.getCenter(); return { lng, lat, zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() } }
  map.on('movestart', () => on.settled(false))
  map.on('move', (event) => { if (event.originalEvent) on.moving?.(cameraNow()) })
  map.on('moveend', () => {
    const camera = roundedCamera(cameraNow())
    remember(camera)
    on.camera(camera)
    tellExtent()
  })
  map.on('resize', tellExtent)
  map.once('load', tellExtent)
}

