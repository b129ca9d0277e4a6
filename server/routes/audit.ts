import { createRoute, z } from '@hono/zod-openapi'
import { AccountId } from '../../geodata/model/actor.ts'
import type { Deps } from '../deps.ts'
import { type AuditEntry, auditPage } from '../queries/audit.ts'
import { instant, integerText, json, routes } from '../valid.ts'

const list = createRoute({
  method: 'get', path: '/api/audit', tags: ['audit'], summary: 'Who did what, newest first',
  request: {
    query: z.object({
      from: instant.optional(), to: instant.optional(), account: AccountId.optional(), action: z.string().regex(/^[a-z_.]{1,48}$/, 'expected the name of an action').optional(),
      before: integerText(1, Number.MAX_SAFE_INTEGER).optional(), limit: integerText(1, 1_000).default(100),
    }),
  },
  responses: { 200: json<{ entries: AuditEntry[]; next: number | null }>('the entries; `next` is `before` of the page after') },
})

export const auditRoutes = ({ sql }: Deps) =>
  routes().openapi(list, async (c) => {
    const question = c.req.valid('query')
    const entries = await auditPage(sql, c.var.actor, question)
    return c.json({ entries, next: entries.length === question.limit ? (entries.at(-1)?.id ?? null) : null }, 200)
  })
