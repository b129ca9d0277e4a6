import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { connect } from '../../server/database.ts'
import { createLive } from '../../server/live/live.ts'
import { compareCursors, parseCursor, pruneOutbox } from '../../server/queries/outbox.ts'
import { east, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { type Event, type Stream, readStream } from './stream.ts'

let door: Door
let streams: Stream[] = []
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())
afterEach(async () => {
  await Promise.all(streams.map((stream) => stream.close()))
  streams = []
})

async function open(as?: string, headers: Record<string, string> = {}): Promise<Stream> {
  const response = await door.ask('/live', { ...(as ? { as } : {}), headers })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const stream = readStream(response)
  streams.push(stream)
  await stream.until(({ event }) => event === 'hello')
  return stream
}
const post = async (at: typeof west, as?: string) => {
  const sent = report(at)
  expect((await door.ask('/api/incidents', { ...(as ? { as } : {}), method: 'POST', body: sent })).status).toBe(201)
  return sent.id
}
const tells = (id: string) => ({ event, data }: Event) => event === 'change' && data.noun === 'incident' && data.rows.some((row: { id: string }) => row.id === id)
const toldOf = ({ events }: Stream) => events.flatMap(({ event, data }) => (event === 'change' && data.noun === 'incident' ? data.rows.map((row: { id: string }) => row.id) : []))

/** A stream of the west lead from a server of its own, as after a restart. */
async function openAnew(after: string): Promise<Stream> {
  const live = createLive({ ...door.deps, rights: door.deps.sessions })
  await live.start()
  const token = /=(.+)$/.exec(await door.cookieOf('demo-lead-01'))?.[1] ?? ''
  const session = await door.deps.sessions.find(token)
  if (!session) throw new Error('no session')
  const stream = readStream(new Response(live.open({ account: session.id, session: session.key, rightsKey: session.rightsKey }, after) as ReadableStream<Uint8Array<ArrayBuffer>>))
  streams.push({ ...stream, close: async () => { await stream.close(); await live.stop() } })
  return stream
}

it('an incident is on the stream after its report, as a row with its place', async () => {
  const stream = await open()
  // How soon is the bench's question: a timed test would fail on a busy machine.
  const id = await post(west)
  const change = await stream.until(tells(id))
  const row = change.data.rows.find((each: { id: string }) => each.id === id)
  expect(row).toMatchObject({ areaId: 2, state: 'reported', shape: 'point', version: 1 })
  expect([row.lng, row.lat]).toEqual([expect.closeTo(west.lng, 6), expect.closeTo(west.lat, 6)])
  // Of the frames of one round the last one carries where it ends.
  await expect.poll(() => stream.events.slice(stream.events.indexOf(change)).some((each) => parseCursor(each.id) !== undefined)).toBe(true)
})

it('is read by those who may see it, and by nobody else', async () => {
  const [westLead, eastLead] = [await open('demo-lead-01'), await open('demo-lead-02')]
  const mine = await post(west)
  const theirs = await post(east)
  await westLead.until(tells(mine))
  await eastLead.until(tells(theirs))
  expect(westLead.events.some(tells(theirs))).toBe(false)
  expect(eastLead.events.some(tells(mine))).toBe(false)
  expect(JSON.stringify(eastLead.events)).not.toContain(mine)
})

it('tells of deletion only to those who could see the row', async () => {
  const id = await post(west)
  const [westLead, eastLead] = [await open('demo-lead-01'), await open('demo-lead-02')]
  await door.db.sql`delete from incident where id = ${id}`
  const gone = await westLead.until(({ event, data }) => event === 'change' && data.gone.includes(id))
  await eastLead.until(({ id: cursor }) => cursor === gone.id)
  expect(JSON.stringify(eastLead.events)).not.toContain(id)
})

