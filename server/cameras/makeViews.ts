import type { Sql } from '../database.ts'
import { dueCameras, keepCameraViews, type MadeView, postponeCameras } from '../queries/cameraView.ts'
import { runInWorker } from '../workers/run.ts'
import type { ViewsTask } from './viewsOf.ts'

const worker = new URL('../workers/cameraViews.worker.ts', import.meta.url)
/** So many share a plane and a thread. */
export const mostAtOnce = 60

/**
 * Makes the views of some cameras that are due and keeps them; answers how many, 0 where none is due. May be stopped anywhere and run beside another server: the same view is made twice then.
 * @throws what went wrong; the cameras then stand behind all others
 */
export async function makeCameraViews(sql: Sql, signal: AbortSignal = new AbortController().signal, most = mostAtOnce): Promise<number> {
  const task: ViewsTask = await dueCameras(sql, most)
  if (!task.cameras.length) return 0
  try {
    const made = await runInWorker<MadeView[]>(worker, task, [], { signal })
    await keepCameraViews(sql, made)
    return made.length
  } catch (error) {
    if (!signal.aborted) await postponeCameras(sql, task.cameras.map(({ id }) => id))
    throw error
  }
}
