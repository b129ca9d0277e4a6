import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { chooseEncoding, compress } from './tiles/compress.ts'

const isText = /^(application\/(json|geo\+json|problem\+json|schema\+json|vnd\.oai)|text\/(?!event-stream))/
const worthBytes = 1_024

/**
 * Text answers get a tag of their content, so that it changes exactly when the data does, a 304 where the client has them, and are
 * compressed once. Streams, tiles and columns pass: they bring their own.
 */
export const tagAndCompress: MiddlewareHandler = async (c, next) => {
  await next()
  const response = c.res
  if (!isText.test(response.headers.get('content-type') ?? '') || response.headers.has('content-encoding') || !response.body) return
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.append('vary', 'Cookie, Accept-Encoding')
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache')
  const encoding = bytes.byteLength < worthBytes ? 'identity' : chooseEncoding(c.req.header('accept-encoding'))
  if (response.status === 200 && c.req.method === 'GET' && headers.get('cache-control') !== 'no-store') {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}.${encoding}"`
    headers.set('etag', etag)
    if (c.req.header('if-none-match')?.includes(etag)) {
      headers.delete('content-length')
      c.res = undefined
      c.res = new Response(null, { status: 304, headers })
      return
    }
  }
  const body = encoding === 'identity' ? bytes : await compress(bytes, encoding)
  if (encoding !== 'identity') headers.set('content-encoding', encoding)
  headers.set('content-length', String(body.byteLength))
  c.res = undefined
  c.res = new Response(body, { status: response.status, headers })
}
