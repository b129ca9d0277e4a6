import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { GpxError, readGpx } from '../../geodata/format/gpx.ts'
import { fixesOfTraccarJson, fixOfOsmand } from '../../geodata/format/osmand.ts'
import { fixOfOwntracks } from '../../geodata/format/owntracks.ts'
import type { Deps } from '../deps.ts'
import { createDeviceThrottle } from '../deviceThrottle.ts'
import { fixWindow } from '../fixWindow.ts'
import { Problem } from '../problem.ts'
import { type Ingested, receiveByKey } from '../queries/position.ts'
import { addressOf } from '../session/address.ts'
import { keyOf, shapedToken } from '../session/token.ts'
import { createTurns } from '../turns.ts'
import { json, routes } from '../valid.ts'

const tags = ['devices']
const word = z.string().max(200).optional()
const fields = z.object({ id: word, key: word, lat: word, lon: word, location: word, timestamp: word, speed: word, accuracy: word })
const about = 'no session: with the key of the device (in the address, or as Authorization: Bearer or the password of Basic); fixes off shift are refused and left nowhere'
const taken = { 200: json<Ingested>('what was stored, and what was not') }
const osmand = createRoute({ method: 'get', path: '/api/device/osmand', tags, summary: `A fix as OsmAnd and clients of Traccar send it; ${about}`, request: { query: fields }, responses: taken })
const osmandPost = createRoute({ method: 'post', path: '/api/device/osmand', tags, summary: 'The same, in the query, as a form, or the JSON of newer clients of Traccar', request: { query: fields }, responses: taken })
const owntracks = createRoute({ method: 'post', path: '/api/device/owntracks', tags, summary: `A message of OwnTracks; ${about}`, request: { query: z.object({ key: word }) }, responses: { 200: json<[]>('nothing, as OwnTracks wants it') } })
const gpx = createRoute({ method: 'post', path: '/api/device/gpx', tags, summary: `A track as GPX, up to 50,000 points; ${about}`, request: { query: z.object({ key: word }), body: { content: { 'application/gpx+xml': { schema: z.unknown() } } } }, responses: { 200: json<Ingested & { rejectedCount: number }>('what was stored, and what was not; the first reasons of many') } })

const mostFixes = 5_000
const mostRejected = 1_000
/** The same whether a key never was, was revoked, or is no key at all. */
const unknownKey = () => new Problem(401, 'No device has this key.', [{ field: 'key', expected: 'the key of a device' }])

/** Bearer, or the password of Basic (its name where there is no password). */
function headerKey(c: Context): string | undefined {
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (scheme.toLowerCase() !== 'basic') return value || undefined
  const [name = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':')
  return password.join(':') || name
}

const formOf = (text: string): Record<string, string> => Object.fromEntries([...new URLSearchParams(text)].slice(0, 50).map(([name, value]) => [name, value.slice(0, 200)]))
const isJson = (c: Context) => /^application\/json\b/i.test(c.req.header('content-type') ?? '')

export const devicePositionRoutes = ({ sql, env, versions }: Deps) => {
  const throttle = createDeviceThrottle()
  // The database takes the batches of a device one after the other: those that wait must not hold a connection each.
  const inTurn = createTurns(1, 16)

  async function receive(c: Context, key: string | undefined, fixes: readonly object[]): Promise<Ingested> {
    const [token, from] = [shapedToken(key), addressOf(c, env)]
    // What cannot be a key is counted like one.
    const hash = keyOf(token ?? '')
    await throttle.attempt(hash, from)
    const total: Ingested = { accepted: 0, duplicates: 0, rejected: [] }
    for (let start = 0; start === 0 || start < fixes.length; start += mostFixes) {
      const done = token === undefined ? undefined : await inTurn(hash, () => receiveByKey(sql, hash, fixes.slice(start, start + mostFixes), fixWindow()))
      if (start === 0) await throttle.settle(hash, from, done !== undefined)
      if (!done) throw unknownKey()
      total.accepted += done.accepted
      total.duplicates += done.duplicates
      total.rejected.push(...done.rejected.map(({ index, reason }) => ({ index: index + start, reason })))
    }
    if (total.accepted) versions.bump('position')
    return total
  }

  /** An app that says its key as the identifier of the device is one of Traccar, whose speeds are knots. */
  const byFields = (c: Context, given: Record<string, string | undefined>) => {
    const own = headerKey(c) ?? given.key
    return receive(c, own ?? given.id, [fixOfOsmand(given, { nowMs: Date.now(), knots: own === undefined })])
  }
  return routes()
    .openapi(osmand, async (c) => c.json(await byFields(c, c.req.valid('query')), 200))
    .openapi(osmandPost, async (c) => {
      const [query, text] = [c.req.valid('query'), await c.req.text()]
      if (!isJson(c)) return c.json(await byFields(c, { ...query, ...formOf(text) }), 200)
      const body = JSON.parse(text) as unknown
      const named = (body as { device_id?: unknown } | null)?.device_id
      return c.json(await receive(c, headerKey(c) ?? query.key ?? (typeof named === 'string' ? named : query.id), fixesOfTraccarJson(body, { nowMs: Date.now() })), 200)
    })
    .openapi(owntracks, async (c) => {
      const fix = fixOfOwntracks(JSON.parse(await c.req.text()))
      await receive(c, headerKey(c) ?? c.req.valid('query').key, fix ? [fix] : [])
      return c.json([] as [], 200)
    })
    .openapi(gpx, async (c) => {
      const [key, text] = [headerKey(c) ?? c.req.valid('query').key, await c.req.text()]
      // Who has no key is told nothing about the file.
      await receive(c, key, [])
      const { accepted, duplicates, rejected } = await receive(c, key, fixesOfGpx(text))
      return c.json({ accepted, duplicates, rejected: rejected.slice(0, mostRejected), rejectedCount: rejected.length }, 200)
    })
}

function fixesOfGpx(text: string): object[] {
  try {
    return readGpx(text).fixes
  } catch (error) {
    if (!(error instanceof GpxError)) throw error
    throw new Problem(400, error.message, [{ field: '(body)', expected: 'a GPX file with tracks whose points have times, without entities' }])
  }
}
