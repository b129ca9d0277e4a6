import { createRoute, z } from '@hono/zod-openapi'
import { CodeSchemeId, CodeSchemeSet } from '../../geodata/format/codeScheme.ts'
import { AreaChange, type AreaChangeDone, type AreaHistory, type AreaOnDay, type PendingAreaChange } from '../../geodata/model/areaChange.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { areasOn, changeArea, historyOf, pendingChanges, withdrawChange } from '../queries/areaChange.ts'
import { type CodeSchemeRow, codeSchemes, putCodeScheme, setZoneScheme } from '../queries/codeScheme.ts'
import { day, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['areas']
const params = z.object({ id: rowId })
const list = createRoute({ method: 'get', path: '/api/areas', tags, summary: 'The tree of areas, parents first, as it was on a day, and changes that wait for theirs', request: { query: z.object({ on: day.optional() }) }, responses: { 200: json<{ areas: AreaOnDay[]; pending: PendingAreaChange[] }>('areas') } })
const history = createRoute({ method: 'get', path: '/api/areas/{id}/history', tags, summary: 'How an area was, and what changed it', request: { params }, responses: { 200: json<AreaHistory>('its states and changes, newest first') } })
const change = createRoute({
  method: 'post', path: '/api/areas/{id}/changes', tags, summary: 'Rename, recode, merge, split, move, close or add an area, on a day, also one to come; `preview` only counts',
  request: { params, body: jsonBody(AreaChange) }, responses: { 200: json<{ done: AreaChangeDone }>('what it touched') },
})
const withdraw = createRoute({
  method: 'delete', path: '/api/areas/{id}/changes/{changeId}', tags, summary: 'Take back a change that waits for its day, or put away one that could not be made',
  request: { params: params.extend({ changeId: Id }) }, responses: { 200: json<{ pending: PendingAreaChange[] }>('those that still wait') },
})
const schemes = createRoute({ method: 'get', path: '/api/code-schemes', tags, summary: 'What codes of areas and zones are made of', responses: { 200: json<{ schemes: CodeSchemeRow[] }>('schemes') } })
const putScheme = createRoute({
  method: 'put', path: '/api/code-schemes/{id}', tags, summary: 'Set a scheme of codes; another version by now is a conflict', request: { params: z.object({ id: CodeSchemeId }), body: jsonBody(CodeSchemeSet) },
  responses: { 200: json<{ schemes: CodeSchemeRow[] }>('all schemes') },
})
const zoneScheme = createRoute({
  method: 'put', path: '/api/areas/{id}/zone-scheme', tags, summary: 'By which scheme zones below an area are coded; null is that of the area above',
  request: { params, body: jsonBody(z.strictObject({ scheme: CodeSchemeId.nullable() })) }, responses: { 200: json<{ scheme: string | null }>('as it then is') },
})

/** Households and zones of an area are those of the communities below it. */
function sumUp(tree: AreaOnDay[]): AreaOnDay[] {
  const sums = new Map(tree.map(({ id, households, zones }) => [id, { households, zones }]))
  for (const { id, parentId } of tree.toReversed()) {
    const [own, above] = [sums.get(id), parentId === null ? undefined : sums.get(parentId)]
    if (own && above) sums.set(parentId as number, { households: above.households + own.households, zones: above.zones + own.zones })
  }
  return tree.map((area) => ({ ...area, ...sums.get(area.id) }))
}

const noArea = () => new Problem(404, 'There is no such area for this actor.', [{ field: 'id', expected: 'the id of one of your areas' }])

export const areaRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => {
      const [areas, pending] = await Promise.all([areasOn(sql, c.var.actor, c.req.valid('query').on ?? null), pendingChanges(sql, c.var.actor)])
      return c.json({ areas: sumUp([...areas]), pending: [...pending] }, 200)
    })
    .openapi(history, async (c) => {
      const found = await historyOf(sql, c.var.actor, c.req.valid('param').id)
      if (!found) throw noArea()
      return c.json(found, 200)
    })
    .openapi(change, async (c) => {
      const done = await changeArea(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      if (!done) throw noArea()
      if ('expected' in done) throw new Problem(422, done.expected, [done])
      return c.json({ done }, 200)
    })
    .openapi(withdraw, async (c) => {
      const { id, changeId } = c.req.valid('param')
      if (!(await withdrawChange(sql, c.var.actor, id, changeId))) throw new Problem(404, 'There is no such change for this actor.', [{ field: 'changeId', expected: 'the id of a change that waits' }])
      return c.json({ pending: [...(await pendingChanges(sql, c.var.actor))] }, 200)
    })
    .openapi(schemes, async (c) => c.json({ schemes: [...(await codeSchemes(sql, c.var.actor))] }, 200))
    .openapi(putScheme, async (c) => {
      await putCodeScheme(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      return c.json({ schemes: [...(await codeSchemes(sql, c.var.actor))] }, 200)
    })
    .openapi(zoneScheme, async (c) => {
      const { scheme } = c.req.valid('json')
      if (!(await setZoneScheme(sql, c.var.actor, c.req.valid('param').id, scheme))) throw noArea()
      return c.json({ scheme }, 200)
    })
