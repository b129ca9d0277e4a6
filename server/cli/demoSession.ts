import { CommandError } from './tell.ts'

/** Signs in at a running server as a demo account, as a browser would; answers the `cookie` header. Throws where demo accounts may not be used. */
export async function demoCookie(url: string, id: string, signal?: AbortSignal): Promise<string> {
  const answer = await fetch(new URL('/api/session/demo', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }), ...(signal ? { signal } : {}) })
  const text = await answer.text()
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || !cookie) throw new CommandError(`${url} does not sign ${id} in: ${answer.status} ${text.slice(0, 200)}`)
  return cookie
}
