import { Worker } from 'node:worker_threads'

/** The worker was ended because nobody waits for its answer any more. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

const boot = new URL('./boot.mjs', import.meta.url)
/** Enough for a million rows; a worker that wants more fails alone. */
const resourceLimits = { maxOldGenerationSizeMb: 1_024 }

/** Runs one task in a thread of its own and answers its first message. Aborting `signal` ends the thread at once. */
export function runInWorker<Reply>(script: URL, task: unknown, transfer: ArrayBuffer[], signal: AbortSignal): Promise<Reply> {
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(new Cancelled('cancelled before it began'))
    const worker = new Worker(boot, { workerData: script.href, execArgv: [], resourceLimits })
    const end = () => {
      signal.removeEventListener('abort', cancel)
      void worker.terminate()
    }
    const cancel = () => {
      end()
      fail(new Cancelled('cancelled'))
    }
    signal.addEventListener('abort', cancel)
    worker.once('message', (reply: Reply) => {
      end()
      done(reply)
    })
    worker.once('error', (error) => {
      end()
      fail(error)
    })
    worker.once('exit', () => fail(new Error('the worker ended without an answer')))
    worker.postMessage(task, transfer)
  })
}
