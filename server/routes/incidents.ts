import { createRoute, z } from '@hono/zod-openapi'
import { encodeColumns } from '../../geodata/format/incidentColumns.ts'
import { type Incident, IncidentReport } from '../../geodata/model/incident.ts'
import { checkedGeometry } from '../checkedGeometry.ts'
import { createContacts } from '../contacts.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { countIncidents, incidentColumnRows, reportIncident } from '../queries/incident.ts'
import { type IncidentRecord, incidentRecord } from '../queries/incidentDetail.ts'
import { type Surroundings, surroundingsOf } from '../queries/place.ts'
import { createShared } from '../shared.ts'
import { chooseEncoding, compress, encodingHeader } from '../tiles/compress.ts'
import { notOffered } from './contacts.ts'
import { checkPeriod, json, jsonBody, past, period, routes } from '../valid.ts'

const mostRows = 2_000_000
const id = z.object({ id: z.uuid() })
export type IncidentDetail = IncidentRecord & Surroundings

const columns = createRoute({
  method: 'get', path: '/api/incidents/columns', tags: ['incidents'], summary: 'All incidents of a window as fangcun columns, in order of time',
  request: { query: z.object({ ...period, at: past }) },
  responses: { 200: { description: 'geodata/format/incidentColumns.ts reads it; x-fangcun-cursor continues on /live', content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } }, 304: { description: 'as before' } },
})
const report = createRoute({
  method: 'post', path: '/api/incidents', tags: ['incidents'], summary: 'Report a matter; the same id again answers the row as it is',
  request: { body: jsonBody(IncidentReport) },
  responses: { 201: json<{ incident: Incident }>('taken in'), 200: json<{ incident: Incident }>('was here already') },
})
const read = createRoute({
  method: 'get', path: '/api/incidents/{id}', tags: ['incidents'], summary: 'One incident with its log, orders, clocks, surroundings and possible steps',
  request: { params: id, query: z.object({ at: past }) }, responses: { 200: json<IncidentDetail>('the incident') },
})
const absent = () => new Problem(404, 'There is no such incident for this actor.', [{ field: 'id', expected: 'the id of an incident in your areas' }])

export const incidentRoutes = ({ sql, versions, live, env }: Deps) => {
  const contacts = createContacts(env.FANGCUN_CONTACT_KEY)
  const shared = createShared<Uint8Array<ArrayBuffer>>(2)
  return routes()
    .openapi(columns, async (c) => {
      const { at, ...asked } = c.req.valid('query')
      const span = checkPeriod(asked)
      const encoding = chooseEncoding(c.req.header('accept-encoding'))
      const cursor = live.cursor()
      const etag = `"${c.var.rightsKey}.${versions.tag(['incident'])}.c2.${encoding}"`
      const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Accept-Encoding', 'x-fangcun-cursor': cursor }
      if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
      const body = await shared(`${etag} ${span.from} ${span.to} ${at}`, async () => {
        const count = await countIncidents(sql, c.var.actor, span, mostRows, at)
        if (count > mostRows) throw new Problem(413, `The window holds more than ${mostRows} incidents.`, [{ field: 'from', expected: 'a shorter window' }])
        return compress(encodeColumns(await incidentColumnRows(sql, c.var.actor, span, at)), encoding)
      })
      return c.body(body, 200, { ...headers, ...encodingHeader(encoding), 'content-type': 'application/octet-stream' })
    })
    .openapi(report, async (c) => {
      const { contact, ...wanted } = c.req.valid('json')
      checkedGeometry(wanted.geometry)
      if (contact !== undefined && !contacts.offered) throw notOffered()
      const { incident, existed } = await reportIncident(sql, c.var.actor, wanted, contact === undefined ? undefined : contacts.seal(contact, wanted.id))
      if (!incident) throw new Problem(403, 'The actor may not report here.', [{ field: 'geometry', expected: 'a place inside your areas' }])
      return existed ? c.json({ incident }, 200) : c.json({ incident }, 201, { location: `/api/incidents/${incident.id}` })
    })
    .openapi(read, async (c) => {
      const found = await incidentRecord(sql, c.var.actor, c.req.valid('param').id, c.req.valid('query').at)
      if (!found) throw absent()
      return c.json({ ...found, ...(await surroundingsOf(sql, c.var.actor, found.incident)) }, 200)
    })
}
