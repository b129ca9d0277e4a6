/** A process full of readers, run as a child: each applies what it reads to a map of its own, as a client's store does, and notes when. */
import { request } from 'node:http'

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

/** Reads no more of an event than when it was due and its number: a thousand readers in one process must not be what is measured. */
function note(state: { n: number }, block: string): void {
  const found = /"n":(\d+),"at":([\d.]+)/.exec(block)
  if (!found) return
  const n = Number(found[1])
  if (state.n && n !== state.n + 1) gaps++
  state.n = n
  applied.push(['', now() - Number(found[2])])
}

function open(url: string, cookie: string, lean: boolean): Promise<void> {
  const store = new Map<string, Row>()
  const state = { n: 0 }
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
          if (lean) {
            note(state, block)
            continue
          }
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
  for (let n = 0; n < order.streams; n += 20) await Promise.all(Array.from({ length: Math.min(20, order.streams - n) }, (_, i) => open(order.url, order.cookies[(n + i) % order.cookies.length] ?? '', order.lean === true)))
  return { what: 'opened' }
}

process.on('message', (order: Order) => void obey(order).then(tell, (error: unknown) => tell({ what: 'failed', error: String(error) })))
process.on('disconnect', () => process.exit(0))
