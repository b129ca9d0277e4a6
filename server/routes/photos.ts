import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { maxPhotoBytes, readPhoto } from '../photos.ts'
import { Problem } from '../problem.ts'
import { addPhoto, photoBytes, photoPlace, type PhotoRow } from '../queries/photo.ts'
import { json, routes } from '../valid.ts'

const params = z.object({ id: z.uuid(), photoId: z.uuid() })
const picture = { schema: z.string().openapi({ format: 'binary' }) }
const add = createRoute({
  method: 'put', path: '/api/incidents/{id}/photos/{photoId}', tags: ['incidents'], summary: 'A photo of the place, at most five of an incident; the same id again changes nothing',
  description: 'At most 8 MB and 40 million pixels. It is made anew from its pixels, at most 2,048 a side, so that nothing else of the file is kept.',
  request: { params, body: { required: true, content: { 'image/jpeg': picture, 'image/png': picture, 'image/webp': picture } } },
  responses: { 201: json<{ photo: PhotoRow }>('stored'), 200: json<{ photo: PhotoRow }>('was here already') },
})
const read = createRoute({
  method: 'get', path: '/api/incidents/{id}/photos/{photoId}', tags: ['incidents'], summary: 'A photo',
  request: { params }, responses: { 200: { description: 'the picture', content: { 'image/jpeg': picture } } },
})

const absent = () => new Problem(404, 'There is no such incident or photo for this actor.', [{ field: 'photoId', expected: 'the id of a photo of an incident in your areas' }])
const tooLarge = () => new Problem(413, `The picture is larger than ${maxPhotoBytes} bytes.`, [{ field: '(body)', expected: `at most ${maxPhotoBytes} bytes` }])
/** Pictures that arrive at once, at 8 MB each. */
const mostArriving = 12
/** Of them from one account, so that nobody holds all places with pictures that never end. */
const mostOfAccount = 8

/** Counted while it arrives, for a stated length may be missing or a lie. */
async function readBody(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > maxPhotoBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += (chunk as Uint8Array).byteLength
    if (size > maxPhotoBytes) throw tooLarge()
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks)
}

export const photoRoutes = ({ sql }: Deps) => {
  let arriving = 0
  const byAccount = new Map<string, number>()
  return routes()
    .openapi(add, async (c) => {
      const { id, photoId } = c.req.valid('param')
      const place = await photoPlace(sql, c.var.actor, id, photoId)
      if (place.state === 'kept') return c.json({ photo: place.photo }, 200)
      if (place.state === 'absent') throw absent()
      if (place.state === 'refused') throw new Problem(403, 'The actor may not add photos here.')
      if (place.state === 'taken') throw new Problem(409, 'This id is taken.', [{ field: 'photoId', expected: 'a new id' }])
      if (arriving >= mostArriving) throw new Problem(503, 'Too many pictures arrive at once; try again.')
      const mine = byAccount.get(c.var.actor) ?? 0
      if (mine >= mostOfAccount) throw new Problem(429, 'Too many pictures of this account arrive at once; send them one after the other.', [], { 'retry-after': '2' })
      arriving++
      byAccount.set(c.var.actor, mine + 1)
      try {
        const made = await readPhoto(await readBody(c.req.raw), (c.req.header('content-type') ?? '').toLowerCase())
        const photo = await addPhoto(sql, c.var.actor, id, photoId, made)
        if (!photo) throw absent()
        return c.json({ photo }, 201)
      } finally {
        arriving--
        const left = (byAccount.get(c.var.actor) ?? 1) - 1
        if (left) byAccount.set(c.var.actor, left)
        else byAccount.delete(c.var.actor)
      }
    })
    .openapi(read, async (c) => {
      const { id, photoId } = c.req.valid('param')
      const bytes = await photoBytes(sql, c.var.actor, id, photoId)
      if (!bytes) throw absent()
      // A photo never changes; whether one may see it does, so every use asks again.
      const headers = { 'cache-control': 'private, no-cache', etag: `"${photoId}"`, vary: 'Cookie' }
      if (c.req.header('if-none-match')?.includes(`"${photoId}"`)) return c.body(null, 304, headers) as never
      return c.body(new Uint8Array(bytes), 200, { ...headers, 'content-type': 'image/jpeg' })
    })
}
