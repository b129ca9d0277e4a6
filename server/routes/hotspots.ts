import { createRoute, z } from '@hono/zod-openapi'
import { HotspotChange, HotspotKeep } from '../../geodata/model/analysis.ts'
import type { Hotspot, HotspotRecord, PatrolLeader } from '../../geodata/model/analysisAnswer.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { hotspotRecord } from '../hotspotComparison.ts'
import { keepGround } from '../hotspotKeeping.ts'
import { Problem } from '../problem.ts'
import { changeHotspot, hotspotById, hotspots, patrolLeaders, storedHotspot } from '../queries/hotspot.ts'
import { createTurns } from '../turns.ts'
import { flag, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['hotspots']
const params = z.object({ id: Id })
const list = createRoute({
  method: 'get', path: '/api/hotspots', tags, summary: 'Hotspots that were kept, the newest first; those that were retired only with retired=true',
  request: { query: z.object({ retired: flag, areaId: rowId.optional() }) }, responses: { 200: json<{ hotspots: Hotspot[] }>('hotspots') },
})
const keep = createRoute({
  method: 'post', path: '/api/hotspots', tags, summary: 'Keep units of an answer as a hotspot; the server’s own answer to the question counts. The same id again answers the row as it is',
  request: { body: jsonBody(HotspotKeep) }, responses: { 201: json<{ hotspot: Hotspot }>('kept'), 200: json<{ hotspot: Hotspot }>('was here already') },
})
const read = createRoute({
  method: 'get', path: '/api/hotspots/{id}', tags, summary: 'One hotspot with what it was found by, what became of it and what was done', request: { params }, responses: { 200: json<HotspotRecord>('the hotspot') },
})
const change = createRoute({
  method: 'patch', path: '/api/hotspots/{id}', tags, summary: 'Name, note, patrol leader, retired or not; 409 where somebody was quicker',
  request: { params, body: jsonBody(HotspotChange) }, responses: { 200: json<{ hotspot: Hotspot }>('as it is now') },
})
const leaders = createRoute({
  method: 'get', path: '/api/hotspots/{id}/leaders', tags, summary: 'Patrol leaders over its area, for those who may give it to one', request: { params }, responses: { 200: json<{ leaders: PatrolLeader[] }>('accounts') },
})

const absent = () => new Problem(404, 'There is no such hotspot for this actor.', [{ field: 'id', expected: 'the id of a hotspot in your areas' }])

export const hotspotRoutes = ({ sql, analyses }: Deps) => {
  // What a ground held since is counted anew for each reader.
  const inTurn = createTurns(2)
  return routes()
    .openapi(list, async (c) => c.json({ hotspots: await hotspots(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(keep, async (c) => {
      const { hotspot, existed } = await keepGround({ sql, analyses }, { actor: c.var.actor }, c.req.valid('json'), c.req.raw.signal)
      if (!hotspot) throw absent()
      return existed ? c.json({ hotspot }, 200) : c.json({ hotspot }, 201, { location: `/api/hotspots/${hotspot.id}` })
    })
    .openapi(read, async (c) => {
      const stored = await storedHotspot(sql, c.var.actor, c.req.valid('param').id)
      if (!stored) throw absent()
      return c.json(await inTurn(c.var.actor, () => hotspotRecord(sql, c.var.actor, stored)), 200)
    })
    .openapi(change, async (c) => {
      const hotspot = await changeHotspot(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      if (!hotspot) throw absent()
      return c.json({ hotspot }, 200)
    })
    .openapi(leaders, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await hotspotById(sql, c.var.actor, id))) throw absent()
      return c.json({ leaders: await patrolLeaders(sql, c.var.actor, id) }, 200)
    })
}
