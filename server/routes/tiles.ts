import { createRoute, z } from '@hono/zod-openapi'
import { Day } from '../../geodata/model/time.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { minZoom, tileLayers } from '../queries/tile.ts'
import { dayOf } from '../queries/zoneDay.ts'
import { chooseEncoding } from '../tiles/compress.ts'
import { etagOf, tagHeaders, tileHeaders } from '../tiles/headers.ts'
import { integerText, onDay, past, routes } from '../valid.ts'

const params = z.object({ layer: z.enum(tileLayers), z: integerText(0, 20), x: integerText(0, 2 ** 20 - 1), y: z.string().regex(/^\d{1,7}\.mvt$/, 'expected a row and .mvt').transform((text) => Number(text.slice(0, -4))) })
const tile = createRoute({
  method: 'get', path: '/tiles/{layer}/{z}/{x}/{y}', tags: ['tiles'], summary: 'A Mapbox vector tile; y ends with .mvt',
  request: { params, query: z.object({ from: Day.optional(), to: Day.optional(), at: past, day: onDay }) },
  responses: { 200: { description: 'the tile' }, 204: { description: 'nothing to draw here' }, 304: { description: 'as before' } },
})

export const tileRoutes = ({ sql, tiles }: Deps) =>
  routes().openapi(tile, async (c) => {
    const { layer, z: zoom, x, y } = c.req.valid('param')
    const side = 2 ** zoom
    if (x >= side || y >= side) throw new Problem(404, `There is no such tile at zoom ${zoom}.`, [{ field: x >= side ? 'x' : 'y', expected: `0 to ${side - 1}` }])
    if (zoom < minZoom[layer]) return c.body(null, 204, { 'cache-control': 'private, max-age=3600' })
    const { from = '1990-01-01', to = '2200-01-01', at, day } = c.req.valid('query')
    // Zones of a moment are those of its day.
    const slice = layer === 'coverage' ? { from, to } : layer === 'incidents' ? { at } : layer === 'zones' ? { from: await dayOf(sql, c.var.actor, { on: day, at }) } : {}
    const address = { layer, z: zoom, x, y, ...slice }
    const encoding = chooseEncoding(c.req.header('accept-encoding'))
    const etag = etagOf(tiles.tag(c.var.rightsKey, address), encoding)
    const headers = tagHeaders(etag)
    if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
    const { body } = await tiles.get(c.var.actor, c.var.rightsKey, address, encoding)
    if (!body.byteLength) return c.body(null, 204, headers)
    return c.body(body, 200, tileHeaders(etag, encoding))
  })
