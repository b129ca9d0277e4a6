import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnv } from '../../server/env.ts'
import { checkReach } from '../../server/reach.ts'
import { type Server, startServer } from '../../server/start.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { makeCity } from './city.ts'

const folder = mkdtempSync(join(tmpdir(), 'fangcun-tls-'))
const file = (name: string) => join(folder, name)
function makeCertificate(name: string): boolean {
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const made = makeCertificate('own') && makeCertificate('other')
const own = { FANGCUN_TLS_CERT: file('own.pem'), FANGCUN_TLS_KEY: file('own.key') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('who may be reached how', () => {
  const fault = (settings: Record<string, string>) => { try { checkReach(readEnv(settings)); return '' } catch (error) { return (error as Error).message } }
  it('loopback needs nothing; elsewhere HTTPS is needed, our own or that of a proxy', () => {
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) expect(fault({ HOST })).toBe('')
    for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'map.example.org']) {
      expect(fault({ HOST })).toMatch(/FANGCUN_TLS_CERT.*FANGCUN_ORIGIN=https/)
      expect(fault({ HOST, FANGCUN_ORIGIN: 'https://map.example.org' })).toBe('')
    }
    expect(fault({ FANGCUN_ORIGIN: 'http://map.example.org' })).toMatch(/not HTTPS/)
    expect(fault({ FANGCUN_ORIGIN: 'http://127.0.0.1:9000' })).toBe('')
    expect(fault({ FANGCUN_OIDC_ISSUER: 'https://id.example.org' })).toMatch(/belong together/)
  })
  it.skipIf(!made)('a certificate must be there, be one, and fit its key (skipped where openssl is missing)', () => {
    expect(fault({ HOST: '0.0.0.0', ...own })).toBe('')
    expect(fault({ FANGCUN_TLS_CERT: own.FANGCUN_TLS_CERT })).toMatch(/belong together/)
    expect(fault({ ...own, FANGCUN_TLS_KEY: file('none.key') })).toMatch(/FANGCUN_TLS_KEY.*cannot be read/)
    expect(fault({ ...own, FANGCUN_TLS_KEY: file('other.key') })).toMatch(/not the key of the certificate/)
    writeFileSync(file('broken.pem'), 'no certificate')
    expect(fault({ ...own, FANGCUN_TLS_CERT: file('broken.pem') })).toMatch(/holds no certificate/)
  })
  it('the server does not start otherwise', async () => {
    await expect(startServer(readEnv({ HOST: '0.0.0.0', PORT: '0', LOG_LEVEL: 'silent' }))).rejects.toThrow(/HTTPS is needed/)
  })
})

describe.skipIf(!made)('the server with a certificate (skipped where openssl is missing)', () => {
  let db: FreshDatabase
  let server: Server
  beforeAll(async () => {
    db = await freshDatabase()
    await makeCity(db.sql)
    server = await startServer(readEnv({ HOST: '127.0.0.1', PORT: '0', DATABASE_URL: db.url, LOG_LEVEL: 'silent', ...own }))
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
    await db?.drop()
  })
  const ask = (path: string, { method = 'GET', headers = {}, body = '' } = {}) =>
    new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; text: string }>((done, fail) => {
      const sent = request(server.url + path, { method, ca: readFileSync(own.FANGCUN_TLS_CERT), headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      })
      sent.on('error', fail)
      sent.end(body)
    })

  it('speaks HTTPS only, with a cookie bound to the host, and tells browsers to stay', async () => {
    expect(server.url).toMatch(/^https:/)
    const signed = await ask('/api/session/demo', { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ id: 'demo-command' }) })
    expect(signed.status).toBe(200)
    const cookie = String((signed.headers['set-cookie'] as string[])[0])
    expect(cookie).toMatch(/^__Host-fangcun=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    const zones = await ask('/api/zones', { headers: { cookie: cookie.split(';')[0] } as never })
    expect([zones.status, zones.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    expect((await ask('/api/zones', { headers: { cookie: (cookie.split(';')[0] as string).replace('__Host-fangcun', 'fangcun_session') } as never })).status).toBe(401)
    await expect(fetch(server.url.replace('https', 'http') + '/health')).rejects.toThrow()
  })
})
