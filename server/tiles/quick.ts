import type { IncomingMessage, ServerResponse } from 'node:http'
import { knowsHost } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { security } from '../headers.ts'
import type { TileLayer } from '../queries/tile.ts'
import { cookieName, tokenOf } from '../session/token.ts'
import { type Encoding, chooseEncoding } from './compress.ts'
import { etagOf, tileHeaders } from './headers.ts'

/** Coverage carries a query, so it takes the whole way; a version in the query only tells browsers apart. */
const path = /^\/tiles\/(base|zones|cameras|incidents)\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.mvt(?:\?v=[\w.-]{1,64})?$/

/**
 * A short way before the app: a tile that lies in memory for this actor's rights goes out with the very headers of the route, without request
 * objects, router and the layers in front of it, which cost several times the sending. Answers whether it did; everything else, errors
 * and 304 too, is left to the app.
 */
export function quickTiles({ env, sessions, tiles }: Pick<Deps, 'env' | 'sessions' | 'tiles'>) {
  const name = cookieName(env)
  /** Headers by what they belong to, as the flat list that node:http writes fastest; gone with the tile. */
  const written = new WeakMap<Uint8Array, string[]>()
  const headersOf = (body: Uint8Array, tag: string, encoding: Encoding): string[] => {
    const known = written.get(body)
    if (known) return known
    const made = Object.entries({ ...tileHeaders(etagOf(tag, encoding), encoding), ...security, 'content-length': String(body.byteLength) }).flat()
    written.set(body, made)
    return made
  }
  return ({ method, url = '', headers }: IncomingMessage, response: ServerResponse): boolean => {
    const found = method === 'GET' && url.startsWith('/tiles/') ? path.exec(url) : null
    if (!found || headers['if-none-match'] !== undefined || !knowsHost(env, headers.host ?? '')) return false
    const token = tokenOf(name, headers)
    const actor = token === undefined ? undefined : sessions.fresh(token)
    if (!actor) return false
    const [, layer, z, x, y] = found
    const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined)
    const kept = tiles.kept(actor.rightsKey, { layer: layer as TileLayer, z: Number(z), x: Number(x), y: Number(y) }, encoding)
    if (!kept?.body.byteLength) return false
    response.writeHead(200, headersOf(kept.body, kept.tag, encoding)).end(kept.body)
    return true
  }
}
