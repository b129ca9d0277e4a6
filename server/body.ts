import type { MiddlewareHandler } from 'hono'
import { Problem } from './problem.ts'

const maxBodyBytes = 1_048_576
/** A plan is saved whole: 600 zones of some hundred corners, or forty rounds with their lines. */
const maxPlanBytes = 8 * maxBodyBytes
const mostBytes = (path: string) => (/^\/api\/((zone|patrol)-plans(\/[^/]+)?|patrol-routes|device\/gpx)$/.test(path) ? maxPlanBytes : maxBodyBytes)
const maxDepth = 32

/** The one request whose body is no JSON: a picture, which its route reads by itself with its own bound. */
export const isPhotoUpload = (method: string, path: string): boolean => method === 'PUT' && /^\/api\/incidents\/[^/]+\/photos\/[^/]+$/.test(path)

/** What devices send that know no JSON: forms of OsmAnd and Traccar, tracks as GPX. Their routes read the text; they come with a key and no cookie, so another site's page gains nothing. */
export const isDeviceText = (method: string, path: string, type: string | undefined): boolean =>
  method === 'POST' && (path === '/api/device/gpx' || (path === '/api/device/osmand' && !/^application\/json\b/i.test(type ?? '')))

/** How deep JSON nests, counted without parsing it: a bomb must not reach the parser, let alone a recursive schema. */
export function nestingDepth(text: string, stopAt = maxDepth + 1): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === 92) i++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 91 || code === 123) {
      depth++
      if (depth > deepest) deepest = depth
      if (deepest >= stopAt) return deepest
    } else if (code === 93 || code === 125) depth--
  }
  return deepest
}

const tooLarge = (most: number) => new Problem(413, `The body is larger than ${most} bytes.`, [{ field: '(body)', expected: `at most ${most} bytes` }])

/** The first text that PostgreSQL cannot keep (NUL, half of a surrogate pair), as its path; both only come escaped, so most bodies are not walked. */
export function unkeepable(value: unknown, path: string[] = []): string[] | undefined {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, held] of Object.entries(value)) {
    const found = unkeepable(key) ? [...path, key] : unkeepable(held, [...path, key])
    if (found) return found
  }
  return undefined
}

/** Fixes and check-ins are judged one by one by their routes: a bad one must not cost the batch. */
const rowsOf: Readonly<Record<string, string>> = { '/api/positions': 'fixes', '/api/check-ins': 'checkIns' }
const judgedWhole = (path: string, value: unknown): unknown => (rowsOf[path] && typeof value === 'object' ? { ...value, [rowsOf[path]]: [] } : value)

/** Size while it arrives (a length may be missing or a lie), then depth, then whether it is JSON at all. */
export const checkBody: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'DELETE') return next()
  if (isPhotoUpload(c.req.method, c.req.path)) return next()
  const most = mostBytes(c.req.path)
  if (Number(c.req.header('content-length') ?? 0) > most) throw tooLarge(most)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += (chunk as Uint8Array).byteLength
    if (size > most) throw tooLarge(most)
    chunks.push(chunk as Uint8Array)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  // Hono keeps promises here, whatever the declared type says.
  const keep = () => void (c.req.bodyCache.text = Promise.resolve(text) as unknown as string)
  if (isDeviceText(c.req.method, c.req.path, c.req.header('content-type'))) {
    keep()
    return next()
  }
  if (nestingDepth(text) > maxDepth) throw new Problem(400, 'The body nests too deeply.', [{ field: '(body)', expected: `at most ${maxDepth} levels` }])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem(400, 'The body is not JSON.', [{ field: '(body)', expected: 'a JSON value' }])
  }
  const unfit = /\\u(0000|d[89a-f])/i.test(text) ? unkeepable(judgedWhole(c.req.path, value)) : undefined
  if (unfit) {
    const field = unfit.join('.').replace(/\p{Surrogate}/gu, '').replaceAll('\0', '') || '(body)'
    throw new Problem(400, `${field}: expected text without NUL and half characters`, [{ field, expected: 'text without NUL and half characters' }])
  }
  keep()
  await next()
}
