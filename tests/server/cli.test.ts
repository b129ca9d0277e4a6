import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { verify } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { importFolder, incidentsCsv } from './import.files.ts'

const program = fileURLToPath(new URL('../../fangcun.mjs', import.meta.url))
const { folder, put } = importFolder()
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database?.drop())

const run = (args: string[], env: Record<string, string> = {}, input = '') =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(process.execPath, [program, ...args], { env: { ...process.env, DATABASE_URL: database.url, FANGCUN_DATA: folder, ...env } }, (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }))
    child.stdin?.end(input)
  })

describe('fangcun', { timeout: 120_000 }, () => {
  it('explains itself', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const command of ['start', 'import', 'migrate', 'simulate', 'export', 'database', 'doctor', 'account']) expect(out).toContain(`\n  ${command}`)
    expect((await run(['import', '--help'])).out).toContain('fangcun import --undo 3')
    expect((await run(['fly'])).code).toBe(1)
  })

  it('imports, exports with escaped cells, lists and undoes', async () => {
    const imported = await run(['import', put('theta.csv', incidentsCsv(5).replace('Matter, 0', '=1+1'))])
    expect(imported.code, imported.err).toBe(0)
    expect(imported.out).toMatch(/incidents +5 +5 +0 +0 +0 +0/)
    const exported = await run(['export', 'incidents', '--format', 'csv'])
    expect(exported.out.trim().split('\r\n')).toHaveLength(6)
    expect(exported.out).toContain(`"'=1+1"`)
    const geojson = JSON.parse((await run(['export', 'incidents'])).out) as { features: { geometry: { type: string } }[] }
    expect(geojson.features.map(({ geometry }) => geometry.type)).toEqual(Array.from({ length: 5 }, () => 'Point'))
    expect((await run(['export', 'incidents', '--as', 'demo-auditor'])).err).toContain('no right to export')
    expect((await run(['import', '--list'])).out).toMatch(/1 +incidents +done/)
    expect((await run(['import', '--undo', '1'])).out).toContain('5 incidents')
  })

  it('makes the first administrator, who can then sign in, and administers the rest', async () => {
    await database.sql`insert into area (level, code, name_zh, name_en) values ('city', '8888', '某城', 'Some City')`
    const made = await run(['account', 'add', 'chief', '--name-zh', '管理员', '--name-en', 'Chief', '--role', 'administrator', '--area', '8888'])
    expect([made.code, made.err]).toEqual([0, ''])
    const generated = await run(['account', 'password', 'chief', '--generate'])
    expect(generated.out).toMatch(/^\w{5}-\w{5}-\w{5}-\w{5}\n$/)
    const [kept] = await database.sql<{ secret: string; temporary: boolean }[]>`select secret, temporary from credential where account_id = 'chief'`
    expect(kept?.temporary).toBe(true)
    expect(await verify(kept?.secret ?? '', generated.out.trim())).toBe(true)
    const piped = await run(['account', 'password', 'chief'], {}, 'a line through a pipe 42\n')
    expect(piped.code, piped.err).toBe(0)
    const [now] = await database.sql<{ secret: string; temporary: boolean }[]>`select secret, temporary from credential where account_id = 'chief'`
    expect([await verify(now?.secret ?? '', 'a line through a pipe 42'), now?.temporary]).toEqual([true, false])
    expect((await run(['account', 'password', 'chief'], {}, 'short\n')).err).toContain('expected 12 to 128 characters')
    expect((await run(['account', 'duty', 'add', 'chief', '--role', 'auditor', '--area', 'Some City'])).code).toBe(0)
    expect((await run(['account', 'list'])).out).toMatch(/chief +管理员 +administrator 8888, auditor 8888 +password/)
    expect((await run(['account', 'duty', 'remove', 'chief', '--role', 'auditor', '--area', '8888'])).code).toBe(0)
    const token = await run(['account', 'token', 'chief', '--label', 'GIS', '--days', '3'])
    expect(token.out).toMatch(/^[\w-]{43}\n$/)
    expect((await run(['account', 'disable', 'chief'])).code).toBe(0)
    expect((await database.sql`select from session where account_id = 'chief' and revoked_at is null`).count).toBe(0)
    for (const args of [['revoke', 'nobody'], ['token', 'nobody', '--label', 'x'], ['duty', 'add', 'chief', '--role', 'auditor', '--area', 'nowhere']]) expect((await run(['account', ...args])).code, args.join(' ')).toBe(1)
    const told = await database.sql<{ action: string }[]>`select distinct action from audit_entry where target = 'chief' and account_id = '-' order by 1`
    expect(told.map(({ action }) => action)).toEqual(['account.add', 'account.change', 'account.password', 'account.token', 'duty.add', 'duty.remove'])
  })

  it('ends with 1 and a sentence when something is wrong', async () => {
    const missing = await run(['import', '/nowhere.csv'])
    expect([missing.code, missing.err.trim()]).toEqual([1, 'There is no file /nowhere.csv.'])
    expect(await run(['migrate'], { PORT: 'http' })).toMatchObject({ code: 1, err: expect.stringContaining('PORT') })
    const away = await run(['doctor'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(away.code).toBe(1)
    expect(away.out).toMatch(/Database +MISSING +postgres:\/\/nobody@127.0.0.1:1\/none does not answer/)
  })
})
