import type { BriefingFigure, Compared, Counted, FigureValue } from '../model/briefing.ts'

/** How much of small counts a reader is shown: all; none of 1 to 4; none of 1 to 9, and the others rounded to 5. */
export type BriefingSight = 'all' | 'inside' | 'outside'
type Rule = { most: number; step: number }
const rules: Record<Exclude<BriefingSight, 'all'>, Rule> = { inside: { most: 4, step: 1 }, outside: { most: 9, step: 5 } }

/** What is no matter of people: equipment, and minutes of patrols. */
const ofEquipment = (key: string) => key.startsWith('cameras') || key.startsWith('patrol')
/** Where patrols go and which cameras are blind is told inside of the area only. */
const insideOnly = (key: string) => key.startsWith('patrol') || key === 'cameras.down' || key === 'cameras.cover'

const isSmall = (count: number | null | undefined, { most }: Rule) => count !== null && count !== undefined && count >= 1 && count <= most
const rounded = (count: number, { step }: Rule) => Math.round(count / step) * step
/** Beside a count that is hidden or rounded a chance tells it: then only on which side of the usual 0.05 it lies. */
const coarse = (p: number | null) => (p === null ? null : p < 0.05 ? 0.05 : 1)
const hiddenCount: Counted = { value: null, hidden: true }
/** Nearly all of a few tell the few that are left. */
const restOf = ([above, of]: [number, number]) => of - above

function compared(given: Compared, unit: 'count' | 'share' | 'minutes', rule: Rule): Compared {
  const { of, ...rest } = given
  const few = (counts: [number, number]) => counts.some((count) => isSmall(count, rule)) || (unit === 'share' && rule.step > 1 && isSmall(restOf(counts), rule))
  const small = (side: 'now' | 'before') => { const counts = of?.[side]; return unit === 'count' ? isSmall(given[side].value, rule) : counts ? few(counts) : false }
  const shown = (side: 'now' | 'before'): Counted => {
    const { value } = given[side]
    if (small(side)) return hiddenCount
    return value === null || rule.step === 1 ? given[side] : { value: unit === 'count' ? rounded(value, rule) : unit === 'share' ? Math.round(value * 100) / 100 : Math.round(value / 10) * 10 }
  }
  const isTold = !small('now') && !small('before')
  if (isTold && rule.step === 1) return given
  const [now, before] = [shown('now'), shown('before')]
  const change = !isTold || rest.change === null ? null : Math.round((unit === 'count' ? changeOf(given, now.value, before.value) : rest.change) * 20) / 20
  return { ...rest, now, before, change, low: null, high: null, p: coarse(rest.p) }
}

/** The change of what is shown: that of the counts themselves would tell which they were before they were rounded. Periods of other lengths keep their part in it. */
function changeOf({ now, before, change }: Compared, shownNow: number | null, shownBefore: number | null): number {
  if (!now.value || !before.value || !shownBefore) return change ?? 0
  const ofLengths = (1 + (change ?? 0)) / (now.value / before.value)
  return ((shownNow ?? 0) / shownBefore) * ofLengths - 1
}

/**
 * Cells of a sum: those that are small are hidden, and where their sum and number would tell them, the next smallest too. Where all are rounded no sum is exact;
 * there none is hidden like few: ten hours that hold something, of a day of about ten, hold one each.
 */
function cells(values: readonly (number | null)[], rule: Rule): { value: number | null; hidden: boolean }[] {
  const hidden = new Set(values.flatMap((value, i) => (isSmall(value, rule) ? [i] : [])))
  if (rule.step === 1 && hidden.size) {
    const rest = values.flatMap((value, i) => (hidden.has(i) || !value ? [] : [{ i, value }])).toSorted((a, b) => a.value - b.value)
    const sum = () => [...hidden].reduce((total, i) => total + (values[i] as number), 0)
    for (const { i } of rest) {
      if (hidden.size > 1 && sum() > rule.most) break
      hidden.add(i)
    }
  }
  if (rule.step > 1 && hidden.size) values.forEach((value, i) => { if (value === 0) hidden.add(i) })
  return values.map((value, i) => (hidden.has(i) ? { value: null, hidden: true } : { value: value === null ? null : rounded(value, rule), hidden: false }))
}

