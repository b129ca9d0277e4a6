import type postgres from 'postgres'
import type { DutyTeam, PatrolStation, PatrolStationPut, RosterChange, RosterChangePut, RosterRules, RosterRulesPut, TeamChange, TeamsAdd } from '../../geodata/model/roster.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { Asker, Fragment } from './fields.ts'
import { within } from './indicatorSets.ts'
import { dutyTeamFields, ruleFields, stationFields, stationsOf } from './roster.ts'

export const asJson = (tx: Asker, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment
const changeFields = (tx: Asker) => tx`c.id, c.area_id, c.kind, c.reason, c.despite_rules, jsonb_array_length(c.before -> 'shifts') as shifts_before, jsonb_array_length(c.after -> 'shifts') as shifts_after, jsonb_array_length(c.after -> 'needs') as needs_after, c.made_by, c.made_at, c.undone_by, c.undone_at`
const first = async <Row>(rows: PromiseLike<readonly Row[]>): Promise<Row | undefined> => (await rows)[0]

/** Newest first. */
export const rosterChanges = async (sql: Sql, actor: string, areaId: number | undefined): Promise<RosterChange[]> => [...(await asActorQuery<RosterChange[]>(sql, actor, (tx) => tx`select ${changeFields(tx)} from roster_change c where true ${within(tx, tx`c.area_id`, areaId)} order by c.made_at desc, c.id limit 100`))]

const changed = (tx: Transaction, command: Fragment) => first(tx<RosterChange[]>`select ${changeFields(tx)} from ${command} c`)
/** Each answers the change as it was made; undefined where it is not there, or not for this actor. */
export const changeRoster = (sql: Sql, actor: string, given: RosterChangePut) => asActor(sql, actor, (tx) => changed(tx, tx`change_roster(${asJson(tx, given)})` as unknown as Fragment))
export const undoRosterChange = (sql: Sql, actor: string, id: string) => asActor(sql, actor, (tx) => changed(tx, tx`undo_roster_change(${id}::uuid)` as unknown as Fragment))
export const applyTemplate = (sql: Sql, actor: string, templateId: string, given: object) => asActor(sql, actor, (tx) => changed(tx, tx`apply_shift_template(${templateId}::uuid, ${asJson(tx, given)})` as unknown as Fragment))

export const patrolStations = async (sql: Sql, actor: string, areaId: number | undefined): Promise<PatrolStation[]> => [...(await asActor(sql, actor, (tx) => stationsOf(tx, areaId)))]
export const putStation = (sql: Sql, actor: string, id: string, given: PatrolStationPut) => asActor(sql, actor, (tx) => first(tx<PatrolStation[]>`select ${stationFields(tx)} from put_patrol_station(${id}::uuid, ${asJson(tx, given)}) s`))
export const putRules = (sql: Sql, actor: string, areaId: number, given: RosterRulesPut) => asActor(sql, actor, (tx) => first(tx<RosterRules[]>`select ${ruleFields(tx)} from put_roster_rule(${areaId}, ${asJson(tx, given)}) r`))
export const addTeams = async (sql: Sql, actor: string, given: TeamsAdd): Promise<number> => (await asActor(sql, actor, (tx) => first(tx<{ made: number }[]>`select add_teams(${asJson(tx, given)}) as made`)))?.made ?? 0
export const changeTeam = (sql: Sql, actor: string, id: number, given: TeamChange) => asActor(sql, actor, (tx) => first(tx<DutyTeam[]>`select ${dutyTeamFields(tx)} from change_team(${id}, ${asJson(tx, given)}) t`))
