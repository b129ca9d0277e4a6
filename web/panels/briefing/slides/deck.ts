import type PptxGenJS from 'pptxgenjs'
import type { BriefingLocale } from '../../../../geodata/briefing/briefingFormat.ts'
import { restText } from '../../../../geodata/briefing/chartWords.ts'
import { figureTable } from '../../../../geodata/briefing/figureTable.ts'
import { figureTitle } from '../../../../geodata/briefing/figureTitles.ts'
import type { Briefing, Sentence } from '../../../../geodata/model/briefing.ts'
import { addBars, addLine } from './slideChart.ts'
import { type Box, fontFace, ink, slide } from './slideLook.ts'
import { addMatrix, addTable } from './slideTable.ts'
import { addTiles, tilesHeight } from './slideTiles.ts'
import { type SlidePlan, slidesOfPage, type Visual } from './slidePlan.ts'

/** What a deck is made of; nothing of the screen. `textOf`: what somebody wrote, or what is composed. `pictures`: PNG by key of the block. */
export type Deck = {
  briefing: Briefing
  locale: BriefingLocale
  timeZone: string
  textOf(key: string, sentences: readonly Sentence[]): string
  notesKey(page: string): string
  pictures: ReadonlyMap<string, { dataUrl: string; width: number; height: number }>
  words: { cover: string[]; foot: string; missing: string }
}

const text = (size: number, more: PptxGenJS.TextPropsOptions = {}): PptxGenJS.TextPropsOptions => ({ fontFace, fontSize: size, color: ink.text, margin: 0, valign: 'top', ...more })

/** Signs that XML cannot hold: one of them in a name or a text, and the file would not open. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const writable = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value), (_, held: unknown) => (typeof held === 'string' ? held.replace(unwritable, '') : held)) as Value
const writableDeck = (deck: Deck): Deck => ({ ...deck, briefing: writable(deck.briefing), words: writable(deck.words), textOf: (key, sentences) => deck.textOf(key, sentences).replace(unwritable, '') })

/** The briefing as slides whose charts, tables and words can be changed. @returns the bytes of a PPTX */
export async function makeDeck(Pptx: typeof PptxGenJS, given: Deck): Promise<Blob> {
  const deck = writableDeck(given)
  const pptx = new Pptx()
  pptx.layout = 'LAYOUT_WIDE'
  pptx.title = deck.briefing.title
  pptx.company = pptx.author = 'Fangcun'
  pptx.theme = { headFontFace: fontFace, bodyFontFace: fontFace }
  addCover(pptx, deck)
  const plans = deck.briefing.pages.flatMap((page) => slidesOfPage(page, deck.briefing.figures, ({ value }) => figureTable(value, deck.locale, deck.timeZone).rows.length))
  plans.forEach((plan, i) => addSlide(pptx, deck, plan, `${i + 2} / ${plans.length + 1}`))
  return (await pptx.write({ outputType: 'blob', compression: true })) as Blob
}

function addCover(pptx: PptxGenJS, { briefing, words }: Deck) {
  const on = pptx.addSlide()
  on.background = { color: ink.ground }
  on.addShape('rect', { x: 0, y: 0, w: 0.22, h: slide.height, fill: { color: ink.first } })
  on.addText(briefing.title, text(34, { x: 0.9, y: 2.2, w: 11.5, h: 1.5, bold: true, valign: 'bottom', fit: 'shrink' }))
  on.addText(words.cover.map((line, i) => ({ text: line, options: { breakLine: i < words.cover.length - 1 } })), text(16, { x: 0.9, y: 3.95, w: 11.5, h: 2, color: ink.quiet, lineSpacingMultiple: 1.3 }))
}

function addSlide(pptx: PptxGenJS, deck: Deck, plan: SlidePlan, number: string) {
  const on = pptx.addSlide()
  on.background = { color: ink.ground }
  const title = deck.textOf(`${plan.page.key}.title`, [plan.page.title])
  on.addText(plan.of > 1 ? `${title}  (${plan.number}/${plan.of})` : title, text(24, { x: slide.left, y: 0.4, w: slide.inner, h: 0.65, bold: true, valign: 'middle', fit: 'shrink' }))
  on.addShape('line', { x: slide.left, y: 1.12, w: slide.inner, h: 0, line: { color: ink.first, width: 1.5 } })
  on.addText(deck.words.foot, text(9, { x: slide.left, y: slide.foot, w: slide.inner - 1.2, h: 0.25, color: ink.quiet }))
  on.addText(number, text(9, { x: slide.width - 1.7, y: slide.foot, w: 1.2, h: 0.25, color: ink.quiet, align: 'right' }))
  addBody(on, deck, plan)
  const notes = deck.textOf(deck.notesKey(plan.page.key), plan.page.notes)
  if (plan.number === 1 && notes) on.addNotes(notes)
}

