// A worker thread starts without the loader of its parent: this plain file registers it, then runs the script named by `workerData`.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData)
