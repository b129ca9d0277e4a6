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
  return led.count + kept.count + ride.count
}
