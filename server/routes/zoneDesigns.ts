import { createRoute, z } from '@hono/zod-openapi'
import { type ZoneDesignLine, ZoneDesignQuestion, type ZoneDesignStage } from '../../geodata/model/zonePlan.ts'
import { answerStream, seldom, streamHeaders } from '../answerStream.ts'
import type { Deps } from '../deps.ts'
import { jsonBody, routes } from '../valid.ts'

const design = createRoute({
  method: 'post', path: '/api/zone-designs', tags: ['zones'], summary: 'Propose zones for an area in which one may plan, or the smallest changes to those of today; nothing is stored',
  request: { body: jsonBody(ZoneDesignQuestion) },
  responses: { 200: { description: 'lines {"progress","stage"}, and last {"answer"} or {"problem"}; ending the request ends the work', content: { 'application/x-ndjson': { schema: z.string() } } } },
})

export const zoneDesignRoutes = ({ zoneDesigns, log }: Deps) =>
  routes().openapi(design, async (c) => {
    const question = c.req.valid('json')
    const { actor } = c.var
    const place = zoneDesigns.order()
    await zoneDesigns.check(actor, question)
    const failed = (error: unknown) => log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'a design of zones failed')
    const body = answerStream<ZoneDesignLine>(c.req.raw.signal, failed, async (say, signal) => {
      const told = seldom((stage: ZoneDesignStage, progress: number) => say({ progress: Math.round(progress * 1000) / 1000, stage }))
      say({ answer: await zoneDesigns.ask(actor, place, question, { signal, told }) })
    })
    return c.body(body, 200, streamHeaders) as never
  })
