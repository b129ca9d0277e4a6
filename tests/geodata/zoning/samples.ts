import type { ZoningUnits } from '../../../geodata/zoning/units.ts'
import type { Random } from '../../../geodata/random.ts'

export type Border = { a: number; b: number; meters: number; blocked?: boolean }
export type Unit = { households: number; load?: number; estate?: number; x?: number; y?: number; squareMeters?: number; perimeterMeters?: number }

/** Units from a list of borders, each given once. */
export function unitsFrom(list: readonly Unit[], borders: readonly Border[]): ZoningUnits {
  const near: { to: number; meters: number; blocked: number }[][] = list.map(() => [])
  for (const { a, b, meters, blocked = false } of borders) {
    near[a]!.push({ to: b, meters, blocked: Number(blocked) })
    near[b]!.push({ to: a, meters, blocked: Number(blocked) })
  }
  const start = new Uint32Array(list.length + 1)
  near.forEach((each, unit) => (start[unit + 1] = start[unit]! + each.length))
  const flat = near.flat()
  return {
    ids: list.map((_, unit) => `u${unit}`),
    households: Float64Array.from(list, ({ households }) => households),
    load: Float64Array.from(list, ({ households, load }) => load ?? households),
    squareMeters: Float64Array.from(list, ({ squareMeters }) => squareMeters ?? 1),
    perimeterMeters: Float64Array.from(list, ({ perimeterMeters }, unit) => perimeterMeters ?? near[unit]!.reduce((sum, { meters }) => sum + meters, 0)),
    xMeters: Float64Array.from(list, ({ x }) => x ?? 0),
    yMeters: Float64Array.from(list, ({ y }) => y ?? 0),
    estate: Int32Array.from(list, ({ estate }) => estate ?? -1),
    start,
    neighbour: Uint32Array.from(flat, ({ to }) => to),
    borderMeters: Float64Array.from(flat, ({ meters }) => meters),
    blocked: Uint8Array.from(flat, ({ blocked }) => blocked),
  }
}

/** Square cells of one metre in rows, with as many households as told. */
export function gridUnits(columns: number, rows: number, householdsOf: (cell: number) => number, blocked: (a: number, b: number) => boolean = () => false): ZoningUnits {
  const cells = Array.from({ length: columns * rows }, (_, cell): Unit => ({ households: householdsOf(cell), x: cell % columns, y: -Math.floor(cell / columns), squareMeters: 1, perimeterMeters: 4 }))
  const borders = cells.flatMap((_, cell): Border[] => [
    ...((cell + 1) % columns ? [{ a: cell, b: cell + 1, meters: 1, blocked: blocked(cell, cell + 1) }] : []),
    ...(cell + columns < cells.length ? [{ a: cell, b: cell + columns, meters: 1, blocked: blocked(cell, cell + columns) }] : []),
  ])
  return unitsFrom(cells, borders)
}

/** A connected graph of units at random places: a random tree and some more borders, some of them blocked. */
export function randomUnits(random: Random, count: number, { households = [1, 30], more = 1, blockedShare = 0.1, estates = 0 }: { households?: [number, number]; more?: number; blockedShare?: number; estates?: number } = {}): ZoningUnits {
  const whole = (from: number, upTo: number) => from + Math.floor(random() * (upTo - from + 1))
  const list = Array.from({ length: count }, (): Unit => ({ households: whole(...households), x: random() * 100, y: random() * 100, estate: random() < estates ? whole(0, count >> 2) : -1 }))
  const seen = new Set<number>()
  const borders: Border[] = []
  const add = (a: number, b: number, blocked: boolean) => {
    const key = Math.min(a, b) * count + Math.max(a, b)
    if (a === b || seen.has(key)) return
    seen.add(key)
    borders.push({ a, b, meters: whole(1, 20), blocked })
  }
  for (let unit = 1; unit < count; unit++) add(unit, Math.max(0, unit - whole(1, 4)), false)
  for (let i = 0; i < count * more; i++) {
    const a = whole(0, count - 1)
    add(a, Math.max(0, Math.min(count - 1, a + whole(-6, 6))), random() < blockedShare)
  }
  return unitsFrom(list, borders)
}
