import { type CoverFigures, coverGoals, watchedShare } from '../../../geodata/model/cameraCover.ts'

export type CoverKind = 'zones' | 'estates' | 'streets'
export type CoverRow = { key: string; name: string; figures: CoverFigures; share: number; at: readonly [number, number] | null; zoneId: number | null }

/** Least watched first; what has no ground to watch is left out. */
export function coverRows<Item>(items: readonly Item[], read: (item: Item) => Omit<CoverRow, 'share'>): CoverRow[] {
  return items.flatMap((item) => {
    const row = read(item)
    const share = watchedShare(row.figures)
    return share === null ? [] : [{ ...row, share }]
  }).toSorted((a, b) => a.share - b.share || b.figures.ground - a.figures.ground || (a.key < b.key ? -1 : 1))
}

/** Of all rows together, and how many reach what is reported from practice. What would be said as 100 % counts as that. */
export function coverTotals(rows: readonly CoverRow[]): { share: number | null; usual: number; whole: number; of: number } {
  const sum = rows.reduce((total, { figures }) => ({ watched: total.watched + figures.watched, ground: total.ground + figures.ground }), { watched: 0, ground: 0 })
  const reach = (goal: number) => rows.filter(({ share }) => share >= goal - 0.005).length
  return { share: watchedShare(sum), usual: rows.filter(({ share }) => share >= coverGoals.usual).length, whole: reach(coverGoals.whole), of: rows.length }
}
