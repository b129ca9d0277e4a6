import type { Request as BrowserRequest, Route } from 'playwright-core'

/** What a browser that works for us asks is answered by the app in this process: there is no address to know, no certificate and no network, and the session of whoever asks never enters the browser. */
export type Ask = (request: Request) => Response | Promise<Response>
export type Who = { cookie: string | undefined; authorization: string | undefined }

/** A name of ours that is never looked up. */
export const ownOrigin = 'http://localhost'

/** Streams that do not end; paper shows one moment. */
const endless = /^\/live\b/
/** A page that is printed changes nothing; questions whose answers maps draw are asked by POST. */
const questions = /^\/api\/analyses$/

const mayAsk = (method: string, { origin, pathname }: URL) => origin === ownOrigin && !endless.test(pathname) && (method === 'GET' || (method === 'POST' && questions.test(pathname)))

function requestOf(asked: BrowserRequest, who: Who): Request {
  const headers = new Headers({ host: 'localhost', accept: asked.headers()['accept'] ?? '*/*' })
  if (who.cookie !== undefined) headers.set('cookie', who.cookie)
  if (who.authorization !== undefined) headers.set('authorization', who.authorization)
  const body = asked.postDataBuffer()
  if (body) headers.set('content-type', asked.headers()['content-type'] ?? 'application/json')
  return new Request(asked.url(), { method: asked.method(), headers, ...(body ? { body: new Uint8Array(body) } : {}) })
}

export function answerInProcess(ask: Ask, who: Who) {
  return async (route: Route): Promise<void> => {
    const asked = route.request()
    try {
      if (!mayAsk(asked.method(), new URL(asked.url()))) return await route.abort('blockedbyclient')
      const answer = await ask(requestOf(asked, who))
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie' && name !== 'strict-transport-security'))
      await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) })
    } catch {
      // The browser was ended meanwhile, by whoever gave up or by time.
      await route.abort().catch(() => {})
    }
  }
}
