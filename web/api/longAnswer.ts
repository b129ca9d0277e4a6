import { Problem, request } from './http.ts'

/** Lines of a stream as they come, each parsed; what follows the last line break counts as a line. */
export async function* ndjson<Line>(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
      const lines = rest.split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as Line
      if (done) return
    }
  } finally {
    // Whoever stops listening ends the work on the other side.
    await reader.cancel().catch(() => {})
  }
}

const broken = () => new Problem({ title: 'network', status: 0, detail: '', errors: [] })

export type LongProgress<Stage> = { share: number; stage: Stage }
type Line<Answer, Stage> = { progress: number; stage: Stage } | { answer: Answer } | { problem: Problem['document'] }

/**
 * Asks what takes long: lines of progress, and last the answer.
 * @throws Problem when it is refused, before or while it runs, or when the stream breaks off; AbortError when aborted
 */
export async function askLong<Answer, Stage>(path: string, question: unknown, told: (progress: LongProgress<Stage>) => void, signal?: AbortSignal): Promise<Answer> {
  const response = await request(path, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' }, body: JSON.stringify(question), signal: signal ?? null })
  if (!response.body) throw broken()
  try {
    for await (const line of ndjson<Line<Answer, Stage>>(response.body)) {
      if ('answer' in line) return line.answer
      if ('problem' in line) throw new Problem(line.problem)
      told({ share: line.progress, stage: line.stage })
    }
  } catch (error) {
    if (error instanceof Problem || signal?.aborted || (error instanceof DOMException && error.name === 'AbortError')) throw error
    throw broken()
  }
  throw broken()
}
