import { likelyDuplicates, type Matter } from '../../geodata/analysis/likelyDuplicates.ts'
import { zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Duplicate } from '../../geodata/model/duplicate.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { anchorOf, type Fragment, incidentFields, shapeOf } from './fields.ts'

export type Place = { lng: number; lat: number }
export type DraftMatter = Place & { occurredAt: string; categoryId: number | null; title: string }
type Kind = { group: string | null; nearMeters: number }
type Near = Duplicate['incident'] & { group: string; distanceMeters: number }

/** How far apart two reports may place one thing where the category says nothing. */
const usualMeters = 150
const windowDays = 30
/** A matter that was finished longer ago is another one. */
const finishedDays = 7
/** Newest first: a place with more than so many matters in two months has a cause that no list of doubles finds. */
const mostCandidates = 500

function boxAround({ west, south, east, north }: { west: number; south: number; east: number; north: number }, meters: number): Bbox {
  const dLat = meters / 110_500
  const dLng = dLat / Math.max(0.01, Math.cos((Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + dLat) * Math.PI) / 180))
  return [Math.max(-180, west - dLng), Math.max(-90, south - dLat), Math.min(180, east + dLng), Math.min(90, north + dLat)]
}

/** Points by ranges of the Z-order key, which keep their index under the policy; lines and polygons by their boxes. */
export function candidatesIn(tx: Transaction, bbox: Bbox, occurredAt: string, chosen: Fragment = tx``): Fragment {
  const [west, south, east, north] = bbox
  const ranges = zOrderOfBBox([west, Math.max(-85, south), east, Math.min(85, north)], 8).map(({ from, to }) => tx`(i.z_order >= ${String(from)}::bigint and i.z_order < ${String(to)}::bigint)`)
  const when = tx`i.occurred_at between ${occurredAt}::timestamptz - make_interval(days => ${windowDays}) and ${occurredAt}::timestamptz + make_interval(days => ${windowDays})
    and i.state not in ('archived', 'merged') and (i.state not in ('closed', 'called_back') or i.closed_at > now() - make_interval(days => ${finishedDays})) ${chosen}`
  return tx`select i.* from incident i where (${ranges.reduce((all, one) => tx`${all} or ${one}`)}) and geometrytype(i.geom) = 'POINT' and ${when}
    union all select i.* from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326) and ${when}
    order by occurred_at desc limit ${mostCandidates}`
}

/** Distances between outlines of thousands of corners take the database minutes together; of those the hull, true to some 5 m, says as much. */
const outline = (tx: Transaction, shape: Fragment) => tx`case when st_npoints(${shape}) > 1000 then st_simplifypreservetopology(st_convexhull(${shape}), 0.00005) else ${shape} end`

async function near(tx: Transaction, from: Fragment, bbox: Bbox, occurredAt: string, meters: number, chosen?: Fragment): Promise<Near[]> {
  const rows = await tx<Near[]>`
    select ${incidentFields(tx)}, ${anchorOf(tx)}, ${shapeOf(tx)}, c.group_en as "group", st_distance((${outline(tx, tx`i.geom`)})::geography, ${from}::geography) as distance_meters
    from (${candidatesIn(tx, bbox, occurredAt, chosen)}) i join category c on c.id = i.category_id`
  return rows.filter(({ distanceMeters }) => distanceMeters <= meters)
}

const kindOf = async (tx: Transaction, categoryId: number | null): Promise<Kind> =>
  (await tx<Kind[]>`select group_en as "group", near_m as near_meters from category where id = ${categoryId}::integer`)[0] ?? { group: null, nearMeters: usualMeters }

const answer = (matter: Matter, others: Near[], meters: number): Duplicate[] =>
  likelyDuplicates(matter, others, meters).map(({ other: { group: _group, distanceMeters: _distance, ...incident }, score, reasons }) => ({ incident, score, reasons }))

/** Likely doubles of a matter that is being typed. */
export function duplicatesAt(sql: Sql, actor: string, { lng, lat, ...draft }: DraftMatter): Promise<Duplicate[]> {
  return asActor(sql, actor, async (tx) => {
    const { group, nearMeters } = await kindOf(tx, draft.categoryId)
    const others = await near(tx, tx`st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`, boxAround({ west: lng, south: lat, east: lng, north: lat }, nearMeters), draft.occurredAt, nearMeters)
    return answer({ ...draft, group }, others, nearMeters)
  })
}

type Own = { occurredAt: string; categoryId: number; title: string; details: string; west: number; south: number; east: number; north: number }

/** Likely doubles of an incident; undefined where the actor sees no such incident. */
export function duplicatesOf(sql: Sql, actor: string, id: string): Promise<Duplicate[] | undefined> {
  return asActor(sql, actor, async (tx) => {
    const [own] = await tx<Own[]>`select occurred_at, category_id, title, details, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east, st_ymax(geom) as north from incident where id = ${id}`
    if (!own) return undefined
    const { group, nearMeters } = await kindOf(tx, own.categoryId)
    const shape = tx`(select ${outline(tx, tx`o.geom`)} from incident o where o.id = ${id})`
    const others = await near(tx, shape, boxAround(own, nearMeters), own.occurredAt, nearMeters, tx`and i.id <> ${id}`)
    return answer({ ...own, group }, others, nearMeters)
  })
}
