import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type DutyTeam, type PatrolStation, PatrolStationPut, type Roster, type RosterChange, RosterChangePut, type RosterRules, RosterRulesPut, TeamChange, TeamsAdd } from '../../geodata/model/roster.ts'
import type { Substitute } from '../../geodata/roster/substitutes.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { rosterOf } from '../queries/roster.ts'
import { addTeams, changeRoster, changeTeam, patrolStations, putRules, putStation, rosterChanges, undoRosterChange } from '../queries/rosterChange.ts'
import { substitutesOf } from '../queries/substitute.ts'
import { checkPeriod, json, jsonBody, period, routes, rowId } from '../valid.ts'

const tags = ['rosters']
const ofArea = { query: z.object({ areaId: rowId.optional() }) }
const uuid = { params: z.object({ id: Id }) }
const row = { params: z.object({ id: rowId }) }
const change = json<{ change: RosterChange }>('the change as it was made')

const roster = createRoute({
  method: 'get', path: '/api/rosters', tags, summary: 'Needs, shifts, teams, stations and rules of an area and all below it in a period of at most 35 days; shifts of eight days around it too',
  request: { query: z.object({ areaId: rowId, ...period }) }, responses: { 200: json<Roster>('the roster') },
})
const changes = createRoute({ method: 'get', path: '/api/roster-changes', tags, summary: 'The last hundred changes, newest first', request: ofArea, responses: { 200: json<{ changes: RosterChange[] }>('changes') } })
const send = createRoute({ method: 'post', path: '/api/roster-changes', tags, summary: 'Put teams on shift, call shifts off, give them to others: all of it or nothing. The same id again answers the change as it was made', request: { body: jsonBody(RosterChangePut) }, responses: { 200: change } })
const undo = createRoute({ method: 'post', path: '/api/roster-changes/{id}/undo', tags, summary: 'Put back what a change met, while nothing followed it; done twice is done once', request: uuid, responses: { 200: change } })
const substitutes = createRoute({ method: 'get', path: '/api/shifts/{id}/substitutes', tags, summary: 'Who could take a shift over, best first, each with its reasons', request: row, responses: { 200: json<{ substitutes: Substitute[] }>('teams') } })
const stations = createRoute({ method: 'get', path: '/api/patrol-stations', tags, summary: 'Stations of patrols', request: ofArea, responses: { 200: json<{ stations: PatrolStation[] }>('stations') } })
const station = createRoute({ method: 'put', path: '/api/patrol-stations/{id}', tags, summary: 'A new station (version 0), or one as it is now; 409 where somebody was quicker', request: { ...uuid, body: jsonBody(PatrolStationPut) }, responses: { 200: json<{ station: PatrolStation }>('as it is now') } })
const add = createRoute({ method: 'post', path: '/api/teams', tags, summary: 'New teams by their call signs; those that the area has already stay as they are', request: { body: jsonBody(TeamsAdd) }, responses: { 200: json<{ added: number }>('how many are new') } })
const team = createRoute({ method: 'patch', path: '/api/teams/{id}', tags, summary: 'What the register says of a team; 409 where somebody was quicker', request: { ...row, body: jsonBody(TeamChange) }, responses: { 200: json<{ team: DutyTeam }>('as it is now') } })
const rules = createRoute({ method: 'put', path: '/api/areas/{id}/roster-rules', tags, summary: 'Rules of rest and fairness of an area and all below it that have none of their own', request: { ...row, body: jsonBody(RosterRulesPut) }, responses: { 200: json<{ rules: RosterRules }>('as they are now') } })

/** Undefined is not there, or not for this actor. */
export function found<Row>(each: Row | undefined, field: string, noun: string): Row {
  if (each === undefined) throw new Problem(404, `There is no such ${noun} for this actor.`, [{ field, expected: `the id of one ${noun} in your areas` }])
  return each
}

export const rosterRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(roster, async (c) => {
      const { areaId, ...span } = c.req.valid('query')
      return c.json(found(await rosterOf(sql, c.var.actor, areaId, checkPeriod(span, 35)), 'areaId', 'area'), 200)
    })
    .openapi(changes, async (c) => c.json({ changes: await rosterChanges(sql, c.var.actor, c.req.valid('query').areaId) }, 200))
    .openapi(send, async (c) => c.json({ change: found(await changeRoster(sql, c.var.actor, c.req.valid('json')), 'id', 'change') }, 200))
    .openapi(undo, async (c) => c.json({ change: found(await undoRosterChange(sql, c.var.actor, c.req.valid('param').id), 'id', 'change') }, 200))
    .openapi(substitutes, async (c) => c.json({ substitutes: found(await substitutesOf(sql, c.var.actor, c.req.valid('param').id), 'id', 'shift') }, 200))
    .openapi(stations, async (c) => c.json({ stations: await patrolStations(sql, c.var.actor, c.req.valid('query').areaId) }, 200))
    .openapi(station, async (c) => c.json({ station: found(await putStation(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'station') }, 200))
    .openapi(add, async (c) => c.json({ added: await addTeams(sql, c.var.actor, c.req.valid('json')) }, 200))
    .openapi(team, async (c) => c.json({ team: found(await changeTeam(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'team') }, 200))
    .openapi(rules, async (c) => c.json({ rules: found(await putRules(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'area') }, 200))