function addBody(on: PptxGenJS.Slide, deck: Deck, { texts, tiles, visual }: SlidePlan) {
  const lines = texts.flatMap(({ key, sentences }) => deck.textOf(key, sentences).split('\n')).filter(Boolean)
  const whole: Box = { x: slide.left, y: slide.top, w: slide.inner, h: slide.body }
  if (tiles.length) {
    addTiles(on, tiles, deck.locale, whole)
    const under = tilesHeight(tiles.length)
    return addLines(on, lines, { ...whole, y: whole.y + under, h: Math.max(0.6, whole.h - under) })
  }
  if (!visual) return addLines(on, lines, whole)
  if (!lines.length) return addVisual(on, deck, visual, whole)
  // Wide things go below the words, the others beside them.
  if (visual.kind === 'table' || (visual.kind === 'chart' && visual.part.as === 'matrix')) {
    const over = Math.min(2, 0.45 + 0.36 * lines.reduce((sum, line) => sum + Math.ceil(line.length / (deck.locale === 'zh' ? 56 : 110)), 0))
    addLines(on, lines, { ...whole, h: over })
    return addVisual(on, deck, visual, { ...whole, y: whole.y + over, h: whole.h - over })
  }
  const beside = visual.kind === 'map' ? 3.2 : 4.3
  addLines(on, lines, { ...whole, w: beside })
  addVisual(on, deck, visual, { ...whole, x: whole.x + beside + 0.3, w: whole.w - beside - 0.3 })
}

function addLines(on: PptxGenJS.Slide, lines: readonly string[], box: Box) {
  if (!lines.length) return
  on.addText(lines.map((line, i) => ({ text: line, options: { breakLine: i < lines.length - 1, bullet: { indent: 14 }, paraSpaceAfter: 6 } })), text(14, { ...box, lineSpacingMultiple: 1.15, fit: 'shrink' }))
}

function addVisual(on: PptxGenJS.Slide, deck: Deck, visual: Visual, box: Box) {
  if (visual.kind === 'map') return addMap(on, deck, visual.map, box)
  const { figure, as } = visual.part
  const { value } = figure
  const title = figureTitle(figure.key, deck.locale)
  if (visual.kind === 'chart' && as === 'bars' && value.kind === 'rows') return addBars(on, title, value, deck.locale, deck.timeZone, box)
  if (visual.kind === 'chart' && as === 'line' && value.kind === 'series') return addLine(on, title, value, deck.locale, deck.timeZone, box)
  on.addText(title, text(13, { ...box, h: 0.3, bold: true }))
  const below = { ...box, y: box.y + 0.38, h: box.h - 0.38 }
  if (value.kind === 'matrix') return addMatrix(on, value, deck.locale, deck.timeZone, below)
  addTable(on, value, visual.kind === 'table' ? visual.rows : [0, 15], deck.locale, deck.timeZone, below)
  if (visual.kind === 'table' && visual.left > 0) on.addText(restText(visual.left, deck.locale), text(11, { ...box, y: box.y + box.h - 0.25, h: 0.3 }))
}

function addMap(on: PptxGenJS.Slide, deck: Deck, map: Extract<Visual, { kind: 'map' }>['map'], box: Box) {
  const caption = deck.textOf(map.key, [map.caption])
  on.addText(caption, text(11, { ...box, h: 0.3, color: ink.quiet }))
  const room = { ...box, y: box.y + 0.34, h: box.h - 0.34 }
  const picture = deck.pictures.get(map.key)
  if (!picture) return on.addText(deck.words.missing, text(14, { ...room, align: 'center', valign: 'middle', color: ink.quiet, line: { color: ink.line, width: 0.75 } }))
  const scale = Math.min(room.w / picture.width, room.h / picture.height)
  on.addImage({ data: picture.dataUrl, x: room.x, y: room.y, w: picture.width * scale, h: picture.height * scale, altText: caption })
}
