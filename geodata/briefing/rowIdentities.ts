import type { FigureValue } from '../model/briefing.ts'

/** What each row of a table is about: its id, or its first column; a number is added where two would be alike. */
export function rowIdentities({ columns, rows }: Extract<FigureValue, { kind: 'rows' }>): string[] {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const name = String(row['id'] ?? row['key'] ?? row[columns[0]?.key ?? ''] ?? '')
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}#${times}`
  })
}
