import type { CellSums } from '../../geodata/analysis/cellSums.ts'
import { cellBytes, columnBytes, readCellSums } from '../../geodata/format/cellSumBytes.ts'
import type { Transaction } from '../database.ts'
import type { PresenceRow, SumKey } from '../presence/dayCells.ts'

export type KeptSum = SumKey & { day: string; sums: CellSums }

export type DueDays = { areaId: number; days: string[]; marks: string[]; version: number }

/** Days of one area that are due. */
export async function dueDays(tx: Transaction, most: number): Promise<DueDays | undefined> {
  const rows = await tx<{ areaId: number; day: string; marks: string[]; version: number }[]>`select area_id, day::text, marks, version from due_presence_days(${most})`
  return rows[0] && { areaId: rows[0].areaId, days: rows.map(({ day }) => day), marks: rows.flatMap(({ marks }) => marks), version: rows[0].version }
}

export const presenceOfDay = (tx: Transaction, areaId: number, day: string) =>
  tx<PresenceRow[]>`select team_id, cell, hour, seconds, low, high, visits, last_s from presence_of_day(${areaId}, ${day}::text::date)`

export async function sumsOf(tx: Transaction, areaId: number, days: readonly string[], keys: readonly SumKey[]): Promise<KeptSum[]> {
  const rows = await tx<(SumKey & { day: string; cells: Uint8Array; seconds: Uint8Array; more: Uint8Array | null })[]>`
    select team_id, hour_class, level, tile, day::text, cells, seconds, more from presence_sums_of(${areaId}, ${[...days]}::text[]::date[], ${keys.map(({ teamId }) => teamId)}::integer[],
      ${keys.map(({ hourClass }) => hourClass)}::integer[], ${keys.map(({ level }) => level)}::integer[], ${keys.map(({ tile }) => String(tile))}::text[])`
  return rows.map(({ cells, seconds, more, ...row }) => ({ ...row, sums: readCellSums(cells, seconds, ...(more ? [more] : [])) }))
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
/** So many rows a statement: some megabytes. */
const rowsAtOnce = 400

/** In a transaction of its own, which is short. False where another server kept something since `due` was read. */
export async function keepSums(tx: Transaction, { areaId, days, marks, version }: DueDays, rows: readonly (SumKey & { day: string; sums: CellSums | null })[]): Promise<boolean> {
  const [opened] = await tx<{ open: boolean }[]>`select open_presence_build(${version}, ${marks}::text[]) as open`
  if (!opened?.open) return false
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const part = rows.slice(first, first + rowsAtOnce)
    const seconds = part.map(({ sums }) => (sums ? hex(columnBytes(sums.columns.slice(0, 1))) : ''))
    const more = part.map(({ sums }) => (sums && sums.columns.length > 1 ? hex(columnBytes(sums.columns.slice(1))) : ''))
    await tx`select keep_presence_sums(${areaId}, ${part.map(({ teamId }) => teamId)}::integer[], ${part.map(({ hourClass }) => hourClass)}::integer[], ${part.map(({ level }) => level)}::integer[],
      ${part.map(({ tile }) => String(tile))}::text[], ${part.map(({ day }) => day)}::text[], ${part.map(({ sums }) => (sums ? hex(cellBytes(sums)) : ''))}::text[], ${seconds}::text[], ${more}::text[])`
  }
  await tx`select close_presence_days(${areaId}, ${days}::text[]::date[])`
  return true
}
