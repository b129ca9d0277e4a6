import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { ComparedZone, ZonePlan, ZonePlanComparison, ZonePlanRow } from '../../geodata/model/zonePlan.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { callNameOf, type Fragment } from './fields.ts'
import { hidesSmall, within } from './indicatorSets.ts'
import { planFields } from './zonePlan.ts'

const matterDays = 90

type Before = { id: number; code: string; nameZh: string; nameEn: string; squareMeters: number; matters: number; geometry: MultiPolygon }
type After = { key: string; zoneId: number | null; code: string | null; nameZh: string; nameEn: string; squareMeters: number; matters: number; born: boolean; changed: boolean }
type Home = { id: number; households: number; fromZoneId: number | null; toKey: string | null }
type Posts = { zoneId: number | null; kind: string; holder: string | null; holderEn: string | null }[]

/** Zones of `day` below the area, as `before`, and those of the plan, as `after`; what crosses itself holds nothing. */
const sides = (tx: Transaction, plan: ZonePlan, day: string) => tx`
  before as materialized (select z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom from zones_on(${day}::text::date) z where z.id is not null and z.plan_id is null ${within(tx, tx`z.area_id`, plan.areaId)}),
  after as materialized (select z.key, z.zone_id, z.area_id, z.code, z.name_zh, z.name_en, z.geom, st_isvalid(z.geom) as fits from zone_plan_zone z where z.plan_id = ${plan.id}::uuid)`

const matters = (tx: Transaction, plan: ZonePlan) => tx`
  matters as materialized (select st_setsrid(st_makepoint(z_order_lng(i.z_order), z_order_lat(i.z_order)), 4326) as at from incident i join category c on c.id = i.category_id and not c.voice
    where i.occurred_at >= now() - make_interval(days => ${matterDays}) and i.occurred_at <= now() and i.state <> 'merged' ${within(tx, tx`i.area_id`, plan.areaId)})`

const beforeOf = (tx: Transaction, plan: ZonePlan, day: string) => tx<Before[]>`with ${sides(tx, plan, day)}, ${matters(tx, plan)}
  select z.id, z.code, z.name_zh, z.name_en, st_asgeojson(z.geom, 7, 0)::jsonb as geometry, st_area(z.geom::geography) as square_meters, (select count(*) from matters m where z.geom && m.at and st_intersects(z.geom, m.at)) as matters from before z order by z.code, z.id`

const afterOf = (tx: Transaction, plan: ZonePlan, day: string) => tx<After[]>`with ${sides(tx, plan, day)}, ${matters(tx, plan)}
  select z.key, z.zone_id, z.code, z.name_zh, z.name_en, case when z.fits then st_area(z.geom::geography) else 0 end as square_meters, b.id is null as born,
    case when z.fits then (select count(*) from matters m where z.geom && m.at and st_intersects(z.geom, m.at)) else 0 end as matters,
    coalesce((z.code, z.name_zh, z.name_en) is distinct from (b.code, b.name_zh, b.name_en) or not z.fits or (not st_orderingequals(z.geom, b.geom) and ground_that_counts(st_symdifference(z.geom, b.geom, 1e-8)) is not null), false) as changed
  from after z left join before b on b.id = z.zone_id order by z.code nulls last, z.key`

/** Today a building is of the zone that it was given; on a day that has gone, of the one that its middle lay in. */
const homesOf = (tx: Transaction, plan: ZonePlan, day: string) => {
  const from: Fragment = plan.state === 'adopted' ? tx`(select z.id from before z where z.geom && m.at and st_intersects(z.geom, m.at) order by z.id limit 1)` : tx`(select z.id from before z where z.id = b.zone_id)`
  return tx<Home[]>`with ${sides(tx, plan, day)}
    select b.id, b.households, ${from} as from_zone_id, (select z.key from after z where z.fits and z.geom && m.at and st_intersects(z.geom, m.at) order by z.zone_id nulls last, z.key limit 1) as to_key
    from area a join building b on b.geom && a.geom, lateral (select st_pointonsurface(b.geom) as at) m where a.id = ${plan.areaId} and st_intersects(a.geom, m.at) order by b.id`
}

const postsOf = (tx: Transaction, plan: ZonePlan, day: string) => tx<Posts>`
  select p.zone_id, p.kind, ${callNameOf(tx)} as holder, case when p.holder is null and p.account_id is not null then holder_name(p.id, 'en') end as holder_en
  from post p left join post_kind k on k.id = p.kind where p.valid_from <= ${day}::text::date and (p.valid_to is null or p.valid_to > ${day}::text::date) ${within(tx, tx`p.area_id`, plan.areaId)} order by k.sort, p.id`

const vacanciesOf = (tx: Transaction) => tx<Posts>`select null::integer as zone_id, k.id as kind, null as holder, null as holder_en from post_kind k, generate_series(1, k.per_zone) where k.retired_at is null order by k.sort, k.id`

