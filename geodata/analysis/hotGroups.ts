import type { Units } from './method.ts'

/** A finding that says "more than chance, and still": hot, high_high, or a pattern of hot spots that has not become history. */
export const isHot = (finding: string): boolean => /(^|_)hot$|^high_high$/.test(finding) && !finding.startsWith('historical')

/** Hot units that make one hot area together: cells that touch, at corners too; other units each alone. In order of the first unit. */
export function hotGroups(units: Units, hot: readonly number[]): number[][] {
  if (units.kind !== 'cells') return hot.map((unit) => [unit])
  const { columns, cell } = units
  const unitOf = new Map(hot.map((unit) => [cell[unit] as number, unit]))
  const groups: number[][] = []
  for (const first of hot) {
    if (!unitOf.delete(cell[first] as number)) continue
    const group = [first]
    for (const unit of group) {
      const number = cell[unit] as number
      for (const next of neighboursOf(number, columns)) {
        const other = unitOf.get(next)
        if (other === undefined) continue
        unitOf.delete(next)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}

function neighboursOf(cell: number, columns: number): number[] {
  const column = cell % columns
  const found: number[] = []
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) if ((dx || dy) && column + dx >= 0 && column + dx < columns) found.push(cell + dy * columns + dx)
  return found
}
