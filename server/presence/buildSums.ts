import { setImmediate as turn } from 'node:timers/promises'
import { type CellSums, noCells, replaceDays } from '../../geodata/analysis/cellSums.ts'
import { asRelay, type Sql } from '../database.ts'
import { dueDays, keepSums, type KeptSum, presenceOfDay, sumsOf } from '../queries/presenceBuild.ts'
import { columnsOf, dayCells, keyText, type SumKey } from './dayCells.ts'

type Fresh = Map<string, { key: SumKey; days: Map<string, CellSums> }>

/**
 * Builds the sums of some days that are due, of one area; answers how many days, 0 where none is due or another server was faster. It reads in one transaction and writes in another, a short one,
 * since the live stream waits for those that write. May be stopped anywhere: what was not committed is due still.
 */
export async function buildPresenceSums(sql: Sql, mostDays: number): Promise<number> {
  const read = await asRelay(sql, async (tx) => {
    const due = await dueDays(tx, mostDays)
    if (!due) return undefined
    const fresh: Fresh = new Map()
    /** Days whose positions are gone while their coverage stands: what teams had there stays. */
    const keptTeams = new Set<string>()
    for (const day of due.days) {
      const rows = await presenceOfDay(tx, due.areaId, day)
      if (rows.length && rows.every(({ teamId }) => teamId === 0)) keptTeams.add(day)
      for (const [text, { key, sums }] of dayCells(day, rows)) {
        const known = fresh.get(text) ?? { key, days: new Map<string, CellSums>() }
        fresh.set(text, known)
        known.days.set(day, sums)
      }
      // The server shares this thread.
      await turn()
    }
    return { due, fresh, keptTeams, before: await sumsOf(tx, due.areaId, due.days, [...fresh.values()].map(({ key }) => key)) }
  })
  if (!read) return 0
  const changed = changesOf(read.fresh, read.before, read.due.days, read.keptTeams)
  const kept = await asRelay(sql, (tx) => keepSums(tx, read.due, changed))
  return kept ? read.due.days.length : 0
}

function changesOf(fresh: Fresh, before: readonly KeptSum[], days: readonly string[], keptTeams: ReadonlySet<string>): (SumKey & { day: string; sums: CellSums | null })[] {
  const rows = new Map<string, { key: SumKey; rows: { day: string; sums: CellSums }[] }>()
  for (const { day, sums, ...key } of before) {
    const known = rows.get(keyText(key)) ?? { key, rows: [] }
    rows.set(keyText(key), known)
    known.rows.push({ day, sums })
  }
  return [...new Set([...rows.keys(), ...fresh.keys()])].flatMap((text) => {
    const key = (rows.get(text) ?? fresh.get(text))?.key as SumKey
    const columns = columnsOf(key)
    const ordered = (rows.get(text)?.rows ?? []).toSorted((a, b) => (a.day < b.day ? -1 : 1))
    const wanted = days.filter((day) => key.teamId === 0 || !keptTeams.has(day))
    return replaceDays(ordered, new Map(wanted.map((day) => [day, fresh.get(text)?.days.get(day) ?? noCells(columns)])), columns).map((row) => ({ ...key, ...row }))
  })
}
