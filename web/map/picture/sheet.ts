import type { View } from '../../../geodata/model/view.ts'
import type { LegendEntry } from '../legend.ts'
import { inkOf, type Theme } from '../palette.ts'
import type { MapLocale } from '../sceneData.ts'
import { inLocale } from '../words.ts'
import { drawLegend, wrapped } from './sheetLegend.ts'
import { drawNorth, drawScale } from './sheetScale.ts'

/** What stands on a sheet beside the map; empty texts take no room. */
export type SheetTexts = { title: string; lines: string[]; /** Said in a colour of warning. */ warnings: string[]; sources: string; legend: string; north: string }
export type Sheet = { drawn: CanvasImageSource; camera: View['camera']; theme: Theme; legend: readonly LegendEntry[]; texts: SheetTexts; locale: MapLocale }

/** 3840 × 2160: a head, a column for the legend, and the map, which nothing lies over. Drawn at twice the size of a screen, so that labels are read from afar. */
export const sheet = { width: 3840, height: 2160, head: 200, foot: 84, side: 800, map: { width: 3840 - 800, height: 2160 - 200 - 84, magnification: 2 } } as const
export const sheetFont = "'Noto Sans SC Variable', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', sans-serif"
const paper: Record<Theme, { ground: string; line: string; text: string; quiet: string; warn: string }> = {
  dark: { ground: '#0f1723', line: '#2c3d58', text: '#e6eefb', quiet: '#a9bad4', warn: '#f2b04a' },
  light: { ground: '#ffffff', line: '#c4ccd6', text: '#1f2733', quiet: '#566070', warn: '#8a5600' },
}

/** @throws Error where the browser gives no canvas or no image */
export async function drawSheet({ drawn, camera, theme, legend, texts, locale }: Sheet): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = sheet.width
  canvas.height = sheet.height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const colors = paper[theme]
  pen.fillStyle = colors.ground
  pen.fillRect(0, 0, sheet.width, sheet.height)
  pen.drawImage(drawn, sheet.side, sheet.head, sheet.map.width, sheet.map.height)
  pen.strokeStyle = colors.line
  pen.lineWidth = 3
  pen.strokeRect(sheet.side, sheet.head, sheet.map.width, sheet.map.height)
  head(pen, texts, colors)
  const bottom = drawLegend(pen, { x: 48, y: sheet.head + 20, width: sheet.side - 96, height: sheet.map.height - 40 }, legend, texts.legend, { text: colors.text, quiet: colors.quiet, warn: colors.warn }, (words) => inLocale(words, locale))
  if (bottom > sheet.height) throw new Error('the legend is longer than the sheet')
  drawScale(pen, { camera, x: sheet.side + 40, y: sheet.head + sheet.map.height - 40, color: inkOf[theme].label, halo: inkOf[theme].halo })
  drawNorth(pen, { bearing: camera.bearing, x: sheet.width - 90, y: sheet.head + 110, text: texts.north, color: inkOf[theme].label, halo: inkOf[theme].halo })
  pen.fillStyle = colors.quiet
  pen.font = `28px ${sheetFont}`
  pen.textBaseline = 'middle'
  pen.textAlign = 'right'
  pen.fillText(texts.sources, sheet.width - 40, sheet.height - sheet.foot / 2, sheet.width - 80)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png'))
}

function head(pen: CanvasRenderingContext2D, texts: SheetTexts, colors: (typeof paper)[Theme]) {
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = colors.text
  pen.font = `700 60px ${sheetFont}`
  pen.fillText(texts.title, 48, 84, sheet.width - 96)
  pen.font = `34px ${sheetFont}`
  pen.fillStyle = colors.quiet
  const [first = ''] = wrapped(pen, texts.lines.filter(Boolean).join(' · '), sheet.width - 96)
  pen.fillText(first, 48, 136, sheet.width - 96)
  pen.fillStyle = colors.warn
  pen.font = `600 34px ${sheetFont}`
  pen.fillText(texts.warnings.filter(Boolean).join(' '), 48, 182, sheet.width - 96)
}
