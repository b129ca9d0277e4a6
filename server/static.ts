import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { ByteCache } from './tiles/cache.ts'
import { type Encoding, chooseEncoding, compress } from './tiles/compress.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.webp': 'image/webp',
  '.woff2': 'font/woff2', '.woff': 'font/woff', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json',
}
const packed = new Set(['.woff2', '.woff', '.png', '.webp', '.ico'])
const fileLevel = 6
/** Vite puts a hash of the content into these names, so they never change. */
const hashed = /^\/assets\/.+-[\w-]{8,}\.\w+$/

/** The app for phones on patrol is a page of its own, without the map, so that it opens on a bad network. */
const phone = /^\/patrol\/?$/

/**
 * The built web app from `folder`; each file is compressed once. Paths that name no kind of file get index.html, for they are Views
 * (31.2 has no extension); a missing file is 404.
 */
export function staticFiles(folder: string): MiddlewareHandler {
  const cache = new ByteCache<Uint8Array<ArrayBuffer>>(64 * 1024 * 1024)

  async function read(path: string, encoding: Encoding): Promise<{ body: Uint8Array<ArrayBuffer>; etag: string } | undefined> {
    const file = join(folder, normalize(path))
    if (!file.startsWith(join(folder, sep))) return undefined
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const etag = `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}-${encoding}"`
    const kept = cache.get(file + etag)
    if (kept) return { body: kept, etag }
    const body = await compress(await readFile(file), encoding, fileLevel)
    cache.set(file + etag, body)
    return { body, etag }
  }

  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const asked = decoded(c.req.path)
    const path = asked !== undefined && !(extname(asked) in types) ? (phone.test(asked) ? '/patrol.html' : '/index.html') : asked
    if (path === undefined || path.includes('\0')) return next()
    const encoding = packed.has(extname(path)) ? 'identity' : chooseEncoding(c.req.header('accept-encoding'))
    const found = await read(path, encoding)
    if (!found) return next()
    const headers = {
      etag: found.etag, vary: 'Accept-Encoding', 'content-type': types[extname(path)] ?? 'application/octet-stream',
      'cache-control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    }
    if (c.req.header('if-none-match')?.includes(found.etag)) return c.body(null, 304, headers)
    return c.body(found.body, 200, headers)
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
