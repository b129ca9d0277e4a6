import { createRoute, z } from '@hono/zod-openapi'
import { type SavedFilter, SavedFilterInput } from '../../geodata/model/board.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { deleteFilter, saveFilter, savedFilters } from '../queries/filter.ts'
import { json, jsonBody, routes } from '../valid.ts'

const list = createRoute({ method: 'get', path: '/api/filters', tags: ['incidents'], summary: 'Saved filters of the board', responses: { 200: json<{ filters: SavedFilter[] }>('by name') } })
const save = createRoute({
  method: 'post', path: '/api/filters', tags: ['incidents'], summary: 'Save a filter; the same id again answers it as it is',
  request: { body: jsonBody(SavedFilterInput) }, responses: { 201: json<{ filter: SavedFilter }>('saved'), 200: json<{ filter: SavedFilter }>('was here already') },
})
const remove = createRoute({
  method: 'delete', path: '/api/filters/{id}', tags: ['incidents'], summary: 'Delete a filter of one’s own', request: { params: z.object({ id: Id }) }, responses: { 204: { description: 'gone' } },
})

export const filterRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ filters: [...(await savedFilters(sql, c.var.actor))] }, 200))
    .openapi(save, async (c) => {
      const { filter, existed } = await saveFilter(sql, c.var.actor, c.req.valid('json'))
      if (!filter) throw new Problem(403, 'A filter needs an area to belong to.')
      return existed ? c.json({ filter }, 200) : c.json({ filter }, 201)
    })
    .openapi(remove, async (c) => {
      if (!(await deleteFilter(sql, c.var.actor, c.req.valid('param').id))) throw new Problem(404, 'There is no such filter of yours.', [{ field: 'id', expected: 'the id of a filter of your own' }])
      return c.body(null, 204)
    })
