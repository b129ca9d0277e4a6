import type PptxGenJS from 'pptxgenjs'
import { type BriefingLocale, changeText, chanceText, noData, notShown, valueText } from '../../../../geodata/briefing/briefingFormat.ts'
import { chartWord } from '../../../../geodata/briefing/chartWords.ts'
import { figureTitle } from '../../../../geodata/briefing/figureTitles.ts'
import { pointsText } from '../../../../geodata/briefing/figureTable.ts'
import type { Compared, FigureValue } from '../../../../geodata/model/briefing.ts'
import { type Box, fontFace, ink } from './slideLook.ts'
import type { FigurePart } from './slidePlan.ts'

type Comparison = Extract<FigureValue, { kind: 'comparison' }>
const perRow = 4
const [gap, tall] = [0.18, 1.75]
export const tilesHeight = (count: number): number => Math.ceil(count / perRow) * (tall + gap)

/** `上期 3,380 · +0.9% · 属偶然波动 (p = 0.70)` */
export function comparedLine(name: 'before' | 'year', { unit }: Comparison, { before, change, p, mark }: Compared, locale: BriefingLocale): string {
  const changed = change === null ? '' : unit === 'share' ? pointsText(change, locale) : changeText(change, locale)
  const verdict = p === null ? '' : `${chartWord(mark === 'more' ? (unit === 'count' ? 'more' : 'higher') : mark === 'fewer' ? (unit === 'count' ? 'fewer' : 'lower') : 'within', locale)} (p ${p < 0.001 ? '< 0.001' : `= ${chanceText(p, locale)}`})`
  return [`${chartWord(name, locale)} ${before.hidden ? notShown[locale] : valueText(before.value, unit, locale, 'UTC')}`, changed, verdict].filter(Boolean).join(' · ')
}

/** Numbers with what they were before, as text that can be changed. */
export function addTiles(on: PptxGenJS.Slide, parts: readonly FigurePart[], locale: BriefingLocale, box: Box): void {
  const across = Math.min(perRow, parts.length)
  const wide = Math.min(4, (box.w - gap * (across - 1)) / across)
  parts.forEach(({ figure }, i) => {
    const value = figure.value as Comparison
    const { now } = value.last
    const said = now.hidden ? notShown[locale] : now.value === null ? noData[locale] : valueText(now.value, value.unit, locale, 'UTC')
    const lines = [comparedLine('before', value, value.last, locale), ...(value.year ? [comparedLine('year', value, value.year, locale)] : [])]
    on.addText([
      { text: figureTitle(figure.key, locale), options: { fontSize: 12, color: ink.quiet, breakLine: true } },
      { text: said, options: { fontSize: said.length > 8 ? 18 : 24, bold: true, color: ink.text, breakLine: true } },
      ...lines.map((text, n) => ({ text, options: { fontSize: 10, color: ink.quiet, breakLine: n < lines.length - 1 } })),
    ], { x: box.x + (i % across) * (wide + gap), y: box.y + Math.floor(i / across) * (tall + gap), w: wide, h: tall, fontFace, valign: 'top', margin: [6, 8, 6, 8], line: { color: ink.line, width: 0.75 }, fill: { color: ink.ground }, fit: 'shrink' })
  })
}
