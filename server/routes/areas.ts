import { createRoute, z } from '@hono/zod-openapi'
import { CodeSchemeId, CodeSchemeSet } from '../../geodata/format/codeScheme.ts'
import { AreaChange, type AreaChangeDone, type AreaHistory, type AreaOnDay } from '../../geodata/model/areaChange.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { areasOn, changeArea, historyOf } from '../queries/areaChange.ts'
import { type CodeSchemeRow, codeSchemes, putCodeScheme, setZoneScheme } from '../queries/codeScheme.ts'
import { day, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['areas']
const params = z.object({ id: rowId })
const list = createRoute({ method: 'get', path: '/api/areas', tags, summary: 'The tree of areas, parents first, as it was on a day', request: { query: z.object({ on: day.optional() }) }, responses: { 200: json<{ areas: AreaOnDay[] }>('areas') } })
const history = createRoute({ method: 'get', path: '/api/areas/{id}/history', tags, summary: 'How an area was, and what changed it', request: { params }, responses: { 200: json<AreaHistory>('its states and changes, newest first') } })
const change = createRoute({
  method: 'post', path: '/api/areas/{id}/changes', tags, summary: 'Rename, recode, merge, split, move, close or add an area, on a day; `preview` only counts',
  request: { params, body: jsonBody(AreaChange) }, responses: { 200: json<{ done: AreaChangeDone }>('what it touched') },
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
    .openapi(list, async (c) => c.json({ areas: sumUp([...(await areasOn(sql, c.var.actor, c.req.valid('query').on ?? null))]) }, 200))
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
