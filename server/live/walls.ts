import { randomUUID } from 'node:crypto'
import type { WallMove, WallMoved } from '../../geodata/model/mapWall.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { keepWallCamera } from '../queries/wallMove.ts'
import { frame, framed } from './frame.ts'
import type { Hub } from './hub.ts'
import { listen } from './listen.ts'
import { createWallJudge } from './wallJudge.ts'
import type { Rights } from './watch.ts'

/** No move for so long: the camera stands still. */
const stillMs = 300

type Standing = { timer: ReturnType<typeof setTimeout>; actor: string; camera: WallMove['camera'] }

/** Moves of shared cameras, from this server or another to whoever looks at the wall; where one stands still is kept. What is lost on the way is made good by what is kept. */
export function createWalls({ sql, hub, rights, log }: { sql: Sql; hub: Hub; rights: Rights; log: Log }) {
  const own = randomUUID()
  const judge = createWallJudge({ sql, log, by: own })
  const moving = new Map<string, Standing>()
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

  async function keep(wallId: string): Promise<void> {
    const { actor, camera, timer } = moving.get(wallId) as Standing
    clearTimeout(timer)
    moving.delete(wallId)
    await keepWallCamera(sql, actor, wallId, camera).catch((error: unknown) => log.warn({ wallId, error: String(error) }, 'the camera of a wall could not be kept'))
  }

  return {
    /** False where the wall is not there, or not for this actor. */
    async move(actor: string, asked: string, step: WallMove): Promise<boolean> {
      const wallId = asked.toLowerCase()
      if (!(await judge.may(actor, wallId, step))) return false
      tell({ ...step, wallId })
      clearTimeout(moving.get(wallId)?.timer)
      moving.set(wallId, { actor, camera: step.camera, timer: setTimeout(() => void keep(wallId), stillMs) })
      return true
    },
    start(): void {
      deaf = rights.onChange(judge.forget)
      listening = listen(sql, 'fangcun_wall', (_, payload) => { if (payload) hear(payload) })
    },
    async stop(): Promise<void> {
      deaf?.()
      await judge.stop()
      await Promise.all([...moving.keys()].map(keep))
      await listening?.stop()
    },
  }
}
