import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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

const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(process.execPath, [program, ...args], { env: { ...process.env, DATABASE_URL: database.url, FANGCUN_DATA: folder, ...env } }, (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }))
  })

describe('fangcun', { timeout: 120_000 }, () => {
  it('explains itself', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const command of ['start', 'import', 'migrate', 'simulate', 'export', 'database', 'doctor']) expect(out).toContain(`\n  ${command}`)
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

  it('ends with 1 and a sentence when something is wrong', async () => {
    const missing = await run(['import', '/nowhere.csv'])
    expect([missing.code, missing.err.trim()]).toEqual([1, 'There is no file /nowhere.csv.'])
    expect(await run(['migrate'], { PORT: 'http' })).toMatchObject({ code: 1, err: expect.stringContaining('PORT') })
    const away = await run(['doctor'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(away.code).toBe(1)
    expect(away.out).toMatch(/Database +MISSING +postgres:\/\/nobody@127.0.0.1:1\/none does not answer/)
  })
})
