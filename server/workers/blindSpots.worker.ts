import { parentPort } from 'node:worker_threads'
import { blindOfRows } from '../cameras/blindOfRows.ts'
import type { CoverRows } from '../queries/cameraCover.ts'

parentPort?.on('message', (rows: CoverRows) => {
  parentPort?.postMessage(blindOfRows(rows))
})
