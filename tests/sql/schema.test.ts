// The dumped schema is checked in, so that a reviewer reads the effect of a migration. Rewrite it with FANGCUN_WRITE_SCHEMA=1.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { programs } from '../../server/cluster/packages.ts'

const file = 'sql/schema.sql'
const writtenBy = '15'
let db: FreshDatabase
beforeAll(async () => (db = await freshDatabase()))
afterAll(() => db?.drop())

function dump(url: string): string {
  const text = execFileSync(`${programs()}/pg_dump`, ['--schema-only', '--no-owner', '--no-comments', url], { encoding: 'utf8' })
  return `${text.split('\n').filter((line) => !/^(--|\\(un)?restrict|SET |SELECT pg_catalog)/.test(line)).join('\n').replace(/\n{2,}/g, '\n\n').trim()}\n`
}

test('sql/schema.sql is what the migrations make', async (context) => {
  const [{ version }] = (await db.sql`select current_setting('server_version') as version`) as unknown as [{ version: string }]
  // The embedded database has no pg_dump, and another major version words the same schema differently.
  if (db.kind !== 'postgis' || !version.startsWith(`${writtenBy}.`)) return context.skip(`the dump is written by pg_dump ${writtenBy}; this is ${db.kind} ${version}`)
  const now = dump(db.url)
  if (process.env.FANGCUN_WRITE_SCHEMA) writeFileSync(file, now)
  expect(now).toBe(readFileSync(file, 'utf8'))
})
