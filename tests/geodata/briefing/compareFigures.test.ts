import { describe, expect, test } from 'vitest'
import { compareFigures, rowPath } from '../../../geodata/briefing/compareFigures.ts'
import type { BriefingFigure, FigureValue } from '../../../geodata/model/briefing.ts'
import { compared, figureOf, sampleSource } from './briefingFixture.ts'

const run = (number: number, figures: BriefingFigure[]) => ({ run: number, figures })
const changed = (before: FigureValue, after: FigureValue) => compareFigures(run(1, [figureOf('incidents', before)]), run(2, [figureOf('incidents', after)])).changed[0]?.paths ?? []
const table = (rows: Extract<FigureValue, { kind: 'rows' }>['rows']): FigureValue => ({ kind: 'rows', columns: [{ key: 'name', name: { zh: '类', en: 'Kind' }, unit: 'text' }, { key: 'now', name: { zh: '数', en: 'Count' }, unit: 'count' }], rows })

describe('what another run changed', () => {
  test('the same figures changed nothing, and come back from JSON the same', () => {
    const { figures } = sampleSource()
    const again = JSON.parse(JSON.stringify(figures)) as BriefingFigure[]
    const rerun = compareFigures(run(1, [...figures]), run(2, again))
    expect(rerun).toMatchObject({ run: 2, against: 1, changed: [], added: [], gone: [] })
    expect(rerun.unchanged).toEqual(figures.map(({ key }) => key))
  })
  test('names each number that changed, in both values', () => {
    const before: FigureValue = { kind: 'comparison', unit: 'count', last: compared(10, 12), year: null }
    const after: FigureValue = { kind: 'comparison', unit: 'count', last: { ...compared(10, 12), now: { value: 11 } }, year: null }
    const [figure] = compareFigures(run(1, [figureOf('incidents', before)]), run(3, [figureOf('incidents', after)])).changed
    expect(figure).toEqual({ key: 'incidents', before, after, paths: ['/last/now/value'] })
  })
  test('rows of a table are told by what they are about: one that moved has not changed', () => {
    const [a, b, c] = [{ id: 1, nameZh: '甲', now: 5 }, { id: 2, nameZh: '乙', now: 7 }, { id: 3, nameZh: '丙', now: 9 }]
    expect(changed(table([a, b]), table([b, a]))).toEqual([])
    expect(changed(table([a, b]), table([{ ...b, now: 8 }, a]))).toEqual(['/rows/2/now'])
    expect(changed(table([a, b]), table([a, c])).toSorted()).toEqual(['/rows/2', '/rows/3'])
    expect(rowPath('2', 'now')).toBe('/rows/2/now')
  })
  test('a name with a slash is escaped, and two rows alike stay two', () => {
    const row = { name: 'a/b~c', now: 1 }
    expect(changed(table([row]), table([{ ...row, now: 2 }]))).toEqual(['/rows/a~1b~0c/now'])
    expect(changed(table([row, row]), table([row, { ...row, now: 2 }]))).toEqual(['/rows/a~1b~0c#2/now'])
  })
  test('the last digits of a sum are no change; a count that is not shown any more is', () => {
    expect(changed({ kind: 'matrix', unit: 'count', values: [0.1 + 0.2, 4] }, { kind: 'matrix', unit: 'count', values: [0.3, 4] })).toEqual([])
    expect(changed({ kind: 'matrix', unit: 'count', values: [3, 4] }, { kind: 'matrix', unit: 'count', values: [null, 4] })).toEqual(['/values/0'])
    expect(changed({ kind: 'comparison', unit: 'count', last: compared(3, 3), year: null }, { kind: 'comparison', unit: 'count', last: { ...compared(3, 3), now: { value: null, hidden: true } }, year: null })).toEqual(['/last/now/value', '/last/now/hidden'])
  })
  test('another way of counting is told though the number is the same; figures come and go', () => {
    const figure = figureOf('incidents', { kind: 'matrix', unit: 'count', values: [1] })
    const newer = { ...figure, method: { ...figure.method, version: 2 } }
    expect(compareFigures(run(1, [figure]), run(2, [newer])).changed[0]?.paths).toEqual(['/method'])
    expect(compareFigures(run(1, [figure]), run(2, [{ ...figure, key: 'queue' }]))).toMatchObject({ added: ['queue'], gone: ['incidents'], changed: [] })
  })
})
