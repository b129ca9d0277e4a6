import { randomInt } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { Id } from '../../geodata/model/id.ts'
import { type WallAnswer, WallApproval, WallClaim, type WallClaimAnswer, type WallCodeAnswer, wallCodeSigns } from '../../geodata/model/mapWall.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problem.ts'
import { endSession, type KnownSession } from '../queries/session.ts'
import { approveWallCode, askWallCode, claimWallCode } from '../queries/wallCode.ts'
import { addressOf, networkOf } from '../session/address.ts'
import { wallSeconds } from '../session/wall.ts'
import { giveCookie } from '../session/cookie.ts'
import { keyOf, newToken } from '../session/token.ts'
import { json, jsonBody, routes } from '../valid.ts'
import { createCodeThrottle } from '../wallThrottle.ts'
import { foundWall } from './mapWalls.ts'

const tags = ['map walls']
const ask = createRoute({
  method: 'post', path: '/api/wall-codes', tags, summary: 'A window asks to become a screen, without a session: the code is shown, the secret is the window’s own',
  request: { body: jsonBody(z.strictObject({})) }, responses: { 201: json<WallCodeAnswer>('good for ten minutes') },
})
const approve = createRoute({
  method: 'post', path: '/api/map-walls/{id}/approvals', tags, summary: 'The window that shows this code becomes this screen',
  request: { params: z.object({ id: Id }), body: jsonBody(WallApproval) }, responses: { 200: json<WallAnswer>('the wall as it is now') },
})
const claim = createRoute({
  method: 'post', path: '/api/wall-codes/claims', tags, summary: 'The window asks whether it was let in; once it was, the answer brings its session',
  request: { body: jsonBody(WallClaim) }, responses: { 200: json<WallClaimAnswer>('waiting, or which screen it is') },
})

const noStore = { 'cache-control': 'no-store' }
const newCode = () => Array.from({ length: 6 }, () => wallCodeSigns[randomInt(wallCodeSigns.length)]).join('')

/** A window shares the cookie of its browser: who sits there would be signed out, and what the screen shows would be theirs. */
function checkNobody(session: KnownSession | undefined): void {
  if (session && session.kind !== 'wall') throw new Problem(409, 'Somebody is signed in here. A screen needs a browser of its own: another profile or a private window, or sign out first.', [{ field: 'session', expected: 'nobody signed in' }])
}

export const wallCodeRoutes = ({ sql, env }: Deps) => {
  const throttle = createCodeThrottle()
  return routes()
    .openapi(ask, async (c) => {
      checkNobody(c.var.session)
      const address = addressOf(c, env)
      await throttle.ask(address)
      const secret = newToken()
      for (let tries = 0; tries < 3; tries++) {
        const code = newCode()
        const asked = await askWallCode(sql, { codeHash: keyOf(code), secretHash: keyOf(secret), address, network: networkOf(address) })
        if (asked) return c.json({ ...asked, code, secret }, 201, noStore)
      }
      throw new Problem(503, 'Too many windows ask to join now; try again later.')
    })
    .openapi(approve, async (c) => {
      const { code, screenId } = c.req.valid('json')
      await throttle.guess(c.var.actor)
      const { there, answer } = await approveWallCode(sql, c.var.actor, c.req.valid('param').id, screenId, keyOf(code))
      if (!there) foundWall(undefined)
      if (!answer) throw new Problem(422, 'No window that waits shows this code; it may have run out.', [{ field: 'code', expected: 'the code that a window shows now' }])
      await throttle.right(c.var.actor)
      return c.json(answer, 200)
    })
    .openapi(claim, async (c) => {
      const { id, secret } = c.req.valid('json')
      const own = c.var.session as KnownSession | undefined
      checkNobody(own)
      const token = newToken()
      const claimed = await claimWallCode(sql, { id, secretHash: keyOf(secret), ownKey: own?.key, newKey: keyOf(token), address: addressOf(c, env) })
      if (!claimed) throw new Problem(404, 'This code has run out or was used.', [{ field: 'id', expected: 'a code that waits; ask for a new one' }])
      const { wallId, screenId, expiresAt, begun } = claimed
      if (wallId === null || screenId === null) return c.json({ state: 'waiting' as const, expiresAt }, 200, noStore)
      if (begun) {
        if (own) await endSession(sql, own.key)
        giveCookie(c, env, token, wallSeconds)
      }
      return c.json({ state: 'joined' as const, wallId, screenId }, 200, noStore)
    })
}
