import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import type { PatrolProgressAnswer, PatrolReport, TeamProgress } from '../../geodata/model/patrolProgress.ts'
import { progressOf, progressRules } from '../../geodata/patrol/progress.ts'
import { checkpointReports, hotspotReports, teamReport } from '../../geodata/patrol/report.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { roundsUnderWay } from '../queries/patrolProgress.ts'
import { patrolReportRows } from '../queries/patrolReport.ts'
import type { RoundRow } from '../queries/roundsWalked.ts'
import { json, past, routes } from '../valid.ts'

const tags = ['patrols']
const progress = createRoute({
  method: 'get', path: '/api/patrol-progress', tags, summary: 'Where teams stand on their published rounds: stops reached, what comes next, and marks that they are off the route, overdue or silent',
  request: { query: z.object({ at: past }) }, responses: { 200: json<PatrolProgressAnswer>('teams by call sign') },
})
const report = createRoute({
  method: 'get', path: '/api/patrol-reports/{planId}', tags, summary: 'After the shift: planned and done by stop and team, check-ins, matters reported, cover of hotspots and gaps',
  request: { params: z.object({ planId: Id }) }, responses: { 200: json<PatrolReport>('the report') },
})

function teamProgress({ planId, planName, callSign, onShift, onTask, route, fixes, said }: RoundRow, nowMs: number): TeamProgress {
  const last = fixes.at(-1)
  return {
    planId, planName, routeId: route.id, teamId: route.teamId, callSign, startsAt: route.startsAt, endsAt: route.endsAt, onShift, onTask, seen: last ? { at: new Date(last.timeMs).toISOString(), lng: last.lng, lat: last.lat } : null,
    ...progressOf({ route, fixes, said, nowMs, onTask }),
  }
}

export const patrolReportRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(progress, async (c) => {
      const { at, rounds } = await roundsUnderWay(sql, c.var.actor, c.req.valid('query').at)
      return c.json({ at, rules: progressRules, teams: rounds.map((round) => teamProgress(round, Date.parse(at))) }, 200)
    })
    .openapi(report, async (c) => {
      const at = new Date().toISOString()
      const rows = await patrolReportRows(sql, c.var.actor, c.req.valid('param').planId, at)
      if (!rows) throw new Problem(404, 'There is no such plan for this actor.', [{ field: 'planId', expected: 'the id of a plan of patrols in your areas' }])
      const { plan, question, rounds, incidents } = rows
      const nowMs = Date.parse(at)
      const running = nowMs < Date.parse(plan.to)
      const during = { fromMs: Date.parse(plan.from), toMs: Math.max(Date.parse(plan.from), Math.min(nowMs, Date.parse(plan.to))) }
      return c.json({ plan, at, running, teams: rounds.map((round) => teamReport(round, nowMs)), hotspots: hotspotReports(question, rounds, during), checkpoints: checkpointReports(question, rounds, running), incidents }, 200)
    })
