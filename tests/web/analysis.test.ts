import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ndjson } from '../../web/api/longAnswer.ts'
import { useAnalysis } from '../../web/stores/analysis.ts'
import { useKeptHotspots } from '../../web/stores/keptHotspots.ts'
import { joinedUnits } from '../../web/panels/analysis/joinedUnits.ts'
import { boxAround, isBehind } from '../../web/panels/analysis/behindUnit.ts'
import { backtestWords } from '../../web/panels/analysis/backtestSentence.ts'
import { answer, backtest, giStar, question, unit } from './analysisFixture.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

const bytes = (text: string) => new TextEncoder().encode(text)
const stream = (...parts: (string | Uint8Array)[]) => new ReadableStream<Uint8Array>({ start(control) { for (const part of parts) control.enqueue(typeof part === 'string' ? bytes(part) : part); control.close() } })
const lines = (...values: object[]) => ({ bytes: bytes(values.map((value) => JSON.stringify(value)).join('\n')).buffer as ArrayBuffer })

describe('lines of a stream', () => {
  it('are whole however the network cuts them, in the middle of a character too', async () => {
    const text = bytes('{"a":"热点"}\n\n{"b":2}')
    for (let cut = 1; cut < text.length; cut++) {
      const read: unknown[] = []
      for await (const line of ndjson(stream(text.slice(0, cut), text.slice(cut)))) read.push(line)
      expect(read).toEqual([{ a: '热点' }, { b: 2 }])
    }
  })
})

describe('a question', () => {
  it('tells how far it is, then holds the answer', async () => {
    const asked = fakeServer({ 'POST /api/analyses': lines({ progress: 0.5, stage: 'method' }, { answer: answer() }) })
    const analysis = useAnalysis()
    const running = analysis.ask('main', question())
    expect(analysis.at('main').progress).toEqual({ share: 0, stage: 'rows' })
    expect((await running)?.rows).toBe(4_007)
    expect(analysis.at('main')).toMatchObject({ progress: null, error: null, answer: { rows: 4_007 } })
    expect(asked[0]!.body).toEqual(question())
    // Asked again, the server is left alone.
    await analysis.ask('main', { ...question() })
    expect(asked).toHaveLength(1)
    await analysis.ask('main', question(), true)
    expect(asked).toHaveLength(2)
  })

  it('says why there is no answer, whether refused before the first line or after it', async () => {
    const problem = { type: 'about:blank', title: 'Unprocessable', status: 422, detail: 'Too few points.', errors: [{ field: 'from', expected: 'a longer window', code: 'too_few_points' }] }
    fakeServer({ 'POST /api/analyses': lines({ progress: 0.1, stage: 'rows' }, { problem }) })
    const analysis = useAnalysis()
    expect(await analysis.ask('main', question())).toBeNull()
    expect(analysis.at('main').error?.document).toMatchObject({ status: 422, detail: 'Too few points.' })
    fakeServer({ 'POST /api/analyses': { status: 422, json: problem } })
    await analysis.ask('main', question('kde'))
    expect(analysis.at('main').error?.field('from')).toBe('a longer window')
  })

  it('takes a stream that breaks off for a broken connection', async () => {
    fakeServer({ 'POST /api/analyses': lines({ progress: 0.4, stage: 'method' }) })
    const analysis = useAnalysis()
    await analysis.ask('main', question())
    expect(analysis.at('main').error?.document.status).toBe(0)
    fakeServer({ 'POST /api/analyses': { bytes: bytes('{"progress":0.').buffer as ArrayBuffer } })
    await analysis.ask('main', question('kde'))
    expect(analysis.at('main').error?.document.status).toBe(0)
  })

  it('can be stopped, and a newer one of the same view ends it; other views go on', async () => {
    const asked = fakeServer({ 'POST /api/analyses': ({ body }) => ((body as { method: string }).method === 'kde' ? 'never' : lines({ answer: answer() })) })
    const analysis = useAnalysis()
    const slow = analysis.ask('main', question('kde'))
    const other = analysis.ask('second', question('kde'))
    await analysis.ask('main', question())
    expect(await slow).toBeNull()
    expect(asked[0]!.signal?.aborted).toBe(true)
    expect(analysis.at('main').answer?.rows).toBe(4_007)
    expect(analysis.at('second').progress).not.toBeNull()
    analysis.stop('second')
    expect(await other).toBeNull()
    expect(analysis.at('second')).toMatchObject({ progress: null, answer: null, stopped: true })
  })

  it('forgets what was picked and, for another reader, everything', async () => {
    fakeServer({ 'POST /api/analyses': lines({ answer: answer() }) })
    const analysis = useAnalysis()
    await analysis.ask('main', question())
    analysis.togglePicked(1)
    analysis.togglePicked(0)
    analysis.togglePicked(1)
    expect(analysis.picked).toEqual([0])
    await analysis.ask('main', question('gi'))
    expect(analysis.picked).toEqual([])
    analysis.clear()
    expect(analysis.past).toEqual([])
    expect(analysis.at('main').answer).toBeNull()
  })
})

