import { createRoute, z } from '@hono/zod-openapi'
import { type Calendar, CalendarSet, type DeadlineRules, DeadlineRuleSet } from '../../geodata/model/deadline.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { calendarOf, deadlineRulesOf, putCalendar, putDeadlineRules } from '../queries/deadline.ts'
import { json, jsonBody, routes, rowId } from '../valid.ts'

const query = z.object({ areaId: rowId })
const tags = ['deadlines']
const readCalendar = createRoute({ method: 'get', path: '/api/calendar', tags, summary: 'Working hours and dated days that hold in an area', request: { query }, responses: { 200: json<Calendar>('the calendar') } })
const writeCalendar = createRoute({
  method: 'put', path: '/api/calendar', tags, summary: 'Set the whole of an area’s own hours and days; an empty list takes those of the area above',
  request: { query, body: jsonBody(CalendarSet) }, responses: { 200: json<Calendar>('as it then holds') },
})
const readRules = createRoute({ method: 'get', path: '/api/deadline-rules', tags, summary: 'Limits that hold in an area, its own first', request: { query }, responses: { 200: json<DeadlineRules>('the rules') } })
const writeRules = createRoute({
  method: 'put', path: '/api/deadline-rules', tags, summary: 'Set the whole of an area’s own limits; clocks that run keep theirs',
  request: { query, body: jsonBody(DeadlineRuleSet) }, responses: { 200: json<DeadlineRules>('as they then hold') },
})

function present<Answer>(answer: Answer | null): Answer {
  if (answer === null) throw new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of one of your areas' }])
  return answer
}

export const deadlineRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(readCalendar, async (c) => c.json(present(await calendarOf(sql, c.var.actor, c.req.valid('query').areaId)), 200))
    .openapi(writeCalendar, async (c) => c.json(present(await putCalendar(sql, c.var.actor, c.req.valid('query').areaId, c.req.valid('json'))), 200))
    .openapi(readRules, async (c) => c.json(present(await deadlineRulesOf(sql, c.var.actor, c.req.valid('query').areaId)), 200))
    .openapi(writeRules, async (c) => c.json(present(await putDeadlineRules(sql, c.var.actor, c.req.valid('query').areaId, c.req.valid('json').rules)), 200))
