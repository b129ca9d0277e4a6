import { createRoute, z } from '@hono/zod-openapi'
import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Post, Zone } from '../../geodata/model/zone.ts'
import type { PlanDay } from '../../geodata/model/zonePlan.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { type ZoneFigures, type ZoneWithPosts, zoneById, zoneFigures, zonesWithPosts } from '../queries/zone.ts'
import { dayOf, zoneDays } from '../queries/zoneDay.ts'
import { categoryIds, checkPeriod, json, onDay, past, period, routes, rowId } from '../valid.ts'

const tags = ['zones']
const asked = { on: onDay, at: past }
const list = createRoute({ method: 'get', path: '/api/zones', tags, summary: 'Zones with their posts; of any day, or of the day of a past moment', request: { query: z.object(asked) }, responses: { 200: json<{ zones: ZoneWithPosts[] }>('zones') } })
const figures = createRoute({
  method: 'get', path: '/api/zones/figures', tags, summary: 'Figures of each zone in a period',
  request: { query: z.object({ ...period, categoryIds: categoryIds.optional(), ...asked }) }, responses: { 200: json<{ rows: ZoneFigures[] }>('figures') },
})
const one = createRoute({
  method: 'get', path: '/api/zones/{id}', tags, summary: 'One zone with its shape and posts',
  request: { params: z.object({ id: rowId }), query: z.object(asked) }, responses: { 200: json<{ zone: Zone; geometry: MultiPolygon; posts: Post[] }>('the zone') },
})
const days = createRoute({ method: 'get', path: '/api/zones/days', tags, summary: 'Days on which zones changed or will, newest first', responses: { 200: json<{ days: PlanDay[]; today: string }>('days') } })

export const zoneRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ zones: await zonesWithPosts(sql, c.var.actor, await dayOf(sql, c.var.actor, c.req.valid('query'))) }, 200))
    .openapi(days, async (c) => c.json({ days: await zoneDays(sql, c.var.actor), today: (await dayOf(sql, c.var.actor, { at: new Date().toISOString() })) ?? '' }, 200))
    .openapi(figures, async (c) => {
      const { categoryIds: ids, at, on, ...span } = c.req.valid('query')
      return c.json({ rows: [...(await zoneFigures(sql, c.var.actor, checkPeriod(span), ids, at, await dayOf(sql, c.var.actor, { on, at })))] }, 200)
    })
    .openapi(one, async (c) => {
      const found = await zoneById(sql, c.var.actor, c.req.valid('param').id, await dayOf(sql, c.var.actor, c.req.valid('query')))
      if (!found) throw new Problem(404, 'There is no such zone for this actor.', [{ field: 'id', expected: 'the id of a zone in your areas' }])
      return c.json(found, 200)
    })
