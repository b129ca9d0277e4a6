import type { BlindSpots } from '../../geodata/model/blindSpot.ts'
import { blindLevel } from '../../geodata/model/blindSpot.ts'
import type { Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { blindPast, mayBrief } from '../queries/blindSpot.ts'
import { coverRows, mostCoverBuildings } from '../queries/cameraCover.ts'
import { createQueue } from '../queue.ts'
import { createTurns } from '../turns.ts'
import { Cancelled, runInWorker } from '../workers/run.ts'
import type { BlindFound } from './blindOfRows.ts'

const worker = new URL('../workers/blindSpots.worker.ts', import.meta.url)
/** More cells of presence than a map can be read by. */
const mostCells = 60_000

/** Blind spots of one area, worked out off the main thread, one question after the other, and of each account one at a time: whoever asks without end waits for itself. Nobody is worked for who has gone. */
export function createBlindSpots(sql: Sql) {
  const queue = createQueue(1, 20, () => new Problem(429, 'Too many questions wait for an answer; ask again in a while.', [], { 'retry-after': '5' }))
  const inTurn = createTurns(1, 4)
  const unknown = () => new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of an area in which you may brief' }])

  async function work(actor: string, areaId: number, days: number, signal: AbortSignal): Promise<BlindSpots> {
    const found = (await mayBrief(sql, actor, areaId)) ? await coverRows(sql, actor, areaId) : undefined
    if (found === undefined) throw unknown()
    if (found === 'too_large') throw new Problem(422, `There are more than ${mostCoverBuildings} buildings in these zones.`, [{ field: 'areaId', expected: `an area of at most ${mostCoverBuildings} buildings`, code: 'too_large' }])
    const { rows } = found
    const { cells, streets } = await runInWorker<BlindFound>(worker, rows, [], { signal })
    if (cells.x.length > mostCells) throw new Problem(422, `This area has more than ${mostCells} cells of public ground.`, [{ field: 'areaId', expected: 'a smaller area', code: 'too_large' }])
    const past = cells.x.length ? await blindPast(sql, actor, { minX: least(cells.x), minY: least(cells.y), maxX: -least(cells.x.map((x) => -x)), maxY: -least(cells.y.map((y) => -y)) }, days) : { visits: [], incidents: [] }
    const key = (x: number, y: number) => y * 2 ** blindLevel + x
    const visited = new Map(past.visits.map(({ x, y, hours }) => [key(x, y), hours]))
    const indexOf = new Map(cells.x.map((x, i) => [key(x, cells.y[i]!), i]))
    const happened = past.incidents.flatMap(({ x, y, hour, count }) => { const cell = indexOf.get(key(x, y)); return cell === undefined ? [] : [{ cell, hour, count }] })
    return {
      areaId, days, level: blindLevel,
      cells: { ...cells, visits: cells.x.map((x, i) => visited.get(key(x, cells.y[i]!)) ?? '') },
      incidents: { cell: happened.map(({ cell }) => cell), hour: happened.map(({ hour }) => hour), count: happened.map(({ count }) => count) },
      streets, due: rows.due,
    }
  }
  return (actor: string, areaId: number, days: number, signal: AbortSignal): Promise<BlindSpots> =>
    inTurn(actor, () => queue.run(() => work(actor, areaId, days, signal), signal)).catch((error: unknown) => {
      throw error instanceof Cancelled || (signal.aborted && error === signal.reason) ? new Problem(409, 'Nobody waits for this answer any more.') : error
    })
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value), Infinity)
