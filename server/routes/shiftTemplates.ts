import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type EventPlan, EventPlanPut, type EventPlanRecord, type RosterChange, type ShiftTemplate, ShiftTemplatePut, TemplateApply, VersionSeen } from '../../geodata/model/roster.ts'
import type { Deps } from '../deps.ts'
import { applyTemplate } from '../queries/rosterChange.ts'
import { eventPlan, eventPlans, putEventPlan, putTemplate, shiftTemplates, stepEventPlan } from '../queries/shiftTemplate.ts'
import { json, jsonBody, routes, rowId } from '../valid.ts'
import { found } from './rosters.ts'

const tags = ['rosters']
const ofArea = { query: z.object({ areaId: rowId.optional() }) }
const uuid = { params: z.object({ id: Id }) }
const record = json<EventPlanRecord>('as it is now')
const [template, event] = ['/api/shift-templates', '/api/event-plans']

const templates = createRoute({ method: 'get', path: template, tags, summary: 'Templates by week, with their lines', request: ofArea, responses: { 200: json<{ templates: ShiftTemplate[] }>('templates') } })
const put = createRoute({ method: 'put', path: `${template}/{id}`, tags, summary: 'A new template (version 0), or one as it is now; 409 where somebody was quicker', request: { ...uuid, body: jsonBody(ShiftTemplatePut) }, responses: { 200: json<{ template: ShiftTemplate }>('as it is now') } })
const apply = createRoute({ method: 'post', path: `${template}/{id}/apply`, tags, summary: 'Make needs of the days, and shifts of the teams that its lines name; what was made already stays as it is', request: { ...uuid, body: jsonBody(TemplateApply) }, responses: { 200: json<{ change: RosterChange }>('the change') } })
const plans = createRoute({ method: 'get', path: event, tags, summary: 'Plans of events, the latest first', request: ofArea, responses: { 200: json<{ plans: EventPlan[] }>('plans') } })
const plan = createRoute({ method: 'get', path: `${event}/{id}`, tags, summary: 'One plan with its posts', request: uuid, responses: { 200: json<EventPlanRecord>('the plan') } })
const putPlan = createRoute({ method: 'put', path: `${event}/{id}`, tags, summary: 'A new plan (version 0), or one as it is now; the needs of a published one follow. 409 where somebody was quicker', request: { ...uuid, body: jsonBody(EventPlanPut) }, responses: { 200: record } })
const publish = createRoute({ method: 'post', path: `${event}/{id}/publish`, tags, summary: 'Its posts need teams from now on', request: { ...uuid, body: jsonBody(VersionSeen) }, responses: { 200: record } })
const withdraw = createRoute({ method: 'post', path: `${event}/{id}/withdraw`, tags, summary: 'A draft again, while no team stands on its posts', request: { ...uuid, body: jsonBody(VersionSeen) }, responses: { 200: record } })
const discard = createRoute({ method: 'post', path: `${event}/{id}/discard`, tags, summary: 'Give the plan up, while no team stands on its posts', request: { ...uuid, body: jsonBody(VersionSeen) }, responses: { 200: record } })

export const shiftTemplateRoutes = ({ sql }: Deps) => {
  const step = async (actor: string, id: string, state: 'published' | 'draft' | 'discarded', version: number) => found(await stepEventPlan(sql, actor, id, state, version), 'id', 'plan')
  return routes()
    .openapi(templates, async (c) => c.json({ templates: await shiftTemplates(sql, c.var.actor, c.req.valid('query').areaId) }, 200))
    .openapi(put, async (c) => c.json({ template: found(await putTemplate(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'template') }, 200))
    .openapi(apply, async (c) => c.json({ change: found(await applyTemplate(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'template') }, 200))
    .openapi(plans, async (c) => c.json({ plans: await eventPlans(sql, c.var.actor, c.req.valid('query').areaId) }, 200))
    .openapi(plan, async (c) => c.json(found(await eventPlan(sql, c.var.actor, c.req.valid('param').id), 'id', 'plan'), 200))
    .openapi(putPlan, async (c) => c.json(found(await putEventPlan(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json')), 'id', 'plan'), 200))
    .openapi(publish, async (c) => c.json(await step(c.var.actor, c.req.valid('param').id, 'published', c.req.valid('json').version), 200))
    .openapi(withdraw, async (c) => c.json(await step(c.var.actor, c.req.valid('param').id, 'draft', c.req.valid('json').version), 200))
    .openapi(discard, async (c) => c.json(await step(c.var.actor, c.req.valid('param').id, 'discarded', c.req.valid('json').version), 200))
}