type Rows = Extract<FigureValue, { kind: 'rows' }>
/** Columns that count matters, with those that would tell them and the chances that go with them. */
const telling: Record<string, { also: string[]; chances: string[] }> = {
  now: { also: ['change', 'low', 'high', 'yearChange', 'yearLow', 'yearHigh'], chances: ['p', 'q', 'yearP'] }, before: { also: ['change', 'low', 'high'], chances: ['p', 'q'] }, year: { also: ['yearChange', 'yearLow', 'yearHigh'], chances: ['yearP'] },
  found: { also: ['foundWeekly', 'change', 'low', 'high'], chances: ['p', 'q'] }, since: { also: ['sinceWeekly', 'change', 'low', 'high'], chances: ['p', 'q'] }, count: { also: [], chances: [] }, overdue: { also: [], chances: [] },
}

/** Zones add up to their area, all else to the whole. */
const groupsOf = (rows: Rows['rows']): number[][] => [...rows.reduce((groups, row, i) => groups.set(row.areaId ?? null, [...(groups.get(row.areaId ?? null) ?? []), i]), new Map<unknown, number[]>()).values()]

function tableOf(value: Rows, rule: Rule): Rows {
  const rows = value.rows.map((row) => ({ ...row }))
  for (const [column, { also, chances }] of Object.entries(telling)) {
    for (const group of groupsOf(value.rows)) {
      const given = group.map((i) => value.rows[i]?.[column])
      if (given.every((count) => typeof count !== 'number')) continue
      cells(given.map((count) => (typeof count === 'number' ? count : null)), rule).forEach((cell, n) => {
        const row = rows[group[n] as number] as Rows['rows'][number]
        if (!(column in row)) return
        row[column] = cell.value
        if (cell.hidden) row.hidden = true
        if (cell.hidden || rule.step > 1) {
          for (const name of also) if (name in row) row[name] = null
          for (const name of chances) if (typeof row[name] === 'number') row[name] = coarse(row[name])
        }
      })
    }
  }
  return { ...value, rows }
}

/** Tables whose rows stand in the order of their counts; in it would stand which of two that are hidden is the larger. */
const isByCount = (key: string) => key.startsWith('incidents.by')
const shownCount = (row: Rows['rows'][number], column: string) => { const count = row[column]; return typeof count === 'number' ? count : -1 }
const inShownOrder = (rows: Rows['rows']): Rows['rows'] =>
  rows.toSorted((a, b) => Number(a.voice ?? false) - Number(b.voice ?? false) || shownCount(b, 'now') - shownCount(a, 'now') || shownCount(b, 'before') - shownCount(a, 'before') || Number(a.id) - Number(b.id))

/** Days have their own sum (`incidents.series`), so hours are hidden day by day. */
const hoursOfDay = 24
const matrixOf = (values: readonly (number | null)[], rule: Rule) => Array.from({ length: Math.ceil(values.length / hoursOfDay) }, (_, day) => cells(values.slice(day * hoursOfDay, (day + 1) * hoursOfDay), rule)).flat()

function valueOf(value: FigureValue, rule: Rule, key: string): FigureValue {
  if (value.kind === 'comparison') return { ...value, last: compared(value.last, value.unit, rule), year: value.year && compared(value.year, value.unit, rule) }
  if (value.kind === 'series') return { ...value, values: value.values.map((counts) => cells(counts, rule).map((cell) => cell.value)) }
  if (value.kind === 'matrix') return { ...value, values: matrixOf(value.values, rule).map((cell) => cell.value) }
  const table = tableOf(value, rule)
  return isByCount(key) ? { ...table, rows: inShownOrder(table.rows) } : table
}

/** A figure as a reader may see it; null where it is not for this reader at all. */
export function suppressed(figure: BriefingFigure, sight: BriefingSight): BriefingFigure | null {
  if (sight === 'all') return figure
  if (sight === 'outside' && insideOnly(figure.key)) return null
  if (ofEquipment(figure.key)) return figure
  const { evidence: _, ...params } = figure.query.params
  return { ...figure, query: { ...figure.query, params: sight === 'outside' ? params : figure.query.params }, snapshot: { ...figure.snapshot, rows: null }, value: valueOf(figure.value, rules[sight], figure.key) }
}
