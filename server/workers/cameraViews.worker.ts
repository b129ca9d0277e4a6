import { parentPort } from 'node:worker_threads'
import { type ViewsTask, viewsOf } from '../cameras/viewsOf.ts'

parentPort?.on('message', (task: ViewsTask) => {
  parentPort?.postMessage(viewsOf(task))
})
