import { createRoute, z } from '@hono/zod-openapi'
import { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { AnalysisLine } from '../../geodata/model/analysisAnswer.ts'
import type { Deps } from '../deps.ts'
import { problemBody, problemOf } from '../problem.ts'
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

/** Progress at most this often, so that a slow line is not filled with it. */
const everyMs = 100

/** Lines as they come. Whoever stops reading ends the work. */
function lines(clientGone: AbortSignal, failed: (error: unknown) => void, work: (say: (line: AnalysisLine) => void, signal: AbortSignal) => Promise<void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const gone = new AbortController()
  let open = true
  return new ReadableStream({
    start(stream) {
      const say = (line: AnalysisLine) => { if (open) stream.enqueue(encoder.encode(`${JSON.stringify(line)}\n`)) }
      void work(say, AbortSignal.any([gone.signal, clientGone]))
        .catch((error: unknown) => {
          if (problemOf(error).status >= 500) failed(error)
          say({ problem: problemBody(problemOf(error)) })
        })
        .finally(() => {
          if (open) stream.close()
          open = false
        })
    },
    cancel() {
      open = false
      gone.abort()
    },
  })
}

export const analysisRoutes = ({ sql, analyses, log }: Deps) =>
  routes()
    .openapi(ask, async (c) => {
      const question = c.req.valid('json')
      const asker = { actor: c.var.actor }
      await analyses.check(asker.actor, question)
      const failed = (error: unknown) => log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'an analysis failed')
      const body = lines(c.req.raw.signal, failed, async (say, signal) => {
        let last = -Infinity
        const answer = await analyses.ask(asker, question, {
          signal,
          told: (stage, progress) => {
            if (performance.now() - last < everyMs) return
            last = performance.now()
            say({ progress: Math.round(progress * 1000) / 1000, stage })
          },
        })
        say({ answer })
      })
      return c.body(body, 200, { 'content-type': 'application/x-ndjson', 'cache-control': 'private, no-store', vary: 'Cookie', 'x-accel-buffering': 'no' }) as never
    })
    .openapi(write, async (c) => {
      const question = c.req.valid('json')
      const { format } = c.req.valid('query')
      const { actor } = c.var
      await analyses.check(actor, question)
      const home = await exportHome(sql, actor, question.areaId)
      const { bytes, units, rows } = await analyses.export({ actor }, question, format, c.req.raw.signal)
      await writeAudit(sql, actor, { action: 'export', target: 'analysis', areaId: home, detail: { format, units, rows, question } })
      const name = `${question.method}-${question.from.slice(0, 10)}.${format}`
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': types[format], 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store', vary: 'Cookie' }) as never
    })
