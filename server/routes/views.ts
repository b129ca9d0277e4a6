import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import type { ImportProblem } from '../../geodata/model/importProblem.ts'
import { View } from '../../geodata/model/view.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { type Figures, type ImportRun, headlineFigures, importRuns } from '../queries/figures.ts'
import { importProblems } from '../queries/importProblem.ts'
import { type SavedView, deleteView, saveView, savedViews } from '../queries/view.ts'
import { checkPeriod, json, jsonBody, past, period, routes, rowId } from '../valid.ts'

const SavedViewInput = z.strictObject({ id: Id, name: z.string().trim().min(1).max(100), value: View })
const list = createRoute({ method: 'get', path: '/api/views', tags: ['views'], summary: 'Saved views', responses: { 200: json<{ views: SavedView[] }>('newest first') } })
const save = createRoute({
  method: 'post', path: '/api/views', tags: ['views'], summary: 'Save a view; the same id again answers it as it is',
  request: { body: jsonBody(SavedViewInput) }, responses: { 201: json<{ view: SavedView }>('saved'), 200: json<{ view: SavedView }>('was here already') },
})
const remove = createRoute({ method: 'delete', path: '/api/views/{id}', tags: ['views'], summary: 'Delete a view of one’s own', request: { params: z.object({ id: Id }) }, responses: { 204: { description: 'gone' } } })
const imports = createRoute({ method: 'get', path: '/api/imports', tags: ['imports'], summary: 'Imports, for those who may import', responses: { 200: json<{ imports: ImportRun[] }>('newest first') } })
const problems = createRoute({
  method: 'get', path: '/api/imports/{id}/problems', tags: ['imports'], summary: 'What was wrong with rows of an import, rejected ones first, with the shape where there is one',
  request: { params: z.object({ id: rowId }) }, responses: { 200: json<{ problems: ImportProblem[] }>('problems') },
})
const figures = createRoute({ method: 'get', path: '/api/figures', tags: ['server'], summary: 'Headline numbers of a period', request: { query: z.object({ ...period, at: past }) }, responses: { 200: json<Figures>('figures') } })

export const viewRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ views: [...(await savedViews(sql, c.var.actor))] }, 200))
    .openapi(save, async (c) => {
      const { view, existed } = await saveView(sql, c.var.actor, c.req.valid('json'))
      if (!view) throw new Problem(403, 'A view needs an area to belong to.')
      return existed ? c.json({ view }, 200) : c.json({ view }, 201)
    })
    .openapi(remove, async (c) => {
      if (!(await deleteView(sql, c.var.actor, c.req.valid('param').id))) throw new Problem(404, 'There is no such view of yours.', [{ field: 'id', expected: 'the id of a view of your own' }])
      return c.body(null, 204)
    })
    .openapi(imports, async (c) => c.json({ imports: [...(await importRuns(sql, c.var.actor))] }, 200))
    .openapi(problems, async (c) => {
      const found = await importProblems(sql, c.var.actor, c.req.valid('param').id)
      if (!found) throw new Problem(404, 'There is no such import for this actor.', [{ field: 'id', expected: 'the id of an import that you may see' }])
      return c.json({ problems: found }, 200)
    })
    .openapi(figures, async (c) => {
      const { at, ...span } = c.req.valid('query')
      return c.json(await headlineFigures(sql, c.var.actor, checkPeriod(span), at), 200)
    })
