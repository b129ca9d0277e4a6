import type { PatrolPlanRecord } from '../../geodata/model/patrolPlan.ts'
import type { PatrolReport, ReportedIncident } from '../../geodata/model/patrolProgress.ts'
import { asActor, type Sql } from '../database.ts'
import { anchorOf } from './fields.ts'
import { type RoundRow, roundsWalked } from './roundsWalked.ts'

export type ReportRows = { plan: PatrolReport['plan']; question: PatrolPlanRecord['question']; rounds: RoundRow[]; incidents: ReportedIncident[] }

/** What a report is made of; undefined where the plan is not there, or not for this actor to plan or brief about. That it was opened is told to the audit log. */
export const patrolReportRows = (sql: Sql, actor: string, id: string, at: string): Promise<ReportRows | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [asked] = await tx<Pick<PatrolPlanRecord, 'question'>[]>`select question from patrol_plan_asked(${id}::uuid)`
    const [plan] = await tx<PatrolReport['plan'][]>`select id, area_id, name, lower(during) as "from", upper(during) as "to", state from patrol_plan where id = ${id}::uuid`
    if (!asked || !plan) return undefined
    const rounds = await roundsWalked(tx, tx`r.plan_id = ${id}::uuid`, at)
    // Somebody's voice is no finding of a patrol.
    const incidents = await tx<ReportedIncident[]>`
      select i.id, i.number, i.title, i.category_id, i.severity, i.state, o.team_id, o.at, ${anchorOf(tx)} from open_patrol_report(${id}::uuid) o join incident i on i.id = o.incident_id join category c on c.id = i.category_id and not c.voice order by o.at, i.id`
    return { plan, question: asked.question, rounds, incidents: [...incidents] }
  })
