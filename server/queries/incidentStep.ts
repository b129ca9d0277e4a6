import type { Incident } from '../../geodata/model/incident.ts'
import type { IncidentStep, StepBatch, Transition } from '../../geodata/model/workOrder.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import { incidentFields } from './fields.ts'

/** The incident after the step; undefined where the actor sees no such incident. What the database refuses is thrown, with SQLSTATE and field. */
export async function stepIncident(sql: Sql, actor: string, id: string, step: IncidentStep): Promise<Incident | undefined> {
  const [incident] = await asActorQuery<Incident[]>(sql, actor, (tx) => tx`select ${incidentFields(tx)} from step_incident(${id}::uuid, ${tx.json(step as never)}::jsonb) i`)
  return incident
}

/** What became of one of many: done where `code` is null, else the SQLSTATE with the field and the database's words. */
export type StepOutcome = { incidentId: string; code: string | null; field: string | null; message: string | null }

export const stepIncidents = async (sql: Sql, actor: string, batch: StepBatch): Promise<StepOutcome[]> =>
  asActor(sql, actor, async (tx) => [...(await tx<StepOutcome[]>`select incident_id, code, field, message from step_incidents(${tx.json(batch as never)}::jsonb)`)])

/** Empty where the actor knows no such batch. */
export const undoSteps = async (sql: Sql, actor: string, batchId: string): Promise<StepOutcome[]> =>
  asActor(sql, actor, async (tx) => [...(await tx<StepOutcome[]>`select incident_id, code, field, message from undo_steps(${batchId}::uuid)`)])

export const transitionsOf = async (sql: Sql, actor: string): Promise<Transition[]> =>
  [...(await asActorQuery<Transition[]>(sql, actor, (tx) => tx`select subject, from_state, action, guard, needs, to_state from actor_transitions()`))]
