import { createRoute } from '@hono/zod-openapi'
import type { Bbox, LngLat } from '../../geodata/model/geometry.ts'
import type { Deps } from '../deps.ts'
import { type CategoryRow, type Counts, categories, describeData } from '../queries/config.ts'
import { json, routes } from '../valid.ts'

export type Config = {
  /** null while there is no data */
  bounds: Bbox | null
  center: LngLat | null
  timeZone: string
  names: { zh: string; en: string }
  database: Deps['database']
  now: string
  version: string
  counts: Counts
  dataSpan: { from: string; to: string } | null
  attribution: string[]
  /** Whether this server has a key, so that a report may bring the contact of somebody who asks to be called back. */
  contacts: boolean
}

/** Who must be named beside the map, by the source of the rows. */
const credits: Record<string, string> = { osm: '© OpenStreetMap contributors' }

const config = createRoute({
  method: 'get', path: '/api/config', tags: ['server'], summary: 'Where the data is and how much there is, for the actor',
  responses: { 200: json<Config>('the configuration') },
})
const categoryList = createRoute({
  method: 'get', path: '/api/categories', tags: ['incidents'], summary: 'The catalogue of categories',
  responses: { 200: json<{ categories: CategoryRow[] }>('all categories') },
})

export const configRoutes = ({ sql, database, version, env }: Deps) =>
  routes()
    .openapi(config, async (c) => {
      const { bounds, root, counts, dataSpan, sources, named } = await describeData(sql, c.var.actor)
      const center: LngLat | null = bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]
      const attribution = [...new Set([...sources.flatMap((source) => credits[source.split(':')[0] ?? ''] ?? []), ...named])]
      const names = { zh: root?.nameZh ?? '', en: root?.nameEn ?? '' }
      const answer = { bounds, center, timeZone: root?.timeZone ?? 'UTC', names, database, now: new Date().toISOString(), version, counts: counts as Counts, dataSpan, attribution, contacts: env.FANGCUN_CONTACT_KEY !== undefined }
      return c.json(answer, 200)
    })
    .openapi(categoryList, async (c) => c.json({ categories: [...(await categories(sql, c.var.actor))] }, 200))
