import type { Assignment } from '../../geodata/model/actor.ts'
import { read, request, send, withQuery } from './http.ts'

export type AccountSession = { id: string; kind: 'browser' | 'token' | 'wall'; label: string; createdAt: string; seenAt: string; expiresAt: string }
export type Handles = { postIds: number[]; teamIds: number[] }
/** An account as administrators see it; its open sessions newest first. */
export type Account = { id: string; nameZh: string; nameEn: string; demo: boolean; createdAt: string; disabledAt: string | null; assignments: Assignment[]; handles: Handles; hasPassword: boolean; hasSubject: boolean; sessions: AccountSession[] }
export type NewAccount = Pick<Account, 'id' | 'nameZh' | 'nameEn' | 'assignments'>
export type AccountChange = Partial<Omit<NewAccount, 'id'>> & { disabled?: boolean }
export type AuditEntry = { id: number; at: string; accountId: string; areaId: number | null; action: string; target: string; result: 'done' | 'refused' | 'failed'; detail: object }
export type AuditQuestion = { from?: string; to?: string; account?: string; action?: string; before?: number }

const path = (id: string) => `/api/accounts/${encodeURIComponent(id)}`

export const accountClient = {
  list: (signal?: AbortSignal) => read<{ accounts: Account[] }>('/api/accounts', {}, signal),
  add: (account: NewAccount) => send<{ account: Account }>('POST', '/api/accounts', account),
  change: (id: string, change: AccountChange) => send<{ account: Account }>('PUT', path(id), change),
  setHandles: (id: string, handles: Handles) => send<{ account: Account }>('PUT', `${path(id)}/handles`, handles),
  setPassword: (id: string, password: string) => send<null>('PUT', `${path(id)}/password`, { password }),
  revoke: async (id: string, session?: string) => void (await request(withQuery(`${path(id)}/sessions`, { session }), { method: 'DELETE' })),
  makeToken: (id: string, token: { id: string; label: string; days: number }) => send<{ token: string; id: string }>('POST', `${path(id)}/tokens`, token),
}

export const auditClient = {
  list: (question: AuditQuestion, signal?: AbortSignal) => read<{ entries: AuditEntry[]; next: number | null }>('/api/audit', { ...question, limit: 200 }, signal),
}
