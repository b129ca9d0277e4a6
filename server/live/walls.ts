import type { WallMove, WallMoved } from '../../geodata/model/mapWall.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { keepWallCamera } from '../queries/wallMove.ts'
import { frame, framed } from './frame.ts'
import type { Hub } from './hub.ts'
import { listen } from './listen.ts'

/** No move for so long: the camera stands still. */
const stillMs = 300

type Standing = { timer: ReturnType<typeof setTimeout>; actor: string; camera: WallMove['camera'] }

/** Moves of shared cameras, from the database to whoever looks at the wall; where one stands still is kept. What is lost on the way is made good by what is kept. */
export function createWalls({ sql, hub, log }: { sql: Sql; hub: Hub; log: Log }) {
  const moving = new Map<string, Standing>()
  let listening: ReturnType<typeof listen> | undefined

  function heard(payload: string): void {
    const moved = JSON.parse(payload) as WallMoved
    const bytes = framed(frame({ name: 'wall', data: moved }))
    for (const reader of hub.all()) if (reader.who.walls?.includes(moved.wallId)) reader.send(bytes)
  }

  async function keep(wallId: string): Promise<void> {
    const { actor, camera, timer } = moving.get(wallId) as Standing
    clearTimeout(timer)
    moving.delete(wallId)
    await keepWallCamera(sql, actor, wallId, camera).catch((error: unknown) => log.warn({ wallId, error: String(error) }, 'the camera of a wall could not be kept'))
  }

  return {
    /** After a move that this server judged. */
    moved(actor: string, wallId: string, camera: WallMove['camera']): void {
      clearTimeout(moving.get(wallId)?.timer)
      moving.set(wallId, { actor, camera, timer: setTimeout(() => void keep(wallId), stillMs) })
    },
    start: () => void (listening = listen(sql, 'fangcun_wall', (_, payload) => { if (payload) heard(payload) })),
    async stop(): Promise<void> {
      await Promise.all([...moving.keys()].map(keep))
      await listening?.stop()
    },
  }
}
