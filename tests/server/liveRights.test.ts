/** A stream lasts as long as its session and the rights it was opened with. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { west } from './city.ts'
import { type Door, openDoor, report, signedIn } from './door.ts'
import { type Event, type Stream, readStream } from './stream.ts'

let door: Door
let streams: Stream[] = []
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) select 'west-' || i, '西', 'West' from generate_series(1, 9) i`
    await sql`insert into assignment (account_id, area_id, role) select 'west-' || i, 2, 'zone_lead' from generate_series(1, 9) i`
  })
})
afterAll(() => door?.close())
afterEach(async () => {
  await Promise.all(streams.map((stream) => stream.close()))
  streams = []
})

/** A stream of a session of its own. */
async function open(as: string): Promise<Stream & { cookie: string }> {
  const cookie = await signedIn(door.db.sql, as)
  const stream = readStream(await door.ask('/live', { headers: { cookie } }))
  streams.push(stream)
  await stream.until(({ event }) => event === 'hello')
  return { ...stream, cookie }
}
/** Milliseconds until the stream has ended. */
async function endsIn({ ended }: Stream, withinMs = 5_000): Promise<number> {
  const begun = performance.now()
  await Promise.race([ended, new Promise((_, fail) => setTimeout(() => fail(new Error(`still open after ${withinMs} ms`)), withinMs))])
  return performance.now() - begun
}
const post = async () => {
  const sent = report(west)
  expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
  return sent.id
}
const tells = (id: string) => ({ event, data }: Event) => event === 'change' && data.noun === 'incident' && data.rows.some((row: { id: string }) => row.id === id)
const closes: [string, (as: string, cookie: string) => Promise<unknown>][] = [
  ['a duty is taken away', (as) => door.db.sql`delete from assignment where account_id = ${as}`],
  ['a duty is added', (as) => door.db.sql`insert into assignment (account_id, area_id, role) values (${as}, 3, 'zone_lead')`],
  ['the account is disabled', (as) => door.db.sql`update account set disabled_at = now() where id = ${as}`],
  ['somebody signs out', (_, cookie) => door.ask('/api/session', { method: 'DELETE', headers: { cookie } })],
  ['the session is revoked', (as) => door.db.sql`update session set revoked_at = now() where account_id = ${as}`],
  ['the session expires', (as) => door.db.sql`update session set expires_at = now() + interval '1 second' where account_id = ${as}`],
  ['the session was idle too long, of which nobody tells', (as) => door.db.sql`update session set idle_seconds = 1, seen_at = now() - interval '1 hour' where account_id = ${as}`],
]

it.each(closes.map(([what, work], i) => [what, `west-${i + 1}`, work] as const))('closes within five seconds when %s; another of the same rights stays', async (_, as, work) => {
  const [mine, other] = [await open(as), await open('west-9')]
  await work(as, mine.cookie)
  await endsIn(mine)
  const id = await post()
  await other.until(tells(id))
  expect(mine.events.some(tells(id))).toBe(false)
})

it('what changes in the moment after a withdrawal reaches those who still have the rights, and nobody else', async () => {
  // The first of the group is the one in whose name rows are read.
  const [first, second] = [await open('west-8'), await open('west-9')]
  await door.db.sql`insert into assignment (account_id, area_id, role) values ('west-8', 1, 'leader')`
  const ids = [await post(), await post(), await post()]
  for (const id of ids) await second.until(tells(id))
  await endsIn(first)
  await door.db.sql`delete from assignment where account_id = 'west-8'`
  const id = await post()
  await second.until(tells(id))
  expect(first.events.some(tells(id))).toBe(false)
})

it('comes back with the rights of today and says that they are others', async () => {
  const before = await open('west-9')
  const cursor = (await before.until(tells(await post()))).id as string
  await door.db.sql`update assignment set area_id = 3 where account_id = 'west-9'`
  await endsIn(before)
  const id = await post()
  const after = readStream(await door.ask('/live', { headers: { cookie: before.cookie, 'last-event-id': cursor } }))
  streams.push(after)
  const hello = await after.until(({ event }) => event === 'hello')
  expect(hello.data.rights).not.toBe(before.events.find(({ event }) => event === 'hello')?.data.rights)
  await after.until(({ id: moved }) => moved !== undefined)
  expect(after.events.some(tells(id))).toBe(false)
})

it('an account opens a hundred streams and no more; another goes on', async () => {
  const opened: Stream[] = []
  for (let n = 0; n < 100; n++) opened.push(readStream(await door.ask('/live', { as: 'demo-leader' })))
  streams.push(...opened)
  const refused = await door.ask('/live', { as: 'demo-leader' })
  expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
  await open('demo-command')
  await opened[0]?.close()
  const again = await door.ask('/live', { as: 'demo-leader' })
  streams.push(readStream(again))
  expect(again.status).toBe(200)
})
