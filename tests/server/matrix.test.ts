/**
 * Every route of the document, asked by every role over its own area and another's, by an account without duties and by nobody. Each refusal
 * has its twin that is let in: the same role on the other side. Entries are in `matrix/`; a route without one fails.
 */
import { PassThrough } from 'node:stream'
import { text as read } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../geodata/model/actor.ts'
import { exportNoun } from '../../server/cli/export.ts'
import { outside } from './city.ts'
import { report } from './door.ts'
import { type Asked, type Entry, mayTake, rightsOf } from './matrix/entry.ts'
import { reading, span } from './matrix/reading.ts'
import { sessionRoutes } from './matrix/session.ts'
import { accountOf, dutyless, incidentCounts, openWorld, other, places, roles, type Side, sides, type Wanted, type World } from './matrix/world.ts'
import { writing } from './matrix/writing.ts'
import { readStream } from './stream.ts'

let world: World
beforeAll(async () => void (world = await openWorld()), 120_000)
afterAll(() => world?.door.close())

const entries: [string, Entry][] = Object.entries({ ...reading, ...writing })
const of = (...kinds: Entry['kind'][]) => entries.filter(([, { kind }]) => kinds.includes(kind))
const everyone: [Role, Side][] = roles.flatMap((role) => sides.map((side): [Role, Side] => [role, side]))

