import { createRoute, z } from '@hono/zod-openapi'
import { createContacts } from '../contacts.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { changeContact, readContact } from '../queries/contact.ts'
import { json, jsonBody, routes } from '../valid.ts'

export const Contact = z.string().trim().min(1).max(100)
const params = z.object({ id: z.uuid() })
const read = createRoute({
  method: 'get', path: '/api/incidents/{id}/contact', tags: ['incidents'], summary: 'The contact of who asked to be called back, for the present handler; each read is in the audit log',
  request: { params }, responses: { 200: json<{ contact: string; takenAt: string }>('the contact') },
})
const change = createRoute({
  method: 'put', path: '/api/incidents/{id}/contact', tags: ['incidents'], summary: 'Writes the contact anew, or erases it with null; for the present handler',
  request: { params, body: jsonBody(z.strictObject({ contact: Contact.nullable() })) }, responses: { 200: json<{ hasContact: boolean }>('done') },
})

const absent = () => new Problem(404, 'There is no contact of such an incident for this actor.', [{ field: 'id', expected: 'an incident that you handle now, with a contact' }])
/** What a client is told when it brings a contact to a server without a key. */
export const notOffered = () => new Problem(422, 'This server takes no contacts: FANGCUN_CONTACT_KEY is not set.', [{ field: 'contact', expected: 'nothing, as long as FANGCUN_CONTACT_KEY is not set on the server' }])

export const contactRoutes = ({ sql, env, log }: Deps) => {
  const contacts = createContacts(env.FANGCUN_CONTACT_KEY)
  return routes()
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      const found = await readContact(sql, c.var.actor, id)
      if (!found) throw absent()
      const contact = contacts.open(found, id)
      if (contact === undefined) {
        log.error({ keyId: found.keyId }, 'a contact cannot be opened: its key is not among those of FANGCUN_CONTACT_KEY')
        throw new Problem(503, 'The contact cannot be opened: its key is not on this server.')
      }
      return c.json({ contact, takenAt: found.takenAt }, 200, { 'cache-control': 'no-store' })
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const { contact } = c.req.valid('json')
      if (contact !== null && !contacts.offered) throw notOffered()
      if (!(await changeContact(sql, c.var.actor, id, contact === null ? null : contacts.seal(contact, id)))) throw absent()
      return c.json({ hasContact: contact !== null }, 200)
    })
}
