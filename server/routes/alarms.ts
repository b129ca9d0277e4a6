import { createRoute, z } from '@hono/zod-openapi'
import type { Alarm } from '../../geodata/model/alarm.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { acknowledgeAlarm, alarms } from '../queries/alarm.ts'
import { integerText, json, jsonBody, routes } from '../valid.ts'

const id = integerText(1, Number.MAX_SAFE_INTEGER)
const list = createRoute({
  method: 'get', path: '/api/alarms', tags: ['alarms'], summary: 'Alarms that ring, and those of the last 24 hours', responses: { 200: json<{ alarms: Alarm[] }>('open ones first, then the newest') },
})
const acknowledge = createRoute({
  method: 'post', path: '/api/alarms/{id}/acknowledge', tags: ['alarms'], summary: 'Take note of an alarm; the second time answers who did',
  request: { params: z.object({ id }), body: jsonBody(z.strictObject({})) }, responses: { 200: json<{ alarm: Alarm }>('with who took note of it') },
})

export const alarmRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ alarms: [...(await alarms(sql, c.var.actor))] }, 200))
    .openapi(acknowledge, async (c) => {
      const { alarm, may } = await acknowledgeAlarm(sql, c.var.actor, c.req.valid('param').id)
      if (!alarm) throw new Problem(404, 'There is no such alarm for this actor.', [{ field: 'id', expected: 'the id of an alarm in your areas' }])
      if (!may) throw new Problem(403, 'The actor may not take note of alarms here.')
      return c.json({ alarm }, 200)
    })
