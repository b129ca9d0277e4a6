import { request } from 'node:http'
import { uuidv7 } from '../../geodata/model/id.ts'
import { median } from './pair.ts'
import { type App, type Place, withSql } from './place.ts'
import { type Line, limitLine } from './report.ts'

const streams = 20
const reports = 100
const limitMs = 200

/** Reads a stream and tells of each incident in it; answers when the stream has said hello. */
function listen({ url, cookie }: App, tell: (id: string) => void): Promise<() => void> {
  return new Promise((done, fail) => {
    const ask = request(`${url}/live`, { headers: { cookie } }, (answer) => {
      let rest = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          if (block.includes('event: hello')) done(() => ask.destroy())
          const data = /^data: (.*)$/m.exec(block)?.[1]
          if (!block.includes('event: change') || !data) continue
          const change = JSON.parse(data) as { noun: string; rows: { id: string }[] }
          if (change.noun === 'incident') for (const { id } of change.rows) tell(id)
        }
      }).on('error', () => {})
    })
    ask.on('error', fail)
    ask.end()
  })
}

async function reportTo({ url, cookie }: App, categoryId: number, at: [number, number]): Promise<{ id: string; sent: number }> {
  const id = uuidv7(Math.random, Date.now())
  const body = { id, geometry: { type: 'Point', coordinates: at }, categoryId, channel: 'phone', provenance: 'public', title: '路灯不亮', occurredAt: new Date().toISOString() }
  const sent = performance.now()
  const answer = await fetch(`${url}/api/incidents`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) })
  if (answer.status !== 201) throw new Error(`a report was answered with ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
  return { id, sent }
}

const quantile = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** From sending a report to its event on each of 20 open streams; commit, relay and re-reading as the actor included. */
export async function liveSection(place: Place): Promise<Line[]> {
  const [middle] = await withSql(place.urlOf('town'), (sql) => sql<{ lng: number; lat: number; category: number }[]>`
    select st_x(p) as lng, st_y(p) as lat, (select min(id) from category) as category from (select st_pointonsurface(geom) as p from zone order by id limit 1) z`)
  if (!middle) throw new Error('the town has no zone')
  const app = await place.startApp('town')
  const arrived = new Map<string, number[]>()
  const closing: (() => void)[] = []
  try {
    for (let n = 0; n < streams; n++) closing.push(await listen(app, (id) => void arrived.set(id, [...(arrived.get(id) ?? []), performance.now()])))
    const delays: number[] = []
    for (let n = -5; n < reports; n++) {
      const { id, sent } = await reportTo(app, middle.category, [middle.lng, middle.lat])
      const end = performance.now() + 5_000
      while ((arrived.get(id)?.length ?? 0) < streams && performance.now() < end) await new Promise((done) => setTimeout(done, 2))
      const times = arrived.get(id) ?? []
      if (times.length !== streams) throw new Error(`${times.length} of ${streams} streams heard of a report within 5 s`)
      // The first ones plan and compile.
      if (n >= 0) delays.push(...times.map((time) => time - sent))
    }
    const sorted = delays.toSorted((a, b) => a - b)
    const around = { lowest: sorted[0] ?? 0, highest: sorted.at(-1) ?? 0, runs: delays.length }
    return [
      limitLine(`report to event on ${streams} streams, p50`, 'ms', { median: median(sorted), ...around }, limitMs, 'P11'),
      limitLine(`report to event on ${streams} streams, p99`, 'ms', { median: quantile(sorted, 0.99), ...around }, limitMs, 'P11'),
    ]
  } finally {
    for (const close of closing) close()
    await app.stop()
  }
}
