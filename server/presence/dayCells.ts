import { type CellSums, cellsOf, tileCells, wholeColumns } from '../../geodata/analysis/cellSums.ts'

/** A cell of level 20 in an hour of a day; team 0 is all teams. */
export type PresenceRow = { teamId: number; cell: number; hour: number; seconds: number; low: number; high: number; visits: number; lastS: number }
/** Which sums: of a team (0: all) in a class of hours (-1: all), by cells of a level, in a tile of 64 x 64 of them. */
export type SumKey = { teamId: number; hourClass: number; level: number; tile: number }

export const keyText = ({ teamId, hourClass, level, tile }: SumKey) => `${teamId} ${hourClass} ${level} ${tile}`
/** Only cells of level 20 over all hours know intervals, visits and the last visit: visits of coarser cells are no sums of finer ones. */
export const columnsOf = ({ hourClass, level }: Pick<SumKey, 'hourClass' | 'level'>) => (hourClass === -1 && level === 20 ? wholeColumns : 1)
/** Hour of the week of a day's midnight. */
const weekHourOf = (day: string) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) * 24

type Values = { key: SumKey; places: number[]; values: number[] }

/** Values by key, gathered without making a text for each. */
class Gathered {
  readonly #byTile = new Map<number, Map<number, Values>>()

  add(teamId: number, hourClass: number, level: number, code: number, ...values: number[]): void {
    const kind = (teamId * 170 + hourClass + 1) * 32 + level
    const tiles = this.#byTile.get(kind) ?? new Map<number, Values>()
    if (!tiles.size) this.#byTile.set(kind, tiles)
    const tile = Math.floor(code / tileCells)
    const known = tiles.get(tile) ?? { key: { teamId, hourClass, level, tile }, places: [], values: [] }
    if (!known.places.length) tiles.set(tile, known)
    known.places.push(code % tileCells)
    known.values.push(...values)
  }

  all(): Values[] {
    return [...this.#byTile.values()].flatMap((tiles) => [...tiles.values()])
  }
}

/**
 * What a day holds, by key. Seconds of all teams are those of coverage; their intervals and visits are the teams' together. Where a day has no positions any more,
 * nothing says how sure its seconds are: they are taken as they stand.
 */
export function dayCells(day: string, rows: readonly PresenceRow[]): Map<string, { key: SumKey; sums: CellSums }> {
  const midnight = weekHourOf(day)
  const hasTeams = rows.some(({ teamId }) => teamId !== 0)
  const gathered = new Gathered()
  for (const { teamId, cell, hour, seconds, low, high, visits, lastS } of rows) {
    const sure = teamId === 0 && !hasTeams
    const [least, most] = sure ? [seconds, seconds] : [low, high]
    const coarse = Math.floor(cell / 16)
    gathered.add(teamId, -1, 20, cell, seconds, least, most, visits, lastS)
    if (teamId !== 0) gathered.add(0, -1, 20, cell, 0, least, most, visits, lastS)
    if (seconds <= 0) continue
    gathered.add(teamId, -1, 18, coarse, seconds)
    gathered.add(teamId, midnight + hour, 20, cell, seconds)
    gathered.add(teamId, midnight + hour, 18, coarse, seconds)
  }
  return new Map(gathered.all().map(({ key, places, values }) => [keyText(key), { key, sums: cellsOf(places, values, columnsOf(key)) }]))
}
