import { PlaceKind } from '../../../geodata/model/ground.ts'
import { CameraKind, CameraState } from '../../../geodata/model/camera.ts'
import { cameraColors, inkOf, type Theme } from '../palette.ts'
import { placeGlyphs } from './glyphs.ts'
import { isDutyPlace, placeColor } from './placeColors.ts'
import { splitPie, splitRadius } from './splitPie.ts'

type Pen = CanvasRenderingContext2D
/** Size in CSS pixels and what is painted into a square of that size. */
type Drawing = { size: number; paint: (pen: Pen, size: number) => void }

export const iconPixelRatio = 2

/**
 * The image a style asks for by name (`camera:fixed:online:dark`, `place:school:light`, `arrow:#rrggbb`, `hatch:#rrggbb`,
 * `patrol:moving:dark`, `pin:dark`, `split:dark:12.0.12`), `null` for a name that is not ours. Drawn from paths: no sprite file, no data address.
 */
export function drawIcon(id: string): ImageData | null {
  const drawing = drawingOf(id)
  if (!drawing) return null
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = drawing.size * iconPixelRatio
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.scale(iconPixelRatio, iconPixelRatio)
  drawing.paint(pen, drawing.size)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

function drawingOf(id: string): Drawing | null {
  const [name = '', second = '', third = '', fourth = ''] = id.split(':')
  if (name === 'arrow') return { size: 12, paint: (pen) => fillPath(pen, 'M1 5h6V2l4 4-4 4V7H1Z', second) }
  if (name === 'hatch') return { size: 8, paint: (pen) => hatch(pen, second) }
  if (name === 'camera') {
    const kind = CameraKind.safeParse(second)
    const state = CameraState.safeParse(third)
    return kind.success && state.success ? { size: 30, paint: (pen) => camera(pen, kind.data, state.data, themeOf(fourth)) } : null
  }
  if (name === 'patrol') return { size: 30, paint: (pen) => patrol(pen, second, themeOf(third)) }
  if (name === 'split') return { size: splitRadius * 2, paint: (pen) => splitPie(pen, third, themeOf(second)) }
  if (name === 'stop') return { size: 30, paint: (pen) => stop(pen, second, third, themeOf(fourth)) }
  if (name === 'pin') return { size: 34, paint: (pen) => pin(pen, themeOf(second)) }
  if (name === 'place') {
    const kind = PlaceKind.catch('other').parse(second)
    return isDutyPlace(kind) ? { size: 24, paint: (pen, size) => badge(pen, size, kind, themeOf(third)) } : { size: 18, paint: (pen, size) => badge(pen, size, kind, themeOf(third)) }
  }
  return null
}

const themeOf = (text: string): Theme => (text === 'light' ? 'light' : 'dark')

function fillPath(pen: Pen, path: string, color: string) {
  pen.fillStyle = color
  pen.fill(new Path2D(path), 'evenodd')
}

function hatch(pen: Pen, color: string) {
  pen.strokeStyle = color
  pen.lineWidth = 1
  pen.beginPath()
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8)
    pen.lineTo(shift + 8, 0)
  }
  pen.stroke()
}

/** Points north (up); turned to the azimuth by the map. Offline is hollow, fault carries a mark, unknown is hollow with one: state is not told by colour alone. */
function camera(pen: Pen, kind: CameraKind, state: CameraState, theme: Theme) {
  const color = cameraColors[theme][state]
  const halo = inkOf[theme].halo
  pen.translate(15, 15)
  const body = kind === 'fixed' ? new Path2D('M-4.5 8.5V-3.5h9V8.5ZM-2.5-3.5 -4-9.5h8L2.5-3.5Z') : new Path2D('M0-7A7 7 0 1 1 0 7 7 7 0 1 1 0-7Z')
  pen.lineJoin = 'round'
  pen.lineWidth = 4.5
  pen.strokeStyle = halo
  pen.stroke(body)
  pen.lineWidth = 1.8
  pen.strokeStyle = color
  const hollow = state === 'offline' || state === 'unknown'
  pen.fillStyle = hollow ? halo : color
  pen.fill(body)
  pen.stroke(body)
  if (kind !== 'fixed' && state !== 'unknown') {
    pen.fillStyle = hollow ? color : halo
    pen.beginPath()
    pen.arc(0, 0, kind === 'ptz' ? 2.8 : 4, 0, 2 * Math.PI)
    pen.fill()
  }
  if (state === 'unknown') fillPath(pen, 'M-2.6-.6C-2.8-4.6 2.8-4.6 2.8-1.2 2.8.6.9.8.9 2.5H-.9C-.9.2.9-.1.9-1.2.9-2.3-.9-2.3-.8-.6ZM-1 3.6H1V5.6H-1Z', color)
  if (state === 'fault') fillPath(pen, 'M-1.3-2.5h2.6v5h-2.6ZM-1.3 3.6h2.6v2.3h-2.6Z', kind === 'fixed' ? halo : color)
}

