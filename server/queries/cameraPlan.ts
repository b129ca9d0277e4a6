import type postgres from 'postgres'
import type { CameraPlan, CameraPlanDraft, CameraPlanKeep, CameraPlanRecord } from '../../geodata/model/cameraPlan.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'

/** Of a plan `p`. */
const planFields = (tx: Asker) => tx`p.id, p.area_id, p.name, p.note, p.state, p.origin, (select count(*)::integer from camera_plan_site s where s.plan_id = p.id) as sites, p.adopted_at, p.adopted_by, p.created_by, p.created_at, p.changed_at, p.version`

const planOf = async (tx: Transaction, id: string): Promise<CameraPlan | undefined> => (await tx<CameraPlan[]>`select ${planFields(tx)} from camera_plan p where p.id = ${id}::uuid`)[0]

/** Last changed first; what was discarded only where it is asked for. */
export const cameraPlans = async (sql: Sql, actor: string, { areaId, discarded }: { areaId?: number | undefined; discarded: boolean }): Promise<CameraPlan[]> => [...(await asActor(sql, actor, (tx) => tx<CameraPlan[]>`
  select ${planFields(tx)} from camera_plan p where ${discarded ? tx`true` : tx`p.state <> 'discarded'`} ${within(tx, tx`p.area_id`, areaId)} order by p.changed_at desc, p.id limit 500`))]

/** Undefined where it is not there, or not for this actor. */
export const cameraPlanById = (sql: Sql, actor: string, id: string): Promise<CameraPlanRecord | undefined> =>
  asActor(sql, actor, async (tx) => {
    const plan = await planOf(tx, id)
    return plan && {
      plan,
      sites: [...(await tx<CameraPlanRecord['sites']>`
        select s.ordinal, s.camera_id, s.mount, s.kind, s.azimuth_deg as azimuth_degrees, s.field_of_view_deg as field_of_view_degrees, s.range_m as range_meters, s.height_m as height_meters, s.pixels, s.gain, st_x(s.geom) as lng, st_y(s.geom) as lat, st_asgeojson(s.seen, 7, 0)::jsonb as seen
        from camera_plan_site s where s.plan_id = ${id}::uuid order by s.ordinal`)],
    }
  })

const asJson = (tx: Transaction, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment

/** Each answers the plan as it is then; undefined where it is not there, or not for this actor. */
async function answered(tx: Transaction, id: string, command: unknown): Promise<CameraPlan | undefined> {
  const [done] = await tx<{ id: string }[]>`select id from ${command as Fragment}`
  return done && planOf(tx, id)
}

export const keepCameraPlan = (sql: Sql, actor: string, given: CameraPlanKeep): Promise<{ plan: CameraPlan | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const existed = (await planOf(tx, given.id)) !== undefined
    return { plan: await answered(tx, given.id, tx`keep_camera_plan(${asJson(tx, given)})`), existed }
  })

export const saveCameraPlan = (sql: Sql, actor: string, id: string, draft: CameraPlanDraft): Promise<CameraPlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`save_camera_plan(${id}::uuid, ${asJson(tx, draft)})`))

const steps = {
  adopt: (tx: Transaction, id: string, version: number) => tx`adopt_camera_plan(${id}::uuid, ${version})`,
  withdraw: (tx: Transaction, id: string, version: number) => tx`withdraw_camera_plan(${id}::uuid, ${version})`,
  discard: (tx: Transaction, id: string, version: number) => tx`discard_camera_plan(${id}::uuid, ${version})`,
}
export const stepCameraPlan = (sql: Sql, actor: string, step: keyof typeof steps, id: string, version: number): Promise<CameraPlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, steps[step](tx, id, version)))
