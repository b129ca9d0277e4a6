import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { readRows } from '../analyse/table.ts'

export type Pair = { a: number; b: number; meters: number | null; blocked: boolean }

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const column = (header: string[], names: readonly string[], otherwise: number) => {
  const at = header.findIndex((name) => names.includes(plain(name)))
  return at < 0 ? otherwise : at
}

/** Who touches whom: `from,to[,metres][,blocked]`, once or both ways. @throws FormatError for names that are no units, lengths that are none */
export async function readPairs(path: string, ids: readonly string[]): Promise<Pair[]> {
  const { header, rows } = await readRows(path)
  const from = column(header, ['from', 'a', 'i', 'source', 'unit', 'id', 'unita', 'ida', 'focal'], 0)
  const to = column(header, ['to', 'b', 'j', 'target', 'neighbour', 'neighbor', 'unitb', 'idb'], from === 0 ? 1 : 0)
  if (from === to) throw new FormatError(`${path}: neighbours come as columns from,to[,metres][,blocked]; the columns are ${header.join(', ')}.`)
  const [meters, blocked] = [column(header, ['metres', 'meters', 'length', 'border', 'bordermetres', 'bordermeters'], -1), column(header, ['blocked', 'barrier'], -1)]
  const numberOf = new Map(ids.map((id, i) => [id, i]))
  const pairs = new Map<number, Pair>()
  for (const { cells, line, broken } of rows) {
    if (broken) throw new FormatError(`${path}: line ${line} cannot be read: ${broken}.`)
    const [a, b] = [from, to].map((at) => {
      const unit = numberOf.get(cells[at]?.trim() ?? '')
      if (unit === undefined) throw new FormatError(`${path}: line ${line} names "${cells[at] ?? ''}", which is no unit.`)
      return unit
    }) as [number, number]
    if (a === b) throw new FormatError(`${path}: line ${line} says that "${ids[a]}" is its own neighbour.`)
    const length = meters < 0 || !cells[meters]?.trim() ? null : Number(cells[meters])
    if (length !== null && !(length >= 0 && length < Infinity)) throw new FormatError(`${path}: line ${line} has a border of "${cells[meters]}" metres; expected a number of 0 or more.`)
    const key = Math.min(a, b) * ids.length + Math.max(a, b)
    const isBlocked = blocked >= 0 && !/^(|0|no|false|f|n)$/i.test(cells[blocked]?.trim() ?? '')
    pairs.set(key, { a: Math.min(a, b), b: Math.max(a, b), meters: length, blocked: isBlocked || (pairs.get(key)?.blocked ?? false) })
  }
  return [...pairs.values()].toSorted((one, two) => one.a - two.a || one.b - two.b)
}

export type Today = { zoneOf: Int32Array; /** Their names, in order. */ names: string[] }

/** Today's zones, `id,zone`, or a column of the units themselves; a unit that is not named, or has an empty zone, is in none. @throws FormatError */
export async function readToday(path: string, ids: readonly string[], idColumn: string): Promise<Today> {
  const { header, rows } = await readRows(path)
  const id = header.includes(idColumn) ? header.indexOf(idColumn) : column(header, ['id', 'unit', 'unitid', 'code'], 0)
  const zone = column(header, ['zone', 'zoneid', 'zonecode', 'district'], id === 0 ? 1 : 0)
  if (id === zone) throw new FormatError(`${path}: today's zones come as columns id,zone; the columns are ${header.join(', ')}.`)
  const numberOf = new Map(ids.map((name, i) => [name, i]))
  const zones = ids.map(() => '')
  const seen = new Map<number, number>()
  for (const { cells, line, broken } of rows) {
    if (broken) throw new FormatError(`${path}: line ${line} cannot be read: ${broken}.`)
    const unit = numberOf.get(cells[id]?.trim() ?? '')
    if (unit === undefined) throw new FormatError(`${path}: line ${line} names "${cells[id] ?? ''}", which is no unit.`)
    if (seen.has(unit)) throw new FormatError(`${path}: "${ids[unit]}" is given a zone twice (lines ${seen.get(unit)} and ${line}).`)
    seen.set(unit, line)
    zones[unit] = cells[zone]?.trim() ?? ''
  }
  return numbered(path, zones)
}

/** @throws FormatError where no unit has a zone */
export function numbered(path: string, zones: readonly string[]): Today {
  const names = [...new Set(zones.filter((zone) => zone !== ''))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  if (!names.length) throw new FormatError(`${path} gives no unit a zone: there is nothing to keep.`)
  const numberOf = new Map(names.map((name, i) => [name, i]))
  return { names, zoneOf: Int32Array.from(zones, (zone) => numberOf.get(zone) ?? -1) }
}
