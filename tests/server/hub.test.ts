import { expect, it } from 'vitest'
import { createHub, createReader } from '../../server/live/hub.ts'

it('a reader that does not read is dropped once a megabyte waits for it; others go on', async () => {
  const hub = createHub()
  const [slow, quick] = [createReader(hub, 'demo-command', 'all'), createReader(hub, 'demo-command', 'all')]
  for (const { reader, begin } of [slow, quick]) {
    hub.add(reader)
    begin([])
  }
  const source = quick.body.getReader()
  let read = 0
  for (let i = 0; i < 24; i++) {
    hub.send(new Uint8Array(65_536), 'all')
    read += (await source.read()).value?.byteLength ?? 0
  }
  expect(read).toBe(24 * 65_536)
  expect(hub.size).toBe(1)
  const left: number[] = []
  for await (const bytes of slow.body) left.push(bytes.byteLength)
  // What waited is still delivered, then the stream ends, so that the reader resumes where it stands.
  expect(left.reduce((a, b) => a + b)).toBe(1_048_576)
})

it('what comes before a reader has caught up waits its turn, and other rights hear nothing', async () => {
  const hub = createHub()
  const { reader, body, begin } = createReader(hub, 'demo-command', 'all')
  hub.add(reader)
  const text = (content: string) => new TextEncoder().encode(content)
  hub.send(text('second'), 'all')
  hub.send(text('hidden'), 'other')
  begin([text('first')])
  reader.close()
  expect(await new Response(body).text()).toBe('firstsecond')
  expect(hub.size).toBe(0)
})