function patrol(pen: Pen, state: string, theme: Theme) {
  const ink = inkOf[theme]
  pen.translate(15, 15)
  const shape = state === 'moving' ? new Path2D('M0-12 8.5 9 0 4.6-8.5 9Z') : new Path2D('M0-7.5A7.5 7.5 0 1 1 0 7.5 7.5 7.5 0 1 1 0-7.5Z')
  pen.lineJoin = 'round'
  pen.lineWidth = 4.5
  pen.strokeStyle = ink.halo
  pen.stroke(shape)
  pen.fillStyle = state === 'stale' ? ink.halo : ink.patrol
  pen.fill(shape)
  pen.lineWidth = 1.8
  pen.strokeStyle = state === 'stale' ? ink.stale : theme === 'dark' ? '#eafff0' : '#ffffff'
  pen.stroke(shape)
}

/** A stop of a round, with room for its sign: places of risk are round, checkpoints square, where a team begins and ends has a roof. Told apart without colours. */
function stop(pen: Pen, kind: string, color: string, theme: Theme) {
  pen.translate(15, 15)
  const shape = new Path2D(kind === 'checkpoint' ? 'M-11-11h22v22h-22Z' : kind === 'start' ? 'M0-13.5 11.5-5V11h-23V-5Z' : 'M0-12A12 12 0 1 1 0 12 12 12 0 1 1 0-12Z')
  pen.lineJoin = 'round'
  pen.lineWidth = 5
  pen.strokeStyle = inkOf[theme].halo
  pen.stroke(shape)
  pen.fillStyle = inkOf[theme].halo
  pen.fill(shape)
  pen.lineWidth = 2.6
  pen.strokeStyle = color
  pen.stroke(shape)
}

function pin(pen: Pen, theme: Theme) {
  const path = 'M17 33C11 25 6.5 19.5 6.5 13.5A10.5 10.5 0 0 1 27.5 13.5C27.5 19.5 23 25 17 33Z'
  pen.lineWidth = 2
  pen.strokeStyle = inkOf[theme].halo
  fillPath(pen, path, theme === 'dark' ? '#ffe27a' : '#16202e')
  pen.stroke(new Path2D(path))
  fillPath(pen, 'M17 9.2a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.6Z', inkOf[theme].halo)
}

function badge(pen: Pen, size: number, kind: PlaceKind, theme: Theme) {
  const color = placeColor(kind, theme)
  const halo = inkOf[theme].halo
  const duty = isDutyPlace(kind)
  pen.beginPath()
  pen.roundRect(1, 1, size - 2, size - 2, duty ? 6 : (size - 2) / 2)
  pen.globalAlpha = duty ? 1 : 0.88
  pen.fillStyle = duty ? color : halo
  pen.fill()
  pen.globalAlpha = 1
  pen.lineWidth = duty ? 1.5 : 1
  pen.strokeStyle = duty ? halo : color
  pen.stroke()
  const scale = (size * (duty ? 0.66 : 0.6)) / 16
  pen.translate(size / 2 - 8 * scale, size / 2 - 8 * scale)
  pen.scale(scale, scale)
  fillPath(pen, placeGlyphs[kind], duty ? halo : color)
}
