import { problemBody, problemOf } from './problem.ts'

type Body = ReturnType<typeof problemBody>
const encoder = new TextEncoder()

/** Progress at most this often, so that a slow line is not filled with it. */
const everyMs = 100

/** Calls through at most every tenth of a second. */
export function seldom<Given extends unknown[]>(tell: (...given: Given) => void): (...given: Given) => void {
  let last = -Infinity
  return (...given) => {
    if (performance.now() - last < everyMs) return
    last = performance.now()
    tell(...given)
  }
}

/** Lines of JSON as they come, the last one a problem where the work fails. Whoever stops reading ends the work. */
export function answerStream<Line>(clientGone: AbortSignal, failed: (error: unknown) => void, work: (say: (line: Line) => void, signal: AbortSignal) => Promise<void>): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  let open = true
  return new ReadableStream({
    start(stream) {
      const say = (line: Line | { problem: Body }) => { if (open) stream.enqueue(encoder.encode(`${JSON.stringify(line)}\n`)) }
      const ended = AbortSignal.any([gone.signal, clientGone])
      void work(say, ended)
        .catch((error: unknown) => {
          // Whoever gave up is no failure of ours.
          if (!ended.aborted && problemOf(error).status >= 500) failed(error)
          say({ problem: problemBody(problemOf(error)) })
        })
        .finally(() => {
          if (open) stream.close()
          open = false
        })
    },
    cancel() {
      open = false
      gone.abort()
    },
  })
}

export const streamHeaders = { 'content-type': 'application/x-ndjson', 'cache-control': 'private, no-store', vary: 'Cookie', 'x-accel-buffering': 'no' }
