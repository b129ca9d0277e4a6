import type { Session } from './answers.ts'
import { read, send } from './http.ts'

export const sessionClient = {
  read: (signal?: AbortSignal) => read<Session>('/api/session', {}, signal),
  demo: (id: string) => send<Session>('POST', '/api/session/demo', { id }),
  password: (account: string, password: string, newPassword?: string) => send<Session>('POST', '/api/session', { account, password, ...(newPassword === undefined ? {} : { newPassword }) }),
  changePassword: (password: string, newPassword: string) => send<null>('PUT', '/api/session/password', { password, newPassword }),
  signOut: () => send<null>('DELETE', '/api/session'),
  signOutEverywhere: () => send<null>('DELETE', '/api/sessions'),
}

/** The way through an OpenID provider, and back to a path of ours. */
export const oidcPath = (back: string) => `/api/session/oidc?to=${encodeURIComponent(back)}`
