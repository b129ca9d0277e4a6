import JSZip from 'jszip'
import Pptx from 'pptxgenjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { composeText } from '../../geodata/briefing/composeSentence.ts'
import { figureTable } from '../../geodata/briefing/figureTable.ts'
import { pagesOf } from '../../geodata/briefing/pages.ts'
import type { Briefing } from '../../geodata/model/briefing.ts'
import { makeDeck } from '../../web/panels/briefing/slides/deck.ts'
import { barData, lineData } from '../../web/panels/briefing/slides/slideChart.ts'
import { slidesOfPage } from '../../web/panels/briefing/slides/slidePlan.ts'
import { sampleSource } from '../geodata/briefing/briefingFixture.ts'

const source = sampleSource('weekly')
const pages = pagesOf(source)
const briefing = { id: '0192f0c1-0000-7000-8000-00000000000a', title: '芝加哥 & 周报\u000b <第10周>', figures: source.figures, pages, texts: [], suppressed: false } as unknown as Briefing
const rowCount = ({ value }: (typeof source.figures)[number]) => figureTable(value, 'zh', source.timeZone).rows.length
/** One white pixel. */
const dataUrl = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII='
const maps = pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'map' ? [block.key] : [])))

let files: Map<string, string>
const named = (pattern: RegExp) => [...files.keys()].filter((name) => pattern.test(name))
beforeAll(async () => {
  const blob = await makeDeck(Pptx, {
    briefing, locale: 'zh', timeZone: source.timeZone, notesKey: (page) => `${page}.notes`, pictures: new Map(maps.slice(1).map((key) => [key, { dataUrl, width: 2960, height: 1346 }])),
    words: { cover: ['2018-03-05 – 2018-03-11'], foot: '芝加哥\ufffe', missing: '地图未能绘制' }, textOf: (key, sentences) => (key === 'summary.notes' ? '有人写的备注 \u0001& <更多>' : composeText(sentences, 'zh', source.timeZone)),
  })
  if (process.env.FANGCUN_KEEP_DECK) (await import('node:fs')).writeFileSync(process.env.FANGCUN_KEEP_DECK, Buffer.from(await blob.arrayBuffer()))
  const zip = await JSZip.loadAsync(await blob.arrayBuffer())
  files = new Map(await Promise.all(Object.values(zip.files).filter(({ dir, name }) => !dir && /\.(xml|rels)$/.test(name)).map(async (file) => [file.name, await file.async('string')] as const)))
})

