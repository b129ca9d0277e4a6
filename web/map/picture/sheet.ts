import { withDensity } from '../../../geodata/format/pngDensity.ts'
import type { View } from '../../../geodata/model/view.ts'
import type { LegendEntry } from '../legend.ts'
import { inkOf, type Theme } from '../palette.ts'
import type { MapLocale } from '../sceneData.ts'
import { inLocale } from '../words.ts'
import { drawLegend, wrapped } from './sheetLegend.ts'
import type { SheetForm } from './sheetForm.ts'
import { drawNorth, drawScale } from './sheetScale.ts'

/** What stands on a sheet beside the map; empty texts take no room. */
export type SheetTexts = { title: string; lines: string[]; /** Said in a colour of warning. */ warnings: string[]; sources: string; legend: string; north: string }
export type Sheet = { drawn: CanvasImageSource; camera: View['camera']; theme: Theme; legend: readonly LegendEntry[]; texts: SheetTexts; locale: MapLocale; form: SheetForm }

export const sheetFont = "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', sans-serif"
const paper: Record<Theme, { ground: string; line: string; text: string; quiet: string; warn: string }> = {
  dark: { ground: '#0f1723', line: '#2c3d58', text: '#e6eefb', quiet: '#a9bad4', warn: '#f2b04a' },
  light: { ground: '#ffffff', line: '#c4ccd6', text: '#1f2733', quiet: '#566070', warn: '#8a5600' },
}

/** @throws Error where the browser gives no canvas or no image */
export async function drawSheet({ drawn, camera, theme, legend, texts, locale, form }: Sheet): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = form.width
  canvas.height = form.height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const [colors, { side, head: top }] = [paper[theme], form.units]
  pen.fillStyle = colors.ground
  pen.fillRect(0, 0, form.width, form.height)
  // Pixel for pixel: the map is not drawn anew at another size.
  pen.drawImage(drawn, form.width - form.map.width, Math.round(top * form.factor), form.map.width, form.map.height)
  pen.scale(form.factor, form.factor)
  const map = { width: form.units.width - side, height: form.units.height - top - form.units.foot }
  pen.strokeStyle = colors.line
  pen.lineWidth = 3
  pen.strokeRect(side, top, map.width, map.height)
  if (top >= 200) head(pen, texts, colors, form.units.width)
  const bottom = drawLegend(pen, { x: 48, y: top + 20, width: side - 96, height: map.height - 40 }, legend, texts.legend, { text: colors.text, quiet: colors.quiet, warn: colors.warn }, (words) => inLocale(words, locale))
  if (bottom > form.units.height) throw new Error('the legend is longer than the sheet')
  const ink = { color: inkOf[theme].label, halo: inkOf[theme].halo }
  drawScale(pen, { camera, x: side + 40, y: top + map.height - 40, ...ink, magnification: form.map.magnification / form.factor, unitsPerInch: form.dotsPerInch && form.dotsPerInch / form.factor })
  drawNorth(pen, { bearing: camera.bearing, x: form.units.width - 90, y: top + 110, text: texts.north, ...ink })
  foot(pen, texts.sources, colors.quiet, form.units)
  const image = await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
  return form.dotsPerInch === null ? image : new Blob([withDensity(new Uint8Array(await image.arrayBuffer()), form.dotsPerInch)], { type: 'image/png' })
}

function foot(pen: CanvasRenderingContext2D, sources: string, color: string, { width, height, foot: tall }: SheetForm['units']) {
  pen.fillStyle = color
  pen.font = `28px ${sheetFont}`
  pen.textBaseline = 'middle'
  pen.textAlign = 'right'
  pen.fillText(sources, width - 40, height - tall / 2, width - 80)
}

function head(pen: CanvasRenderingContext2D, texts: SheetTexts, colors: (typeof paper)[Theme], width: number) {
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = colors.text
  pen.font = `700 60px ${sheetFont}`
  pen.fillText(texts.title, 48, 84, width - 96)
  pen.font = `34px ${sheetFont}`
  pen.fillStyle = colors.quiet
  const [first = ''] = wrapped(pen, texts.lines.filter(Boolean).join(' · '), width - 96)
  pen.fillText(first, 48, 136, width - 96)
  pen.fillStyle = colors.warn
  pen.font = `600 34px ${sheetFont}`
  pen.fillText(texts.warnings.filter(Boolean).join(' '), 48, 182, width - 96)
}
