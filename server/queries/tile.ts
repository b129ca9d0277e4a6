import { asActorQuery, type Sql } from '../database.ts'
import type { TileRow } from '../tiles/encode.ts'

export const tileLayers = ['base', 'zones', 'cameras', 'cameraViews', 'incidents', 'coverage'] as const
export type TileLayer = (typeof tileLayers)[number]
/** What each layer begins with; below it a tile would hold a whole country's rows. */
export const minZoom: Readonly<Record<TileLayer, number>> = { base: 8, zones: 5, cameras: 8, cameraViews: 13, incidents: 0, coverage: 10 }
/** `from` and `to` are days, for coverage: [from, to); for zones `from` is the day whose zones are wanted. `at` is a past moment, for incidents only. */
export type TileAddress = { layer: TileLayer; z: number; x: number; y: number; from?: string | undefined; to?: string | undefined; at?: string | undefined }

/** Whether this PostGIS was built with protobuf (the embedded one is not). */
export async function canEncodeTiles(sql: Sql): Promise<boolean> {
  try {
    await sql`select st_asmvtgeom(st_makepoint(0, 0), st_makeenvelope(0, 0, 1, 1)::box2d)`
    return true
  } catch {
    return false
  }
}

/** A word or a day inside of a statement that takes no parameters. */
function literal(value: string | undefined): string {
  if (value === undefined) return 'null'
  if (!/^[\w-]+$/.test(value)) throw new RangeError(`${value} is no word`)
  return `'${value}'`
}

/**
 * The tile as PostGIS encodes it, uncompressed; empty where nothing is. Read through a binary cursor: as text a bytea is written and sent as twice as many
 * digits, and read as two strings. That needs the simple protocol, which knows no parameters.
 * @param stored takes and leaves far tiles of incidents in the database; otherwise each is drawn
 */
export async function tileBytes(sql: Sql, actor: string, { layer, z, x, y, from, to }: TileAddress, stored = false): Promise<Uint8Array> {
  const address = [literal(layer), ...[z, x, y].map((each) => String(Math.trunc(each))), `${literal(from)}::date`, `${literal(to)}::date`].join(', ')
  const results = await asActorQuery<never>(sql, actor, (tx) => tx`declare tile binary cursor for select ${tx.unsafe(stored ? 'tile_mvt_stored' : 'tile_mvt')}(${tx.unsafe(address)}); fetch tile`.simple().raw() as never)
  return (results as unknown as [unknown, Buffer[][]])[1][0]?.[0] ?? new Uint8Array()
}

/** The same rows, for the encoder in Node. */
export function tileRows(sql: Sql, actor: string, { layer, z, x, y, from, to, at }: TileAddress): Promise<TileRow[]> {
  return asActorQuery<TileRow[]>(sql, actor, (tx) => {
    const source = {
      base: tx`tile_base_rows(${z}, ${x}, ${y})`,
      zones: from === undefined ? tx`tile_zones_rows(${z}, ${x}, ${y})` : tx`tile_zones_on(${z}, ${x}, ${y}, ${from}::text::date)`,
      cameras: tx`tile_cameras_rows(${z}, ${x}, ${y})`,
      cameraViews: tx`tile_camera_views_rows(${z}, ${x}, ${y})`,
      incidents: at === undefined ? tx`tile_incidents_rows(${z}, ${x}, ${y})` : tx`tile_incidents_at(${z}, ${x}, ${y}, ${at}::timestamptz)`,
      coverage: tx`tile_coverage_rows(${z}, ${x}, ${y}, ${from ?? null}::text::date, ${to ?? null}::text::date)`,
    }[layer]
    return tx`select layer, id, properties, st_asgeojson(geom, 0, 0) as shape from ${source} where not st_isempty(geom)`
  })
}
