import { createRoute, z } from '@hono/zod-openapi'
import { type DutyAnswer, HoldingSet, PostAdd, PostClose, type PostHoldings, type PostKind, PostKindSet, type PostOnDay, type ZoneOnDay } from '../../geodata/model/duty.ts'
import { PostKindId } from '../../geodata/model/zone.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { whoAnswers } from '../queries/duty.ts'
import { addPost, closePost, holdingsOf, postKinds, postsOn, putHoldings, putPostKind } from '../queries/post.ts'
import { day, json, jsonBody, numberText, routes, rowId } from '../valid.ts'

const tags = ['duty']
const params = z.object({ id: rowId })
const kinds = createRoute({ method: 'get', path: '/api/post-kinds', tags, summary: 'Kinds of posts, retired ones too', responses: { 200: json<{ kinds: PostKind[] }>('kinds in their order') } })
const putKind = createRoute({
  method: 'put', path: '/api/post-kinds/{id}', tags, summary: 'Set a kind of post, or retire it', request: { params: z.object({ id: PostKindId }), body: jsonBody(PostKindSet) }, responses: { 200: json<{ kinds: PostKind[] }>('all kinds') },
})
const list = createRoute({
  method: 'get', path: '/api/posts', tags, summary: 'Posts as they were filled on a day; vacancies are posts too',
  request: { query: z.object({ on: day.optional(), areaId: rowId.optional(), zoneId: rowId.optional(), vacant: z.enum(['true', 'false']).optional() }) }, responses: { 200: json<{ posts: PostOnDay[]; zones: ZoneOnDay[] }>('posts by zone, and the zones of the day') },
})
const add = createRoute({ method: 'post', path: '/api/posts', tags, summary: 'A further post in a zone', request: { body: jsonBody(PostAdd) }, responses: { 201: json<PostHoldings>('the post') } })
const close = createRoute({
  method: 'post', path: '/api/posts/{id}/close', tags, summary: 'End a post today, and what is planned on it', request: { params, body: jsonBody(PostClose) }, responses: { 200: json<PostHoldings>('the post') },
})
const read = createRoute({ method: 'get', path: '/api/posts/{id}/holdings', tags, summary: 'Who was, is and will be on a post', request: { params }, responses: { 200: json<PostHoldings>('the post and its holdings') } })
const write = createRoute({
  method: 'put', path: '/api/posts/{id}/holdings', tags, summary: 'Set the whole of who was, is and will be on a post; periods do not overlap, another version by now is a conflict',
  request: { params, body: jsonBody(HoldingSet) }, responses: { 200: json<PostHoldings>('as it then is') },
})
const text = z.string().trim().min(1).max(100)
const answers = createRoute({
  method: 'get', path: '/api/duty', tags, summary: 'Who answers for a place on a day: by lng and lat, address, buildingId, or the code of a zone or area',
  request: { query: z.object({ lng: numberText(-180, 180).optional(), lat: numberText(-90, 90).optional(), address: text.optional(), buildingId: rowId.optional(), code: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/, 'expected the code of a zone or area').optional(), on: day.optional() }) },
  responses: { 200: json<DutyAnswer>('the zone, the areas above it, its posts and who was on them') },
})

const noPost = () => new Problem(404, 'There is no such post for this actor.', [{ field: 'id', expected: 'the id of a post in your areas' }])
const present = <Answer>(answer: Answer | null): Answer => {
  if (answer === null) throw noPost()
  return answer
}
type Question = { lng?: number | undefined; lat?: number | undefined; address?: string | undefined; buildingId?: number | undefined; code?: string | undefined; on?: string | undefined }
function asked({ lng, lat, address, buildingId, code, on }: Question) {
  const one = [lng ?? lat, address, buildingId, code].filter((given) => given !== undefined).length === 1
  if (!one) throw new Problem(400, 'Ask by one of lng and lat, address, buildingId or code.', ['lng', 'lat', 'address', 'buildingId', 'code'].map((field) => ({ field, expected: 'exactly one of lng and lat, address, buildingId, code' })))
  if ((lng === undefined) !== (lat === undefined)) throw new Problem(400, 'A place has lng and lat.', ['lng', 'lat'].map((field) => ({ field, expected: 'both, in degrees' })))
  return { place: lng === undefined || lat === undefined ? undefined : ([lng, lat] as [number, number]), address: address?.replaceAll('\0', ''), buildingId, code, on: on ?? null }
}

export const postRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(kinds, async (c) => c.json({ kinds: [...(await postKinds(sql, c.var.actor))] }, 200))
    .openapi(putKind, async (c) => {
      await putPostKind(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))
      return c.json({ kinds: [...(await postKinds(sql, c.var.actor))] }, 200)
    })
    .openapi(list, async (c) => {
      const { on, vacant, ...where } = c.req.valid('query')
      return c.json(await postsOn(sql, c.var.actor, { ...where, on: on ?? null, vacant: vacant && vacant === 'true' }), 200)
    })
    .openapi(add, async (c) => {
      const { zoneId, kind } = c.req.valid('json')
      const id = await addPost(sql, c.var.actor, zoneId, kind)
      if (id === null) throw new Problem(404, 'There is no such zone for this actor.', [{ field: 'zoneId', expected: 'the id of a zone in your areas' }])
      return c.json(present(await holdingsOf(sql, c.var.actor, id)), 201)
    })
    .openapi(close, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await closePost(sql, c.var.actor, id, c.req.valid('json').version))) throw noPost()
      return c.json(present(await holdingsOf(sql, c.var.actor, id)), 200)
    })
    .openapi(read, async (c) => c.json(present(await holdingsOf(sql, c.var.actor, c.req.valid('param').id)), 200))
    .openapi(write, async (c) => {
      const { id } = c.req.valid('param')
      if (!(await putHoldings(sql, c.var.actor, id, c.req.valid('json')))) throw noPost()
      return c.json(present(await holdingsOf(sql, c.var.actor, id)), 200)
    })
    .openapi(answers, async (c) => {
      const answer = await whoAnswers(sql, c.var.actor, asked(c.req.valid('query')))
      if (!answer) throw new Problem(404, 'Nothing is called so here, for this actor.', [{ field: 'address', expected: 'an address, building or code in your areas' }])
      return c.json(answer, 200)
    })
