import type PptxGenJS from 'pptxgenjs'
import type { BriefingLocale } from '../../../../geodata/briefing/briefingFormat.ts'
import { chartWord } from '../../../../geodata/briefing/chartWords.ts'
import { figureTable, type TableCell } from '../../../../geodata/briefing/figureTable.ts'
import type { FigureValue } from '../../../../geodata/model/briefing.ts'
import { matrixSteps } from '../../../ui/charts/matrixSteps.ts'
import { type Box, fontFace, ink, slide } from './slideLook.ts'

type Cell = PptxGenJS.TableCell
const border: PptxGenJS.BorderProps[] = [{ type: 'none' }, { type: 'none' }, { type: 'solid', pt: 0.5, color: ink.line }, { type: 'none' }]
const cell = (text: string, options: PptxGenJS.TableCellProps): Cell => ({ text, options: { fontFace, fontSize: 11, color: ink.text, border: border as [PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps], margin: [0.03, 0.06, 0.03, 0.06], valign: 'middle', ...options } })

/** Wider where the words are longer; a Chinese sign is as wide as two letters. */
function widths(head: readonly string[], rows: readonly TableCell[][], whole: number): number[] {
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e80 ? 2 : 1.1), 0)
  const most = head.map((name, i) => Math.min(34, Math.max(6, wide(name), ...rows.map((row) => wide(row[i]?.text ?? '')))))
  const sum = most.reduce((total, each) => total + each, 0)
  return most.map((each) => Number(((each / sum) * whole).toFixed(3)))
}
/** Changed beyond chance is said by a sign, as in the app. */
const marked = ({ text, mark }: TableCell) => (mark ? `${text} ${mark === 'more' ? '▲' : '▼'}` : text)

export function addTable(on: PptxGenJS.Slide, value: FigureValue, [from, to]: [number, number], locale: BriefingLocale, timeZone: string, box: Box): void {
  const table = figureTable(value, locale, timeZone)
  const rows = table.rows.slice(from, to).map(({ cells }) => cells)
  // Few rows are read from further away.
  const [fontSize, rowH] = rows.length <= 9 && table.head.length <= 6 ? [14, 0.4] : rows.length <= 9 ? [12, 0.36] : [11, 0.31]
  const isNumber = table.head.map((_, i) => rows.some((row) => row[i]?.isNumber))
  const head = table.head.map((name, i) => cell(name, { fontSize, bold: true, fill: { color: ink.head }, align: isNumber[i] ? 'right' : 'left' }))
  const body = rows.length ? rows.map((row) => row.map((each) => cell(marked(each), { fontSize, align: each.isNumber ? 'right' : 'left', bold: each.mark !== null }))) : [[cell(chartWord('empty', locale), { color: ink.quiet, colspan: Math.max(1, table.head.length) })]]
  on.addTable([head, ...body], { x: box.x, y: box.y, w: box.w, colW: widths(table.head, rows, box.w), rowH })
}

const tints = ['FFFFFF', 'DCE7F1', 'B3CBE0', '7FA6C8', '44779F', '123E63', 'F4F4F4']
/** Hours of the week as a table whose cells are shaded: each number can be read and changed. */
export function addMatrix(on: PptxGenJS.Slide, value: Extract<FigureValue, { kind: 'matrix' }>, locale: BriefingLocale, timeZone: string, box: Box): void {
  const { head, rows } = figureTable(value, locale, timeZone)
  const { stepOf } = matrixSteps(value.values)
  const hour = (text: string) => String(Number(text.slice(0, 2)))
  const small = { fontSize: 9, margin: 0.01 }
  const top = head.map((name, i) => cell(i === 0 ? name : hour(name), { ...small, bold: true, align: i === 0 ? 'left' : 'center', fill: { color: ink.head } }))
  const body = rows.map(({ cells }, day) => cells.map((each, i) => {
    const step = i === 0 ? 0 : stepOf(value.values[day * 24 + i - 1] ?? null)
    return cell(each.text, { ...small, align: i === 0 ? 'left' : 'center', ...(i === 0 ? {} : { fill: { color: tints[step]! }, color: step === 4 || step === 5 ? 'FFFFFF' : ink.text }) })
  }))
  const first = 0.9
  on.addTable([top, ...body], { x: box.x, y: box.y, w: slide.inner, colW: [first, ...Array.from({ length: 24 }, () => (slide.inner - first) / 24)], rowH: 0.42 })
}
