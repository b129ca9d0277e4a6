import type { IncomingMessage, ServerResponse } from 'node:http'
import { knowsHost } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { security } from '../headers.ts'
import { minZoom, type TileAddress, type TileLayer } from '../queries/tile.ts'
import { cookieName, tokenOf } from '../session/token.ts'
import { type Encoding, chooseEncoding } from './compress.ts'
import { etagOf, tileHeaders } from './headers.ts'

/** Coverage carries a query, so it takes the whole way; a version in the query only tells browsers apart. */
const path = /^\/tiles\/(base|zones|cameras|cameraViews|incidents)\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.mvt(?:\?v=[\w.-]{1,64})?$/

/** Where the layer has such a tile at all; elsewhere the route knows what to say. */
const isTile = ({ layer, z, x, y }: TileAddress) => z <= 20 && z >= minZoom[layer] && x < 2 ** z && y < 2 ** z

/**
 * A short way before the app, for tiles of an actor who is known: a tile goes out with the very headers of the route, without request objects, router and the layers
 * in front of it, which cost several times the sending; one that is not in memory is drawn first. Answers whether it does; everything else, errors, 304 and
 * empty tiles too, is left to the app, the latter two by `otherwise`.
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
  return ({ method, url = '', headers }: IncomingMessage, response: ServerResponse, otherwise: () => void): boolean => {
    const found = method === 'GET' && url.startsWith('/tiles/') ? path.exec(url) : null
    if (!found || headers['if-none-match'] !== undefined || !knowsHost(env, headers.host ?? '')) return false
    const token = tokenOf(name, headers)
    const actor = token === undefined ? undefined : sessions.fresh(token)
    if (!actor) return false
    const [, layer, z, x, y] = found
    const address = { layer: layer as TileLayer, z: Number(z), x: Number(x), y: Number(y) }
    if (!isTile(address)) return false
    const encoding = chooseEncoding(headers['accept-encoding'] as string | undefined)
    const send = (body: Uint8Array, tag: string) => void response.writeHead(200, headersOf(body, tag, encoding)).end(body)
    const kept = tiles.kept(actor.rightsKey, address, encoding)
    if (kept?.body.byteLength) send(kept.body, kept.tag)
    if (kept) return kept.body.byteLength > 0
    const tag = tiles.tag(actor.rightsKey, address)
    tiles.get(actor.id, actor.rightsKey, address, encoding).then(({ body }) => (body.byteLength ? send(body, tag) : otherwise()), otherwise)
    return true
  }
}
