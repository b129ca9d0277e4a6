/** A process full of readers, run as a child: each applies what it reads to a map of its own, as a client's store does, and notes when. */
import { request } from 'node:http'
import { connect } from 'node:net'

export type Order =
  | { what: 'open'; url: string; cookies: string[]; streams: number; lean?: boolean }
  | { what: 'forget' }
  /** When each row was applied, for all readers together; of lean ones, how long after it was due it was read. */
  | { what: 'collect' }
export type Told = { what: 'opened' } | { what: 'forgot' } | { what: 'collected'; applied: [id: string, at: number][]; gaps: number; closed: number } | { what: 'failed'; error: string }
type Row = { id: string }

const now = () => performance.timeOrigin + performance.now()
const tell = (told: Told) => process.send?.(told)
let applied: [string, number][] = []
let gaps = 0
let closed = 0

/** As the store of a page does, and when. */
function apply(store: Map<string, Row>, data: string): void {
  const at = now()
  for (const row of (JSON.parse(data) as { rows: Row[] }).rows) {
    // A later change of the same row is another change.
    const isNew = !store.has(row.id)
    store.set(row.id, row)
    if (isNew) applied.push([row.id, at])
  }
}

/**
 * A reader on a bare socket that takes no more of an event than when it was due and its number: a thousand readers in one process must not be
 * what is measured.
 */
function openLean(url: string): Promise<void> {
  const { port, pathname } = new URL(url)
  const mark = /"n":(\d+),"at":([\d.]+),/g
  let rest = ''
  let last = 0
  return new Promise((done, fail) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET ${pathname} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`))
    socket.on('data', (bytes: Buffer) => {
      const at = now()
      const text = rest + bytes.toString('latin1')
      let end = 0
      mark.lastIndex = 0
      for (let found = mark.exec(text); found; found = mark.exec(text)) {
        const n = Number(found[1])
        if (last && n !== last + 1) gaps++
        last = n
        end = mark.lastIndex
        applied.push(['', at - Number(found[2])])
      }
      if (!last && text.includes('event: hello')) done()
      rest = text.slice(end)
    }).on('error', fail).on('close', () => closed++)
  })
}

function open(url: string, cookie: string): Promise<void> {
  const store = new Map<string, Row>()
  return new Promise((done, fail) => {
    const ask = request(url, { headers: { cookie }, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return fail(new Error(`a stream was answered with ${answer.statusCode}`))
      let rest = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          if (block.startsWith('event: hello')) done()
          if (!block.startsWith('event: change')) continue
          const from = block.indexOf('\ndata: ') + 7
          const end = block.indexOf('\n', from)
          apply(store, block.slice(from, end < 0 ? undefined : end))
        }
      })
      answer.on('close', () => closed++).on('error', () => {})
    })
    ask.on('error', fail)
    ask.end()
  })
}

async function obey(order: Order): Promise<Told> {
  if (order.what === 'forget') {
    applied = []
    gaps = closed = 0
    return { what: 'forgot' }
  }
  if (order.what === 'collect') return { what: 'collected', applied, gaps, closed }
  // A few at a time, as they would come.
  const one = (n: number) => (order.lean ? openLean(order.url) : open(order.url, order.cookies[n % order.cookies.length] ?? ''))
  for (let n = 0; n < order.streams; n += 20) await Promise.all(Array.from({ length: Math.min(20, order.streams - n) }, (_, i) => one(n + i)))
  return { what: 'opened' }
}

process.on('message', (order: Order) => void obey(order).then(tell, (error: unknown) => tell({ what: 'failed', error: String(error) })))
process.on('disconnect', () => process.exit(0))
