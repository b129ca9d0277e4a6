import type { WallMove } from '../../geodata/model/mapWall.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { moveWall } from '../queries/wallMove.ts'

/** For so long a yes of the database holds for the same actor and wall, as that of a session does. */
const judgedMs = 2_000
const mostJudged = 1_000

/**
 * Whether an actor may move a wall, as the database says, which tells the move to all servers (`by` which it was asked). Who moved a moment ago is let through at once and judged beside, one move at a
 * time and the newest next: screens that move ask for much, and their camera must not wait behind it.
 */
export function createWallJudge({ sql, log, by }: { sql: Sql; log: Log; by: string }) {
  const until = new Map<string, number>()
  /** Moves that are to be judged beside; null while the last one is. */
  const waiting = new Map<string, WallMove | null>()
  const running = new Set<Promise<void>>()

  async function ask(key: string, actor: string, wallId: string, step: WallMove): Promise<boolean> {
    const at = Date.now()
    if (!(await moveWall(sql, actor, wallId, step, by))) return false
    if (until.size >= mostJudged) until.clear()
    until.set(key, at + judgedMs)
    return true
  }
  async function askBeside(key: string, actor: string, wallId: string): Promise<void> {
    try {
      for (let step = waiting.get(key); step; step = waiting.get(key)) {
        waiting.set(key, null)
        if (!(await ask(key, actor, wallId, step))) until.delete(key)
      }
    } catch (error) {
      until.delete(key)
      log.warn({ wallId, error: String(error) }, 'a move of a wall could not be judged')
    } finally {
      waiting.delete(key)
    }
  }

  return {
    forget: () => until.clear(),
    /** False where the wall is not there, or not for this actor. */
    async may(actor: string, wallId: string, step: WallMove): Promise<boolean> {
      const key = `${actor} ${wallId}`
      if ((until.get(key) ?? 0) <= Date.now()) return ask(key, actor, wallId, step)
      const busy = waiting.has(key)
      waiting.set(key, step)
      if (busy) return true
      const asking = askBeside(key, actor, wallId).finally(() => running.delete(asking))
      running.add(asking)
      return true
    },
    /** What is judged beside is told before the database closes. */
    stop: async (): Promise<void> => void (await Promise.all(running)),
  }
}
