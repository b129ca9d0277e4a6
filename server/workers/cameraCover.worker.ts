import { parentPort } from 'node:worker_threads'
import { coverOfRows } from '../cameras/coverOfRows.ts'
import type { CoverRows } from '../queries/cameraCover.ts'

parentPort?.on('message', (rows: CoverRows) => {
  parentPort?.postMessage(coverOfRows(rows))
})
