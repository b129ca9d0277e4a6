import type postgres from 'postgres'
import type { PatrolPlan, PatrolPlanChange, PatrolPlanKeep, PatrolPlanRecord } from '../../geodata/model/patrolPlan.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'
import { patrolRoutes } from './patrolRoute.ts'

/** Of a plan `p`. */
const planFields = (tx: Asker) => tx`p.id, p.area_id, p.name, p.note, lower(p.during) as "from", upper(p.during) as "to", p.state, (select count(*)::integer from patrol_route r where r.plan_id = p.id) as routes,
  p.published_at, p.published_by, p.created_by, p.created_at, p.changed_at, p.version`

const planOf = async (tx: Transaction, id: string): Promise<PatrolPlan | undefined> => (await tx<PatrolPlan[]>`select ${planFields(tx)} from patrol_plan p where p.id = ${id}::uuid`)[0]

type Wanted = { areaId?: number | undefined; discarded: boolean; from?: string | undefined; to?: string | undefined }

/** Last changed first; what was discarded only where it is asked for. */
export const patrolPlans = async (sql: Sql, actor: string, { areaId, discarded, from, to }: Wanted): Promise<PatrolPlan[]> => [...(await asActor(sql, actor, (tx) => tx<PatrolPlan[]>`
  select ${planFields(tx)} from patrol_plan p where ${discarded ? tx`true` : tx`p.state <> 'discarded'`} ${within(tx, tx`p.area_id`, areaId)}
    ${from === undefined ? tx`` : tx`and upper(p.during) > ${from}::timestamptz`} ${to === undefined ? tx`` : tx`and lower(p.during) < ${to}::timestamptz`} order by p.changed_at desc, p.id limit 500`))]

/** Undefined where it is not there, or not for this actor: who only walks one of its rounds is given that by `myRounds`. */
export const patrolPlanById = (sql: Sql, actor: string, id: string): Promise<PatrolPlanRecord | undefined> =>
  asActor(sql, actor, async (tx) => {
    const plan = await planOf(tx, id)
    const [asked] = await tx<Pick<PatrolPlanRecord, 'question' | 'figures'>[]>`select question, figures from patrol_plan_asked(${id}::uuid)`
    return plan && asked && { plan, ...asked, routes: await patrolRoutes(tx, tx`r.plan_id = ${id}::uuid`) }
  })

/** The rounds of a plan as far as the actor sees them (a member: that of the own team) with their call signs; undefined where the plan is not there, or not for this actor. */
export const patrolRounds = (sql: Sql, actor: string, id: string, teamId: number | undefined) =>
  asActor(sql, actor, async (tx) => {
    const plan = await planOf(tx, id)
    if (!plan) return undefined
    const routes = await patrolRoutes(tx, tx`r.plan_id = ${id}::uuid ${teamId === undefined ? tx`` : tx`and r.team_id = ${teamId}`}`)
    const teams = await tx<{ id: number; callSign: string }[]>`select id, call_sign from team where id = any(${routes.map((route) => route.teamId)}::integer[])`
    const signs = new Map(teams.map((team) => [team.id, team.callSign]))
    return { plan, rounds: routes.map((route) => ({ ...route, callSign: signs.get(route.teamId) ?? '' })) }
  })

const asJson = (tx: Transaction, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment

/** Each answers the plan as it is then; undefined where it is not there, or not for this actor. */
async function answered(tx: Transaction, id: string, command: unknown): Promise<PatrolPlan | undefined> {
  const [done] = await tx<{ id: string }[]>`select id from ${command as Fragment} as done(id)`
  return done && planOf(tx, id)
}

export const keepPatrolPlan = (sql: Sql, actor: string, given: PatrolPlanKeep): Promise<{ plan: PatrolPlan | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const existed = (await planOf(tx, given.id)) !== undefined
    return { plan: await answered(tx, given.id, tx`keep_patrol_plan(${asJson(tx, given)})`), existed }
  })

export const savePatrolPlan = (sql: Sql, actor: string, id: string, change: PatrolPlanChange): Promise<PatrolPlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`save_patrol_plan(${id}::uuid, ${asJson(tx, change)})`))

const patrolPlanSteps = ['publish', 'withdraw', 'discard', 'restore'] as const
export const stepPatrolPlan = (sql: Sql, actor: string, step: (typeof patrolPlanSteps)[number], id: string, version: number): Promise<PatrolPlan | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`step_patrol_plan(${id}::uuid, ${step}, ${version})`))
