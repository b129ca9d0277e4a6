import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { asActor, asActorQuery, connect, type Transaction } from '../../server/database.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let db: FreshDatabase
// The embedded database has one backend for all, which nobody can end; `npm test` runs this file on both.
const onPostgis = inject('database').kind === 'postgis' ? test : () => {}

beforeAll(async () => {
  db = await freshDatabase({ blank: true })
  await db.sql.unsafe(`
    do $$ begin create role fangcun_app nologin; exception when duplicate_object then null; end $$;
    create table note (id int primary key, owner text not null, "long_name" jsonb);
    alter table note enable row level security;
    alter table note force row level security;
    grant select, insert on note to fangcun_app;
    create policy own on note using (owner = nullif(current_setting('fangcun.actor', true), ''));
    insert into note values (1, 'anna', '{"snake_key": 1}'), (2, 'ben', null);
  `)
})
afterAll(() => db?.drop())

test('values arrive as JSON types: columns renamed, keys of jsonb untouched, times in UTC', async () => {
  const [row] = await db.sql`
    select 9007199254740991 as big_number, 9007199254740993 as too_big, 1.25::numeric as exact_number, date '2026-02-28' as some_day,
      timestamptz '2026-01-02 11:04:05.6+08' as at, timestamptz '2026-01-02 03:04:05.123456Z' as precise, '{"a_b": {"c_d": 1}}'::jsonb as some_json,
      array[1, 2]::bigint[] as ids, timestamptz 'infinity' as forever`
  expect(row).toEqual({
    bigNumber: 9007199254740991, tooBig: '9007199254740993', exactNumber: 1.25, someDay: '2026-02-28',
    at: '2026-01-02T03:04:05.600Z', precise: '2026-01-02T03:04:05.123456Z', someJson: { a_b: { c_d: 1 } }, ids: [1, 2], forever: 'infinity',
  })
})

test('times written as text keep their microseconds, dates their day', async () => {
  const [row] = await db.sql`select ${'2026-01-02T03:04:05.123456Z'}::timestamptz as at, ${new Date(0)}::timestamptz as epoch, ${'2026-03-29'}::date as day`
  expect(row).toEqual({ at: '2026-01-02T03:04:05.123456Z', epoch: '1970-01-01T00:00:00.000Z', day: '2026-03-29' })
})

test('asActor sees what the actor may see, and the identity ends with it', async () => {
  const seen = await asActor(db.sql, 'anna', async (tx) => tx`select id, current_user as role from note`)
  expect([...seen]).toEqual([{ id: 1, role: 'fangcun_app' }])
  const after = await Promise.all([1, 2, 3, 4, 5].map(() => db.sql`select current_user <> 'fangcun_app' as free, nullif(current_setting('fangcun.actor', true), '') as actor`))
  expect(after.map(([row]) => row)).toEqual([1, 2, 3, 4, 5].map(() => ({ free: true, actor: null })))
})

test('asActor rolls back everything when its work fails', async () => {
  const work = asActor(db.sql, 'anna', async (tx) => {
    await tx`insert into note values (10, 'anna')`
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect(await db.sql`select from note where id = 10`).toHaveLength(0)
})

test('asActorQuery answers with the actor’s rows, and refused rows change nothing', async () => {
  const seen = await asActorQuery(db.sql, 'ben', (tx) => tx<{ id: number }[]>`select id from note order by id`)
  expect([...seen]).toEqual([{ id: 2 }])
  const forged = asActorQuery(db.sql, 'ben', (tx) => tx`insert into note values (11, 'anna')`)
  await expect(forged).rejects.toMatchObject({ code: '42501' })
  const own = await asActorQuery(db.sql, 'ben', (tx) => tx<{ id: number }[]>`insert into note values (12, 'ben') returning id`)
  expect([...own]).toEqual([{ id: 12 }])
  expect([...(await db.sql`select id from note where id > 10`)]).toEqual([{ id: 12 }])
})

test('forty questions of two actors at once never mix', async () => {
  const actors = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'anna' : 'ben'))
  const answers = await Promise.all(
    actors.map((actor, index) =>
      index % 5 === 4
        ? asActorQuery(db.sql, actor, (tx) => tx`select 1 / 0`).catch((error: { code: string }) => error.code)
        : asActorQuery(db.sql, actor, (tx) => tx`select current_setting('fangcun.actor') as actor, ${index}::int as index`),
    ),
  )
  expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer[0]))).toEqual(
    actors.map((actor, index) => (index % 5 === 4 ? '22012' : { actor, index })),
  )
})

test('a savepoint of asActor takes back its part only', async () => {
  const ids = await asActor(db.sql, 'carl', async (tx) => {
    await tx`insert into note values (20, 'carl')`
    await tx.savepoint((point) => point`insert into note values (21, 'anna')`).catch(() => {})
    return tx<{ id: number }[]>`insert into note values (22, 'carl') returning (select count(*)::int from note where owner = 'carl') as id`
  })
  expect([...ids]).toEqual([{ id: 1 }])
  expect((await db.sql`delete from note where owner = 'carl' returning id`).map(({ id }) => id as number)).toEqual([20, 22])
})

test('what is asked after the end of a transaction fails instead of running without its actor', async () => {
  const kept: { tx?: Transaction; early?: Promise<unknown> & { execute(): unknown } } = {}
  await asActor(db.sql, 'anna', async (tx) => {
    kept.tx = tx
    kept.early = tx`select current_user`
    return tx`select 1`
  })
  await expect(kept.early).rejects.toThrow('after the end of its transaction')
  await expect(kept.tx?.unsafe('select current_user')).rejects.toThrow('after the end of its transaction')
})

test('work that hides a failure of its own does not pass for committed', async () => {
  const hidden = asActor(db.sql, 'anna', async (tx) => {
    await tx`insert into note values (30, 'anna')`
    await tx`insert into note values (31, 'ben')`.catch(() => {})
  })
  await expect(hidden).rejects.toThrow('The transaction was rolled back')
})

onPostgis('a connection that is cut fails what was asked on it, and nothing waits for ever', async () => {
  const pool = connect(db.url, { max: 3 })
  const other = connect(db.url, { max: 1 })
  const slow = [
    asActorQuery(pool, 'anna', (tx) => tx`select pg_sleep(60), ${'first time'}::text`),
    asActorQuery(pool, 'ben', (tx) => tx`select pg_sleep(60)`),
    asActor(pool, 'anna', async (tx) => tx`select pg_sleep(60)`),
  ]
  const outcomes = Promise.allSettled(slow)
  const asleep = () => other`select pid from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid() and datname = current_database()`
  await expect.poll(asleep, { timeout: 10_000 }).toHaveLength(3)
  await other`select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`
  // Told by the server's last words or by the closed socket, whichever is read first.
  for (const each of await outcomes) expect(each).toMatchObject({ status: 'rejected', reason: { code: expect.stringMatching(/^(57P01|CONNECTION_CLOSED)$/) as string } })
  await Promise.all([pool.end({ timeout: 0 }), other.end()])
})
