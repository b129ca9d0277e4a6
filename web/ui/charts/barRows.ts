import type { BriefingLocale } from '../../../geodata/briefing/briefingFormat.ts'
import { type FigureTable, figureTable, toldColumns } from '../../../geodata/briefing/figureTable.ts'
import type { FigureValue } from '../../../geodata/model/briefing.ts'

type Rows = Extract<FigureValue, { kind: 'rows' }>
/** One bar: parts of the longest, 0 to 1; `part` is what of it is marked (overdue), `before` where the period before stood. */
type Bar = { identity: string; label: string; value: string; share: number; part: number | null; before: number | null; change: FigureTable['rows'][number]['cells'][number] | null; path: string }
type BarRows = { bars: Bar[]; /** Rows that are left to the table. */ left: number; hasBefore: boolean; hasPart: boolean; /** What is measured. */ name: string }

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** Rows of a figure as bars from zero, in the order of the figure. Somebody's voice is no part of a ranking: it stands in the table only. */
export function barRows(value: Rows, locale: BriefingLocale, timeZone: string, most: number): BarRows {
  const measured = value.columns.find(({ key }) => key === 'now') ?? value.columns.find(({ unit }) => unit === 'count' || unit === 'share' || unit === 'minutes')
  if (!measured) return { bars: [], left: value.rows.length, hasBefore: false, hasPart: false, name: '' }
  const has = (key: string) => value.columns.some((column) => column.key === key)
  const columns = toldColumns(value)
  const at = (key: string) => columns.findIndex((column) => column.key === key)
  const { rows } = figureTable(value, locale, timeZone)
  const ranked = value.rows.map((row, i) => ({ row, cells: rows[i]?.cells ?? [], identity: rows[i]?.identity ?? '' })).filter(({ row }) => row['voice'] !== true)
  const shown = ranked.slice(0, most)
  const longest = Math.max(...shown.flatMap(({ row }) => [number(row[measured.key]) ?? 0, has('before') ? (number(row['before']) ?? 0) : 0]), measured.unit === 'share' ? 1 : 0) || 1
  const share = (amount: number | null) => (amount === null ? null : amount / longest)
  return {
    bars: shown.map(({ row, cells, identity }) => ({
      identity, label: cells[0]?.text ?? '', value: cells[at(measured.key)]?.text ?? '', share: share(number(row[measured.key])) ?? 0, part: has('overdue') ? share(number(row['overdue'])) : null, before: has('before') ? share(number(row['before'])) : null,
      change: has('change') ? (cells[at('change')] ?? null) : null, path: cells[at(measured.key)]?.path ?? '',
    })),
    left: value.rows.length - shown.length, hasBefore: has('before'), hasPart: has('overdue'), name: measured.name[locale],
  }
}
