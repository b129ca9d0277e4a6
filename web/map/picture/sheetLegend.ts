import type { LegendEntry, LegendItem } from '../legend.ts'
import type { Words } from '../words.ts'
import { sheetFont } from './sheet.ts'

type Pen = CanvasRenderingContext2D
type Box = { x: number; y: number; width: number; height: number }
type Colors = { text: string; quiet: string; warn: string }

/** Text in lines of a width; Chinese breaks anywhere, other scripts at spaces. */
export function wrapped(pen: Pick<Pen, 'measureText'>, text: string, width: number): string[] {
  const pieces = text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line !== '' && pen.measureText((line + piece).trimEnd()).width > width) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()]
}

function mark(pen: Pen, { mark: kind, color }: LegendItem, x: number, y: number) {
  pen.fillStyle = pen.strokeStyle = color
  pen.lineWidth = 4
  pen.beginPath()
  if (kind === 'fill') pen.fillRect(x, y - 26, 44, 32)
  else if (kind === 'hatch') {
    pen.rect(x, y - 26, 44, 32)
    for (const shift of [0, 16, 32]) { pen.moveTo(x + shift - 6, y + 6); pen.lineTo(x + shift + 22, y - 26) }
    pen.save(); pen.clip(); pen.stroke(); pen.restore()
  } else if (kind === 'line') { pen.moveTo(x, y - 10); pen.lineTo(x + 44, y - 10); pen.lineWidth = 8; pen.stroke() }
  else if (kind === 'arrow') { pen.moveTo(x + 22, y - 28); pen.lineTo(x + 36, y + 6); pen.lineTo(x + 22, y - 2); pen.lineTo(x + 8, y + 6); pen.closePath(); pen.fill() }
  else if (kind === 'dash' || kind === 'dots') { pen.setLineDash(kind === 'dash' ? [12, 7] : [3, 6]); pen.strokeRect(x + 2, y - 24, 40, 28); pen.setLineDash([]) }
  else { pen.arc(x + 22, y - 10, 14, 0, 2 * Math.PI); if (kind === 'dot') pen.fill(); else pen.stroke() }
}

/** All that the colours mean, top layer first. @returns where it ended; what does not fit is written smaller, not left out */
export function drawLegend(pen: Pen, box: Box, legend: readonly LegendEntry[], heading: string, colors: Colors, say: (words: Words) => string): number {
  for (const scale of [1, 0.82, 0.66, 0.52]) {
    const end = attempt(pen, box, legend, heading, colors, say, scale, false)
    if (end <= box.y + box.height || scale === 0.52) return attempt(pen, box, legend, heading, colors, say, scale, true)
  }
  return box.y
}

function attempt(pen: Pen, box: Box, legend: readonly LegendEntry[], heading: string, colors: Colors, say: (words: Words) => string, scale: number, draws: boolean): number {
  let y = box.y
  pen.save()
  pen.translate(box.x, 0)
  pen.scale(scale, scale)
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  const width = box.width / scale
  const at = () => y / scale
  const line = (text: string, font: string, color: string, height: number, left = 0) => {
    pen.font = `${font} ${sheetFont}`
    for (const each of wrapped(pen, text, width - left)) {
      y += height * scale
      pen.fillStyle = color
      if (draws) pen.fillText(each, left, at())
    }
  }
  line(heading, '700 44px', colors.text, 60)
  for (const entry of legend) {
    y += 18 * scale
    line(`${say(entry.title)}${entry.unit ? ` · ${say(entry.unit)}` : ''}`, '600 34px', colors.text, 52)
    for (const item of entry.items) {
      const top = at() + 46
      if (draws) mark(pen, item, 0, top)
      line(say(item.label), '30px', colors.text, 46, 64)
      pen.textAlign = 'right'
      pen.fillStyle = colors.quiet
      if (draws && item.count !== null) pen.fillText(new Intl.NumberFormat('en').format(item.count), width, top)
      pen.textAlign = 'left'
    }
    if (entry.note) line(say(entry.note), '26px', entry.warns ? colors.warn : colors.quiet, 38)
  }
  pen.restore()
  return y
}
