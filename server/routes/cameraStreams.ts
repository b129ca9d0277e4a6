import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { CameraStreamChange, type CameraStreamFacts } from '../../geodata/model/cameraWatch.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Entrance } from '../auth.ts'
import { readStreamAddresses } from '../cameras/streamAddress.ts'
import { problemOfFault, StreamFault } from '../cameras/streamFault.ts'
import { createStreamHosts } from '../cameras/streamHosts.ts'
import { createStreamParts } from '../cameras/streamParts.ts'
import { createStreamPlaces, type Place } from '../cameras/streamPlaces.ts'
import { secretOf } from '../cameras/streamOpener.ts'
import { createStreamProxy, type Watched } from '../cameras/streamProxy.ts'
import { createContacts } from '../contacts.ts'
import type { Deps } from '../deps.ts'
import { answerProblem, Problem } from '../problem.ts'
import { cameraStreamFacts, changeCameraStream, fetchCameraStream } from '../queries/cameraStream.ts'
import { json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['cameras']
const params = z.object({ id: rowId })
const look = z.object({ look: Id })
const bytes = (type: string) => ({ content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } } })
const facts = createRoute({
  method: 'get', path: '/api/cameras/{id}/stream', tags, summary: 'Whether a camera has a stream and a snapshot; hosts for those who keep the register, and never more of the address',
  request: { params }, responses: { 200: json<CameraStreamFacts>('what may be told') },
})
const change = createRoute({
  method: 'put', path: '/api/cameras/{id}/stream', tags, summary: 'Addresses of stream and snapshot, on listed hosts only; what is not named stays, null takes it away. Credentials are sealed and never given out',
  request: { params, body: jsonBody(CameraStreamChange) }, responses: { 200: json<CameraStreamFacts>('as it is now') },
})
const playlist = createRoute({
  method: 'get', path: '/api/cameras/{id}/playlist.m3u8', tags, summary: 'The stream of a camera as HLS, for a look of one’s own; its parts are fetched here too',
  request: { params, query: look }, responses: { 200: { description: 'a playlist', ...bytes('application/vnd.apple.mpegurl') } },
})
const part = createRoute({
  method: 'get', path: '/api/cameras/{id}/parts/{partName}', tags, summary: 'A part that a playlist named',
  request: { params: params.extend({ partName: z.string().regex(/^[\w-]{40,4000}$/, 'expected a part that a playlist named') }), query: look }, responses: { 200: { description: 'bytes or a playlist', ...bytes('application/octet-stream') }, 206: { description: 'the range that was asked for' } },
})
const snapshot = createRoute({
  method: 'get', path: '/api/cameras/{id}/snapshot', tags, summary: 'The present picture of a camera, for a look of one’s own', request: { params, query: look }, responses: { 200: { description: 'a picture', ...bytes('image/jpeg') } },
})

const absent = () => new Problem(404, 'There is no such camera for this actor.', [{ field: 'id', expected: 'the id of a camera in your areas' }])
const noLook = () => new Problem(404, 'There is no such look of this actor at this camera, or it is over.', [{ field: 'look', expected: 'a look of your own at this camera, begun by POST /api/camera-looks' }])
const without = (what: string) => new Problem(404, `This camera has no ${what}.`, [{ field: 'id', expected: `a camera with a ${what}` }])
const noKey = () => new Problem(422, 'This server keeps no credentials: FANGCUN_CONTACT_KEY is not set.', [{ field: 'credentials', expected: 'nothing, as long as FANGCUN_CONTACT_KEY is not set on the server', code: 'noKey' }])
/** Pictures are of the moment and of who looks; what comes from elsewhere is never taken for a page of ours. */
const fresh = { 'cache-control': 'no-store', 'content-disposition': 'attachment' }

export const cameraStreamRoutes = ({ sql, env, log }: Deps) => {
  const contacts = createContacts(env.FANGCUN_CONTACT_KEY)
  const hosts = createStreamHosts(env.FANGCUN_STREAM_HOSTS)
  const proxy = createStreamProxy({ hosts, contacts, parts: createStreamParts(env.FANGCUN_CONTACT_KEY) })
  const places = createStreamPlaces()

  /** What is asked for while there is room, for a look that lasts; what goes wrong outside is said without its address. Of type never, for the document names bytes that it cannot type. */
  async function watch(c: Context<Entrance>, cameraId: number, lookId: string, show: (watched: Watched, place: Place) => Promise<Response>): Promise<never> {
    const place = places.take(c.var.actor)
    try {
      const stored = await fetchCameraStream(sql, c.var.actor, cameraId, lookId)
      if (!stored) throw noLook()
      return (await show({ cameraId, look: lookId, stored, signal: c.req.raw.signal }, place)) as never
    } catch (error) {
      if (!(error instanceof StreamFault)) throw error
      if (!c.req.raw.signal.aborted) log.info({ cameraId, fault: error.code }, 'a camera cannot be shown')
      return answerProblem(c, problemOfFault(error, 'id')) as never
    } finally {
      place.done()
    }
  }
  const asPlaylist = (c: Context, text: string) => c.body(text, 200, { ...fresh, 'content-type': 'application/vnd.apple.mpegurl' })

  return routes()
    .openapi(facts, async (c) => {
      const found = await cameraStreamFacts(sql, c.var.actor, c.req.valid('param').id)
      if (!found) throw absent()
      return c.json(found, 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const wanted = readStreamAddresses(c.req.valid('json'), hosts)
      if (typeof wanted.credentials === 'string' && !contacts.offered) throw noKey()
      const sealed = typeof wanted.credentials === 'string' ? contacts.seal(wanted.credentials, secretOf(id)) : null
      if (!(await changeCameraStream(sql, c.var.actor, id, wanted, sealed))) throw absent()
      const now = await cameraStreamFacts(sql, c.var.actor, id)
      if (!now) throw absent()
      return c.json(now, 200)
    })
    .openapi(playlist, async (c) => watch(c, c.req.valid('param').id, c.req.valid('query').look, async (watched) => {
      if (!watched.stored.streamUrl) throw without('stream')
      return asPlaylist(c, await proxy.stream(watched))
    }))
    .openapi(snapshot, async (c) => watch(c, c.req.valid('param').id, c.req.valid('query').look, async (watched) => {
      if (!watched.stored.snapshotUrl) throw without('snapshot')
      const picture = await proxy.snapshot(watched)
      return c.body(new Uint8Array(picture.bytes), 200, { 'cache-control': 'no-store', 'content-type': picture.type })
    }))
    .openapi(part, async (c) => watch(c, c.req.valid('param').id, c.req.valid('query').look, async (watched, place) => {
      const wanted = proxy.part(c.req.valid('param').partName, watched)
      if (!wanted) throw new Problem(404, 'There is no such part.', [{ field: 'partName', expected: 'a part that a playlist of this camera named' }])
      if (wanted.kind === 'playlist') return asPlaylist(c, await proxy.playlistOf(wanted, watched))
      const { status, headers, body } = await proxy.bytesOf(wanted, watched, c.req.header('range'))
      const range = headers['content-range']
      return new Response(passing(body, place.keep()), { status, headers: { ...fresh, 'content-type': 'application/octet-stream', ...(status === 206 && range ? { 'content-range': range } : {}) } })
    }))
}

/** Pieces as they come; one that is too many or too late breaks the answer off. */
function passing(body: AsyncGenerator<Uint8Array>, leave: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await body.next()
        if (!done) return controller.enqueue(value)
        controller.close()
      } catch (error) {
        controller.error(error)
      }
      leave()
    },
    async cancel() {
      leave()
      await body.return(undefined)
    },
  })
}
