import { z } from 'zod'

/** RFC 9457, with whatever a refusal brings besides. A body that is not one becomes a problem of its status alone. */
const ProblemDocument = z.looseObject({
  title: z.string().default(''),
  status: z.number().default(0),
  detail: z.string().default(''),
  errors: z.array(z.looseObject({ field: z.string(), expected: z.string() })).default([]),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>

/** What went wrong, in the server's words; status 0 means that no answer came. */
export class Problem extends Error {
  readonly document: ProblemDocument
  /** From `Retry-After`; null where the server does not say. */
  readonly retryAfterSeconds: number | null
  constructor(document: ProblemDocument, retryAfterSeconds: number | null = null) {
    super(document.detail || document.title)
    this.name = 'Problem'
    this.document = document
    this.retryAfterSeconds = retryAfterSeconds
  }
  /** The sentence for one field, or an empty text. */
  field(name: string): string {
    return this.document.errors.find((error) => error.field === name || error.field.startsWith(`${name}.`))?.expected ?? ''
  }
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

export type Query = Record<string, string | number | readonly (string | number)[] | null | undefined>

/** A query without the parameters that are not set; lists are comma-separated. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== '') search.set(key, Array.isArray(value) ? value.join(',') : String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}))
  const parsed = ProblemDocument.safeParse(body)
  const document = parsed.success ? parsed.data : ProblemDocument.parse({})
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new Problem({ ...document, status: response.status, title: document.title || response.statusText }, Number.isFinite(seconds) ? seconds : null)
}

/** Who is told when an answer says that there is no session any more. */
export const sessionEnd = { tell: () => {} }

/** @throws Problem on any status that is not 2xx and when no answer comes; AbortError when aborted. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (isAbort(error)) throw error
    throw new Problem({ title: 'network', status: 0, detail: '', errors: [] })
  })
  // Signing in itself is refused with the same number.
  if (response.status === 401 && !path.startsWith('/api/session')) sessionEnd.tell()
  if (!response.ok) throw await problemOf(response)
  return response
}

/** Answers come from our own server, which builds them from the same types; they are trusted here. */
export async function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await request(withQuery(path, query), { headers: { accept: 'application/json' }, signal: signal ?? null })
  return (await response.json()) as T
}

export async function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await request(path, { method, headers: { 'content-type': 'application/json', accept: 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  return (response.status === 204 ? null : await response.json()) as T
}