it('loses nothing when a transaction that began first commits last', async (context) => {
  if (door.db.kind === 'embedded') return context.skip('the embedded database runs one transaction at a time')
  const stream = await open()
  const other = connect(door.db.url, { max: 1 })
  const late = report(west)
  let early = ''
  await other.begin(async (tx) => {
    await tx`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
      values (${late.id}, 2, 1, 1, 'phone', 'late', now(), st_setsrid(st_makepoint(${west.lng}, ${west.lat}), 4326))`
    early = await post(west)
    await new Promise((done) => setTimeout(done, 300))
    // The relay must hold the later transaction back: had it been sent, resuming after it would lose this one.
    expect(stream.events.some(tells(early))).toBe(false)
  })
  await stream.until(tells(late.id), 2_000)
  await stream.until(tells(early), 2_000)
  const ids = stream.events.flatMap(({ id }) => parseCursor(id) ?? [])
  expect(ids.toSorted(compareCursors)).toEqual(ids)
  await other.end()
})

it('resumes after the last event id without loss or repetition', async () => {
  const first = await open()
  const seen = await post(west)
  const { id: cursor } = await first.until(tells(seen))
  await first.close()
  const missed = [await post(west), await post(east), await post(west)]
  const again = await open(undefined, { 'last-event-id': cursor as string })
  for (const id of missed) await again.until(tells(id))
  const next = await post(west)
  await again.until(tells(next))
  expect(toldOf(again)).toEqual([...missed, next])
  const byQuery = readStream(await door.ask(`/live?after=${cursor}`))
  streams.push(byQuery)
  await byQuery.until(tells(next))
})

it('continues without a gap from the cursor that came with the columns', async () => {
  const span = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 3_600_000).toISOString()}`
  const cursor = (await door.ask(`/api/incidents/columns?${span}`)).headers.get('x-fangcun-cursor') as string
  const id = await post(west)
  const stream = readStream(await door.ask(`/live?after=${cursor}`))
  streams.push(stream)
  await stream.until(tells(id))
})

it('asks to read everything again when the cursor is older than what is kept', async () => {
  const stream = await open()
  const { id: old } = await stream.until(tells(await post(west)))
  await stream.until(tells(await post(west)))
  expect(await pruneOutbox(door.db.sql, 0)).toBeDefined()
  const again = await openAnew(old as string)
  await again.until(({ event, data }) => event === 'refresh' && data.noun === 'incident')
})

it('resumes from a server that was started anew, also what came while there was none', async () => {
  const stream = await open('demo-lead-01')
  const { id: cursor } = await stream.until(tells(await post(west)))
  const missed = [await post(west), await post(east), await post(west)]
  const again = await openAnew(cursor as string)
  const next = await post(west)
  await again.until(tells(next))
  expect(toldOf(again)).toEqual([missed[0], missed[2], next])
})

it('an alarm is on the stream when it is raised and when somebody takes note of it', async () => {
  const [westLead, eastLead] = [await open('demo-lead-01'), await open('demo-lead-02')]
  const id = await post(west)
  await door.db.sql`insert into alarm (incident_id, area_id) values (${id}, 2)`
  const alarm = ({ event, data }: Event) => event === 'change' && data.noun === 'alarm' && data.rows.some((row: { incidentId: string }) => row.incidentId === id)
  const rung = (await westLead.until(alarm)).data.rows[0]
  expect(rung).toMatchObject({ incidentId: id, areaId: 2, acknowledgedBy: null, lng: expect.closeTo(west.lng, 6) })
  expect((await door.ask(`/api/alarms/${rung.id}/acknowledge`, { as: 'demo-command', method: 'POST', body: {} })).status).toBe(200)
  const taken = await westLead.until((event) => alarm(event) && event.data.rows[0].acknowledgedBy !== null)
  expect(taken.data.rows[0].acknowledgedBy).toBe('demo-command')
  await eastLead.until(({ id: cursor }) => cursor === taken.id)
  expect(JSON.stringify(eastLead.events)).not.toContain(id)
})

it('sends many changes of one statement as one refresh, and raises versions', async () => {
  const stream = await open()
  const before = stream.events[0]?.data.versions.incident
  await door.db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
    select gen_random_uuid(), 2, 1, 1, 'phone', 'bulk', now(), st_setsrid(st_makepoint(121.405, 31.205), 4326) from generate_series(1, 501)`
  await stream.until(({ event, data }) => event === 'refresh' && data.noun === 'incident')
  const later = await open()
  expect(later.events[0]?.data.versions.incident).toBeGreaterThan(before)
})
