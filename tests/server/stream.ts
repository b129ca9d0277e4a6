export type Event = { event: string; id: string | undefined; data: any }
export type Stream = { events: Event[]; until(holds: (event: Event) => boolean, withinMs?: number): Promise<Event>; close(): Promise<void>; ended: Promise<void> }

function parse(block: string): Event {
  const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
  return { event: fields.event ?? 'message', id: fields.id, data: fields.data ? JSON.parse(fields.data) : undefined }
}

/** Reads server-sent events of a response in the background. */
export function readStream(response: Response): Stream {
  const events: Event[] = []
  const waiting = new Set<() => void>()
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let rest = ''
  const pump = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) events.push(parse(block))
      for (const wake of waiting) wake()
    }
  }
  const ended = pump().catch(() => {})
  const until: Stream['until'] = (holds, withinMs = 50_000) =>
    new Promise((done, fail) => {
      const look = () => {
        const found = events.find(holds)
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        done(found)
      }
      const timer = setTimeout(() => {
        waiting.delete(look)
        fail(new Error(`no such event within ${withinMs} ms; there were ${JSON.stringify(events).slice(0, 800)}`))
      }, withinMs)
      waiting.add(look)
      look()
    })
  const close = async () => {
    await reader.cancel().catch(() => {})
    await ended
  }
  return { events, until, close, ended }
}
