import { setImmediate as breathe } from 'node:timers/promises'
import type { Sql } from '../database.ts'
import type { Cursor } from '../queries/outbox.ts'
import { changesAfter, readAllIncidents } from '../queries/incidentChange.ts'
import { eachRow, integersOf } from './packed.ts'
import { rowBytes } from './block.ts'
import { ColumnTable, originOf } from './table.ts'

/** A table with where it stands: it holds what `snapshot` saw and each later change up to `cursor`. */
export type Followed = { table: ColumnTable; cursor: Cursor; snapshot: string; readAtMs: number }

/** What is there does not fit into the memory that is given to it. */
export class TooMany extends Error {
  override name = 'TooMany'
}

const changesAtOnce = 200
/** A matter that somebody reports late, before all that are there, must not make all be read again. */
const earlierS = 50 * 366 * 86_400

/** Reads all incidents. `tell` hears how far it is, 0 to 1. Throws TooMany. */
export async function loadTable(sql: Sql, limitBytes: number, tell: (share: number) => void): Promise<Followed> {
  const readAtMs = Date.now()
  let expected = 1
  let made: Followed | undefined
  await readAllIncidents(sql, (extent, snapshot) => {
    const cursor = { txid: /^(\d+):/.exec(snapshot)?.[1] ?? '0', id: '0' }
    // 1,024 cells of level 20 to one of level 10.
    const box = extent ? { minX: extent.minX * 1_024, minY: extent.minY * 1_024, maxX: extent.maxX * 1_024 + 1_023, maxY: extent.maxY * 1_024 + 1_023 } : { minX: 0, minY: 0, maxX: 0, maxY: 0 }
    expected = Math.max(1, extent?.rows ?? 0)
    if (expected * rowBytes > limitBytes) throw new TooMany(`${expected} incidents`)
    made = { table: new ColumnTable(originOf(Math.min(extent?.startS ?? Infinity, Math.floor(readAtMs / 1_000) - earlierS), box), Math.ceil(expected * 1.02)), cursor, snapshot, readAtMs }
  }, async (page) => {
    const { table } = made as Followed
    eachRow(page, (row) => table.append(row))
    if (table.bytes > limitBytes) throw new TooMany(`${table.count} incidents`)
    tell(Math.min(1, table.count / expected))
    await breathe()
  })
  return made as Followed
}

/**
 * Takes in what changed since. Answers false where the table cannot follow: a place or a time beyond what it reaches, a row that it does not hold, the
 * table emptied at once. It must then be read anew.
 */
export async function follow(sql: Sql, followed: Followed): Promise<boolean> {
  const { table } = followed
  for (;;) {
    const readAtMs = Date.now()
    const changes = await changesAfter(sql, followed.cursor, followed.snapshot, changesAtOnce)
    for (const change of changes) {
      const signs = integersOf(change.signs, change.count)
      let isSound = true
      try {
        eachRow(change, (row, n) => {
          if (signs[n] === 1) table.add(row)
          else isSound &&= signs[n] === -1 && table.remove(row)
        })
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        isSound = false
      }
      if (!isSound) return false
      followed.cursor = { txid: change.txid, id: change.id }
    }
    followed.readAtMs = readAtMs
    if (changes.length < changesAtOnce) return true
  }
}
