import type { BriefingFigure, BriefingRerun, FigureValue } from '../model/briefing.ts'
import { rowIdentities } from './rowIdentities.ts'

type FiguresOfRun = { run: number; figures: readonly Pick<BriefingFigure, 'key' | 'value' | 'method'>[] }

/**
 * What one run of a briefing's figures shows otherwise than another. A path is a JSON pointer (RFC 6901) into the value; rows of a table are named by what they are about, not by their place,
 * so that a row that only moved has not changed. `/method` says that the way of counting is another, so that the numbers do not compare.
 */
export function compareFigures(before: FiguresOfRun, after: FiguresOfRun): BriefingRerun {
  const former = new Map(before.figures.map((figure) => [figure.key, figure]))
  const latter = new Map(after.figures.map((figure) => [figure.key, figure]))
  const both = after.figures.flatMap((figure) => { const old = former.get(figure.key); return old ? [{ key: figure.key, before: old, after: figure }] : [] })
  const compared = both.map(({ key, before: old, after: now }) => ({ key, before: old.value, after: now.value, paths: [...methodPath(old, now), ...pathsOf(comparable(old.value), comparable(now.value), '')] }))
  return {
    run: after.run, against: before.run,
    changed: compared.filter(({ paths }) => paths.length > 0),
    unchanged: compared.filter(({ paths }) => paths.length === 0).map(({ key }) => key),
    added: [...latter.keys()].filter((key) => !former.has(key)),
    gone: [...former.keys()].filter((key) => !latter.has(key)),
  }
}

const methodPath = (a: Pick<BriefingFigure, 'method'>, b: Pick<BriefingFigure, 'method'>) => (a.method.id === b.method.id && a.method.version === b.method.version ? [] : ['/method'])

/** Rows by their identity; what heads a table is words, not numbers. */
function comparable(value: FigureValue): unknown {
  if (value.kind !== 'rows') return value
  const identities = rowIdentities(value)
  return { kind: value.kind, rows: Object.fromEntries(value.rows.map((row, i) => [identities[i] as string, row])) }
}

/** Sums of the same numbers in another order differ in their last digits: that is no change. */
const isSameNumber = (a: number, b: number) => a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

function pathsOf(a: unknown, b: unknown, path: string): string[] {
  if (typeof a === 'number' && typeof b === 'number') return isSameNumber(a, b) ? [] : [path]
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return (a ?? null) === (b ?? null) ? [] : [path]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => pathsOf(a[key], b[key], `${path}/${escaped(key)}`))
}

/** The path of a cell of a table, as `compareFigures` names it. */
export const rowPath = (identity: string, column?: string): string => `/rows/${escaped(identity)}${column === undefined ? '' : `/${escaped(column)}`}`
