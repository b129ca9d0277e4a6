import { chosenActor, mayChoose } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { security } from '../headers.ts'
import type { TileLayer } from '../queries/tile.ts'
import { chooseEncoding } from './compress.ts'
import { etagOf, tileHeaders } from './headers.ts'

type Answer = (request: Request, ...rest: never[]) => Response | Promise<Response>

/** Coverage carries a query, so it takes the whole way. */
const path = /^https?:\/\/[^/]+\/tiles\/(base|zones|cameras|incidents)\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.mvt$/

/**
 * Puts a short way before `answer`: a tile that lies in memory for this actor's rights goes out with the very headers of the route, without
 * the router and the layers in front of it, which cost several times the sending. Everything else, errors and 304 too, is left to `answer`.
 */
export function quickTiles<Whole extends Answer>({ env, actors, tiles }: Pick<Deps, 'env' | 'actors' | 'tiles'>, answer: Whole): Whole {
  const quick = async (request: Request, found: RegExpExecArray, ...rest: never[]): Promise<Response> => {
    const { headers } = request
    const known = mayChoose(env, headers.get('host') ?? new URL(request.url).host) ? await actors.list().catch(() => []) : []
    const actor = chosenActor(known, headers.get('cookie') ?? undefined)
    if (!actor || headers.has('if-none-match')) return answer(request, ...rest)
    const [, layer, z, x, y] = found
    const address = { layer: layer as TileLayer, z: Number(z), x: Number(x), y: Number(y) }
    const encoding = chooseEncoding(headers.get('accept-encoding') ?? undefined)
    const kept = tiles.kept(actor.rightsKey, address, encoding)
    if (!kept?.body.byteLength) return answer(request, ...rest)
    return new Response(kept.body, { headers: { ...tileHeaders(etagOf(kept.tag, encoding), encoding), ...security } })
  }
  const either = (request: Request, ...rest: never[]) => {
    const found = request.method === 'GET' ? path.exec(request.url) : null
    return found ? quick(request, found, ...rest) : answer(request, ...rest)
  }
  return either as Whole
}
