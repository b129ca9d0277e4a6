import { createRoute, z } from '@hono/zod-openapi'
import { AccountId, Role } from '../../geodata/model/actor.ts'
import { Id } from '../../geodata/model/id.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { type Account, addAccount, addToken, changeAccount, managedAccounts, revokeSessions, setHandles, setPassword } from '../queries/account.ts'
import { hashPassword } from '../session/password.ts'
import { faultOfPassword } from '../session/passwordRules.ts'
import { keyOf, newToken } from '../session/token.ts'
import { json, jsonBody, routes } from '../valid.ts'

const name = z.string().trim().min(1).max(100)
const assignments = z.array(z.strictObject({ role: Role, areaId: z.int().min(1).max(2_147_483_647) })).min(1).max(100)
const subject = z.string().min(1).max(255)
const params = z.object({ id: AccountId })
const tags = ['accounts']

const list = createRoute({ method: 'get', path: '/api/accounts', tags, summary: 'Accounts whose every duty lies where the actor administers', responses: { 200: json<{ accounts: Account[] }>('the accounts') } })
const add = createRoute({
  method: 'post', path: '/api/accounts', tags, summary: 'Make an account; the same again changes nothing',
  request: { body: jsonBody(z.strictObject({ id: AccountId, nameZh: name, nameEn: name, assignments, subject: subject.optional() })) },
  responses: { 200: json<{ account: Account }>('it was there'), 201: json<{ account: Account }>('it was made') },
})
const change = createRoute({
  method: 'put', path: '/api/accounts/{id}', tags, summary: 'Change names, duties, the subject at the OpenID provider, or disable',
  request: { params, body: jsonBody(z.strictObject({ nameZh: name.optional(), nameEn: name.optional(), assignments: assignments.optional(), disabled: z.boolean().optional(), subject: subject.nullable().optional() })) },
  responses: { 200: json<{ account: Account }>('as it is now') },
})
const ids = z.array(z.int().min(1).max(2_147_483_647)).max(1_000)
const handles = createRoute({
  method: 'put', path: '/api/accounts/{id}/handles', tags, summary: 'Posts that the account holds and teams it rides with, all of them; it handles their work orders',
  request: { params, body: jsonBody(z.strictObject({ postIds: ids, teamIds: ids })) },
  responses: { 200: json<{ account: Account }>('as it is now') },
})
const password = createRoute({
  method: 'put', path: '/api/accounts/{id}/password', tags, summary: 'Give a temporary password; every session of the account ends',
  request: { params, body: jsonBody(z.strictObject({ password: z.string().min(1).max(400) })) },
  responses: { 204: { description: 'given' } },
})
const revoke = createRoute({
  method: 'delete', path: '/api/accounts/{id}/sessions', tags, summary: 'End the sessions of an account, or one of them',
  request: { params, query: z.object({ session: z.uuid().optional() }) },
  responses: { 204: { description: 'ended' } },
})
const token = createRoute({
  method: 'post', path: '/api/accounts/{id}/tokens', tags, summary: 'A token for a program (Authorization: Bearer); it is shown this once',
  request: { params, body: jsonBody(z.strictObject({ id: Id, label: z.string().trim().min(1).max(100), days: z.int().min(1).max(730).default(365) })) },
  responses: { 201: json<{ token: string; id: string }>('the token') },
})

export const accountRoutes = ({ sql, env }: Deps) => {
  const found = (done: boolean) => {
    if (!done) throw new Problem(404, 'There is no such account for this actor.')
  }
  const read = async (actor: string, id: string) => {
    const account = (await managedAccounts(sql, actor)).find((each) => each.id === id)
    if (!account) throw new Problem(404, 'There is no such account for this actor.')
    return account
  }
  const app = routes()
    .openapi(list, async (c) => c.json({ accounts: await managedAccounts(sql, c.var.actor) }, 200))
    .openapi(add, async (c) => {
      const given = c.req.valid('json')
      const made = await addAccount(sql, c.var.actor, given)
      return c.json({ account: await read(c.var.actor, given.id) }, made ? 201 : 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      found(await changeAccount(sql, c.var.actor, id, c.req.valid('json')))
      return c.json({ account: await read(c.var.actor, id) }, 200)
    })
  return app
    .openapi(handles, async (c) => {
      const { id } = c.req.valid('param')
      found(await setHandles(sql, c.var.actor, id, c.req.valid('json')))
      return c.json({ account: await read(c.var.actor, id) }, 200)
    })
    .openapi(password, async (c) => {
      const { id } = c.req.valid('param')
      const given = c.req.valid('json').password
      // Asked before the work of hashing, which is not for everybody to cause.
      await read(c.var.actor, id)
      const fault = faultOfPassword(given, id, env.FANGCUN_PASSWORD_PROFILE)
      if (fault) throw new Problem(422, `password: ${fault}`, [{ field: 'password', expected: fault }])
      found(await setPassword(sql, c.var.actor, id, await hashPassword(given), true))
      return c.body(null, 204)
    })
    .openapi(revoke, async (c) => {
      found(await revokeSessions(sql, c.var.actor, c.req.valid('param').id, c.req.valid('query').session ?? null))
      return c.body(null, 204)
    })
    .openapi(token, async (c) => {
      const given = c.req.valid('json')
      const made = newToken()
      found(await addToken(sql, c.var.actor, c.req.valid('param').id, given, keyOf(made)))
      return c.json({ token: made, id: given.id }, 201, { 'cache-control': 'no-store' })
    })
}
