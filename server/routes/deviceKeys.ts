import { createRoute, z } from '@hono/zod-openapi'
import { type DeviceKey, DeviceKeyChange, DeviceKeyKeep, type Retention } from '../../geodata/model/deviceKey.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { changeDeviceKey, deviceKeys, keepDeviceKey } from '../queries/deviceKey.ts'
import { keepPositionDays, positionRetention } from '../queries/positionRetention.ts'
import { keyOf, newToken } from '../session/token.ts'
import { json, jsonBody, routes, rowId } from '../valid.ts'

const tags = ['devices']
const params = z.object({ id: Id })
/** The key stands in one answer only: what is kept of it is a digest. */
type WithKey = { device: DeviceKey; key?: string }
const list = createRoute({ method: 'get', path: '/api/device-keys', tags, summary: 'Devices that send positions with a key, for those who plan patrols', responses: { 200: json<{ devices: DeviceKey[] }>('devices') } })
const keep = createRoute({
  method: 'post', path: '/api/device-keys', tags, summary: 'A new device of a team with its key, which is shown once. The same id again answers the device as it is, without a key',
  request: { body: jsonBody(DeviceKeyKeep) }, responses: { 201: json<WithKey>('kept, with its key'), 200: json<WithKey>('was here already') },
})
const change = createRoute({
  method: 'patch', path: '/api/device-keys/{id}', tags, summary: 'Revoked or not; 409 where somebody was quicker', request: { params, body: jsonBody(DeviceKeyChange) }, responses: { 200: json<{ device: DeviceKey }>('as it is now') },
})
const renew = createRoute({
  method: 'post', path: '/api/device-keys/{id}/key', tags, summary: 'A new key, shown once; the old one opens nothing any more',
  request: { params, body: jsonBody(z.strictObject({ version: z.int().min(1).max(2_147_483_647) })) }, responses: { 200: json<WithKey>('as it is now, with its key') },
})
const retention = createRoute({ method: 'get', path: '/api/position-retention', tags, summary: 'Days that detail of positions is kept', responses: { 200: json<{ areas: Retention[] }>('areas that say so, and the highest ones') } })
const keepDays = createRoute({
  method: 'put', path: '/api/position-retention/{areaId}', tags, summary: 'Days that detail of positions is kept below an area; null: as the area above says',
  request: { params: z.object({ areaId: rowId }), body: jsonBody(z.strictObject({ days: z.int().min(1).max(3_650).nullable() })) }, responses: { 200: json<{ areas: Retention[] }>('as it is now') },
})

const found = (device: DeviceKey | undefined): DeviceKey => {
  if (!device) throw new Problem(404, 'There is no such device for this actor.', [{ field: 'id', expected: 'the id of a device in your areas' }])
  return device
}
const once = { 'cache-control': 'no-store' }

export const deviceKeyRoutes = ({ sql }: Deps) =>
  routes()
    .openapi(list, async (c) => c.json({ devices: await deviceKeys(sql, c.var.actor) }, 200))
    .openapi(keep, async (c) => {
      const key = newToken()
      const { device, existed } = await keepDeviceKey(sql, c.var.actor, c.req.valid('json'), keyOf(key))
      return existed ? c.json({ device: found(device) }, 200) : c.json({ device: found(device), key }, 201, once)
    })
    .openapi(change, async (c) => c.json({ device: found(await changeDeviceKey(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'))) }, 200))
    .openapi(renew, async (c) => {
      const key = newToken()
      return c.json({ device: found(await changeDeviceKey(sql, c.var.actor, c.req.valid('param').id, c.req.valid('json'), keyOf(key))), key }, 200, once)
    })
    .openapi(retention, async (c) => c.json({ areas: await positionRetention(sql, c.var.actor) }, 200))
    .openapi(keepDays, async (c) => {
      if (!(await keepPositionDays(sql, c.var.actor, c.req.valid('param').areaId, c.req.valid('json').days))) throw new Problem(404, 'There is no such area for this actor.', [{ field: 'areaId', expected: 'the id of one of your areas' }])
      return c.json({ areas: await positionRetention(sql, c.var.actor) }, 200)
    })
