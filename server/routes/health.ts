import { createRoute } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { appliedMigrations } from '../queries/config.ts'
import { json, routes } from '../valid.ts'

export type Health = { status: 'ok'; database: Deps['database']; version: string; time: string; now: string; migrations: number }

const health = createRoute({
  method: 'get', path: '/health', tags: ['server'], summary: 'Whether the server and its database answer',
  responses: { 200: json<Health>('both answer') },
})

export const healthRoutes = ({ sql, database, version }: Deps) =>
  routes().openapi(health, async (c) => {
    const migrations = await appliedMigrations(sql)
    const now = new Date().toISOString()
    return c.json({ status: 'ok' as const, database, version, time: now, now, migrations }, 200, { 'cache-control': 'no-store' })
  })
