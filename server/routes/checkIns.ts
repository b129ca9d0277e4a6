import { createRoute, z } from '@hono/zod-openapi'
import { CheckIn, CheckInBatch, type CheckInRefusal, type CheckInRow, type CheckInsTaken, type Duty } from '../../geodata/model/patrolPlan.ts'
import { unkeepable } from '../body.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { checkInsOf, dutiesOf, takeCheckIns } from '../queries/checkIn.ts'
import { checkPeriod, json, jsonBody, period, routes, rowId } from '../valid.ts'

const tags = ['patrols']
const mostRows = 20_000

const take = createRoute({
  method: 'post', path: '/api/check-ins', tags, summary: 'What a team says from where it is; each is judged by itself, and the same id again changes nothing',
  description: 'Taken on shift only, by the time of the phone, which lies within the last seven days and at most five minutes ahead. A check-in at a stop that is not in the plan any more is kept; `remarks` says so.',
  request: { body: jsonBody(CheckInBatch) }, responses: { 200: json<CheckInsTaken>('what was kept, and what was refused and why') },
})
const list = createRoute({
  method: 'get', path: '/api/check-ins', tags, summary: 'Check-ins of a period that the actor may read: of its own teams, or where it plans or briefs',
  request: { query: z.object({ ...period, teamId: rowId.optional() }) }, responses: { 200: json<{ checkIns: CheckInRow[] }>('in order of time') },
})
const duties = createRoute({ method: 'get', path: '/api/my-teams', tags, summary: 'Teams that the actor rides with, and their hours', responses: { 200: json<{ at: string; teams: Duty[] }>('teams') } })

const reasons: Record<Exclude<CheckInRefusal, 'unreadable'>, readonly [string, string]> = {
  team: ['teamId', 'expected the id of a team that you may check in for'],
  clock_ahead: ['at', 'expected a time that is not ahead of the clock by more than five minutes'],
  clock_behind: ['at', 'expected a time of the last seven days'],
  shift: ['at', 'the team is not on shift then; nothing of it is kept'],
  taken: ['id', 'this id is taken'],
}
const idOf = (row: unknown): string | null => z.looseObject({ id: z.uuid() }).safeParse(row).data?.id ?? null

/** Rows that can be read, each with its place in the batch, and the refusals of the others. */
function readable(rows: readonly unknown[]) {
  const read: { index: number; row: CheckIn }[] = []
  const refused: CheckInsTaken['refused'] = []
  for (const [index, given] of rows.entries()) {
    const parsed = CheckIn.safeParse(given)
    const unfit = parsed.success ? unkeepable(parsed.data) : undefined
    const issue = parsed.error?.issues[0]
    if (parsed.success && !unfit) read.push({ index, row: parsed.data })
    else refused.push({ index, id: idOf(given), code: 'unreadable', field: (unfit ?? issue?.path ?? []).map(String).join('.') || '(row)', reason: unfit ? 'expected text without NUL and half characters' : (issue?.message ?? 'expected a check-in') })
  }
  return { read, refused }
}

export const checkInRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(take, async (c) => {
      const { read, refused } = readable(c.req.valid('json').checkIns)
      const done: CheckInsTaken = { kept: [], again: [], remarks: [], refused }
      for (const { ordinal, outcome, remark } of read.length ? await takeCheckIns(sql, c.var.actor, read.map(({ row }) => row)) : []) {
        const { index, row } = read[ordinal]!
        if (outcome === 'kept' || outcome === 'again') {
          done[outcome].push(row.id)
          if (remark) done.remarks.push({ id: row.id, code: remark })
        } else refused.push({ index, id: row.id, code: outcome, field: reasons[outcome][0], reason: reasons[outcome][1] })
      }
      refused.sort((a, b) => a.index - b.index)
      return c.json(done, 200)
    })
    .openapi(list, async (c) => {
      const { teamId, ...span } = c.req.valid('query')
      const checkIns = await checkInsOf(sql, c.var.actor, checkPeriod(span, 400), teamId, mostRows)
      if (checkIns.length > mostRows) throw new Problem(413, `The period holds more than ${mostRows} check-ins.`, [{ field: 'to', expected: 'a shorter period or one team' }])
      return c.json({ checkIns: [...checkIns] }, 200)
    })
    .openapi(duties, async (c) => c.json({ at: new Date().toISOString(), teams: [...(await dutiesOf(sql, c.var.actor))] }, 200))
