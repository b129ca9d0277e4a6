import type postgres from 'postgres'
import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { PlanProblem, PlanProblemKind, PlanZone, ZonePlan, ZonePlanAdoption, ZonePlanDraft, ZonePlanKeep, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { type Asker, type Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'

/** Of a plan `p`. */
export const planFields = (tx: Asker) => tx`p.id, p.area_id, p.name, p.note, p.state, p.origin, p.adopt_on, p.adopted_at, p.refusal, p.created_by, p.created_at, p.changed_at, p.version`

const planOf = async (tx: Transaction, id: string): Promise<ZonePlan | undefined> => (await tx<ZonePlan[]>`select ${planFields(tx)} from zone_plan p where p.id = ${id}::uuid`)[0]

export const zonesOfPlan = async (tx: Transaction, id: string): Promise<PlanZone[]> => [...(await tx<PlanZone[]>`
  select z.key, z.zone_id, z.code, z.name_zh, z.name_en, z.locked, st_asgeojson(z.geom, 7, 0)::jsonb as geometry from zone_plan_zone z where z.plan_id = ${id}::uuid order by z.code nulls last, z.key`)]

export type ZonePlanFilter = { areaId?: number | undefined; discarded: boolean }

/** Last changed first; what was discarded only where it is asked for. */
export const zonePlans = async (sql: Sql, actor: string, { areaId, discarded }: ZonePlanFilter): Promise<ZonePlan[]> => [...(await asActor(sql, actor, (tx) => tx<ZonePlan[]>`
  select ${planFields(tx)} from zone_plan p where ${discarded ? tx`true` : tx`p.state <> 'discarded'`} ${within(tx, tx`p.area_id`, areaId)} order by p.changed_at desc, p.id limit 500`))]

/** Undefined where it is not there, or not for this actor. */
export const zonePlanById = (sql: Sql, actor: string, id: string): Promise<ZonePlanRecord | undefined> =>
  asActor(sql, actor, async (tx) => {
    const plan = await planOf(tx, id)
    return plan && { plan, zones: await zonesOfPlan(tx, id) }
  })

const asJson = (tx: Transaction, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment

/** Each answers the plan as it is then; undefined where it is not there, or not for this actor. */
async function answered(tx: Transaction, id: string, command: Fragment): Promise<ZonePlan | undefined> {
  const [done] = await tx<{ id: string }[]>`select id from ${command}`
  return done && planOf(tx, id)
}

export const keepZonePlan = (sql: Sql, actor: string, given: ZonePlanKeep): Promise<{ plan: ZonePlan | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const existed = (await planOf(tx, given.id)) !== undefined
    return { plan: await answered(tx, given.id, tx`keep_zone_plan(${asJson(tx, given)})` as unknown as Fragment), existed }
  })

export const saveZonePlan = (sql: Sql, actor: string, id: string, draft: ZonePlanDraft): Promise<ZonePlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`save_zone_plan(${id}::uuid, ${asJson(tx, draft)})` as unknown as Fragment))

export const adoptZonePlan = (sql: Sql, actor: string, id: string, { version, on }: ZonePlanAdoption): Promise<ZonePlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`adopt_zone_plan(${id}::uuid, ${version}, ${on}::text::date)` as unknown as Fragment))

export const withdrawZonePlan = (sql: Sql, actor: string, id: string, version: number): Promise<ZonePlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`withdraw_zone_plan(${id}::uuid, ${version})` as unknown as Fragment))

export const discardZonePlan = (sql: Sql, actor: string, id: string, version: number): Promise<ZonePlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`discard_zone_plan(${id}::uuid, ${version})` as unknown as Fragment))

type Fault = { kind: PlanProblemKind; zoneKeys: string[]; buildingIds: number[]; squareMeters: number | null; lng: number | null; lat: number | null; geometry: MultiPolygon | null }

/** What keeps a plan from being adopted, as the database counts it; nothing where the actor may not see the plan. */
export async function zonePlanFaults(sql: Sql, actor: string, id: string): Promise<PlanProblem[]> {
  const rows = await asActorQuery<Fault[]>(sql, actor, (tx) => tx`
    select f.kind, f.zone_keys::text[], f.building_ids, st_x(s.at) as lng, st_y(s.at) as lat,
      case when st_dimension(f.geom) = 2 and st_isvalid(f.geom) then st_area(f.geom::geography) end as square_meters, case when st_dimension(f.geom) = 2 then st_asgeojson(st_multi(f.geom), 7, 0)::jsonb end as geometry
    from zone_plan_faults(${id}::uuid) f left join lateral (select case when st_isvalid(f.geom) then st_pointonsurface(f.geom) else st_startpoint(st_exteriorring(st_geometryn(f.geom, 1))) end as at) s on f.geom is not null`)
  return rows.map(({ lng, lat, ...fault }) => ({ ...fault, blocks: true, households: null, at: lng === null || lat === null ? null : [lng, lat] }))
}