type Answer = { status: number; text: string; bytes: Uint8Array; headers: Headers; path: string }
async function ask(as: string | null, { path, method = 'GET', body, type }: Asked, more: Record<string, string> = {}): Promise<Answer> {
  const headers = { ...more, ...(type === undefined ? {} : { 'content-type': type }) }
  const answer = await world.door.ask(path, { as, method, headers, ...(body === undefined ? {} : { body }) })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { status: answer.status, bytes, text: Buffer.from(bytes).toString('utf8'), headers: answer.headers, path: `${method} ${path}` }
}
async function askAll(entry: Entry, as: string | null, wanted: Wanted): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const each of await entry.ask(world, wanted, as ?? '')) answers.push(await ask(as, each))
  return answers
}
const parsed = (text: string) => JSON.parse(text) as never
const isDone = ({ done = [200], did }: Entry, { status, text }: Answer) => done.includes(status) && (did === undefined || did(parsed(text)))
const foreign = (side: Side, text: string) => world.marks[other[side]].filter((mark) => text.includes(mark))
/** Without what names the thing that was asked for. */
const plain = ({ status, text }: Answer) => [status, text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')]

describe('the frame', () => {
  it('holds every route of the document, and no other', async () => {
    const { paths } = parsed((await ask('demo-command', { path: '/openapi.json' })).text) as { paths: Record<string, Record<string, unknown>> }
    const all = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    expect([...entries.map(([route]) => route), ...Object.keys(sessionRoutes)].toSorted()).toEqual(all.toSorted())
  })
  it('knows what the database lets each role do', async () => {
    const rows = await world.door.db.sql<{ role: Role; rights: string[] }[]>`select role, array_agg(right_to order by right_to) as rights from role_right group by role`
    expect(Object.fromEntries(rows.map(({ role, rights }) => [role, rights]))).toEqual(Object.fromEntries(Object.entries(rightsOf).map(([role, rights]) => [role, rights.toSorted()])))
  })
})

it.each(of('open'))('%s is the same for everybody', async (_, entry) => {
  for (const as of [null, dutyless, ...everyone.map(([role, side]) => accountOf(role, side))]) expect((await askAll(entry, as, 'west')).map(({ status }) => status), String(as)).toEqual([200])
})

describe.each(of('list', 'tile', 'count'))('%s', (_, entry) => {
  it.each(roles)('as %s on either side tells of the own side only', async (role) => {
    for (const side of sides) {
      const as = accountOf(role, side)
      const answers = [...(await askAll(entry, as, side)), ...(await askAll(entry, as, other[side]))]
      for (const { path, status, text, headers } of answers) {
        if (!mayTake(entry, role)) expect(status, `${as} ${path}`).toBe(403)
        else {
          expect(entry.done ?? [200], `${as} ${path} ${text.slice(0, 200)}`).toContain(status)
          expect(foreign(side, text), `${as} ${path}`).toEqual([])
          expect(headers.get('cache-control'), path).toMatch(/private|no-store/)
          expect(headers.get('vary') ?? '', path).toMatch(/cookie/i)
        }
      }
      if (!mayTake(entry, role)) continue
      if (entry.kind === 'list' && entry.tells !== false) expect(world.marks[side].some((mark) => answers.some(({ text }) => text.includes(mark))), `${as} sees its own`).toBe(true)
      if (entry.count) for (const { bytes, text, headers } of answers) expect(entry.count(headers.get('content-type')?.includes('json') ? parsed(text) : bytes)).toBe(incidentCounts[side])
      // Nobody's copy is taken for current by somebody with other rights.
      const [first] = await entry.ask(world, side, as)
      const tag = answers[0]?.headers.get('etag')
      const theirs = await ask(accountOf(role, other[side]), first as Asked)
      if (tag && theirs.text !== answers[0]?.text) expect((await ask(accountOf(role, other[side]), first as Asked, { 'if-none-match': tag })).status).not.toBe(304)
    }
  })

  it('tells nothing to an account without duties, and lets nobody in', async () => {
    for (const { path, status, text, bytes, headers } of await askAll(entry, dutyless, 'west')) {
      expect([...(entry.done ?? [200]), 403, 422], `${path} ${status}`).toContain(status)
      expect([...foreign('west', text), ...foreign('east', text)], path).toEqual([])
      if (entry.count && status === 200) expect(entry.count(headers.get('content-type')?.includes('json') ? parsed(text) : bytes), path).toBe(0)
    }
    for (const { path, status } of await askAll(entry, null, 'west')) expect(status, path).toBe(401)
  })
})

describe.each(of('row', 'write'))('%s', (_, entry) => {
  it.each(roles)('as %s on either side reaches the own thing, if the role may; that of others is as one that is not there', async (role) => {
    for (const side of sides) {
      const as = accountOf(role, side)
      const [own, theirs, absent] = [await askAll(entry, as, side), await askAll(entry, as, other[side]), await askAll(entry, as, 'absent')]
      for (const answer of own) {
        const said = `${as} ${answer.path} ${answer.status} ${answer.text.slice(0, 300)}`
        expect(isDone(entry, answer), said).toBe(mayTake(entry, role))
        if (!mayTake(entry, role)) expect([200, 403, 404, 422], said).toContain(answer.status)
        expect(foreign(side, answer.text), said).toEqual([])
      }
      expect(theirs.map(plain), `${as} ${theirs[0]?.path}`).toEqual(absent.map(plain))
      for (const answer of theirs) expect(isDone(entry, answer), `${as} ${answer.path}`).toBe(false)
    }
  })

  it('is not for an account without duties, nor for nobody', async () => {
    for (const answer of await askAll(entry, dutyless, 'west')) expect([isDone(entry, answer), answer.status < 500], `${answer.path} ${answer.status}`).toEqual([false, true])
    for (const { path, status } of await askAll(entry, null, 'west')) expect(status, path).toBe(401)
  })
})

describe.each(of('mine'))('%s', (_, entry) => {
  it('is for everybody who has a duty', async () => {
    for (const [role, side] of everyone) for (const answer of await askAll(entry, accountOf(role, side), side)) expect(isDone(entry, answer), `${role} ${answer.status} ${answer.text}`).toBe(mayTake(entry, role))
    for (const answer of await askAll(entry, dutyless, 'west')) expect([isDone(entry, answer), answer.status], answer.text).toEqual([false, 403])
    for (const { status } of await askAll(entry, null, 'west')) expect(status).toBe(401)
  })
})

describe('the live stream', () => {
  it('tells each role of its own side only, from the very beginning, and lets nobody in', async () => {
    const ids = { west: await world.freshIncident('west'), east: await world.freshIncident('east') }
    for (const [role, side] of everyone) {
      const stream = readStream(await world.door.ask('/live?after=1-1', { as: accountOf(role, side) }))
      await stream.until(({ event }) => event === 'hello')
      await stream.until(({ event, data }) => event === 'refresh' || (event === 'change' && JSON.stringify(data).includes(ids[side])))
      const text = JSON.stringify(stream.events)
      await stream.close()
      expect([ids[other[side]], ...world.marks[other[side]]].filter((mark) => text.includes(mark)), `${role} ${side}`).toEqual([])
    }
    expect((await ask(null, { path: '/live' })).status).toBe(401)
  })

  it('tells what happens now to those of the side, and to nobody without duties', async () => {
    const streams = await Promise.all([...everyone.map(([role, side]) => [accountOf(role, side), side] as const), [dutyless, undefined] as const].map(async ([as, side]) => {
      const stream = readStream(await world.door.ask('/live', { as }))
      await stream.until(({ event }) => event === 'hello')
      return { as, side, stream }
    }))
    const ids = { west: await world.freshIncident('west'), east: await world.freshIncident('east') }
    for (const { side, stream } of streams) if (side) await stream.until(({ event, data }) => event === 'change' && JSON.stringify(data).includes(ids[side]), 20_000)
    for (const { as, side, stream } of streams) {
      const text = JSON.stringify(stream.events)
      expect(sides.filter((each) => each !== side && text.includes(ids[each])), as).toEqual([])
      await stream.close()
    }
  })
})

describe('the export', () => {
  it.each(roles)('as %s holds the own side only', async (role) => {
    for (const side of sides) {
      for (const noun of ['incidents', 'zones', 'cameras'] as const) {
        const out = new PassThrough()
        const written = read(out)
        const work = exportNoun(world.door.db.sql, noun, 'geojson', accountOf(role, side), out)
        if (!rightsOf[role].includes('export')) {
          await expect(work, `${role} ${noun}`).rejects.toThrow(/no right to export/)
          out.end()
          expect(await written).toBe('')
          continue
        }
        expect(await work).toBeGreaterThan(0)
        out.end()
        expect(foreign(side, await written), `${role} ${noun}`).toEqual([])
      }
    }
  })
  it('is written in the audit log', async () => {
    const rows = await world.door.db.sql<{ accountId: string; target: string; detail: { rows: number } }[]>`select account_id, target, detail from audit_entry where action = 'export' and target <> 'analysis' and detail ? 'rows' and account_id = 'west-leader' order by id`
    expect(rows.map(({ target }) => target)).toEqual(['incidents', 'zones', 'cameras'])
    expect(rows[1]?.detail).toMatchObject({ rows: 2 })
  })
})

it('text that looks like SQL is text', async () => {
  const evil = ["'", "';drop table incident;--", "' or '1'='1", '$1', '\\', "\\'; select pg_sleep(9) --", ')) union select 1,2,3 --', '%27', '${x}', "e'\\x'"]
  const { door } = world
  const before = performance.now()
  for (const text of evil) {
    const q = encodeURIComponent(text)
    expect((await door.ask(`/api/search?q=${q}`, { as: accountOf('zone_lead', 'west') })).status).toBe(200)
    for (const headers of [{ cookie: `fangcun_session=${q}` }, { authorization: `Bearer ${text.replace(/[^\x20-\x7e]/g, '')}` }] as Record<string, string>[]) expect((await door.ask('/api/zones', { headers })).status).toBe(401)
    expect((await door.ask('/api/session', { as: null, method: 'POST', body: { account: text, password: text } })).status).toBe(400)
    for (const path of [`/collections/incidents/items?cursor=${q}`, `/collections/incidents/items?state=${q}`, `/tiles/${q}/1/1/1.mvt`, `/collections/${q}/items`, `/collections/zones/items/${q}`, `/api/coverage?${span}&bbox=${q}`]) {
      expect((await door.ask(path)).status, path).toBeOneOf([400, 404])
    }
    expect((await door.ask('/api/incidents', { method: 'POST', body: report(places.west, { title: text, address: text }) })).status).toBe(201)
  }
  expect(performance.now() - before).toBeLessThan(20_000)
  const [row] = await door.db.sql<{ n: number }[]>`select count(*)::int as n from incident where title = any(${evil}::text[])`
  expect(row?.n).toBe(evil.length)
  expect((await door.ask('/api/incidents', { method: 'POST', body: report(outside) })).status).toBe(403)
  expect(door.failures).toEqual([])
})

it.each(Object.entries(sessionRoutes))('%s is open to all', async (_, { asked, nobody, somebody }) => {
  for (let as = 0; as < 3; as++) expect((await ask(null, asked)).status).toBe(nobody)
  expect((await ask('demo-leader', asked)).status).toBe(somebody)
  if (asked.method === 'DELETE') await expect.poll(async () => (await ask('demo-leader', { path: '/api/zones' })).status, { timeout: 5_000 }).toBe(401)
})
