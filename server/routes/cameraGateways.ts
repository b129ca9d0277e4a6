import { createRoute, z } from '@hono/zod-openapi'
import { type CameraGateway, CameraGatewayChange, CameraGatewayKeep, CameraHeartbeat, CameraHeartbeats, type HeartbeatsTaken } from '../../geodata/model/cameraGateway.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { invalid, Problem } from '../problem.ts'
import { type Beat, cameraGateways, changeGateway, keepGateway, takeHeartbeats } from '../queries/cameraGateway.ts'
import { keyOf, newToken, tokenOf } from '../session/token.ts'
import { createTurns } from '../turns.ts'
import { json, jsonBody, routes } from '../valid.ts'

const tags = ['cameras']
const params = z.object({ id: Id })
/** The key stands in one answer only: what is kept of it is a digest. */
type WithKey = { gateway: CameraGateway; key?: string }
const list = createRoute({ method: 'get', path: '/api/camera-gateways', tags, summary: 'Gateways that tell how cameras are, for those who keep cameras', responses: { 200: json<{ gateways: CameraGateway[] }>('gateways') } })
const keep = createRoute({
  method: 'post', path: '/api/camera-gateways', tags, summary: 'A new gateway with its key, which is shown once. The same id again answers the gateway as it is, without a key',
  request: { body: jsonBody(CameraGatewayKeep) }, responses: { 201: json<WithKey>('kept, with its key'), 200: json<WithKey>('was here already') },
})
const change = createRoute({
  method: 'patch', path: '/api/camera-gateways/{id}', tags, summary: 'Name, patience, category of its alarms, revoked or not; 409 where somebody was quicker',
  request: { params, body: jsonBody(CameraGatewayChange) }, responses: { 200: json<{ gateway: CameraGateway }>('as it is now') },
})
const renew = createRoute({
  method: 'post', path: '/api/camera-gateways/{id}/key', tags, summary: 'A new key, shown once; the old one opens nothing any more',
  request: { params, body: jsonBody(z.strictObject({ version: z.int().min(1) })) }, responses: { 200: json<WithKey>('as it is now, with its key') },
})
const beat = createRoute({
  method: 'post', path: '/api/camera-heartbeats', tags, summary: 'How cameras are, by a gateway with its key (Authorization: Bearer); each row is judged on its own, and a batch may come twice',
  request: { body: jsonBody(CameraHeartbeats) }, responses: { 200: json<HeartbeatsTaken>('what was taken, and what was not') },
})

const found = (gateway: CameraGateway | undefined): CameraGateway => {
  if (!gateway) throw new Problem(404, 'There is no such gateway for this actor.', [{ field: 'id', expected: 'the id of a gateway in your areas' }])
  return gateway
}
const reasons = {
  unknown: 'no camera of the gateway’s area has this code', several: 'several cameras of the gateway’s area have this code; tell them by deviceCode', planned: 'the camera is planned; write in the register that it stands',
}
const [pastMs, aheadMs] = [7 * 86_400_000, 300_000]

/** Rows that are words about a camera, and why the others are none. */
function judge(rows: readonly unknown[]): { beats: Beat[]; rejected: HeartbeatsTaken['rejected'] } {
  const beats: Beat[] = []
  const rejected: HeartbeatsTaken['rejected'] = []
  for (const [index, row] of rows.entries()) {
    const { success, data, error } = CameraHeartbeat.safeParse(row)
    const age = success && data.at !== undefined ? Date.now() - Date.parse(data.at) : 0
    if (!success) rejected.push({ index, reason: invalid(error).message })
    else if (age > pastMs || age < -aheadMs) rejected.push({ index, reason: 'at: expected a time of the last 7 days and not in the future' })
    else beats.push({ index, ...data })
  }
  return { beats, rejected }
}

export const cameraGatewayRoutes = ({ sql }: Deps) => {
  // The database takes the batches of a gateway one after the other: those that wait must not hold a connection each.
  const inTurn = createTurns(1, 8)
  return routes()
    .openapi(list, async (c) => c.json({ gateways: await cameraGateways(sql, c.var.actor) }, 200))
    .openapi(keep, async (c) => {
      const key = newToken()
      const { gateway, existed } = await keepGateway(sql, c.var.actor, c.req.valid('json'), keyOf(key))
      return existed ? c.json({ gateway: found(gateway) }, 200) : c.json({ gateway: found(gateway), key }, 201, { 'cache-control': 'no-store' })
    })
    .openapi(change, async (c) => c.json({ gateway: found(await changeGateway(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
    .openapi(renew, async (c) => {
      const key = newToken()
      return c.json({ gateway: found(await changeGateway(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'), keyOf(key))), key }, 200, { 'cache-control': 'no-store' })
    })
    .openapi(beat, async (c) => {
      const key = tokenOf('', { authorization: c.req.header('authorization') })
      const unknown = () => new Problem(401, 'No gateway has this key.', [{ field: 'Authorization', expected: 'Bearer and the key of a gateway' }])
      if (key === undefined) throw unknown()
      const { beats, rejected } = judge(c.req.valid('json').heartbeats)
      const hash = keyOf(key)
      const taken = await inTurn(hash, () => takeHeartbeats(sql, hash, beats))
      if (!taken) throw unknown()
      const refused = [...rejected, ...taken.rejected.map(({ index, reason }) => ({ index, reason: reasons[reason] }))]
      return c.json({ ...taken, rejected: refused.toSorted((a, b) => a.index - b.index) }, 200)
    })
}
