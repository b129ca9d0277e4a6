import { createRoute, z } from '@hono/zod-openapi'
import { type Briefing, BriefingDraft, type BriefingRerun, type BriefingSummary, type BriefingText, BriefingTextChange } from '../../geodata/model/briefing.ts'
import { Id } from '../../geodata/model/id.ts'
import { Instant } from '../../geodata/model/time.ts'
import { answerStream, seldom, streamHeaders } from '../answerStream.ts'
import { createBriefings } from '../briefing/briefings.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { briefingById, briefings, changeBriefing, eraseBriefingText, markBriefingRead, stepBriefing, writeBriefingText } from '../queries/briefing.ts'
import { type FigureRows, rowsOfFigure } from '../briefing/rows.ts'
import { shownBriefing, shownChanges } from '../briefing/shown.ts'
import { createTurns } from '../turns.ts'
import { flag, integerText, json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['briefings']
const params = z.object({ id: Id })
const path = '/api/briefings/{id}'
const Version = z.number().int().min(1)
const TextKey = z.string().regex(/^[a-z][a-zA-Z0-9_.]{0,80}$/, 'expected the key of a block')
const briefing = (description: string) => json<{ briefing: BriefingSummary }>(description)
const lines = { 200: { description: 'lines {"progress","stage"}, and last {"answer":{"briefing"}} or {"problem"}; ending the request ends the work', content: { 'application/x-ndjson': { schema: z.string() } } } }
const none = { 204: { description: 'done' } }

const list = createRoute({
  method: 'get', path: '/api/briefings', tags, summary: 'Briefings that one reads, last changed first; those that were discarded only with discarded=true',
  request: { query: z.object({ areaId: rowId.optional(), discarded: flag }) }, responses: { 200: json<{ briefings: BriefingSummary[] }>('briefings') },
})
const make = createRoute({ method: 'post', path: '/api/briefings', tags, summary: 'Count all figures of an area and a period at one moment, and keep them as a draft. The same id again answers the briefing as it is', request: { body: jsonBody(BriefingDraft) }, responses: lines })
const read = createRoute({
  method: 'get', path, tags, summary: 'One briefing with figures, pages and texts; small counts as this reader may see them', request: { params, query: z.object({ run: integerText(1, 32_767).optional() }) }, responses: { 200: json<{ briefing: Briefing }>('the briefing') },
})
const run = createRoute({
  method: 'post', path: `${path}/runs`, tags, summary: 'Count all figures once more; the former run stays', request: { params, body: jsonBody(z.strictObject({ version: Version, asOf: Instant.nullable().default(null) })) }, responses: lines,
})
const change = createRoute({
  method: 'patch', path, tags, summary: 'Title and audience; 409 where somebody was quicker',
  request: { params, body: jsonBody(z.strictObject({ version: Version, title: BriefingDraft.shape.title.optional(), audience: BriefingDraft.shape.audience.optional() })) }, responses: { 200: briefing('as it is now') },
})
const step = <Verb extends string>(verb: Verb, summary: string) => createRoute({ method: 'post', path: `${path}/${verb}`, tags, summary, request: { params, body: jsonBody(z.strictObject({ version: Version })) }, responses: { 200: briefing('as it is now') } })
const file = step('file', 'File a draft: its readers are told')
const withdraw = step('withdraw', 'Take a filed briefing back')
const discard = step('discard', 'Give up a draft')
const restore = step('restore', 'A draft again: of one that was given up')
const write = createRoute({ method: 'put', path: `${path}/texts/{key}`, tags, summary: 'Text of a person in place of what is composed', request: { params: params.extend({ key: TextKey }), body: jsonBody(BriefingTextChange) }, responses: { 200: json<{ text: BriefingText }>('as it is now') } })
const erase = createRoute({
  method: 'delete', path: `${path}/texts/{key}`, tags, summary: 'What is composed stands again', request: { params: params.extend({ key: TextKey }), query: z.object({ locale: z.enum(['zh', 'en']), version: integerText(1, 2_147_483_647) }) }, responses: none,
})
const mark = createRoute({ method: 'post', path: `${path}/read`, tags, summary: 'The reader has opened it', request: { params }, responses: none })
const aRun = integerText(1, 32_767)
const changes = createRoute({
  method: 'get', path: `${path}/changes`, tags, summary: 'What a run, the shown one unless another is named, shows otherwise than another run', request: { params, query: z.object({ against: aRun, run: aRun.optional() }) }, responses: { 200: json<BriefingRerun>('figures by key, before and after') },
})
const rows = createRoute({
  method: 'get', path: `${path}/figures/{key}/rows`, tags, summary: 'The rows behind a figure as they stood when it was counted: of all of it, or of one row, hour or day of it',
  request: {
    params: params.extend({ key: TextKey }),
    query: z.object({ run: aRun.optional(), row: z.string().max(40).optional(), part: z.enum(['now', 'before', 'year', 'numerator', 'denominator', 'overdue', 'found', 'since']).default('now'), offset: integerText(0, 1_000_000).default(0), limit: integerText(1, 1_000).default(200) }),
  },
  responses: { 200: json<FigureRows>('rows, newest first') },
})

/** Undefined is not there, or not for this actor. */
function found<Row>(row: Row | undefined | false): Row {
  if (row === undefined || row === false) throw new Problem(404, 'There is no such briefing for this actor.', [{ field: 'id', expected: 'the id of a briefing that you may read' }])
  return row
}

export const briefingRoutes = ({ sql, versions, log }: Deps) => {
  const made = createBriefings({ sql, versions })
  const failed = (at: string) => (error: unknown) => log.error({ path: at, error: String((error as Error).stack ?? error) }, 'a briefing failed')
  type Told = (stage: string, progress: number) => void
  const stream = (signal: AbortSignal, at: string, work: (signal: AbortSignal, told: Told) => Promise<Briefing>) =>
    answerStream<{ progress: number; stage: string } | { answer: { briefing: Briefing } }>(signal, failed(at), async (say, gone) => {
      const told = seldom((stage: string, progress: number) => say({ progress: Math.round(progress * 1000) / 1000, stage }))
      say({ answer: { briefing: await work(gone, told) } })
    })
  const inTurn = createTurns(2)
  const runOf = async (id: string, actor: string, run: number, last: number) => {
    if (run > last) throw new Problem(400, `against: expected a run from 1 to ${last}`, [{ field: 'against', expected: `a run from 1 to ${last}` }])
    return found(await briefingById(sql, actor, id, run))
  }
  return routes()
    .openapi(list, async (c) => c.json({ briefings: await briefings(sql, c.var.actor, c.req.valid('query')) }, 200))
    .openapi(make, async (c) => {
      const draft = c.req.valid('json')
      await made.check(c.var.actor, draft.question)
      return c.body(stream(c.req.raw.signal, c.req.path, (signal, told) => made.make(c.var.actor, draft, { signal, told })), 200, streamHeaders) as never
    })
    .openapi(read, async (c) => c.json({ briefing: shownBriefing(found(await briefingById(sql, c.var.actor, c.req.valid('param').id, c.req.valid('query').run)), c.var.actor) }, 200))
    .openapi(run, async (c) => {
      const { id } = c.req.valid('param')
      const asked = c.req.valid('json')
      const { question } = found(await briefingById(sql, c.var.actor, id))
      await made.check(c.var.actor, { ...question, asOf: asked.asOf })
      return c.body(stream(c.req.raw.signal, c.req.path, async (signal, told) => found(await made.runAgain(c.var.actor, id, asked, { signal, told }))), 200, streamHeaders) as never
    })
    .openapi(changes, async (c) => {
      const { id } = c.req.valid('param')
      const { against, run: wanted } = c.req.valid('query')
      const now = found(await briefingById(sql, c.var.actor, id, wanted))
      return c.json(shownChanges(now, await runOf(id, c.var.actor, against, now.briefing.run), wanted ?? now.briefing.run, against), 200)
    })
    .openapi(rows, async (c) => {
      const { id, key } = c.req.valid('param')
      const { run: wanted, ...page } = c.req.valid('query')
      return c.json(await inTurn(c.var.actor, async () => rowsOfFigure(sql, c.var.actor, found(await briefingById(sql, c.var.actor, id, wanted)), key, page)), 200)
    })
    .openapi(change, async (c) => c.json({ briefing: found(await changeBriefing(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
    .openapi(file, async (c) => c.json({ briefing: found(await stepBriefing(sql, c.var.actor, 'file', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(withdraw, async (c) => c.json({ briefing: found(await stepBriefing(sql, c.var.actor, 'withdraw', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(discard, async (c) => c.json({ briefing: found(await stepBriefing(sql, c.var.actor, 'discard', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(restore, async (c) => c.json({ briefing: found(await stepBriefing(sql, c.var.actor, 'restore', c.req.valid('param').id, c.req.valid('json').version)) }, 200))
    .openapi(write, async (c) => {
      const { id, key } = c.req.valid('param')
      return c.json({ text: found(await writeBriefingText(sql, c.var.actor, id, key, c.req.valid('json'))) }, 200)
    })
    .openapi(erase, async (c) => {
      const { id, key } = c.req.valid('param')
      const { locale, version } = c.req.valid('query')
      found(await eraseBriefingText(sql, c.var.actor, id, key, locale, version))
      return c.body(null, 204)
    })
    .openapi(mark, async (c) => {
      found(await markBriefingRead(sql, c.var.actor, c.req.valid('param').id))
      return c.body(null, 204)
    })
}
