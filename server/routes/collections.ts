import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { type Extent, type Filter, type Page, type Row, type StoredCollection, collectionExtent, collectionRows, collections } from '../queries/collections.ts'
import { bbox, categoryIds, datetime, integerText, json, provenances, routes, rowId, states } from '../valid.ts'

const nouns = Object.keys(collections) as StoredCollection[]
const noun = z.object({ noun: z.enum(nouns as [StoredCollection, ...StoredCollection[]]) })
type Link = { href: string; rel: string; type?: string; title?: string }
type Description = ReturnType<typeof describe>
const geojson = 'application/geo+json'

const query = z.object({
  bbox: bbox.optional(),
  datetime: datetime.optional(),
  limit: integerText(1, 10_000).default(100),
  cursor: z.string().regex(/^[0-9a-f-]{1,40}$/i, 'expected the cursor of a next link').optional(),
  f: z.enum(['json']).optional(),
  categoryId: categoryIds.optional(),
  state: states.optional(),
  provenance: provenances.optional(),
  minSeverity: integerText(1, 4).optional(),
  zoneId: rowId.optional(),
  areaId: rowId.optional(),
})

const tags = ['OGC API Features']
const landing = createRoute({ method: 'get', path: '/conformance', tags, summary: 'What is conformed to', responses: { 200: json<{ conformsTo: string[] }>('classes') } })
const list = createRoute({ method: 'get', path: '/collections', tags, summary: 'All collections', responses: { 200: json<{ links: Link[]; collections: Description[] }>('collections') } })
const one = createRoute({ method: 'get', path: '/collections/{noun}', tags, summary: 'One collection', request: { params: noun }, responses: { 200: json<Description>('the collection') } })
const items = createRoute({ method: 'get', path: '/collections/{noun}/items', tags, summary: 'A page of features', request: { params: noun, query }, responses: { 200: json<object>('RFC 7946', geojson) } })
const item = createRoute({ method: 'get', path: '/collections/{noun}/items/{id}', tags, summary: 'One feature', request: { params: noun.extend({ id: z.string().min(1).max(64) }) }, responses: { 200: json<object>('RFC 7946', geojson) } })

const conformsTo = ['core', 'geojson', 'oas30'].map((part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`)

export function originOf(c: Context, deps: Deps): string {
  const url = new URL(c.req.url)
  return deps.env.FANGCUN_ORIGIN ?? `${url.protocol}//${c.req.header('host') ?? url.host}`
}

/** The landing page of OGC API Common: where everything starts for a program. */
export function landingPage(origin: string) {
  const links: Link[] = [
    { href: `${origin}/?f=json`, rel: 'self', type: 'application/json' },
    { href: `${origin}/openapi.json`, rel: 'service-desc', type: 'application/vnd.oai.openapi+json;version=3.1' },
    { href: `${origin}/api/docs`, rel: 'service-doc', type: 'text/html' },
    { href: `${origin}/conformance`, rel: 'conformance', type: 'application/json' },
    { href: `${origin}/collections`, rel: 'data', type: 'application/json' },
  ]
  return { title: '方寸 Fangcun', description: 'A city’s neighbourhoods on one map', links }
}

function describe(origin: string, name: StoredCollection, { bbox: box, from, to }: Extent) {
  const at = `${origin}/collections/${name}`
  const links: Link[] = [{ href: at, rel: 'self', type: 'application/json' }, { href: `${at}/items`, rel: 'items', type: geojson }]
  const crs = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
  const extent: Record<string, { bbox: Bbox[]; crs: string } | { interval: string[][] }> = {}
  if (box) extent.spatial = { bbox: [box], crs }
  if (from && to) extent.temporal = { interval: [[from, to]] }
  const { title, description } = collections[name]
  return { id: name, title, description, itemType: 'feature', crs: [crs], extent, links }
}

function feature(row: Row) {
  const { id, geometry, geom: _, ...properties } = row
  return { type: 'Feature', id, geometry, properties: { id, ...properties } }
}

/** A cursor or id that this noun cannot have. */
function checkId(name: StoredCollection, field: 'cursor' | 'id', value: string | undefined): void {
  if (value === undefined || collections[name].id.test(value)) return
  if (field === 'id') throw new Problem(404, 'There is no such feature.', [{ field, expected: 'an id of this collection' }])
  throw new Problem(400, 'cursor: expected the cursor of a next link', [{ field, expected: 'the cursor of a next link' }])
}

export const collectionRoutes = (deps: Deps) => {
  const extentOf = (actor: string, name: StoredCollection) => collectionExtent(deps.sql, actor, name)
  const rowsOf = async (actor: string, name: StoredCollection, filter: Filter, page: Page) => (await collectionRows(deps.sql, actor, name, filter, page)).map(feature)
  return routes()
    .openapi(landing, (c) => c.json({ conformsTo }, 200))
    .openapi(list, async (c) => {
      const origin = originOf(c, deps)
      const described = await Promise.all(nouns.map(async (name) => describe(origin, name, await extentOf(c.var.actor, name))))
      return c.json({ links: [{ href: `${origin}/collections`, rel: 'self', type: 'application/json' }], collections: described }, 200)
    })
    .openapi(one, async (c) => {
      const { noun: name } = c.req.valid('param')
      return c.json(describe(originOf(c, deps), name, await extentOf(c.var.actor, name)), 200)
    })
    .openapi(items, async (c) => {
      const { noun: name } = c.req.valid('param')
      const { limit, cursor, f: _, ...filter } = c.req.valid('query')
      checkId(name, 'cursor', cursor)
      const rows = await rowsOf(c.var.actor, name, filter, { limit: limit + 1, after: cursor })
      const features = rows.slice(0, limit)
      const self = new URL(c.req.url)
      const at = `${originOf(c, deps)}/collections/${name}`
      const links: Link[] = [{ href: `${at}/items${self.search}`, rel: 'self', type: geojson }, { href: at, rel: 'collection', type: 'application/json' }]
      const last = features.at(-1)
      if (rows.length > limit && last) {
        self.searchParams.set('cursor', String(last.id))
        links.push({ href: `${at}/items${self.search}`, rel: 'next', type: geojson })
      }
      return c.body(JSON.stringify({ type: 'FeatureCollection', features, numberReturned: features.length, links, timeStamp: `${new Date().toISOString().slice(0, 16)}:00Z` }), 200, { 'content-type': geojson }) as never
    })
    .openapi(item, async (c) => {
      const { noun: name, id } = c.req.valid('param')
      checkId(name, 'id', id)
      const [found] = await rowsOf(c.var.actor, name, {}, { limit: 1, id })
      if (!found) throw new Problem(404, 'There is no such feature.', [{ field: 'id', expected: 'an id of this collection' }])
      const at = `${originOf(c, deps)}/collections/${name}`
      const links: Link[] = [{ href: `${at}/items/${id}`, rel: 'self', type: geojson }, { href: at, rel: 'collection', type: 'application/json' }]
      return c.body(JSON.stringify({ ...found, links }), 200, { 'content-type': geojson }) as never
    })
}
