import type { Area } from '../../geodata/model/area.ts'
import type { DutyAnswer, DutyCandidate, PostOnDay, ZoneOnDay } from '../../geodata/model/duty.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'
import { dutyFields, zonesOn } from './post.ts'

/** One of these. */
export type DutyQuestion = { place?: LngLat | undefined; address?: string | undefined; buildingId?: number | undefined; code?: string | undefined; on: string | null }

type Found = { buildingId: number | null; nameZh: string; nameEn: string; address: string; lng: number | null; lat: number | null; zoneId: number | null; areaId: number | null; zoneCode: string; zoneZh: string; zoneEn: string; areaAt: number | null }
const most = 20

/** A candidate of a row: the building, and the zone that held its ground on the day. */
function candidateOf(row: Found): DutyCandidate & { areaAt: number | null } {
  const at: LngLat | null = row.lng === null || row.lat === null ? null : [row.lng, row.lat]
  const zone: ZoneOnDay | null = row.zoneId === null || row.areaId === null ? null : { id: row.zoneId, areaId: row.areaId, code: row.zoneCode, nameZh: row.zoneZh, nameEn: row.zoneEn }
  const building = row.buildingId === null || !at ? null : { id: row.buildingId, nameZh: row.nameZh, nameEn: row.nameEn, address: row.address, at }
  return { building, zone, at, areaAt: row.areaAt }
}

const zoneColumns = (tx: Asker) => tx`z.id as zone_id, z.area_id, coalesce(z.code, '') as zone_code, coalesce(z.name_zh, '') as zone_zh, coalesce(z.name_en, '') as zone_en`

const atPlace = (tx: Transaction, [lng, lat]: LngLat, day: string | null) => tx<Found[]>`
  select null::bigint as building_id, '' as name_zh, '' as name_en, '' as address, ${lng}::double precision as lng, ${lat}::double precision as lat, ${zoneColumns(tx)}, area_at(p.geom) as area_at
  from (select st_setsrid(st_makepoint(${lng}, ${lat}), 4326) as geom) p left join lateral (select * from ${zonesOn(tx, day)} z where z.geom && p.geom and st_intersects(z.geom, p.geom) order by z.id limit 1) z on true`

const ofBuildings = (tx: Transaction, which: Fragment, day: string | null) => tx<Found[]>`
  select b.id as building_id, b.name_zh, b.name_en, b.address, st_x(p.geom) as lng, st_y(p.geom) as lat, ${zoneColumns(tx)}, area_at(p.geom) as area_at
  from ${which} b, lateral (select st_pointonsurface(b.geom) as geom) p left join lateral (select * from ${zonesOn(tx, day)} z where z.geom && p.geom and st_intersects(z.geom, p.geom) order by z.id limit 1) z on true order by b.rank, b.id`

const ofCode = (tx: Transaction, code: string, day: string | null) => tx<Found[]>`
  select null::bigint as building_id, '' as name_zh, '' as name_en, '' as address, st_x(st_pointonsurface(z.geom)) as lng, st_y(st_pointonsurface(z.geom)) as lat, ${zoneColumns(tx)}, z.area_id as area_at
  from ${zonesOn(tx, day)} z where z.code = ${code} order by z.id limit ${most}`

const ofAreaCode = (tx: Transaction, code: string, day: string | null) => tx<Found[]>`
  select null::bigint as building_id, '' as name_zh, '' as name_en, '' as address, st_x(st_pointonsurface(a.geom)) as lng, st_y(st_pointonsurface(a.geom)) as lat, null::integer as zone_id, null::integer as area_id, '' as zone_code, '' as zone_zh, '' as zone_en, a.id as area_at
  from areas_on(coalesce(${day}::date, area_today(null) + 1)) a where a.code = ${code} order by a.id limit ${most}`

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
/** The address or name itself, then those that begin with it, then those that hold it; ground is open to everybody who acts. */
const named = (tx: Transaction, text: string) => tx`(select b.*, case when ${text} in (b.address, b.name_zh, b.name_en) then 0 when b.address ilike ${`${escapeLike(text)}%`} then 1 else 2 end as rank
  from building b where b.address ilike ${`%${escapeLike(text)}%`} or b.name_zh ilike ${`%${escapeLike(text)}%`} or b.name_en ilike ${`%${escapeLike(text)}%`} order by rank, b.id limit ${most})`

async function found(tx: Transaction, { place, address, buildingId, code, on }: DutyQuestion): Promise<(DutyCandidate & { areaAt: number | null })[]> {
  if (place) return (await atPlace(tx, place, on)).map(candidateOf)
  if (buildingId !== undefined) return (await ofBuildings(tx, tx`(select b.*, 0 as rank from building b where b.id = ${buildingId})`, on)).map(candidateOf)
  if (code !== undefined) {
    const zones = await ofCode(tx, code, on)
    return (zones.length ? zones : await ofAreaCode(tx, code, on)).map(candidateOf)
  }
  return (await ofBuildings(tx, named(tx, address ?? ''), on)).map(candidateOf)
}

/** Several candidates are one answer where they lie in one zone, or where the first alone is called exactly so. */
function chosen<One extends DutyCandidate>(candidates: readonly One[], address: string | undefined): One | undefined {
  const zones = new Set(candidates.map(({ zone }) => zone?.id ?? 0))
  if (zones.size === 1) return candidates[0]
  const exact = candidates.filter(({ building }) => building && address !== undefined && [building.address, building.nameZh, building.nameEn].includes(address))
  return new Set(exact.map(({ zone }) => zone?.id ?? 0)).size === 1 ? exact[0] : undefined
}

/** Null where nothing is there, or nothing that the actor may see: an area or zone of others is as none. */
export function whoAnswers(sql: Sql, actor: string, question: DutyQuestion): Promise<DutyAnswer | null> {
  return asActor(sql, actor, async (tx) => {
    const candidates = await found(tx, question)
    const place = chosen(candidates, question.address)
    if (!candidates.length) return null
    const areaId = place?.zone?.areaId ?? place?.areaAt ?? null
    const [area, posts, [today]] = await Promise.all([
      tx<Omit<Area, 'households'>[]>`
        with recursive tree as materialized (select * from areas_on(coalesce(${question.on}::date, area_today(${areaId}::integer)))), up(id, depth) as (select ${areaId}::integer, 0 union all select t.parent_id, up.depth + 1 from tree t join up on t.id = up.id where t.parent_id is not null and up.depth < 8)
        select t.id, t.parent_id, t.level, t.code, t.name_zh, t.name_en from up join tree t on t.id = up.id order by up.depth`,
      tx<PostOnDay[]>`select ${dutyFields(tx)} from posts_on(${question.on}::date) p left join post_kind k on k.id = p.kind where p.zone_id = ${place?.zone?.id ?? null}::integer order by k.sort, p.kind, p.id`,
      tx<{ day: string }[]>`select area_today(${areaId}::integer) as day`,
    ])
    const plain = ({ areaAt: _area, ...candidate }: DutyCandidate & { areaAt: number | null }): DutyCandidate => candidate
    return { on: question.on ?? today?.day ?? '', place: place ? plain(place) : null, area: [...area], posts: [...posts], candidates: candidates.length > 1 ? candidates.map(plain) : [] }
  })
}
