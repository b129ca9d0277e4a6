import type { Sql } from '../database.ts'
import type { Versions, VersionedNoun } from '../live/versions.ts'
import { type TileAddress, type TileLayer, canEncodeTiles, tileBytes, tileRows } from '../queries/tile.ts'
import { ByteCache } from './cache.ts'
import { type Encoding, compress } from './compress.ts'
import { encodeTile } from './encode.ts'

export type Tile = { body: Uint8Array<ArrayBuffer>; encoding: Encoding }
export type Tiles = ReturnType<typeof createTiles>

/** What each layer is drawn from. */
const nouns: Record<TileLayer, readonly VersionedNoun[]> = {
  base: ['ground', 'street', 'building', 'estate', 'place'],
  zones: ['zone', 'area', 'building'],
  cameras: ['camera'],
  cameraViews: ['camera', 'camera_view'],
  incidents: ['incident'],
  coverage: ['position'],
}

/** Another process may import positions without this one hearing of it. */
const coverageKeptMs = 30_000

export type TilesOptions = {
  /** 0: nothing is kept, here or in the database, nor drawn once for several who ask at the same time. */
  cacheMegabytes?: number
}

/** Tiles made once per set of rights and version, kept compressed. */
export function createTiles(sql: Sql, versions: Versions, { cacheMegabytes = 96 }: TilesOptions = {}) {
  const cache = new ByteCache<Uint8Array<ArrayBuffer>>(cacheMegabytes * 1024 * 1024)
  const encodesItself = canEncodeTiles(sql)
  const running = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

  const draw = async (actor: string, address: TileAddress): Promise<Uint8Array> =>
    (await encodesItself) && address.at === undefined ? tileBytes(sql, actor, address, cacheMegabytes > 0) : encodeTile(await tileRows(sql, actor, address))

  async function make(key: string, actor: string, address: TileAddress, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    const raw = await draw(actor, address)
    const body = raw.byteLength ? await compress(raw, encoding) : new Uint8Array()
    if (cacheMegabytes) cache.set(key, body)
    return body
  }

  /** The tag of what a tile would be drawn from now, for ETags. The ground is the same for everybody who acts. */
  function tag(rightsKey: string, { layer, from, to, at }: TileAddress): string {
    const rights = layer === 'base' ? 'all' : rightsKey
    const slice = layer === 'coverage' ? `.${Math.floor(Date.now() / coverageKeptMs)}.${from}.${to}` : at !== undefined ? `.${Date.parse(at)}` : from === undefined ? '' : `.${from}`
    return `${rights}.${versions.tag(nouns[layer])}${slice}`
  }
  const keyOf = ({ layer, z, x, y }: TileAddress, encoding: Encoding, mark: string) => `${layer}/${z}/${x}/${y}/${encoding}/${mark}`

  return {
    tag,
    /** What is in memory of a tile as it would be drawn now. */
    kept(rightsKey: string, address: TileAddress, encoding: Encoding): { body: Uint8Array<ArrayBuffer>; tag: string } | undefined {
      const mark = tag(rightsKey, address)
      const body = cache.get(keyOf(address, encoding, mark))
      return body && { body, tag: mark }
    },
    /** `body` is empty where nothing is to draw. Same tiles asked at the same time are drawn once. */
    async get(actor: string, rightsKey: string, address: TileAddress, encoding: Encoding): Promise<Tile> {
      const key = keyOf(address, encoding, tag(rightsKey, address))
      const kept = cache.get(key)
      if (kept) return { body: kept, encoding }
      if (!cacheMegabytes) return { body: await make(key, actor, address, encoding), encoding }
      const started = running.get(key) ?? make(key, actor, address, encoding).finally(() => running.delete(key))
      running.set(key, started)
      return { body: await started, encoding }
    },
    cachedBytes: () => cache.bytes,
  }
}
