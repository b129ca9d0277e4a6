import { createRoute, z } from '@hono/zod-openapi'
import { HistoryReason } from '../../geodata/model/deviceKey.ts'
import { type LivePosition, PositionBatch, type Shift, type Team } from '../../geodata/model/patrol.ts'
import type { Deps } from '../deps.ts'
import { fixWindow } from '../fixWindow.ts'
import { Problem } from '../problem.ts'
import { type CoverageCounted, coverageCells } from '../queries/coverage.ts'
import { type Ingested, receivePositions } from '../queries/position.ts'
import { livePositions, positionsAt, teamsOnShift, trackFixes } from '../queries/team.ts'
import { tracksOf } from '../tracks.ts'
import { bbox, checkPeriod, integerText, json, list, jsonBody, past, period, routes, rowId } from '../valid.ts'

const tags = ['patrols']
const mostFixes = 200_000
const mostCells = 200_000

const teams = createRoute({ method: 'get', path: '/api/teams', tags, summary: 'Teams, and shifts on now', responses: { 200: json<{ teams: Team[]; shifts: Shift[] }>('teams') } })
const live = createRoute({ method: 'get', path: '/api/positions/live', tags, summary: 'The newest position of each team', request: { query: z.object({ at: past }) }, responses: { 200: json<{ positions: LivePosition[] }>('positions') } })
const tracks = createRoute({
  method: 'get', path: '/api/positions/tracks', tags, summary: 'Ways of a period as lines, cut at gaps of two minutes; of other teams than the own ones with a reason, which is in the audit log',
  request: { query: z.object({ teamId: rowId.optional(), reason: HistoryReason.optional(), ...period }) }, responses: { 200: json<object>('lines', 'application/geo+json') },
})
const send = createRoute({
  method: 'post', path: '/api/positions', tags, summary: 'A batch of one device; each fix is judged on its own',
  request: { body: jsonBody(PositionBatch) }, responses: { 200: json<Ingested>('what was stored and what was kept apart') },
})
export type CoverageAnswer = CoverageCounted & { level: number; period: { from: string; to: string } }
const coverage = createRoute({
  method: 'get', path: '/api/coverage', tags, summary: 'Seconds of presence by cell; of one team, or of hours of the week (0 to 167 from Monday 00:00)',
  request: { query: z.object({ ...period, bbox: bbox.optional(), level: integerText(10, 20).default(20), teamId: rowId.optional(), hours: list(integerText(0, 167), 168).optional() }) }, responses: { 200: json<CoverageAnswer>('cells; where there are too many those with most seconds') },
})

export const patrolRoutes = ({ sql, versions }: Deps) =>
  routes()
    .openapi(teams, async (c) => c.json(await teamsOnShift(sql, c.var.actor), 200))
    .openapi(live, async (c) => {
      const { at } = c.req.valid('query')
      return c.json({ positions: at === undefined ? await livePositions(sql, c.var.actor) : [...(await positionsAt(sql, c.var.actor, at))] }, 200)
    })
    .openapi(tracks, async (c) => {
      const { teamId, reason, ...span } = c.req.valid('query')
      const fixes = await trackFixes(sql, c.var.actor, { teamId, reason, span: checkPeriod(span, 31) }, mostFixes)
      if (fixes.length > mostFixes) throw new Problem(413, `The period holds more than ${mostFixes} fixes.`, [{ field: 'to', expected: 'a shorter period or one team' }])
      return c.body(JSON.stringify({ type: 'FeatureCollection', features: tracksOf(fixes) }), 200, { 'content-type': 'application/geo+json' }) as never
    })
    .openapi(send, async (c) => {
      const done = await receivePositions(sql, c.var.actor, c.req.valid('json'), fixWindow())
      if (!done) throw new Problem(422, 'There is no such team for this actor.', [{ field: 'teamId', expected: 'the id of a team in your areas' }])
      if (done.accepted) versions.bump('position')
      return c.json(done, 200)
    })
    .openapi(coverage, async (c) => {
      const { bbox: box, level, teamId, hours, ...span } = c.req.valid('query')
      const found = await coverageCells(sql, c.var.actor, { ...checkPeriod(span), bbox: box, level, teamId, hoursOfWeek: hours && [...new Set(hours)] }, mostCells)
      return c.json({ level, period: span, ...found }, 200)
    })