describe('slides of a briefing', () => {
  test('a file that opens: every part is well-formed, every relation leads to a part, every part has a type', async () => {
    expect(named(/^ppt\/slides\/slide\d+\.xml$/).length).toBe(1 + pages.reduce((sum, page) => sum + slidesOfPage(page, source.figures, rowCount).length, 0))
    for (const [name, xml] of files) {
      const parsed = new DOMParser().parseFromString(xml, 'application/xml')
      expect(parsed.getElementsByTagName('parsererror').length, name).toBe(0)
      // A character that XML 1.0 does not know makes PowerPoint repair the file.
      expect([...xml].some((sign) => (sign < ' ' && !'\t\n\r'.includes(sign)) || sign === '\ufffe'), name).toBe(false)
      expect(/NaN|undefined|\[object/.test(xml), `${name}: ${/.{30}(NaN|undefined|\[object).{30}/.exec(xml)?.[0]}`).toBe(false)
    }
  })
  test('charts are native and hold their numbers in a workbook of their own', () => {
    const charts = named(/^ppt\/charts\/chart\d+\.xml$/)
    const drawn = pages.flatMap((page) => slidesOfPage(page, source.figures, rowCount)).filter(({ visual }) => visual?.kind === 'chart' && (visual.part.as === 'bars' || visual.part.as === 'line'))
    expect(charts.length).toBe(drawn.length)
    expect(charts.length).toBeGreaterThan(2)
    for (const name of charts) expect(files.get(name), name).toMatch(/<c:externalData r:id="rId1"/)
    const all = charts.map((name) => files.get(name)!).join('')
    expect(all).toContain('<c:lineChart>')
    expect(all).toContain('<c:v>1120</c:v>')
  })
  test('lines of one chart differ by stroke and mark, each mark in the colour of its line, and share the axes and the workbook', () => {
    const series = source.figures.find(({ key }) => key === 'incidents.series')!.value as Parameters<typeof lineData>[0]
    const chart = named(/^ppt\/charts\/chart\d+\.xml$/).map((name) => new DOMParser().parseFromString(files.get(name)!, 'application/xml')).find((each) => each.getElementsByTagName('c:lineChart').length > 1)!
    const lines = [...chart.getElementsByTagName('c:ser')].map((line) => {
      const [stroke, mark] = [line.getElementsByTagName('c:spPr')[0]!, line.getElementsByTagName('c:marker')[0]!]
      const colour = (of: Element) => of.getElementsByTagName('a:srgbClr')[0]!.getAttribute('val')
      return { dash: stroke.getElementsByTagName('a:prstDash')[0]!.getAttribute('val'), mark: mark.getElementsByTagName('c:symbol')[0]!.getAttribute('val'), alike: colour(stroke) === colour(mark), column: line.getElementsByTagName('c:f')[0]!.textContent }
    })
    expect(lines).toEqual([['solid', 'circle', 'B'], ['dash', 'square', 'C'], ['sysDot', 'triangle', 'D']].slice(0, series.values.length).map(([dash, mark, column]) => ({ dash, mark, alike: true, column: `Sheet1!$${column}$1` })))
    expect(new Set([...chart.getElementsByTagName('c:lineChart')].map((each) => [...each.getElementsByTagName('c:axId')].map((axis) => axis.getAttribute('val')).join())).size).toBe(1)
  })
  test('words of the pages and notes stand on the slides; signs of XML in them stay signs', () => {
    const slides = named(/^ppt\/slides\/slide\d+\.xml$/).map((name) => files.get(name)!).join('')
    expect(slides).toContain('芝加哥 &amp; 周报 &lt;第10周&gt;')
    for (const page of pages) expect(slides, page.key).toContain(composeText([page.title], 'zh', source.timeZone).replaceAll('&', '&amp;'))
    expect(named(/^ppt\/notesSlides\/notesSlide\d+\.xml$/).map((name) => files.get(name)).join('')).toContain('有人写的备注 &amp; &lt;更多&gt;')
    expect(slides).toContain('地图未能绘制')
  })
})

describe('what a slide holds', () => {
  test('no block of a page is lost, and a long table goes on over slides without a gap', () => {
    for (const page of pages) {
      const plans = slidesOfPage(page, source.figures, rowCount)
      const shown = plans.flatMap(({ texts, tiles, visual }) => [...texts.map(({ key }) => key), ...tiles.map(({ figure }) => figure.key), ...(visual?.kind === 'map' ? [visual.map.key] : visual ? [`${visual.part.figure.key}.${visual.kind === 'table' ? 'table' : visual.part.as}`] : [])])
      for (const block of page.blocks) expect(shown, `${page.key} ${block.key}`).toContain(block.kind === 'figure' ? (block.as === 'tiles' ? block.figure : `${block.figure}.${block.as}`) : block.key)
      const runs = plans.flatMap(({ visual }) => (visual?.kind === 'table' ? [{ key: visual.part.figure.key, rows: visual.rows }] : []))
      for (const [i, { key, rows }] of runs.entries()) expect(rows[0]).toBe(runs[i - 1]?.key === key ? runs[i - 1]!.rows[1] : 0)
    }
  })
  test("somebody's voice is in no chart, and what is not shown has no bar", () => {
    const value = source.figures.find(({ key }) => key === 'incidents.byCategory')!.value as Parameters<typeof barData>[0]
    const hidden = { ...value, rows: value.rows.map((row, i) => (i === 3 ? { ...row, now: null, hidden: true } : row)) }
    const [now, before] = barData(hidden, 'zh', source.timeZone).data
    expect(now!.labels).toEqual(['盗窃', '殴打', '机动车盗窃', '噪声'])
    expect(now!.values).toEqual([1_120, 861, 402, 88])
    expect(before!.values).toEqual([1_204, 850, 310, 140])
  })
  test('lines keep their gaps', () => {
    const [line] = lineData({ kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'Now' }], from: '2018-03-05T06:00:00Z', values: [[1, null, 3]] }, 'zh', 'America/Chicago')
    expect(line!.values).toEqual([1, null, 3])
    expect(line!.labels.length).toBe(3)
  })
})
