import { createRoute, z } from '@hono/zod-openapi'
import { parseCoordinates } from '../../geodata/format/coordinates.ts'
import type { Deps } from '../deps.ts'
import { type PlaceOf, placeOf } from '../queries/place.ts'
import { type SearchResult, searchNames } from '../queries/search.ts'
import { integerText, json, numberText, routes } from '../valid.ts'

const at = createRoute({
  method: 'get', path: '/api/place-of', tags: ['places'], summary: 'Who answers for a place, and what is and was there',
  request: { query: z.object({ lng: numberText(-180, 180), lat: numberText(-90, 90) }) }, responses: { 200: json<PlaceOf>('the place') },
})
const search = createRoute({
  method: 'get', path: '/api/search', tags: ['places'], summary: 'Names, codes, addresses, incident numbers, coordinates',
  request: { query: z.object({ q: z.string().trim().min(1).max(100), limit: integerText(1, 50).default(20) }) },
  responses: { 200: json<{ results: SearchResult[] }>('best first') },
})

export const placeRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(at, async (c) => {
      const { lng, lat } = c.req.valid('query')
      return c.json(await placeOf(sql, c.var.actor, lng, lat), 200)
    })
    .openapi(search, async (c) => {
      const { q, limit } = c.req.valid('query')
      // PostgreSQL has no NUL in text, and nothing is called by it.
      const text = q.replaceAll('\0', '')
      const place = parseCoordinates(text)
      const point: SearchResult[] = place ? [{ noun: 'point', id: null, titleZh: text, titleEn: text, subtitle: `${place[0]}, ${place[1]}`, lng: place[0], lat: place[1] }] : []
      const named = text ? await searchNames(sql, c.var.actor, text, limit) : []
      return c.json({ results: [...point, ...named].slice(0, limit) }, 200)
    })
