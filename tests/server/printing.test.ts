import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../../server/chromium.ts'
import { readEnv } from '../../server/env.ts'
import { createPrinter } from '../../server/printing/printer.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'fangcun-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A small app in place of ours: its page asks who it is, what it may not, and a worker asks too; then it is ready. */
const asked: { method: string; path: string; cookie: string | null; url: string }[] = []
const page = `<!doctype html><html lang="zh"><title>简报</title><main id="m"></main><script src="/page.js"></script></html>`
const script = `(async () => {
  const tell = async (what) => { try { return await (await what()).text() } catch { return 'refused' } }
  const worker = () => new Promise((done) => { const w = new Worker('/worker.js'); w.onmessage = ({ data }) => done(new Response(data)); w.onerror = () => done(new Response('worker failed')) })
  const lines = [await tell(() => fetch('/who')), 'post ' + await tell(() => fetch('/who', { method: 'POST', body: 'x' })), 'live ' + await tell(() => fetch('/live')), 'other ' + await tell(() => fetch('http://127.0.0.1:1/x')), await tell(worker), 'cookies ' + (document.cookie || 'none')]
  document.getElementById('m').innerText = lines.join('\\n') + '\\n方寸研判简报'
  document.getElementById('m').dataset.paper = location.search === '?gone' ? 'failed' : 'ready'
})()`
async function ask(request: Request): Promise<Response> {
  const url = new URL(request.url)
  asked.push({ method: request.method, path: url.pathname, cookie: request.headers.get('cookie'), url: request.url })
  const type = (kind: string) => ({ headers: { 'content-type': kind } })
  if (url.pathname === '/page.js') return new Response(script, type('text/javascript; charset=utf-8'))
  if (url.pathname === '/worker.js') return new Response(`fetch('/tile').then((answer) => answer.text()).then(postMessage)`, type('text/javascript; charset=utf-8'))
  if (url.pathname === '/tile') return new Response(`worker ${request.headers.get('cookie')}`)
  if (url.pathname === '/who') return new Response(`who ${request.headers.get('cookie')}`)
  if (url.pathname === '/slow') return new Promise(() => {})
  return new Response(page, type('text/html; charset=utf-8'))
}
const log = { info: () => {}, warn: () => {}, error: () => {} }
const printer = createPrinter({ env: readEnv({}), log, ask })
const who = { cookie: 'fangcun_session=of-whoever-asks', authorization: undefined }

describe.skipIf(!findChromium(process.env.FANGCUN_CHROMIUM))('a page as PDF', () => {
  let text = ''
  let info = ''
  beforeAll(async () => {
    const bytes = await printer.print({ path: '/paper', who, locale: 'zh', foot: '江湾街道 & 周报' })
    const file = join(folder, 'page.pdf')
    writeFileSync(file, bytes)
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    text = (await run('pdftotext', ['-layout', file, '-'])).stdout
    info = (await run('pdfinfo', [file])).stdout
  }, 60_000)

  test('it is A4, tagged, with its Chinese as text and its foot', () => {
    expect(info).toMatch(/Page size:\s+59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)/)
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(text).toContain('方寸研判简报')
    expect(text).toContain('江湾街道 & 周报')
  })
  test('the page and its workers act as whoever asked; the session itself is not in the browser', () => {
    expect(text).toContain('who fangcun_session=of-whoever-asks')
    expect(text).toContain('worker fangcun_session=of-whoever-asks')
    expect(text).toContain('cookies none')
  })
  test('it changes nothing, follows no stream and reaches no other address', () => {
    expect(text).toContain('post refused')
    expect(text).toContain('live refused')
    expect(text).toContain('other refused')
    expect(asked.filter(({ method, url, path }) => method !== 'GET' || !url.startsWith('http://localhost/') || path === '/live')).toEqual([])
  })
  test('a page that is gone is a 503, and who gives up is let go at once', async () => {
    await expect(printer.print({ path: '/paper?gone', who, locale: 'zh', foot: '' })).rejects.toMatchObject({ status: 503 })
    const leaving = new AbortController()
    const work = printer.print({ path: '/slow', who, locale: 'zh', foot: '', signal: leaving.signal })
    const told = work.then(() => 'made', () => 'let go')
    await expect.poll(() => asked.some(({ path }) => path === '/slow'), { timeout: 30_000 }).toBe(true)
    leaving.abort()
    expect(await told).toBe('let go')
  }, 60_000)
})

test('where there is no Chromium the problem says so, and how to get one', async () => {
  const none = createPrinter({ env: readEnv({ FANGCUN_CHROMIUM: join(folder, 'missing') }), log, ask })
  await expect(none.print({ path: '/', who, locale: 'en', foot: '' })).rejects.toMatchObject({ status: 503, message: expect.stringContaining('FANGCUN_CHROMIUM') as string })
  writeFileSync(join(folder, 'broken'), '#!/bin/sh\nexit 3\n', { mode: 0o755 })
  const broken = createPrinter({ env: readEnv({ FANGCUN_CHROMIUM: join(folder, 'broken') }), log, ask })
  await expect(broken.print({ path: '/', who, locale: 'en', foot: '' })).rejects.toMatchObject({ status: 503, message: expect.stringContaining('does not start') as string })
})
