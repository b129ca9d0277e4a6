import type { Sql } from '../database.ts'
import { dueCameras, keepCameraViews, type MadeView } from '../queries/cameraView.ts'
import { runInWorker } from '../workers/run.ts'
import type { ViewsTask } from './viewsOf.ts'

const worker = new URL('../workers/cameraViews.worker.ts', import.meta.url)
const atOnce = 60

/**
 * Makes the views of some cameras that are due and keeps them; answers how many, 0 where none is due. May be stopped anywhere and run beside another server: the same view is made twice then.
 */
export async function makeCameraViews(sql: Sql, signal: AbortSignal = new AbortController().signal): Promise<number> {
  const task: ViewsTask = await dueCameras(sql, atOnce)
  if (!task.cameras.length) return 0
  const made = await runInWorker<MadeView[]>(worker, task, [], { signal })
  await keepCameraViews(sql, made)
  return made.length
}
