import type { View } from '../../../geodata/model/view.ts'
import { sheetFont } from './sheet.ts'

type Pen = CanvasRenderingContext2D
const [equatorMeters, metersPerInch] = [40_075_016.686, 0.0254]

/** Metres of one unit of the sheet in the middle of the map, `magnification` of which are one pixel of the map's own. */
export const metersPerUnit = ({ lat, zoom }: Pick<View['camera'], 'lat' | 'zoom'>, magnification: number): number => (equatorMeters * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom) / magnification

/** The longest of 1, 2, 5 × 10ⁿ metres that is no longer than `most`. */
export function roundMeters(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return ([5, 2, 1].find((digit) => digit * power <= most) ?? 1) * power
}

/** How many times smaller than the ground the paper is, to three digits; `unitsPerInch` of the paper. */
export function scaleNumber(metersAUnit: number, unitsPerInch: number): number {
  return Number(((metersAUnit * unitsPerInch) / metersPerInch).toPrecision(3))
}

type ScalePlace = { camera: View['camera']; x: number; y: number; color: string; halo: string; magnification?: number; unitsPerInch?: number | null }
export function drawScale(pen: Pen, { camera, x, y, color, halo, magnification = 2, unitsPerInch = null }: ScalePlace) {
  // Tilted, every row of the map has a scale of its own: none is written rather than a wrong one.
  if (camera.pitch > 1) return
  const each = metersPerUnit(camera, magnification)
  const meters = roundMeters(each * 640)
  const length = meters / each
  // Labels of the map run below it: on a ground of its own it is read.
  pen.save()
  pen.globalAlpha = 0.8
  pen.fillStyle = halo
  pen.fillRect(x - 16, y - (unitsPerInch === null ? 62 : 116), Math.max(length + 32, unitsPerInch === null ? 0 : 270), unitsPerInch === null ? 78 : 132)
  pen.restore()
  pen.lineJoin = 'round'
  for (const [width, stroke] of [[14, halo], [6, color]] as const) {
    pen.lineWidth = width
    pen.strokeStyle = stroke
    pen.beginPath()
    pen.moveTo(x, y - 24); pen.lineTo(x, y); pen.lineTo(x + length, y); pen.lineTo(x + length, y - 24)
    pen.stroke()
  }
  outlined(pen, meters >= 1000 ? `${meters / 1000} km` : `${meters} m`, x + length / 2, y - 18, color, halo)
  if (unitsPerInch !== null) outlined(pen, `1:${new Intl.NumberFormat('en').format(scaleNumber(each, unitsPerInch))}`, x, y - 72, color, halo, 'left')
}

export function drawNorth(pen: Pen, { bearing, x, y, text, color, halo }: { bearing: number; x: number; y: number; text: string; color: string; halo: string }) {
  pen.save()
  pen.translate(x, y)
  pen.rotate((-bearing * Math.PI) / 180)
  pen.beginPath()
  pen.moveTo(0, -60); pen.lineTo(26, 20); pen.lineTo(0, 4); pen.lineTo(-26, 20); pen.closePath()
  pen.lineWidth = 10
  pen.strokeStyle = halo
  pen.stroke()
  pen.fillStyle = color
  pen.fill()
  pen.restore()
  outlined(pen, text, x, y + 66, color, halo)
}

function outlined(pen: Pen, text: string, x: number, y: number, color: string, halo: string, align: CanvasTextAlign = 'center') {
  pen.font = `600 34px ${sheetFont}`
  pen.textAlign = align
  pen.textBaseline = 'alphabetic'
  pen.lineWidth = 8
  pen.strokeStyle = halo
  pen.strokeText(text, x, y)
  pen.fillStyle = color
  pen.fillText(text, x, y)
}
