import { randomUUID } from 'node:crypto'
import type { WallMove, WallMoved } from '../../geodata/model/mapWall.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { keepWallCamera, moveWall } from '../queries/wallMove.ts'
import { frame, framed } from './frame.ts'
import type { Hub } from './hub.ts'
import { listen } from './listen.ts'
import type { Rights } from './watch.ts'

/** No move for so long: the camera stands still. */
const stillMs = 300
/** For so long a yes of the database holds for the same actor and wall, as that of a session does. */
const judgedMs = 2_000
const mostJudged = 1_000

type Standing = { timer: ReturnType<typeof setTimeout>; actor: string; camera: WallMove['camera'] }

/**
 * Moves of shared cameras: judged by the database, told by it to all servers, and kept where the camera stands still. Who moved a moment ago is told on at once and judged beside, one at a time and
 * the newest next: screens that move ask for much, and their camera must not wait behind it. What is lost on the way is made good by what is kept.
 */
export function createWalls({ sql, hub, rights, log }: { sql: Sql; hub: Hub; rights: Rights; log: Log }) {
  const own = randomUUID()
  const moving = new Map<string, Standing>()
  const judgedUntil = new Map<string, number>()
  /** Moves that are to be judged beside; null while the last one is. */
  const waiting = new Map<string, WallMove | null>()
  let listening: ReturnType<typeof listen> | undefined
  let deaf: (() => void) | undefined

  function tell(moved: WallMoved): void {
    const bytes = framed(frame({ name: 'wall', data: moved }))
    for (const reader of hub.all()) if (reader.who.walls?.includes(moved.wallId)) reader.send(bytes)
  }
  function hear(payload: string): void {
    const { by, ...moved } = JSON.parse(payload) as WallMoved & { by: string }
    if (by !== own) tell(moved)
  }

  async function judge(key: string, actor: string, wallId: string, step: WallMove): Promise<boolean> {
    const at = Date.now()
    if (!(await moveWall(sql, actor, wallId, step, own))) return false
    if (judgedUntil.size >= mostJudged) judgedUntil.clear()
    judgedUntil.set(key, at + judgedMs)
    return true
  }
  async function judgeBeside(key: string, actor: string, wallId: string): Promise<void> {
    try {
      for (let step = waiting.get(key); step; step = waiting.get(key)) {
        waiting.set(key, null)
        if (!(await judge(key, actor, wallId, step))) judgedUntil.delete(key)
      }
    } catch (error) {
      judgedUntil.delete(key)
      log.warn({ wallId, error: String(error) }, 'a move of a wall could not be judged')
    } finally {
      waiting.delete(key)
    }
  }

  async function keep(wallId: string): Promise<void> {
    const { actor, camera, timer } = moving.get(wallId) as Standing
    clearTimeout(timer)
    moving.delete(wallId)
    await keepWallCamera(sql, actor, wallId, camera).catch((error: unknown) => log.warn({ wallId, error: String(error) }, 'the camera of a wall could not be kept'))
  }

  return {
    /** False where the wall is not there, or not for this actor. */
    async move(actor: string, wallId: string, step: WallMove): Promise<boolean> {
      const key = `${actor} ${wallId}`
      if ((judgedUntil.get(key) ?? 0) > Date.now()) {
        const busy = waiting.has(key)
        waiting.set(key, step)
        if (!busy) void judgeBeside(key, actor, wallId)
      } else if (!(await judge(key, actor, wallId, step))) return false
      tell({ ...step, wallId })
      clearTimeout(moving.get(wallId)?.timer)
      moving.set(wallId, { actor, camera: step.camera, timer: setTimeout(() => void keep(wallId), stillMs) })
      return true
    },
    start(): void {
      deaf = rights.onChange(() => judgedUntil.clear())
      listening = listen(sql, 'fangcun_wall', (_, payload) => { if (payload) hear(payload) })
    },
    async stop(): Promise<void> {
      deaf?.()
      await Promise.all([...moving.keys()].map(keep))
      await listening?.stop()
    },
  }
}
