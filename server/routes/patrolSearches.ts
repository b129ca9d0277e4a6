import { createRoute, z } from '@hono/zod-openapi'
import { type PatrolRoutesLine, PatrolRoutesQuestion, type PatrolStage } from '../../geodata/model/patrolSearch.ts'
import { answerStream, seldom, streamHeaders } from '../answerStream.ts'
import type { Deps } from '../deps.ts'
import { jsonBody, routes } from '../valid.ts'

const search = createRoute({
  method: 'post', path: '/api/patrol-routes', tags: ['patrols'], summary: 'Find rounds for teams over hotspots and checkpoints in an area in which one plans patrols; nothing is stored',
  request: { body: jsonBody(PatrolRoutesQuestion) },
  responses: { 200: { description: 'lines {"progress","stage"}, and last {"answer"} or {"problem"}; ending the request ends the work', content: { 'application/x-ndjson': { schema: z.string() } } } },
})

export const patrolSearchRoutes = ({ patrolSearches, log }: Deps) =>
  routes().openapi(search, async (c) => {
    const question = c.req.valid('json')
    const { actor } = c.var
    const place = patrolSearches.order()
    await patrolSearches.check(actor, question)
    const failed = (error: unknown) => log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'a search for rounds failed')
    const body = answerStream<PatrolRoutesLine>(c.req.raw.signal, failed, async (say, signal) => {
      const told = seldom((stage: PatrolStage, progress: number) => say({ progress: Math.round(progress * 1000) / 1000, stage }))
      say({ answer: await patrolSearches.ask(actor, place, question, { signal, told }) })
    })
    return c.body(body, 200, streamHeaders) as never
  })
