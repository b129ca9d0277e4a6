import type { BriefingBlock, BriefingFigure, BriefingPage } from '../../../../geodata/model/briefing.ts'

export type TextPart = Extract<BriefingBlock, { kind: 'text' }>
export type MapPart = Extract<BriefingBlock, { kind: 'map' }>
export type FigurePart = { figure: BriefingFigure; as: Extract<BriefingBlock, { kind: 'figure' }>['as'] }
/** `rows`: which of a long table stand here, the end not included; `left`: how many stand on no slide, said on the last. */
export type Visual = { kind: 'chart'; part: FigurePart } | { kind: 'table'; part: FigurePart; rows: [number, number]; left: number } | { kind: 'map'; map: MapPart }
export type SlidePlan = { page: BriefingPage; texts: TextPart[]; tiles: FigurePart[]; visual: Visual | null; number: number; of: number }

const rowsBesideText = 9
const rowsAlone = 15
/** More rows than these are read in the app, not from a slide. */
const mostRows = 45

/** Runs of rows: the first slide has less room where words stand over the table. */
function runs(count: number, first: number): [number, number][] {
  const found: [number, number][] = []
  for (let from = 0; from < Math.min(count, mostRows); ) {
    const to = Math.min(count, mostRows, from + (from === 0 ? first : rowsAlone))
    found.push([from, to])
    from = to
  }
  return found.length ? found : [[0, 0]]
}

function visualsOf({ as, figure }: FigurePart, rowCount: (figure: BriefingFigure) => number, hasText: boolean): Visual[] {
  const fits = { tiles: 'comparison', bars: 'rows', line: 'series', matrix: 'matrix', table: '' }[as]
  if (fits === figure.value.kind) return [{ kind: 'chart', part: { as, figure } }]
  const count = rowCount(figure)
  return runs(count, hasText ? rowsBesideText : rowsAlone).map((rows, i, all) => ({ kind: 'table', part: { as: 'table', figure }, rows, left: i === all.length - 1 ? count - rows[1] : 0 }))
}

/** A page as slides: its words stand with its numbers or its first drawing, and each further drawing has a slide of its own. @param rowCount how many rows a figure has as a table */
export function slidesOfPage(page: BriefingPage, figures: readonly BriefingFigure[], rowCount: (figure: BriefingFigure) => number): SlidePlan[] {
  const figureParts = page.blocks.flatMap((block): FigurePart[] => { const figure = block.kind === 'figure' ? figures.find(({ key }) => key === block.figure) : undefined; return figure && block.kind === 'figure' ? [{ figure, as: block.as }] : [] })
  const texts = page.blocks.filter((block): block is TextPart => block.kind === 'text')
  const tiles = figureParts.filter(({ as, figure }) => as === 'tiles' && figure.value.kind === 'comparison')
  let isFirst = texts.length > 0 && tiles.length === 0
  const visuals = page.blocks.flatMap((block): Visual[] => {
    if (block.kind === 'text') return []
    const part = block.kind === 'figure' ? figureParts.find(({ figure, as }) => figure.key === block.figure && as === block.as) : undefined
    if (block.kind === 'figure' && (!part || tiles.includes(part))) return []
    const found: Visual[] = block.kind === 'map' ? [{ kind: 'map', map: block }] : visualsOf(part!, rowCount, isFirst)
    isFirst = false
    return found
  })
  const first: Omit<SlidePlan, 'number' | 'of'> = { page, texts, tiles, visual: tiles.length ? null : (visuals.shift() ?? null) }
  const all = [first, ...visuals.map((visual) => ({ page, texts: [], tiles: [], visual }))]
  return all.map((plan, i) => ({ ...plan, number: i + 1, of: all.length }))
}
