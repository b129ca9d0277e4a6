import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from '../../server/database.ts'
import { makeRoles, migrate } from '../../server/migrate.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let db: FreshDatabase
let folder: string

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = () => migrate(db.sql, folder)
const total = async () => (await db.sql`select total() as n`)[0]?.n as number

beforeAll(async () => {
  db = await freshDatabase({ blank: true })
})
afterAll(() => db?.drop())

beforeEach(async () => {
  await db.sql`drop schema if exists meta cascade`
  await db.sql`drop table if exists thing cascade`
  folder = mkdtempSync(join(tmpdir(), 'fangcun-schema-'))
  for (const kind of ['migrations', 'functions', 'policies']) mkdirSync(join(folder, kind))
  write('migrations/0001_thing.sql', 'create table thing (n int); insert into thing values (1), (2);')
  write('functions/total.sql', 'create or replace function total() returns int language sql stable as $$ select sum(n)::int from thing $$;')
  write('policies/thing.sql', 'alter table thing enable row level security; drop policy if exists every on thing; create policy every on thing using (true);')
  return () => rmSync(folder, { recursive: true })
})

test('each migration is applied once, in order; a second run does nothing', async () => {
  write('migrations/0002_more.sql', 'insert into thing values (39);')
  expect(await run()).toEqual({ applied: ['0001_thing.sql', '0002_more.sql'], replaced: true })
  expect(await run()).toEqual({ applied: [], replaced: false })
  expect(await total()).toBe(42)
})

test('a changed function is replaced, and nothing else is run again', async () => {
  await run()
  write('functions/total.sql', 'create or replace function total() returns int language sql stable as $$ select -sum(n)::int from thing $$;')
  expect(await run()).toEqual({ applied: [], replaced: true })
  expect(await total()).toBe(-3)
})

test('an applied file that changed, vanished or was slipped in is refused by name', async () => {
  await run()
  write('migrations/0001_thing.sql', 'create table thing (n bigint);')
  await expect(run()).rejects.toThrow(/0001_thing.sql was changed after it was applied/)
  rmSync(join(folder, 'migrations/0001_thing.sql'))
  await expect(run()).rejects.toThrow(/has the migration 0001_thing.sql, which this program does not know/)
  write('migrations/0001_thing.sql', 'create table thing (n int); insert into thing values (1), (2);')
  write('migrations/0000_early.sql', 'select 1')
  await expect(run()).rejects.toThrow(/0000_early.sql comes before 0001_thing.sql/)
})

test('a failing migration names its file and line and leaves nothing behind', async () => {
  write('migrations/0002_broken.sql', 'insert into thing values (3);\ninsert into nowhere values (1);')
  await expect(run()).rejects.toThrow(/0002_broken.sql \(line 2\): relation "nowhere" does not exist/)
  expect((await db.sql`select to_regclass('thing') as thing, to_regclass('meta.migration') as book`)[0]).toEqual({ thing: null, book: null })
})

test('names without a number and numbers used twice are refused', async () => {
  write('migrations/0001_again.sql', 'select 1')
  await expect(run()).rejects.toThrow('Two migrations have the number 0001')
  rmSync(join(folder, 'migrations/0001_again.sql'))
  write('migrations/later.sql', 'select 1')
  await expect(run()).rejects.toThrow('later.sql must be named like')
})

test('three programs that migrate at once apply everything once', async () => {
  const others = [1, 2, 3].map(() => connect(db.url, { max: 1 }))
  const results = await Promise.all(others.map((sql) => migrate(sql, folder)))
  await Promise.all(others.map((sql) => sql.end()))
  expect(results.flatMap(({ applied }) => applied)).toEqual(['0001_thing.sql'])
  expect(await total()).toBe(3)
})

test('a role that another program makes at this moment, in another database, is no error', async ({ skip }) => {
  // The embedded database is a cluster of its own, with one connection.
  skip(db.kind === 'embedded')
  const other = connect(db.url, { max: 1 })
  const second = connect(db.url, { max: 1 })
  try {
    let making: Promise<void> = Promise.resolve()
    await other.begin(async (tx) => {
      await tx.unsafe('create role fangcun_twice nologin')
      making = makeRoles(second, ['fangcun_twice'])
      await expect.poll(async () => (await db.sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%fangcun_twice%'`).length, { timeout: 5_000 }).toBe(1)
    })
    await making
    await makeRoles(second, ['fangcun_twice'])
    expect(await db.sql`select from pg_roles where rolname = 'fangcun_twice'`).toHaveLength(1)
  } finally {
    await db.sql`drop role if exists fangcun_twice`
    await Promise.all([other.end(), second.end()])
  }
})

test('an empty schema folder is no error', async () => {
  rmSync(join(folder, 'migrations'), { recursive: true })
  rmSync(join(folder, 'functions'), { recursive: true })
  rmSync(join(folder, 'policies'), { recursive: true })
  expect(await run()).toEqual({ applied: [], replaced: false })
})
