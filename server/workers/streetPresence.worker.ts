import { parentPort } from 'node:worker_threads'
import { type DayTask, matchDay } from '../presence/matchDay.ts'

parentPort?.on('message', (task: DayTask) => {
  parentPort?.postMessage(matchDay(task))
})