it('cells that touch at a corner hang together; others of the same finding do not', () => {
  const units = giStar().units.features
  expect(joinedUnits(units, 0)).toEqual([0, 1])
  expect(joinedUnits(units, 3)).toEqual([3])
  expect(joinedUnits(units, 99)).toEqual([])
  // Cell 1 away again: its finding differs.
  const far = [unit(0, 'hot', {}), unit(1, 'none', {}), unit(2, 'hot', {})]
  expect(joinedUnits(far, 0)).toEqual([0])
})

it('incidents are behind a cell by their place, behind a street by the ground beside it', () => {
  const cell = unit(0, 'hot', {})
  expect(boxAround(cell)).toEqual([118.6, 31.4, 118.601, 31.401])
  expect([[118.6005, 31.4005], [118.602, 31.4005]].map((coordinates) => isBehind(cell, { type: 'Point', coordinates }))).toEqual([true, false])
  const street = unit(0, 'hot', {}, { type: 'LineString', coordinates: [[118.6, 31.4], [118.601, 31.4]] })
  expect(boxAround(street)[1]).toBeLessThan(31.4)
})

describe('the sentence of a backtest', () => {
  it('takes the share of about 3 % and the verdict of the test there', () => {
    expect(backtestWords(backtest())).toEqual({ key: 'better', cells: 12, share: 0.03, hitRate: 0.11, countHitRate: 0.1, chanceHitRate: 0.03, days: 28 })
    expect(backtestWords(backtest('same'))?.key).toBe('same')
    expect(backtestWords(backtest('worse'))?.key).toBe('worse')
  })
  it('says nothing where counting was not judged beside it', () => {
    const { rows, ...rest } = backtest()
    expect(backtestWords({ ...rest, rows: rows.filter(({ method }) => method !== 'plain_counts') })).toBeNull()
  })
})

describe('kept hotspots', () => {
  const hotspot = (version: number, name: string) => ({ id: '0195d8a0-0000-7000-8000-00000000000a', name, version, createdAt: '2026-11-25T00:00:00Z', retiredAt: null })
  it('keeps the newer version whatever order they arrive in, and changes against the one it knows', async () => {
    const asked = fakeServer({ 'GET /api/hotspots': { json: { hotspots: [hotspot(2, 'two')] } }, 'PATCH /api/hotspots/0195d8a0-0000-7000-8000-00000000000a': { json: { hotspot: hotspot(4, 'four') } } })
    const kept = useKeptHotspots()
    await kept.load()
    kept.apply({ noun: 'incident', rows: [hotspot(3, 'three')], gone: [] })
    kept.apply({ noun: 'incident', rows: [hotspot(1, 'one')], gone: [] })
    expect(kept.active.map(({ name }) => name)).toEqual(['three'])
    await kept.change(hotspot(0, '').id, { retired: true })
    expect(asked.at(-1)).toMatchObject({ method: 'PATCH', body: { version: 3, retired: true } })
    expect(kept.all[0]!.version).toBe(4)
    kept.apply({ noun: 'incident', rows: [], gone: [hotspot(0, '').id] })
    expect(kept.all).toEqual([])
  })
})
