import { vi } from 'vitest'

export type Asked = { method: string; path: string; query: URLSearchParams; body: unknown; signal: AbortSignal | null }
type Answer = { status?: number; json?: unknown; bytes?: ArrayBuffer; headers?: Record<string, string> } | 'never' | 'offline'

/** Stands in for the server: routes by `METHOD /path`; what is not named is a 404 problem. @returns the requests, oldest first */
export function fakeServer(routes: Record<string, Answer | ((asked: Asked) => Answer)>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://127.0.0.1')
    const one: Asked = { method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, body: init.body ? JSON.parse(String(init.body)) : null, signal: init.signal ?? null }
    asked.push(one)
    const route = routes[`${one.method} ${one.path}`] ?? { status: 404, json: { type: 'about:blank', title: 'Not Found', status: 404, detail: 'no such route' } }
    const answer = typeof route === 'function' ? route(one) : route
    if (answer === 'offline') throw new TypeError('fetch failed')
    if (answer === 'never') return new Promise<Response>((_, fail) => one.signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError'))))
    return new Response(answer.bytes ?? JSON.stringify(answer.json ?? {}), { status: answer.status ?? 200, headers: { 'content-type': 'application/json', ...answer.headers } })
  })
  return asked
}
