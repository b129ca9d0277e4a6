import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import type { Briefing } from '../../geodata/model/briefing.ts'
import type { Deps } from '../deps.ts'
import type { Ask } from '../printing/answerInProcess.ts'
import { createPrinter } from '../printing/printer.ts'
import { Problem } from '../problem.ts'
import { createTurns } from '../turns.ts'
import { integerText, routes } from '../valid.ts'

const pdf = createRoute({
  method: 'get', path: '/api/briefings/{id}/pdf', tags: ['briefings'], summary: 'The briefing on paper, of the newest count unless another is named: its pages as whoever asks sees them, made by the Chromium of the server; 503 where it has none',
  request: { params: z.object({ id: Id }), query: z.object({ locale: z.enum(['zh', 'en']).default('zh'), run: integerText(1, 32_767).optional() }) },
  responses: { 200: { description: 'the document', content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } } } },
})

/** `ask`: the app itself, in whose name the pages are drawn. */
export const briefingPdfRoutes = (deps: Deps, ask: Ask) => {
  const printer = createPrinter({ env: deps.env, log: deps.log, ask })
  // The queue is everybody's: one account has one place in it.
  const inTurn = createTurns(1, 2)
  return routes().openapi(pdf, async (c) => {
    const [{ id }, { locale, run }] = [c.req.valid('param'), c.req.valid('query')]
    const who = { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') }
    const ofRun = run === undefined ? '' : `?run=${run}`
    // What this reader may not see is as missing here as there.
    const read = await ask(new Request(`${new URL(c.req.url).origin}/api/briefings/${id}${ofRun}`, { headers: Object.entries({ ...who, host: c.req.header('host') }).filter((pair): pair is [string, string] => pair[1] !== undefined) }))
    if (!read.ok) return read as never
    const { briefing } = (await read.json()) as { briefing: Briefing }
    if (!deps.webFolder) throw new Problem(503, 'This server has no pages to print.')
    const bytes = await inTurn(c.var.actor, () => printer.print({ path: `/briefings/${id}/print${ofRun}`, who, locale, foot: run === undefined || run === briefing.run ? briefing.title : `${briefing.title} (${run}/${briefing.run})`, signal: c.req.raw.signal }), c.req.raw.signal)
    return c.body(bytes, 200, { 'content-type': 'application/pdf', 'cache-control': 'no-store', 'content-disposition': `attachment; filename="briefing.pdf"; filename*=UTF-8''${encodeURIComponent(briefing.title)}.pdf` })
  })
}
