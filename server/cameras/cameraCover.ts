import type { CameraCover } from '../../geodata/model/cameraCover.ts'
import type { Sql } from '../database.ts'
import type { Versions } from '../live/versions.ts'
import { Problem } from '../problem.ts'
import { coverRows, mostCoverBuildings } from '../queries/cameraCover.ts'
import { createQueue } from '../queue.ts'
import { createTurns } from '../turns.ts'
import { runInWorker } from '../workers/run.ts'

const worker = new URL('../workers/cameraCover.worker.ts', import.meta.url)
const keptAnswers = 32
/** What an answer rests on. */
const nouns = ['camera', 'camera_view', 'zone', 'area', 'building', 'estate', 'ground', 'street'] as const

/** Cover of the areas that somebody reads, worked out off the main thread, one after the other, of each account one at a time, and kept for all with the same rights until something changes. */
export function createCameraCover({ sql, versions }: { sql: Sql; versions: Versions }) {
  const queue = createQueue(1, 40, () => new Problem(429, 'Too many questions wait for an answer; ask again in a while.', [], { 'retry-after': '5' }))
  const inTurn = createTurns(1, 8)
  const kept = new Map<string, Promise<CameraCover>>()

  async function work(actor: string, areaId: number | undefined): Promise<CameraCover> {
    const found = await coverRows(sql, actor, areaId)
    if (found === undefined) throw new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of one of your areas' }])
    if (found === 'too_large') throw new Problem(422, `There are more than ${mostCoverBuildings} buildings in these zones.`, [{ field: 'areaId', expected: `an area of at most ${mostCoverBuildings} buildings`, code: 'too_large' }])
    return runInWorker<CameraCover>(worker, found.rows, [], { signal: new AbortController().signal })
  }

  return (actor: { id: string; rightsKey: string }, areaId: number | undefined): Promise<CameraCover> => {
    const key = `${actor.rightsKey}/${areaId ?? '*'}/${versions.tag(nouns)}`
    const known = kept.get(key)
    if (known) return known
    const answer = inTurn(actor.id, () => queue.run(() => work(actor.id, areaId)))
    kept.set(key, answer)
    answer.catch(() => kept.delete(key))
    if (kept.size > keptAnswers) kept.delete(kept.keys().next().value as string)
    return answer
  }
}
