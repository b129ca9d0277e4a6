/** postgres.js on both databases: what a server promises its clients, the bridge of the embedded one must keep. */
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Sql } from '../../server/database.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let db: FreshDatabase
let sql: Sql
// What only the embedded database refuses; `npm test` runs this file on both.
const onEmbedded = inject('database').kind === 'embedded' ? test : () => {}

beforeAll(async () => {
  db = await freshDatabase({ blank: true })
  sql = db.sql
  await sql`create table item (id int primary key, name text, tags text[], detail jsonb)`
})
afterAll(() => db?.drop())

type Case = { ask: 'value' | 'rows' | 'missing column' | 'division' | 'bad syntax' | 'bad json' | 'transaction' | 'broken transaction' | 'simple' | 'unnamed'; n: number }

const failing: Record<string, string> = { 'missing column': '42703', division: '22012', 'bad syntax': '42601', 'bad json': '22P02', 'broken transaction': '23505' }

async function answer({ ask, n }: Case): Promise<unknown> {
  switch (ask) {
    case 'value': return (await sql`select ${n}::int as n`)[0]?.n
    case 'rows': return (await sql`select g from generate_series(1, ${n}::int) g`).map(({ g }) => g as number).at(-1)
    case 'missing column': return sql`select nothing, ${n}::int`
    case 'division': return sql`select ${n}::int / (${n}::int - ${n}::int)`
    case 'bad syntax': return sql.unsafe(`selec ${n}`)
    case 'bad json': return sql`select ${`{"n": ${n}`}::text::jsonb`
    case 'transaction': return sql.begin(async (tx) => (await tx`select set_config('test.n', ${String(n)}, true)`, (await tx`select current_setting('test.n')::int as n`)[0]?.n))
    case 'broken transaction': return sql.begin((tx) => [tx`insert into item values (${n})`, tx`insert into item values (${n})`])
    case 'simple': return (await sql.unsafe(`select 0 as n; select ${n} as n`).simple() as unknown as { n: number }[][])[1]?.[0]?.n
    case 'unnamed': return (await sql.unsafe('select $1::int as n', [n], { prepare: false }))[0]?.n
  }
}

test('200 good and failing questions over 5 connections: every answer is right', async () => {
  const asks = fc.constantFrom<Case['ask']>('value', 'rows', 'missing column', 'division', 'bad syntax', 'bad json', 'transaction', 'broken transaction', 'simple', 'unnamed')
  const cases = fc.array(fc.record({ ask: asks, n: fc.integer({ min: 1, max: 999 }) }), { minLength: 200, maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(cases, async (all) => {
      const got = await Promise.all(all.map((each) => answer(each).catch((error: { code: string }) => error.code)))
      expect(got).toEqual(all.map(({ ask, n }) => failing[ask] ?? n))
      expect(await sql`select from item`).toHaveLength(0)
    }),
    { seed: 20260104, numRuns: 3, endOnFailure: true },
  )
})

test('10,000 rows go in through unnest, with arrays and jsonb intact', async () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => index)
  const names = ids.map((id) => `网格 ${id} 'quoted' "${id}"`)
  await sql`insert into item (id, name) select * from unnest(${ids}::int[], ${names}::text[])`
  const [row] = await sql`select count(*)::int, sum(id)::int, max(name) filter (where id = 7) as name from item`
  expect(row).toEqual({ count: 10_000, sum: 49_995_000, name: `网格 7 'quoted' "7"` })
  const detail = { deep: [{ snake_key: '值', n: 1.5 }], none: null }
  await sql`update item set tags = ${['a', 'b,c', '"']}, detail = ${sql.json(detail)} where id = 1`
  const [kept] = await sql`select tags, detail from item where id = 1`
  expect(kept).toEqual({ tags: ['a', 'b,c', '"'], detail })
  await sql`truncate item`
})

test('a cursor reads in parts and may stop early', async () => {
  const sizes: number[] = []
  for await (const rows of sql`select generate_series(1, 1000)`.cursor(400)) if (sizes.push(rows.length) === 2) break
  expect(sizes).toEqual([400, 400])
  expect((await sql`select 1 as one`)[0]).toEqual({ one: 1 })
})

test('notifications reach each listener once, on its channel, and stop after unlisten', async () => {
  const other = postgres(db.url, { max: 1 })
  const heard: string[] = []
  const waiting = new Map<string, () => void>()
  const hear = (who: string) => (payload: string) => (heard.push(`${who} ${payload}`), waiting.get(`${who} ${payload}`)?.())
  const arrival = (what: string) => new Promise<void>((done) => (heard.includes(what) ? done() : waiting.set(what, done)))
  const first = await sql.listen('news', hear('first'))
  await other.listen('news', hear('second'))
  await other.listen('end', hear('second'))
  await sql`select pg_notify('news', ${'one'}), pg_notify('else', ${'nothing'})`
  await Promise.all([arrival('first one'), arrival('second one')])
  await first.unlisten()
  await sql.begin((tx) => [tx`select pg_notify('news', ${'two'})`, tx`select pg_notify('end', ${''})`])
  await arrival('second ')
  expect(heard.toSorted()).toEqual(['first one', 'second ', 'second one', 'second two'])
  await other.end()
})

test('a client that dies inside a transaction is rolled back and blocks nobody', async () => {
  const dying = postgres(db.url, { max: 1, onnotice: () => {} })
  const reserved = await dying.reserve()
  await reserved`begin`
  await reserved`insert into item values (77)`
  void dying.end({ timeout: 0 }).catch(() => {})
  await expect.poll(() => sql`insert into item values (77) on conflict do nothing returning id`, { timeout: 5000 }).toHaveLength(1)
  await sql`delete from item`
})

test('transactions of several connections do not see each other’s work before the commit', async () => {
  const steps = [1, 2, 3, 4, 5].map((id) =>
    sql.begin(async (tx) => {
      const [before] = await tx`select count(*)::int as n from item where id = ${id}`
      await tx`insert into item values (${id})`
      const [own] = await tx`select count(*)::int as n from item where id = ${id}`
      if (id === 3) throw new Error('three is out')
      return [before?.n, own?.n]
    }).catch((error: Error) => error.message),
  )
  expect(await Promise.all(steps)).toEqual([[0, 1], [0, 1], 'three is out', [0, 1], [0, 1]])
  expect((await sql`select id from item order by id`).map(({ id }) => id as number)).toEqual([1, 2, 4, 5])
  await sql`delete from item`
})

test('a savepoint takes back its part only', async () => {
  await sql.begin(async (tx) => {
    await tx`insert into item values (1)`
    await tx.savepoint((point) => point`insert into item values (1)`).catch(() => {})
    await tx`insert into item values (2)`
  })
  expect(await sql`delete from item returning id`).toHaveLength(2)
})

onEmbedded('COPY FROM STDIN is refused with 0A000, also inside a transaction, and the next question is answered', async () => {
  await expect(sql.unsafe('copy item from stdin').simple()).rejects.toMatchObject({ code: '0A000' })
  await expect(sql.begin((tx) => [tx`insert into item values (1)`, tx.unsafe('copy item (id) from stdin')])).rejects.toMatchObject({ code: '0A000' })
  expect((await sql`select count(*)::int as n, 'copy item from stdin' as text from item`)[0]).toEqual({ n: 0, text: 'copy item from stdin' })
})

onEmbedded('a wrong password is turned away', async () => {
  const wrong = new URL(db.url)
  wrong.password = 'guess'
  const stranger = postgres(wrong.href, { max: 1 })
  await expect(stranger`select 1`).rejects.toMatchObject({ code: '28P01' })
  await stranger.end()
})
