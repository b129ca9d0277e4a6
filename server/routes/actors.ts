import { createRoute, z } from '@hono/zod-openapi'
import { setCookie } from 'hono/cookie'
import type { Actor } from '../../geodata/model/actor.ts'
import { actorCookie } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { json, jsonBody, routes } from '../valid.ts'

const list = createRoute({
  method: 'get', path: '/api/actors', tags: ['actors'], summary: 'Demo actors and which one acts now',
  responses: { 200: json<{ actors: Actor[]; current: string }>('the actors') },
})
const choose = createRoute({
  method: 'put', path: '/api/actor', tags: ['actors'], summary: 'Act as another demo actor',
  request: { body: jsonBody(z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected the id of an actor') })) },
  responses: { 200: json<{ current: string }>('the actor from now on') },
})

export const actorRoutes = ({ actors }: Deps) =>
  routes()
    .openapi(list, async (c) => {
      const known = await actors.list()
      return c.json({ actors: known.map(({ rightsKey: _key, ...actor }) => actor), current: c.var.actor }, 200)
    })
    .openapi(choose, async (c) => {
      const { id } = c.req.valid('json')
      const known = await actors.list()
      if (!known.some((actor) => actor.id === id)) throw new Problem(422, 'There is no such demo actor.', [{ field: 'id', expected: known.map((actor) => actor.id).join(', ') }])
      setCookie(c, actorCookie, id, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 30 * 86_400 })
      return c.json({ current: id }, 200)
    })