type Tally = { households: number; buildings: number }
const tally = (homes: readonly Home[], of: (home: Home) => string | number | null) => {
  const sums = new Map<string | number, Tally>()
  for (const home of homes) {
    const at = of(home)
    if (at === null) continue
    const sum = sums.get(at) ?? { households: 0, buildings: 0 }
    sums.set(at, { households: sum.households + home.households, buildings: sum.buildings + 1 })
  }
  return (at: string | number): Tally => sums.get(at) ?? { households: 0, buildings: 0 }
}

/** What goes from where to where; `zoneOfKey` tells which zone of today goes on in one of the draft. */
function movesOf(homes: readonly Home[], zoneOfKey: ReadonlyMap<string, number | null>) {
  const moved = homes.filter(({ fromZoneId, toKey }) => (toKey === null ? fromZoneId !== null : fromZoneId === null || zoneOfKey.get(toKey) !== fromZoneId))
  const moves = new Map<string, ZonePlanComparison['moves'][number]>()
  for (const { fromZoneId, toKey, households } of moved) {
    const sum = moves.get(`${fromZoneId} ${toKey}`) ?? { fromZoneId, toKey, buildings: 0, households: 0 }
    moves.set(`${fromZoneId} ${toKey}`, { ...sum, buildings: sum.buildings + 1, households: sum.households + households })
  }
  return { moved, moves: [...moves.values()].toSorted((a, b) => b.households - a.households || b.buildings - a.buildings) }
}

type Sides = { before: readonly Before[]; after: readonly After[]; homes: readonly Home[]; posts: Posts; vacancies: Posts; smallHidden: boolean }

function rowsOf({ before, after, homes, posts, vacancies, smallHidden }: Sides): ZonePlanRow[] {
  const [todayOf, draftOf] = [tally(homes, ({ fromZoneId }) => fromZoneId), tally(homes, ({ toKey }) => toKey)]
  const bare = (held: Posts) => held.map(({ kind, holder, holderEn }) => ({ kind, holder, holderEn }))
  const shown = (count: number) => (smallHidden && count > 0 && count < 5 ? null : count)
  const on = (id: number | null) => bare(posts.filter(({ zoneId }) => zoneId === id))
  const today = new Map(before.map((zone): [number, ComparedZone] => [zone.id, { ...todayOf(zone.id), squareMeters: zone.squareMeters, incidents: shown(zone.matters), posts: on(zone.id) }]))
  const going = after.map(({ key, zoneId, code, nameZh, nameEn, squareMeters, matters: count, born, changed }): ZonePlanRow => ({
    zoneId: born ? null : zoneId, key, code: code ?? '', nameZh, nameEn, change: born ? 'new' : changed ? 'changed' : 'same', today: born ? null : (today.get(zoneId as number) ?? null),
    draft: { ...draftOf(key), squareMeters, incidents: shown(count), posts: born ? bare(vacancies) : on(zoneId) },
  }))
  const kept = new Set(going.map(({ zoneId }) => zoneId))
  const ended = before.filter(({ id }) => !kept.has(id)).map(({ id, code, nameZh, nameEn }): ZonePlanRow => ({ zoneId: id, key: null, code, nameZh, nameEn, change: 'ended', today: today.get(id) ?? null, draft: null }))
  return [...going, ...ended]
}

/** Undefined where the plan is not there, or not for this actor. */
export const zonePlanComparison = (sql: Sql, actor: string, id: string): Promise<ZonePlanComparison | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [plan] = await tx<ZonePlan[]>`select ${planFields(tx)} from zone_plan p where p.id = ${id}::uuid`
    if (!plan) return undefined
    const [row] = await tx<{ day: string }[]>`select case when ${plan.state} = 'adopted' then ${plan.adoptOn}::text::date - 1 else area_today(${plan.areaId}) end as day`
    const day = row?.day ?? ''
    const [before, after, homes, posts, vacancies, smallHidden] = [await beforeOf(tx, plan, day), await afterOf(tx, plan, day), await homesOf(tx, plan, day), await postsOf(tx, plan, day), await vacanciesOf(tx), await hidesSmall(tx)]
    const zoneOfKey = new Map(after.map(({ key, zoneId, born }) => [key, born ? null : zoneId]))
    const { moved, moves } = movesOf(homes, zoneOfKey)
    const homesBefore = tally(homes, ({ fromZoneId }) => fromZoneId)
    const sum = (of: readonly Home[]) => of.reduce((total, { households }) => total + households, 0)
    return {
      plan, day, rows: rowsOf({ before, after, homes, posts, vacancies, smallHidden }), moves, moved, before: before.map(({ id: zone, code, geometry }) => ({ id: zone, code, households: homesBefore(zone).households, geometry })),
      totals: { households: sum(homes), householdsMoved: sum(moved.filter(({ fromZoneId }) => fromZoneId !== null)), buildingsMoved: moved.filter(({ fromZoneId }) => fromZoneId !== null).length, zonesToday: before.length, zonesDraft: after.length },
    }
  })
