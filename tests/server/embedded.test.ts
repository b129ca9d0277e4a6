/** Life and death of the embedded database: one server for each folder, and what was acknowledged survives kill -9. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, type Sql } from '../../server/database.ts'
import { lockFolder } from '../../server/embedded/folder-lock.ts'
import { DatabaseInUse, startEmbedded } from '../../server/embedded/start.ts'
import { copiesIn, subscription } from '../../server/embedded/statement.ts'
import { FrameReader, cstring, frame } from '../../server/embedded/wire.ts'

const source = inject('database')
// Started on PGlite only; `npm test` runs this file on both databases.
const onEmbedded = source.kind === 'embedded' ? test : () => {}
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
  if (source.kind === 'embedded') cpSync(source.blank, folder, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Inserts one row after another until the connection breaks; answers the last number that was acknowledged. */
async function insertUntilCut(sql: Sql, from: number, afterFirst: () => void): Promise<number> {
  for (let n = from; ; n++) {
    const done = await sql`insert into entry values (${n}) on conflict do nothing`.then(() => true, () => false)
    // postgres.js never answers a question that comes between a connection's error and its close, so wait for the close.
    if (!done) return sleep(100, n - 1)
    if (n === from + 20) afterFirst()
  }
}

const holderPid = () => (JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number }).pid

onEmbedded('kill -9 of the database process: it comes back on the same address with all that was acknowledged', async () => {
  const { url, stop } = await startEmbedded(folder)
  const sql = connect(url, { max: 1 })
  await sql`create table entry (n int primary key)`
  const killed = holderPid()
  const last = await insertUntilCut(sql, 1, () => setTimeout(() => process.kill(killed, 'SIGKILL'), 40))
  await expect.poll(() => sql`select count(*)::int as n from entry`.then(([row]) => row?.n as number, () => 0), { timeout: 60_000 }).toBeGreaterThanOrEqual(last)
  expect(holderPid()).not.toBe(killed)
  await sql.end()
  await stop()
}, 120_000)

// Without the stack put back (server/embedded/backend.ts) every statement fails from error 1,700 to 2,600 on.
onEmbedded('four thousand failed statements later it still answers', async () => {
  const other = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
  cpSync(source.kind === 'embedded' ? source.blank : '', other, { recursive: true })
  const { url, stop } = await startEmbedded(other)
  const sql = connect(url, { max: 1 })
  const codes = new Set<string>()
  for (let n = 0; n < 4_000; n++) await sql`select 1 / ${n - n}::int`.catch((error: { code: string }) => codes.add(error.code))
  expect([...codes]).toEqual(['22012'])
  expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }])
  await sql.end()
  await stop()
  rmSync(other, { recursive: true, force: true })
}, 120_000)

onEmbedded('a second server on the folder is refused; after kill -9 of the first it finds everything', async () => {
  const script = new URL('../fixtures/embedded-parent.ts', import.meta.url).pathname
  const parent = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [url] = (await once(parent.stdout, 'data')) as [Buffer]
  await expect(startEmbedded(folder)).rejects.toThrow(DatabaseInUse)
  await expect(startEmbedded(folder)).rejects.toThrow(/in use by a running server \(process \d+\); stop that one or choose another folder\.$/)
  const first = connect(url.toString().trim(), { max: 1 })
  const last = await insertUntilCut(first, 1_000_000, () => setTimeout(() => parent.kill('SIGKILL'), 40))
  await first.end({ timeout: 0 })
  const next = await startEmbedded(folder)
  const sql = connect(next.url, { max: 1 })
  const [kept] = await sql`select max(n) as last, count(*)::int as n from entry where n >= 1000000`
  expect(kept?.last).toBeGreaterThanOrEqual(last)
  expect(kept?.n).toBe((kept?.last as number) - 1_000_000 + 1)
  await sql.end()
  await next.stop()
}, 120_000)

test('a lock is held by the living, taken over from the dead, and given back', async () => {
  const place = join(folder, 'lock-only')
  const unlock = await lockFolder(place)
  await expect(lockFolder(place)).rejects.toThrow(DatabaseInUse)
  unlock()
  const gone = spawn('true')
  await once(gone, 'exit')
  for (const left of [JSON.stringify({ pid: gone.pid, born: '', parent: 1, parentBorn: '' }), JSON.stringify({ pid: process.pid, born: 'another boot', parent: 1, parentBorn: '' }), 'half a lo']) {
    writeFileSync(join(place, 'lock'), left)
    const again = await lockFolder(place)
    expect(JSON.parse(readFileSync(join(place, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
    again()
  }
})

test('COPY FROM STDIN is found behind comments and other statements, and not inside of texts', () => {
  expect(['copy t from stdin', 'begin; COPY t (a) FROM STDIN with csv', '/* x */ copy t -- y\n from stdin'].map(copiesIn)).toEqual([true, true, true])
  expect([`select 'copy t from stdin'`, 'copy t to stdout', 'select $a$; copy t from stdin$a$', '-- copy t from stdin\nselect 1'].map(copiesIn)).toEqual([false, false, false, false])
})

test('LISTEN and UNLISTEN name their channel as the server folds it', () => {
  expect(['listen News', 'LISTEN "New""s";', ' unlisten *', 'select 1'].map(subscription)).toEqual([
    { verb: 'listen', channel: 'news' }, { verb: 'listen', channel: 'New"s' }, { verb: 'unlisten', channel: '*' }, undefined,
  ])
})

test('frames are whole however the bytes are cut', () => {
  const sent = [frame('Q', cstring('select 1')), frame('S'), frame('Q', cstring('网格'.repeat(100)))]
  const bytes = Buffer.concat(sent)
  for (const size of [1, 3, 7, bytes.length]) {
    const reader = new FrameReader()
    reader.typed = true
    const got: Buffer[] = []
    for (let at = 0; at < bytes.length; at += size) {
      reader.push(bytes.subarray(at, at + size))
      for (let next = reader.next(); next; next = reader.next()) got.push(Buffer.from(next))
    }
    expect(got).toEqual(sent)
  }
  const reader = new FrameReader()
  reader.push(Buffer.from('GET / HTTP/1.1'))
  expect(() => reader.next()).toThrow(RangeError)
})
