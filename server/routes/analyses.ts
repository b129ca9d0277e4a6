import { createRoute, z } from '@hono/zod-openapi'
import { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { AnalysisLine, AnalysisStage } from '../../geodata/model/analysisAnswer.ts'
import { answerStream, seldom, streamHeaders } from '../answerStream.ts'
import type { Deps } from '../deps.ts'
import { exportHome, writeAudit } from '../queries/audit.ts'
import { jsonBody, routes } from '../valid.ts'

const tags = ['hotspots']
const ask = createRoute({
  method: 'post', path: '/api/analyses', tags, summary: 'Ask a method about the incidents that one may see; never about somebody’s voice',
  request: { body: jsonBody(AnalysisQuestion) },
  responses: { 200: { description: 'lines {"progress","stage"}, and last {"answer"} or {"problem"}; ending the request ends the work', content: { 'application/x-ndjson': { schema: z.string() } } } },
})
const types = { geojson: 'application/geo+json', csv: 'text/csv; charset=utf-8', arrow: 'application/vnd.apache.arrow.file' } as const
const write = createRoute({
  method: 'post', path: '/api/analyses/export', tags, summary: 'Every unit of an answer with all its figures as a file; needs the right to export and is audited',
  request: { query: z.object({ format: z.enum(['geojson', 'csv', 'arrow']) }), body: jsonBody(AnalysisQuestion) },
  responses: { 200: { description: 'the file', content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } } },
})

export const analysisRoutes = ({ sql, analyses, log }: Deps) =>
  routes()
    .openapi(ask, async (c) => {
      const question = c.req.valid('json')
      const asker = { actor: c.var.actor }
      const place = analyses.order()
      await analyses.check(asker.actor, question)
      const failed = (error: unknown) => log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'an analysis failed')
      const body = answerStream<AnalysisLine>(c.req.raw.signal, failed, async (say, signal) => {
        const told = seldom((stage: AnalysisStage, progress: number) => say({ progress: Math.round(progress * 1000) / 1000, stage }))
        say({ answer: await analyses.ask(asker, question, { place, signal, told }) })
      })
      return c.body(body, 200, streamHeaders) as never
    })
    .openapi(write, async (c) => {
      const question = c.req.valid('json')
      const { format } = c.req.valid('query')
      const { actor } = c.var
      await analyses.check(actor, question)
      const home = await exportHome(sql, actor, question.areaId, { target: 'analysis', detail: { format, question } })
      const { bytes, units, rows } = await analyses.export({ actor }, question, format, c.req.raw.signal)
      await writeAudit(sql, actor, { action: 'export', target: 'analysis', areaId: home, detail: { format, units, rows, question } })
      const name = `${question.method}-${question.from.slice(0, 10)}.${format}`
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': types[format], 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store', vary: 'Cookie' }) as never
    })
