import type { EventPlan, EventPlanPut, EventPlanRecord, EventPlanState, EventPost, ShiftTemplate, ShiftTemplatePut } from '../../geodata/model/roster.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'
import { asJson } from './rosterChange.ts'

/** Each with its lines in their order; those out of use last. */
const templates = (tx: Transaction, which: Fragment) => tx<ShiftTemplate[]>`
  select t.id, t.area_id, t.name, t.note, t.valid_from, t.valid_to, t.retired_at is not null as retired, t.version,
    coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'weekdays', l.weekdays, 'from', to_char(l.starts, 'HH24:MI'), 'to', to_char(l.ends, 'HH24:MI'), 'needed', l.needed, 'kind', l.kind, 'vehicle', l.vehicle, 'stationId', l.station_id, 'teamIds', l.team_ids) order by l.ordinal)
      from shift_template_line l where l.template_id = t.id), '[]') as lines
  from shift_template t where ${which} order by t.retired_at is not null, t.name, t.id limit 200`

export const shiftTemplates = async (sql: Sql, actor: string, areaId: number | undefined): Promise<ShiftTemplate[]> => [...(await asActor(sql, actor, (tx) => templates(tx, tx`true ${within(tx, tx`t.area_id`, areaId)}` as unknown as Fragment)))]
/** Undefined where it is not there, or not for this actor; as all below. */
export const putTemplate = (sql: Sql, actor: string, id: string, given: ShiftTemplatePut): Promise<ShiftTemplate | undefined> =>
  asActor(sql, actor, async (tx) => {
    const done = await tx`select id from put_shift_template(${id}::uuid, ${asJson(tx, given)})`
    return done.count ? (await templates(tx, tx`t.id = ${id}::uuid` as unknown as Fragment))[0] : undefined
  })

const plans = (tx: Transaction, which: Fragment) => tx<EventPlan[]>`
  select e.id, e.area_id, e.name, e.note, e.starts_on, e.ends_on, e.windows, e.state, (select count(*)::integer from event_post p where p.plan_id = e.id) as posts, e.changed_at, e.version
  from event_plan e where ${which} order by e.state = 'discarded', e.starts_on desc, e.id limit 500`

export const eventPlans = async (sql: Sql, actor: string, areaId: number | undefined): Promise<EventPlan[]> => [...(await asActor(sql, actor, (tx) => plans(tx, tx`true ${within(tx, tx`e.area_id`, areaId)}` as unknown as Fragment)))]

async function record(tx: Transaction, id: string): Promise<EventPlanRecord | undefined> {
  const [plan] = await plans(tx, tx`e.id = ${id}::uuid` as unknown as Fragment)
  return plan && { plan, posts: [...(await tx<EventPost[]>`select p.id, p.code, p.name, p.needs, st_x(p.geom) as lng, st_y(p.geom) as lat from event_post p where p.plan_id = ${id}::uuid order by p.code, p.id`)] }
}
export const eventPlan = (sql: Sql, actor: string, id: string) => asActor(sql, actor, (tx) => record(tx, id))
export const putEventPlan = (sql: Sql, actor: string, id: string, given: EventPlanPut) =>
  asActor(sql, actor, async (tx) => ((await tx`select id from put_event_plan(${id}::uuid, ${asJson(tx, given)})`).count ? record(tx, id) : undefined))
export const stepEventPlan = (sql: Sql, actor: string, id: string, state: EventPlanState, version: number) =>
  asActor(sql, actor, async (tx) => ((await tx`select id from step_event_plan(${id}::uuid, ${state}, ${version})`).count ? record(tx, id) : undefined))
