import { patrolRoutesOf } from '../../geodata/patrol/routeRows.ts'
import { patrolGround } from '../../geodata/patrol/planOnStreets.ts'
import { solvePatrols } from '../../geodata/patrol/solve.ts'
import { namesOf } from '../../geodata/patrol/figures.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { PatrolPlanKeep, PatrolQuestion } from '../../geodata/model/patrolPlan.ts'
import { createRandom } from '../../geodata/random.ts'
import { type KnownCheckpoint, type KnownHotspot, type TeamOnDuty, townCheckpoints, townQuestion, townStreetLines } from '../../geodata/town/patrols.ts'
import type { Town } from '../../geodata/town/types.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type postgres from 'postgres'

/** Who plans the patrols of the demo. */
const planner = 'demo-patrol'
const leastMinutes = 75
const fiveMinutesMs = 300_000

const json = (tx: Transaction, value: unknown) => tx.json(value as postgres.JSONValue)
const newId = () => uuidv7(Math.random, Date.now())

/**
 * Gives the demo's teams a published plan for their watch now or next, at every start: a demo that is started again next week should still
 * have a round to walk. All through the functions that people use, in the name of the demo's patrol leader. Answers how many rounds were planned.
 */
export async function renewPatrols(sql: Sql, town: Town, nowMs: number): Promise<number> {
  const ground = await asActor(sql, planner, async (tx) => {
    const [home] = await tx<{ areaId: number }[]>`select a.id as area_id from area a where a.id in (select actor_areas('patrol')) and (a.parent_id is null or a.parent_id not in (select actor_areas('patrol'))) order by a.id limit 1`
    if (!home) return undefined
    await keepCheckpoints(tx, town, home.areaId)
    const duty = await teamsOnDuty(tx, nowMs)
    if (duty.length === 0) return undefined
    const known = await tx<KnownCheckpoint[]>`select id, name, dwell_minutes, st_x(geom) as lng, st_y(geom) as lat from checkpoint where retired_at is null order by id`
    const watched = await tx<KnownHotspot[]>`select h.id, h.name, st_x(p.at) as lng, st_y(p.at) as lat from hotspot h cross join lateral (select st_pointonsurface(h.geom) as at) p where h.retired_at is null order by h.incidents desc, h.id limit 8`
    return { areaId: home.areaId, duty, checkpoints: [...known], watched: [...watched] }
  })
  const question = ground && townQuestion(town, ground.areaId, ground.duty, ground.checkpoints, ground.watched)
  if (!question) return 0
  const plan = planOf(town, question)
  await asActor(sql, planner, async (tx) => {
    await tx`select keep_patrol_plan(${json(tx, plan)}::jsonb)`
    await tx`select step_patrol_plan(${plan.id}::uuid, 'publish', 1)`
  })
  return plan.routes.length
}

async function keepCheckpoints(tx: Transaction, town: Town, areaId: number): Promise<void> {
  const [any] = await tx`select from checkpoint limit 1`
  if (any) return
  for (const one of townCheckpoints(town)) await tx`select keep_checkpoint(${json(tx, { ...one, id: newId(), areaId })}::jsonb)`
}

/** The planner's own team first, then those whose watch overlaps with its; nobody where it has a round already. */
async function teamsOnDuty(tx: Transaction, nowMs: number): Promise<TeamOnDuty[]> {
  const now = new Date(Math.ceil(nowMs / fiveMinutesMs) * fiveMinutesMs).toISOString()
  const rows = await tx<TeamOnDuty[]>`
    with free as (
      select t.id as team_id, t.call_sign, t.area_id, greatest(lower(s.during), ${now}::timestamptz) as begins, upper(s.during) as ends, t.id in (select actor_teams()) as own
      from shift s join team t on t.id = s.team_id and t.source = 'town' where upper(s.during) > ${now}::timestamptz + make_interval(mins => ${leastMinutes}) and lower(s.during) < ${now}::timestamptz + interval '2 days'
        and not exists (select from patrol_route r join patrol_plan p on p.id = r.plan_id and p.state = 'published' where r.team_id = t.id and r.starts_at < upper(s.during) and r.ends_at > greatest(lower(s.during), ${now}::timestamptz))
    ), own as (select * from free where own and not exists (select from patrol_route r join patrol_plan p on p.id = r.plan_id and p.state = 'published' where r.team_id = free.team_id and r.ends_at > ${now}::timestamptz) order by begins limit 1),
    others as (
      select distinct on (f.team_id) f.* from free f, own o where f.team_id <> o.team_id and least(f.ends, o.ends) - greatest(f.begins, o.begins) > make_interval(mins => ${leastMinutes}) order by f.team_id, f.begins
    )
    select team_id, call_sign, begins as "from", ends as "to" from (select *, 0 as nth from own union all (select *, 1 from others order by call_sign limit 3)) chosen order by nth, call_sign`
  return [...rows]
}

function planOf(town: Town, question: PatrolQuestion): PatrolPlanKeep {
  const { problem, lineOf } = patrolGround(question, { streets: townStreetLines(town), barriers: [] })
  const { routes, figures } = solvePatrols(problem, { rounds: 200, seconds: question.seconds, clock: () => performance.now(), variation: question.variation, slackShare: question.slackShare, names: namesOf(question) }, createRandom(question.seed))
  const rows = patrolRoutesOf(question, problem, routes, newId).map((route) => ({ ...route, line: lineOf(route) }))
  const day = new Date(Date.parse(question.teams[0]?.from ?? '') + 8 * 3_600_000).toISOString().slice(5, 10)
  return { id: newId(), areaId: question.areaId, name: `巡逻计划 ${day}`, note: '', question, figures, routes: rows }
}
