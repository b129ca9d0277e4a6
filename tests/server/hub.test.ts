import { expect, it } from 'vitest'
import { framed } from '../../server/live/frame.ts'
import { createHub } from '../../server/live/hub.ts'
import { createReader } from '../../server/live/reader.ts'
import { bodySink } from '../../server/live/sinks.ts'

function openReader(hub: ReturnType<typeof createHub>, rightsKey = 'all') {
  const { sink, body } = bodySink(() => made.reader.close())
  const made = createReader(hub, { account: 'demo-command', session: 's', rightsKey }, sink)
  hub.add(made.reader)
  return { ...made, body }
}
const text = (content: string) => framed(new TextEncoder().encode(content))

it('a reader that does not read is dropped once a megabyte waits for it; others go on', async () => {
  const hub = createHub()
  const [slow, quick] = [openReader(hub), openReader(hub)]
  for (const { begin } of [slow, quick]) begin([])
  const source = quick.body.getReader()
  let read = 0
  for (let i = 0; i < 24; i++) {
    hub.send(framed(new Uint8Array(65_536)), 'all')
    read += (await source.read()).value?.byteLength ?? 0
  }
  expect(read).toBe(24 * 65_536)
  expect([hub.size, hub.countOf('demo-command')]).toEqual([1, 1])
  const left: number[] = []
  for await (const bytes of slow.body) left.push(bytes.byteLength)
  // What waited is still delivered, then the stream ends, so that the reader resumes where it stands.
  expect(left.reduce((a, b) => a + b)).toBe(1_048_576)
})

it('what was missed in a long absence does not count as being slow', async () => {
  const hub = createHub()
  const { body, begin } = openReader(hub)
  begin([framed(new Uint8Array(3_000_000))])
  hub.send(text('next'))
  expect(hub.size).toBe(1)
  const source = body.getReader()
  expect((await source.read()).value?.byteLength).toBe(3_000_000)
  expect(new TextDecoder().decode((await source.read()).value)).toBe('next')
})

it('what comes before a reader has caught up waits its turn, and other rights hear nothing', async () => {
  const hub = createHub()
  const { reader, body, begin } = openReader(hub)
  hub.send(text('second'), 'all')
  hub.send(text('hidden'), 'other')
  begin([text('first')])
  reader.close()
  expect(await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text()).toBe('firstsecond')
  expect([hub.size, hub.countOf('demo-command'), hub.groups().size]).toEqual([0, 0, 0])
})

it('a chunk is the length in hexadecimal, the bytes and a line end each', () => {
  expect(new TextDecoder().decode(text('0123456789abcdef!').chunk)).toBe('11\r\n0123456789abcdef!\r\n')
})
