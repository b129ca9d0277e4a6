import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ZodError } from 'zod'

/** `code` and its `values`: for what is said in more than one language. */
export type FieldError = { field: string; expected: string; code?: string; values?: Record<string, string | number> }
type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504

const titles: Record<Status, string> = {
  400: 'Bad request', 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 409: 'Conflict', 413: 'Too large',
  415: 'Unsupported media type', 422: 'Not acceptable as it is', 429: 'Too many requests', 500: 'Server error', 502: 'Bad answer from elsewhere', 503: 'Not available now', 504: 'No answer from elsewhere in time',
}

/** An error the client is told about, as RFC 9457 says. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: Status
  readonly errors: FieldError[]
  readonly headers: Record<string, string>
  /** What else is said of it (RFC 9457, extension members). */
  readonly more: Record<string, unknown>
  constructor(status: Status, detail: string, errors: FieldError[] = [], headers: Record<string, string> = {}, more: Record<string, unknown> = {}) {
    super(detail)
    this.status = status
    this.errors = errors
    this.headers = headers
    this.more = more
  }
}

/** What a schema found, as a problem naming each field; at most ten, for a batch may hold thousands. */
export function invalid(error: ZodError, status: 400 | 422 = 400): Problem {
  const errors = error.issues.slice(0, 10).map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : []
    return { field: [...issue.path, ...unknown].map(String).join('.') || '(all)', expected: issue.message }
  })
  return new Problem(status, errors.map(({ field, expected }) => `${field}: ${expected}`).join('; '), errors)
}

type DatabaseError = { code: string; message: string; column_name?: string }
const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error && error.name === 'PostgresError' && typeof (error as { code?: unknown }).code === 'string'

const exact: Record<string, Status> = { '23514': 422, '23503': 422, '23502': 422, '42501': 403, '40001': 409, '23505': 409, '23P01': 409, '40P01': 409, '57014': 503 }

function statusOf({ code }: DatabaseError): Status {
  const known = exact[code]
  if (known) return known
  if (code.startsWith('22')) return 400
  return code.startsWith('08') || code.startsWith('53') || code.startsWith('57P') ? 503 : 500
}

const lost = new Set(['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])

/** What the database said of one of many, without throwing: a SQLSTATE with the field and the words of our functions. */
export function problemOfState(code: string, field: string | null, message: string | null): Problem {
  if (code === 'P0002') return new Problem(404, 'There is no such incident for this actor.', [{ field: field ?? 'id', expected: 'the id of an incident in your areas' }])
  return problemOf(Object.assign(new Error(message ?? ''), { name: 'PostgresError', code, ...(field ? { column_name: field } : {}) }))
}

/** Any thrown thing as a problem. What a client cannot help is told without detail. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) return new Problem((error.status in titles ? error.status : 400) as Status, error.message || 'The request could not be read.')
  if (isDatabaseError(error)) {
    const status = statusOf(error)
    if (status >= 500) return new Problem(status, status === 503 ? 'The database does not answer now; try again.' : 'The server could not do this.')
    // The database's own wording names policies and constraints; only what our functions raise (with a field) is meant for clients.
    const field = error.column_name
    const detail = field ? error.message : status === 403 ? 'The actor may not do this here.' : status === 409 ? 'Somebody else did this first.' : 'The values do not fit.'
    return new Problem(status, detail, field ? [{ field, expected: error.message }] : [])
  }
  if (lost.has(String((error as { code?: unknown })?.code))) return new Problem(503, 'The database cannot be reached now; try again.')
  return new Problem(500, 'The server could not do this.')
}

export const problemBody = ({ status, message, errors, more }: Problem) => ({ ...more, type: 'about:blank', title: titles[status], status, detail: message, errors })

export function answerProblem(c: Context, error: unknown): Response {
  const problem = problemOf(error)
  const { status, headers } = problem
  return c.body(JSON.stringify(problemBody(problem)), status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '2' } : {}), ...(status === 401 ? { 'www-authenticate': 'Bearer realm="fangcun"' } : {}), ...headers })
}
