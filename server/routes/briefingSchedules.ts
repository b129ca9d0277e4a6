import { createRoute, z } from '@hono/zod-openapi'
import { nextFiling } from '../../geodata/briefing/schedule.ts'
import { type BriefingSchedule, BriefingScheduleDraft } from '../../geodata/model/briefing.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { briefingClock, briefingSchedules, changeBriefingSchedule, keepBriefingSchedule, retireBriefingSchedule } from '../queries/briefingSchedule.ts'
import { integerText, json, jsonBody, routes } from '../valid.ts'

const tags = ['briefings']
const params = z.object({ id: Id })
const path = '/api/briefing-schedules/{id}'
const schedule = (description: string) => json<{ schedule: BriefingSchedule }>(description)
const list = createRoute({ method: 'get', path: '/api/briefing-schedules', tags, summary: 'Briefings that are made by themselves, the next first; for those who brief', responses: { 200: json<{ schedules: BriefingSchedule[] }>('schedules') } })
const keep = createRoute({
  method: 'post', path: '/api/briefing-schedules', tags, summary: 'File a briefing every day, week or month by itself, with what one may see then. The same id again answers the schedule as it is',
  request: { body: jsonBody(BriefingScheduleDraft) }, responses: { 201: schedule('kept'), 200: schedule('was here already') },
})
const change = createRoute({ method: 'put', path, tags, summary: 'Change a schedule, from now on in one’s own name; 409 where somebody was quicker', request: { params, body: jsonBody(BriefingScheduleDraft.extend({ version: z.number().int().min(1) })) }, responses: { 200: schedule('as it is now') } })
const retire = createRoute({ method: 'delete', path, tags, summary: 'End a schedule; what it made stays', request: { params, query: z.object({ version: integerText(1, 2_147_483_647) }) }, responses: { 204: { description: 'done' } } })

/** Undefined is not there, or not for this actor. */
function found<Row>(row: Row | undefined | false): Row {
  if (row === undefined || row === false) throw new Problem(404, 'There is no such schedule for this actor.', [{ field: 'id', expected: 'the id of a schedule in your areas' }])
  return row
}

function checkDay({ template, onDay }: BriefingScheduleDraft): void {
  const expected = template === 'daily' ? (onDay === null ? null : 'no day: a daily one is filed on every day') : onDay === null ? 'a day' : template === 'weekly' && onDay > 7 ? 'a day from 1 (Monday) to 7' : null
  if (expected) throw new Problem(422, `onDay: expected ${expected}`, [{ field: 'onDay', expected }])
}

export const briefingScheduleRoutes = ({ sql }: Deps) => {
  const due = async (actor: string, draft: BriefingScheduleDraft) => {
    checkDay(draft)
    return new Date(nextFiling(draft, await briefingClock(sql, actor, draft.areaId), Date.now())).toISOString()
  }
  return routes()
    .openapi(list, async (c) => c.json({ schedules: await briefingSchedules(sql, c.var.actor) }, 200))
    .openapi(keep, async (c) => {
      const draft = c.req.valid('json')
      const { schedule: kept, existed } = await keepBriefingSchedule(sql, c.var.actor, { ...draft, nextAt: await due(c.var.actor, draft) })
      const answer = { schedule: found(kept) }
      return existed ? c.json(answer, 200) : c.json(answer, 201, { location: `/api/briefing-schedules/${draft.id}` })
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const draft = c.req.valid('json')
      if (draft.id !== id) throw new Problem(422, 'id: expected the id of the path', [{ field: 'id', expected: 'the id of the path' }])
      // Where it is not the actor's, nothing else is judged.
      found((await briefingSchedules(sql, c.var.actor)).find((each) => each.id === id))
      return c.json({ schedule: found(await changeBriefingSchedule(sql, c.var.actor, { ...draft, nextAt: await due(c.var.actor, draft) })) }, 200)
    })
    .openapi(retire, async (c) => {
      found(await retireBriefingSchedule(sql, c.var.actor, c.req.valid('param').id, c.req.valid('query').version))
      return c.body(null, 204)
    })
}
