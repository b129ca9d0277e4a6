import type { DutyTeam, EventPlan, EventPlanPut, EventPlanRecord, PatrolStation, PatrolStationPut, Roster, RosterChange, RosterChangePut, RosterRules, RosterRulesPut, ShiftTemplate, ShiftTemplatePut, TeamChange, TeamsAdd, TemplateApply } from '../../geodata/model/roster.ts'
import { read, send } from './http.ts'

type Signal = AbortSignal | undefined
const of = (path: string, id: string | number) => `/api/${path}/${encodeURIComponent(id)}`

export const rosterClient = {
  read: (areaId: number, from: string, to: string, signal?: Signal) => read<Roster>('/api/rosters', { areaId, from, to }, signal),
  changes: (areaId: number, signal?: Signal) => read<{ changes: RosterChange[] }>('/api/roster-changes', { areaId }, signal),
  change: (change: RosterChangePut) => send<{ change: RosterChange }>('POST', '/api/roster-changes', change),
  undo: (id: string) => send<{ change: RosterChange }>('POST', `${of('roster-changes', id)}/undo`, {}),
  putStation: (id: string, station: PatrolStationPut) => send<{ station: PatrolStation }>('PUT', of('patrol-stations', id), station),
  addTeams: (teams: TeamsAdd) => send<{ added: number }>('POST', '/api/teams', teams),
  changeTeam: (id: number, change: TeamChange) => send<{ team: DutyTeam }>('PATCH', of('teams', id), change),
  putRules: (areaId: number, rules: RosterRulesPut) => send<{ rules: RosterRules }>('PUT', `${of('areas', areaId)}/roster-rules`, rules),
  templates: (areaId: number, signal?: Signal) => read<{ templates: ShiftTemplate[] }>('/api/shift-templates', { areaId }, signal),
  putTemplate: (id: string, template: ShiftTemplatePut) => send<{ template: ShiftTemplate }>('PUT', of('shift-templates', id), template),
  applyTemplate: (id: string, days: TemplateApply) => send<{ change: RosterChange }>('POST', `${of('shift-templates', id)}/apply`, days),
  events: (areaId: number, signal?: Signal) => read<{ plans: EventPlan[] }>('/api/event-plans', { areaId }, signal),
  event: (id: string, signal?: Signal) => read<EventPlanRecord>(of('event-plans', id), {}, signal),
  putEvent: (id: string, plan: EventPlanPut) => send<EventPlanRecord>('PUT', of('event-plans', id), plan),
  stepEvent: (step: 'publish' | 'withdraw' | 'discard', id: string, version: number) => send<EventPlanRecord>('POST', `${of('event-plans', id)}/${step}`, { version }),
}
