import { parentPort } from 'node:worker_threads'
import { type HotspotResult, type HotspotTask, solveHotspots } from './hotspots.ts'

export type Reply = { result: HotspotResult } | { refused: string }

parentPort?.on('message', (task: HotspotTask) => {
  const port = parentPort
  try {
    port?.postMessage({ result: solveHotspots(task) } satisfies Reply)
  } catch (error) {
    // What the analysis refuses is the question's fault and is told; anything else ends the worker with its error.
    if (!(error instanceof RangeError)) throw error
    port?.postMessage({ refused: error.message } satisfies Reply)
  }
})
