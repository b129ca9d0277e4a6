import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { exploreStream } from '../exploreStream.ts'
import { Problem } from '../problem.ts'
import { incidentArrow } from '../incidentArrow.ts'
import { exportHome, writeAudit } from '../queries/audit.ts'
import { exportPage } from '../queries/incidentExport.ts'
import { countAll, explorePage, incidentsAtPlace } from '../queries/explore.ts'
import { countIncidents } from '../queries/incident.ts'
import { chooseEncoding, encodingHeader } from '../tiles/compress.ts'
import { createTurns } from '../turns.ts'
import { checkPeriod, instant, json, numberText, period, routes } from '../valid.ts'

/** Beyond this a browser is better served by counts (`/api/incidents/grid`). */
const mostRows = 2_000_000

const exportRows = 10_000
/** Answers of an account that are not read to their end: one that is broken off without a word is given up after a while. */
const mostOpen = 8

const explore = createRoute({
  method: 'get', path: '/api/incidents/explore', tags: ['incidents'], summary: 'All incidents of a window as frames of columns without ids, newest frame first',
  request: { query: z.object(period) },
  responses: {
    200: { description: 'geodata/format/incidentFrames.ts reads it; x-fangcun-total rows follow, x-fangcun-cursor continues on /live', content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
    304: { description: 'as before' },
  },
})
const write = createRoute({
  method: 'get', path: '/api/incidents/export', tags: ['incidents'], summary: 'Incidents of a window as an Arrow IPC stream, in order of time; needs the right to export and is audited',
  request: { query: z.object({ ...period, format: z.enum(['arrow']).default('arrow') }) },
  responses: { 200: { description: 'where, when, what kind, in which state; no texts, no contacts', content: { 'application/vnd.apache.arrow.stream': { schema: z.string().openapi({ format: 'binary' }) } } } },
})
const atPlace = createRoute({
  method: 'get', path: '/api/incidents/at-place', tags: ['incidents'], summary: 'Ids of the incidents of one place (a 26-bit mercator cell) and moment',
  request: { query: z.object({ lng: numberText(-180, 180), lat: numberText(-85, 85), at: instant }) },
  responses: { 200: json<{ incidents: { id: string }[] }>('at most 50') },
})

export const exploreRoutes = ({ sql, versions, live, mostExploreRows = mostRows }: Deps) => {
  const inTurn = createTurns(2)
  const open = new Map<string, number>()
  const opened = (actor: string, more: 1 | -1) => {
    const count = (open.get(actor) ?? 0) + more
    if (count > 0) open.set(actor, count)
    else open.delete(actor)
  }
  return routes()
    .openapi(explore, async (c) => {
      const span = checkPeriod(c.req.valid('query'))
      const { actor, rightsKey } = c.var
      const encoding = chooseEncoding(c.req.header('accept-encoding'))
      const cursor = live.cursor()
      const etag = `"${rightsKey}.${versions.tag(['incident'])}.x1.${encoding}"`
      const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Accept-Encoding', 'x-fangcun-cursor': cursor }
      if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
      const total = await inTurn(actor, () => countIncidents(sql, actor, span, mostExploreRows))
      if (total > mostExploreRows) {
        const all = await inTurn(actor, () => countAll(sql, actor, span))
        throw new Problem(413, `The window holds ${all} incidents; at most ${mostExploreRows} are sent one by one. Ask for a shorter window, or for counts.`, [{ field: 'from', expected: `a window of at most ${mostExploreRows} incidents, or /api/incidents/grid` }])
      }
      const sent = { ...headers, ...encodingHeader(encoding), 'x-fangcun-total': String(total), 'content-type': 'application/octet-stream', 'x-accel-buffering': 'no' }
      if (c.req.method === 'HEAD') return c.body(null, 200, sent)
      if ((open.get(actor) ?? 0) >= mostOpen) throw new Problem(429, 'This account has too many answers open; read them to their end.', [], { 'retry-after': '10' })
      opened(actor, 1)
      return c.body(exploreStream((older, limit) => inTurn(actor, () => explorePage(sql, actor, span, older, limit)), encoding, mostExploreRows, { onEnd: () => opened(actor, -1) }), 200, sent)
    })
    .openapi(write, async (c) => {
      const { format, ...asked } = c.req.valid('query')
      const span = checkPeriod(asked)
      const { actor } = c.var
      const home = await exportHome(sql, actor, null, { target: 'incidents', detail: { format, ...span } })
      const headers = { 'content-type': 'application/vnd.apache.arrow.stream', 'content-disposition': `attachment; filename="incidents-${span.from.slice(0, 10)}.${format}s"`, 'cache-control': 'no-store', vary: 'Cookie' }
      if (c.req.method === 'HEAD') return c.body(null, 200, headers) as never
      // Said before the first row leaves: who breaks off has some of them all the same.
      await writeAudit(sql, actor, { action: 'export', target: 'incidents', areaId: home, detail: { format, ...span } })
      return c.body(incidentArrow((after) => inTurn(actor, () => exportPage(sql, actor, span, after, exportRows))), 200, headers) as never
    })
    .openapi(atPlace, async (c) => c.json({ incidents: await incidentsAtPlace(sql, c.var.actor, c.req.valid('query')) }, 200))
}
