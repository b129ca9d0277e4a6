import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEnv } from '../../server/env.ts'
import { staticFiles } from '../../server/static.ts'

const folder = mkdtempSync(join(tmpdir(), 'fangcun-static-'))
const web = join(folder, 'web')
const script = `console.log(${JSON.stringify('方寸'.repeat(500))})`
const app = new Hono()
beforeAll(() => {
  mkdirSync(join(web, 'assets'), { recursive: true })
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>方寸</title>')
  writeFileSync(join(web, 'patrol.html'), '<!doctype html><title>巡逻</title>')
  writeFileSync(join(web, 'assets/index-B1c2D3e4.js'), script)
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  app.get('*', staticFiles(web))
})
afterAll(() => rmSync(folder, { recursive: true }))
const ask = (path: string, headers: Record<string, string> = {}) => app.request(`http://127.0.0.1${path}`, { headers })

it('answers index.html for every View, and 404 for files that are missing', async () => {
  for (const path of ['/', '/map/121.4/31.2', '/%E5%9C%B0%E5%9B%BE']) {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
  }
  expect((await ask('/assets/missing-12345678.js')).status).toBe(404)
})

it('answers the page of the phone app at its own address, and at no other', async () => {
  for (const path of ['/patrol', '/patrol/', '/patrol?x=1']) expect(await (await ask(path)).text()).toContain('巡逻')
  expect(await (await ask('/patrol-plans')).text()).toContain('方寸')
})

it('keeps hashed files for ever, compressed, and answers 304', async () => {
  const answer = await ask('/assets/index-B1c2D3e4.js', { 'accept-encoding': 'gzip, br' })
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(script)
  expect((await ask('/assets/index-B1c2D3e4.js', { 'accept-encoding': 'br', 'if-none-match': answer.headers.get('etag') as string })).status).toBe(304)
})

it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%00', '/%ff.js'])('gives nothing from beside its folder: %s', async (path) => {
  const answer = await ask(path)
  expect(await answer.text()).not.toContain('secret')
  expect(answer.status).toBeLessThan(500)
})

it('an environment that is wrong is refused with the names of what is', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 8080, HOST: '127.0.0.1' })
  expect(() => readEnv({ PORT: 'eighty', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' })).toThrow(/PORT.*\nDATABASE_URL.*\nLOG_LEVEL/)
})
