import { type CellSums, cellsOf, wholeColumns } from '../../geodata/analysis/cellSums.ts'

/** A cell of level 20 in an hour of a day; team 0 is all teams. */
export type PresenceRow = { teamId: number; cell: number; hour: number; seconds: number; low: number; high: number; visits: number; lastS: number }
/** Which sums: of a team (0: all) in a class of hours (-1: all), by cells of a level, in a tile of 64 x 64 of them. */
export type SumKey = { teamId: number; hourClass: number; level: number; tile: number }

export const keyText = ({ teamId, hourClass, level, tile }: SumKey) => `${teamId} ${hourClass} ${level} ${tile}`
/** Only cells of level 20 over all hours know intervals, visits and the last visit: visits of coarser cells are no sums of finer ones. */
export const columnsOf = ({ hourClass, level }: Pick<SumKey, 'hourClass' | 'level'>) => (hourClass === -1 && level === 20 ? wholeColumns : 1)
/** Hour of the week of a day's midnight. */
export const weekHourOf = (day: string) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) * 24

type Values = { key: SumKey; values: [number, number[]][] }

/**
 * What a day holds, by key. Seconds of all teams are those of coverage; their intervals and visits are the teams' together. Where a day has no positions any more,
 * nothing says how sure its seconds are: they are taken as they stand.
 */
export function dayCells(day: string, rows: readonly PresenceRow[]): Map<string, { key: SumKey; sums: CellSums }> {
  const midnight = weekHourOf(day)
  const hasTeams = rows.some(({ teamId }) => teamId !== 0)
  const byKey = new Map<string, Values>()
  const add = (teamId: number, hourClass: number, level: number, code: number, values: number[]) => {
    const key = { teamId, hourClass, level, tile: Math.floor(code / 4096) }
    const text = keyText(key)
    const known = byKey.get(text)
    if (known) known.values.push([code % 4096, values])
    else byKey.set(text, { key, values: [[code % 4096, values]] })
  }
  for (const { teamId, cell, hour, seconds, low, high, visits, lastS } of rows) {
    const sure = teamId === 0 && !hasTeams
    const values = [seconds, sure ? seconds : low, sure ? seconds : high, visits, lastS]
    const coarse = Math.floor(cell / 16)
    add(teamId, -1, 20, cell, values)
    if (teamId !== 0) add(0, -1, 20, cell, [0, ...values.slice(1)])
    if (seconds <= 0) continue
    add(teamId, -1, 18, coarse, [seconds])
    add(teamId, midnight + hour, 20, cell, [seconds])
    add(teamId, midnight + hour, 18, coarse, [seconds])
  }
  return new Map([...byKey].map(([text, { key, values }]) => [text, { key, sums: cellsOf(values, columnsOf(key)) }]))
}
