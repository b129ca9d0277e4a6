import { piecesLastVisit, streetLastVisit } from '../../geodata/analysis/streetLastVisit.ts'
import { readCellSums } from '../../geodata/format/cellSumBytes.ts'
import type { LngLat } from '../../geodata/geometry/lngLat.ts'
import { mercatorOf, tilesOfBBox } from '../../geodata/geometry/mercator.ts'
import { cellOfZOrder, zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { LastVisits } from '../../geodata/model/lastVisit.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'

const tileCells = 4096
const mostStreets = 4_000
const isoOf = (seconds: number | null | undefined) => (seconds ? new Date(seconds * 1000).toISOString() : null)

/** Where nobody was is for those who plan by it, not for everybody who reads the map. */
const planned = (tx: Transaction) => tx`(select actor_areas('brief') union select actor_areas('patrol'))`

/** Last visits on a part of the map, below the areas that the actor briefs or plans patrols in. */
export const lastVisits = (sql: Sql, actor: string, bbox: Bbox, now: Date): Promise<LastVisits> =>
  asActor(sql, actor, async (tx) => {
    const last = await cellVisits(tx, bbox)
    const codes = [...last.keys()]
    const [state] = await tx<{ builtAt: string | null; dueSince: string | null; matchedAt: string | null }[]>`select (select max(d.matched_at) from presence_day d where d.area_id in ${planned(tx)}) as matched_at, (select max(d.built_at) from presence_day d where d.area_id in ${planned(tx)}) as built_at, (select min(d.marked_at) from presence_due d where d.area_id in ${planned(tx)}) as due_since`
    const matchedAt = state?.matchedAt ?? null
    const box = tx`st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`
    const middles = tx`(select z_order_lng((c.cell << 22) + (3::bigint << 20)) as lng, z_order_lat((c.cell << 22) + (3::bigint << 20)) as lat, c.last from unnest(${codes.map(String)}::text[]::bigint[], ${codes.map((code) => String(last.get(code)))}::text[]::float8[]) c(cell, last))`
    const streets = await tx<{ id: number; nameZh: string; nameEn: string; line: { coordinates: LngLat[] }; meters: number }[]>`
      select s.id, s.name_zh, s.name_en, st_asgeojson(s.geom, 6)::jsonb as line, st_length(s.geom::geography) as meters from street s
      where s.geom && ${box} and s.class not in ('motorway', 'rail', 'ferry') and exists (select from area a where a.id in ${planned(tx)} and a.valid_to is null and a.geom && s.geom and st_intersects(a.geom, s.geom)) order by s.id limit ${mostStreets + 1}`
    const pieces = await piecesOf(tx, streets.map(({ id }) => id))
    const zones = await tx<{ id: number; last: number | null }[]>`
      select z.id, max(m.last)::float8 as last from zone z left join ${middles} m on st_contains(z.geom, st_setsrid(st_makepoint(m.lng, m.lat), 4326)) where z.geom && ${box} and z.area_id in ${planned(tx)} group by z.id order by z.id`
    const hotspots = await tx<{ id: string; name: string; lng: number; lat: number; last: number | null }[]>`
      select h.id, h.name, st_x(st_pointonsurface(h.geom)) as lng, st_y(st_pointonsurface(h.geom)) as lat, max(m.last)::float8 as last from hotspot h left join ${middles} m on st_intersects(h.geom, st_setsrid(st_makepoint(m.lng, m.lat), 4326))
      where h.geom && ${box} and h.retired_at is null and h.area_id in ${planned(tx)} and not names_voice(h.question) group by h.id order by h.id`
    const byPlace = new Map(codes.map((code) => { const { x, y } = cellOfZOrder(BigInt(code)); return [x * 2 ** 20 + y, last.get(code) as number] as const }))
    const lastOf = (x: number, y: number) => byPlace.get(x * 2 ** 20 + y) ?? 0
    const cells = [...byPlace].map(([place, seconds]) => ({ x: Math.floor(place / 2 ** 20), y: place % 2 ** 20, seconds }))
    return {
      at: now.toISOString(), builtAt: state?.builtAt ?? null, dueSince: state?.dueSince ?? null, matchedAt, level: 20,
      cells: { x: cells.map(({ x }) => x), y: cells.map(({ y }) => y), last: cells.map(({ seconds }) => Math.floor(seconds)) },
      streets: streets.slice(0, mostStreets).map(({ line, meters, ...street }) => ({ ...street, lastVisit: isoOf(matchedAt === null ? streetLastVisit(line.coordinates, lastOf) : piecesLastVisit(meters, pieces.get(street.id) ?? [])), line: line.coordinates as [number, number][] })),
      zones: zones.map(({ id, last: seconds }) => ({ id, lastVisit: isoOf(seconds) })), hotspots: hotspots.map(({ last: seconds, ...spot }) => ({ ...spot, lastVisit: isoOf(seconds) })),
      truncated: streets.length > mostStreets,
    }
  })

/** Pieces of streets that tracks were matched to, each with its last visit. */
async function piecesOf(tx: Transaction, ids: readonly number[]): Promise<Map<number, { meters: number; last: number }[]>> {
  const rows = await tx<{ id: number; meters: number; last: number }[]>`
    select s.street_id as id, max(s.length_m)::float8 as meters, extract(epoch from max(s.last_at))::float8 as last from street_presence s where s.street_id = any (${ids.map(String)}::text[]::bigint[]) and s.seconds > 0 group by s.street_id, s.along_m`
  const pieces = new Map<number, { meters: number; last: number }[]>()
  for (const { id, ...piece } of rows) pieces.set(id, [...(pieces.get(id) ?? []), piece])
  return pieces
}

/** By cell of level 20: as it was built, and by the hour what came since. */
async function cellVisits(tx: Transaction, bbox: Bbox): Promise<Map<number, number>> {
  const last = new Map<number, number>()
  const inside = tilesOfBBox([...bbox], 20)
  const see = (code: number, seconds: number) => {
    const { x, y } = cellOfZOrder(BigInt(code))
    if (seconds > (last.get(code) ?? 0) && x >= inside.minX && x <= inside.maxX && y >= inside.minY && y <= inside.maxY) last.set(code, seconds)
  }
  const tiles = zOrderOfBBox([...bbox], 16).map(({ from, to }) => tx`(t.tile >= ${String(from >> 34n)}::bigint and t.tile <= ${String((to - 1n) >> 34n)}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)
  const rows = await tx<{ tile: number; cells: Uint8Array; more: Uint8Array }[]>`
    select t.tile, l.cells, l.more from presence_tile t cross join lateral (select s.cells, s.more from presence_sum s where s.area_id = t.area_id and s.team_id = 0 and s.hour_class = -1 and s.level = 20 and s.tile = t.tile order by s.day desc limit 1) l
    where t.team_id = 0 and t.hour_class = -1 and t.level = 20 and (${tiles}) and t.area_id in ${planned(tx)}`
  for (const { tile, cells, more } of rows) {
    const sums = readCellSums(cells, more)
    sums.cells.forEach((cell, i) => see(tile * tileCells + cell, sums.columns[3]?.[i] as number))
  }
  const cells = zOrderOfBBox([...bbox], 16).map(({ from, to }) => tx`(c.cell >= ${String(from >> 22n)}::bigint and c.cell <= ${String((to - 1n) >> 22n)}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)
  const due = await tx<{ cell: number; last: number }[]>`
    select c.cell, extract(epoch from max((c.day + make_interval(hours => c.hour)) at time zone a.time_zone))::float8 as last from coverage c join area a on a.id = c.area_id
    where (c.area_id, c.day) in (select d.area_id, d.day from presence_due d) and c.seconds > 0 and (${cells}) and c.area_id in ${planned(tx)} group by c.cell`
  for (const { cell, last: seconds } of due) see(cell, seconds)
  return last
}

/** Metres on the map that one answer may span: a city would send every street. */
export const isTooWide = (bbox: Bbox): boolean => {
  const [from, to] = [mercatorOf([bbox[0], bbox[3]]), mercatorOf([bbox[2], bbox[1]])]
  return (to.x - from.x) * (to.y - from.y) > (2 ** 31 / 1_000) ** 2
}
