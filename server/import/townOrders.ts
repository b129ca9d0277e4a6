import type { Town, TownOrder } from '../../geodata/town/types.ts'
import type { Transaction } from '../database.ts'
import { pieces, type TownIds, townSource } from './town.ts'

/** Orders of the matters in hand, past vacancies to the lead of the zone; one for a post of a place outside every zone has no addressee. */
export async function loadOrders(tx: Transaction, { orders }: Town, ids: TownIds): Promise<number> {
  for (const rows of pieces(orders)) {
    const of = <Key extends keyof TownOrder>(key: Key) => rows.map((row) => row[key])
    await tx`
      insert into work_order (id, incident_id, area_id, post_id, team_id, kind, state, result, created_at, changed_at)
      select t.id, i.id, i.area_id, 
        (select p.id from post p where p.zone_id = i.zone_id and p.kind in (t.post_kind, 'zone_lead') and t.post_kind is not null order by p.holder is null, p.kind <> t.post_kind, p.id limit 1), t.team_id, t.kind, t.state, t.result, t.created_at, t.changed_at
      from unnest(${of('id')}::uuid[], ${of('incidentId')}::uuid[], ${of('postKind')}::text[], ${rows.map((row) => ids.teams.get(row.teamCallSign ?? '') ?? null)}::integer[], ${of('kind')}::text[], ${of('state')}::text[],
        ${of('result')}::text[], ${of('createdAt')}::text[]::timestamptz[], ${of('changedAt')}::text[]::timestamptz[]) as t(id, incident_id, post_kind, team_id, kind, state, result, created_at, changed_at)
      join incident i on i.id = t.incident_id`
  }
  return orders.length
}

/** Demo accounts that hold duties: the lead of the first community's zones, the officer of its first two, and the first patrol. */
export async function holdPosts(tx: Transaction): Promise<number> {
  const led = await tx`
    update post p set account_id = 'demo-lead-01', holder = coalesce(p.holder, '网格长') from assignment a where a.account_id = 'demo-lead-01' and a.area_id = p.area_id and p.kind = 'zone_lead'`
  const kept = await tx`
    update post p set account_id = 'demo-officer-01', holder = coalesce(p.holder, '网格员')
    where p.kind = 'grid_officer' and p.zone_id in (select z.id from zone z join assignment a on a.account_id = 'demo-officer-01' and a.area_id = z.area_id order by z.code limit 2)`
  const ride = await tx`
    insert into team_member (team_id, account_id)
    select t.id, c.id from (select id from team where source = ${townSource} order by call_sign = '巡逻01' desc, id limit 1) t cross join account c where c.id in ('demo-patrol', 'demo-patrol-01') on conflict do nothing`
  return led.count + kept.count + ride.count + (await holdSince(tx))
}

/** Since when posts are held, and by whom a third of them were before; some are given up next month. Written out, for the town is loaded without row triggers where that is possible. */
async function holdSince(tx: Transaction): Promise<number> {
  await tx`delete from post_holding h using post p join zone z on z.id = p.zone_id where z.source = ${townSource} and h.post_id = p.id`
  const { count } = await tx`
    with held as (select p.id, p.area_id, p.kind, p.holder, p.account_id, p.phone, current_date - (p.id * 37 % 540 + 20) as since from post p join zone z on z.id = p.zone_id where z.source = ${townSource} and (p.holder is not null or p.account_id is not null))
    insert into post_holding (id, post_id, area_id, holder, account_id, phone, valid_from, valid_to)
    select gen_random_uuid(), id, area_id, holder, account_id, phone, since, case when id % 41 = 0 then current_date + 28 end from held
    union all select gen_random_uuid(), h.id, h.area_id, b.holder, null, null, h.since - 300, h.since from held h join lateral (select o.holder from held o where o.kind = h.kind and o.id < h.id and o.holder is not null order by o.id desc limit 1) b on true where h.id % 3 = 0`
  return count
}
