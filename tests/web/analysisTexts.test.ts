import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AnalysisRefusal, type AnalysisInput, type PolygonXY } from '../../geodata/analysis/method.ts'
import { methods } from '../../geodata/analysis/methods.ts'
import { parametersOf } from '../../geodata/analysis/parameters.ts'
import { runMethod } from '../../geodata/analysis/runMethod.ts'
import { MethodId } from '../../geodata/model/analysis.ts'
import { createRandom } from '../../geodata/random.ts'
import { analysis as en } from '../../web/i18n/en/analysis.ts'
import { analysis as zh } from '../../web/i18n/zh/analysis.ts'

type Tree = { [key: string]: string | Tree }
const has = (tree: Tree, group: string, key: string) => typeof (tree[group] as Tree | undefined)?.[key] === 'string'
const lacking = (group: string, keys: Iterable<string>) => [...new Set(keys)].filter((key) => !has(en, group, key) || !has(zh, group, key)).toSorted()

const made = MethodId.options.filter((id) => methods[id])
const day = 86_400_000
const square = (x: number, y: number, side: number): PolygonXY => [[[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]]

/** 400 incidents over 60 days on four streets and sixteen areas, a burst at one corner. */
function sample(): AnalysisInput {
  const random = createRandom(7)
  const rows = Array.from({ length: 400 }, (_, i) => ({ x: i < 80 ? 100 + random() * 80 : random() * 2_000, y: i < 80 ? 100 + random() * 80 : random() * 2_000, at: (i < 80 ? 50 + random() * 5 : random() * 60) * day })).toSorted((a, b) => a.at - b.at)
  const times = Float64Array.from(rows, ({ at }) => Date.UTC(2026, 0, 1) + at)
  const squares = Array.from({ length: 16 }, (_, i) => square((i % 4) * 500, Math.floor(i / 4) * 500, 500))
  return {
    points: { count: rows.length, xMeters: Float64Array.from(rows, ({ x }) => x), yMeters: Float64Array.from(rows, ({ y }) => y), timesMs: times, untilMs: times.map((at, i) => at + (i % 3 ? 0 : 7_200_000)) },
    areas: { ids: squares.map((_, i) => `a${i}`), polygons: squares, values: null, population: Float64Array.from(squares, (_, i) => 100 + i * 10), neighbours: null },
    streets: { ids: ['h', 'v', 'h2', 'v2'], lines: [[[0, 150], [1_000, 150], [2_000, 150]], [[150, 0], [150, 150], [150, 2_000]], [[0, 1_000], [2_000, 1_000]], [[1_000, 0], [1_000, 150], [1_000, 1_000], [1_000, 2_000]]] },
    studyArea: [square(0, 0, 2_000)], window: { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 2, 2) }, timeZone: 'Asia/Shanghai', rowsLeftOut: {}, plane: { forward: ([x, y]) => [x, y], inverse: ([x, y]) => [x, y] },
  }
}

/** Codes as the source writes them: `{ code: 'x' ...}` for notes, `new AnalysisRefusal('x'` for refusals. */
function codesIn(folder: string, pattern: RegExp, only: (file: string) => boolean): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && only(name))
  return files.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(pattern)].map((match) => match[1]!))
}
const geodata = join(import.meta.dirname, '../../geodata/analysis')
const server = join(import.meta.dirname, '../../server')
const isAnalysis = (name: string) => /analy|hotspot/i.test(name)

describe('every method', () => {
  it('is named and explained', () => {
    expect(made.length).toBeGreaterThan(3)
    for (const id of MethodId.options) for (const part of ['name', 'plain', 'detail']) for (const tree of [en, zh]) expect(typeof ((tree.method as Tree)[id] as Tree)[part], `${id}.${part}`).toBe('string')
  })
  it('has a name for every parameter and every choice', () => {
    const all = made.flatMap((id) => parametersOf(methods[id]!))
    expect(lacking('parameter', all.map(({ name }) => name))).toEqual([])
    expect(lacking('choice', all.flatMap(({ choices }) => choices ?? []))).toEqual([])
  })
  it('has a name for every need', () => expect([...new Set(made.flatMap((id) => methods[id]!.needs))].filter((need) => !(need in en.form.need))).toEqual([]))
  it.each(made)('%s: names for whatever its answer holds', (id) => {
    const quick: Record<string, unknown> = Object.fromEntries(parametersOf(methods[id]!).flatMap(({ name }) => (name === 'permutations' || name === 'simulations' ? [[name, 19]] : [])))
    let result
    try {
      result = runMethod({ method: id, parameters: quick }, sample())
    } catch (error) {
      if (!(error instanceof AnalysisRefusal)) throw error
      // Refused on the sample: the codes are still looked for in the source.
      return
    }
    expect(lacking('column', Object.keys(result.columns)), 'columns').toEqual([])
    expect(['index', 'finding', 'id'].filter((own) => own in result.columns), 'columns that would hide what a unit is').toEqual([])
    expect(lacking('finding', result.findings), 'findings').toEqual([])
    expect(lacking('summary', Object.keys(result.summary)), 'summary').toEqual([])
    expect(lacking('tableColumn', result.table?.columns ?? []), 'table').toEqual([])
    expect(lacking('note', result.notes.map(({ code }) => code)), 'notes').toEqual([])
    expect(lacking('leftOut', Object.keys(result.evidence.rowsLeftOut)), 'rows left out').toEqual([])
    expect(lacking('parameter', Object.keys(result.evidence.parameters)), 'parameters of the evidence').toEqual([])
  })
})

it('every note that the code can write has a text', () => {
  const codes = [...codesIn(geodata, /\{ code: '(\w+)'(?:, values|\s*\})/g, () => true), ...codesIn(server, /\{ code: '(\w+)'(?:, values| \})/g, isAnalysis)]
  expect(codes.length).toBeGreaterThan(5)
  expect(lacking('note', codes)).toEqual([])
})

it('every refusal that the code can write has a text', () => {
  const codes = [...codesIn(geodata, /AnalysisRefusal\(\s*'(\w+)'/g, () => true), ...codesIn(server, /AnalysisRefusal\(\s*'(\w+)'/g, isAnalysis)]
  expect(codes.length).toBeGreaterThan(5)
  expect(lacking('refusal', codes)).toEqual([])
})
