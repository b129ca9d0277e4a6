import { Worker } from 'node:worker_threads'

/** The worker was ended because nobody waits for its answer any more. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}
/** The work needs more memory or time than one question may take. */
export class TooMuch extends Error {
  override name = 'TooMuch'
}

const boot = new URL('./boot.mjs', import.meta.url)
/** Enough for a million rows; a worker that wants more fails alone. */
const resourceLimits = { maxOldGenerationSizeMb: 1_024 }
const mostMs = 300_000
const idleMs = 60_000

/** What a worker says before its answer. */
export type Told<Said> = { told: Said }
const isTold = <Said>(message: unknown): message is Told<Said> => typeof message === 'object' && message !== null && 'told' in message

type Options<Said> = { signal: AbortSignal; onTold?: (said: Said) => void; limitMs?: number }

/** One worker of each script that has answered waits for the next task: to start one takes longer than most answers. */
const idle = new Map<string, Worker>()

/** By name: without one Node forgets its own listeners too, and the worker is never heard again. */
const leaveAlone = (worker: Worker) => void worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit')

function workerOf(script: URL): Worker {
  const waiting = idle.get(script.href)
  idle.delete(script.href)
  if (waiting) leaveAlone(waiting)
  waiting?.ref()
  return waiting ?? new Worker(boot, { workerData: script.href, execArgv: [], resourceLimits })
}

function rest(script: URL, worker: Worker): void {
  leaveAlone(worker)
  if (idle.has(script.href)) return void worker.terminate()
  idle.set(script.href, worker)
  const leave = () => { if (idle.get(script.href) === worker) idle.delete(script.href) }
  worker.once('exit', leave).once('error', leave)
  worker.unref()
  setTimeout(() => {
    if (idle.get(script.href) !== worker) return
    leave()
    void worker.terminate()
  }, idleMs).unref()
}

/** Runs one task in a thread of its own and answers its first message that is not `told` on the way. Aborting `signal` ends the thread at once. @throws Cancelled, TooMuch, or what the worker died of */
export function runInWorker<Reply, Said = never>(script: URL, task: unknown, transfer: ArrayBuffer[], { signal, onTold, limitMs = mostMs }: Options<Said>): Promise<Reply> {
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(new Cancelled('cancelled before it began'))
    const worker = workerOf(script)
    const end = () => {
      signal.removeEventListener('abort', cancel)
      clearTimeout(timer)
    }
    let failed = false
    // Told only when the thread is gone, so that whoever comes next does not run beside it.
    const failWith = (error: Error) => {
      if (failed) return
      failed = true
      end()
      worker.terminate().finally(() => fail(error))
    }
    const cancel = () => failWith(new Cancelled('cancelled'))
    const timer = setTimeout(() => failWith(new TooMuch(`it took longer than ${limitMs / 1000} s`)), limitMs)
    signal.addEventListener('abort', cancel)
    worker.on('message', (message: Reply | Told<Said>) => {
      if (failed) return
      if (isTold<Said>(message)) return onTold?.(message.told)
      end()
      rest(script, worker)
      done(message)
    })
    worker.once('error', (error: Error & { code?: string }) => failWith(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooMuch('it needed more memory than one question may take') : error))
    worker.once('exit', () => failWith(new Error('the worker ended without an answer')))
    worker.postMessage(task, transfer)
  })
}
