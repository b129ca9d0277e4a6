import type { AreaChange, AreaChangeDone, AreaHistory, AreaOnDay, PendingAreaChange } from '../../geodata/model/areaChange.ts'
import type { DutyAnswer, HoldingSet, PostHoldings, PostKind, PostKindSet, PostOnDay, ZoneOnDay } from '../../geodata/model/duty.ts'
import type { CodeScheme, CodeSchemeSet } from '../../geodata/format/codeScheme.ts'
import { read, send } from './http.ts'

export type CodeSchemeRow = CodeScheme & { retired: boolean; version: number }
/** What the pages of areas are sent by. */
export type AreaCommand = AreaChange

export const areaClient = {
  tree: (on: string | null, signal?: AbortSignal) => read<{ areas: AreaOnDay[]; pending: PendingAreaChange[] }>('/api/areas', { on }, signal),
  history: (id: number, signal?: AbortSignal) => read<AreaHistory>(`/api/areas/${id}/history`, {}, signal),
  change: (id: number, change: AreaCommand) => send<{ done: AreaChangeDone }>('POST', `/api/areas/${id}/changes`, change),
  withdraw: (id: number, changeId: string) => send<{ pending: PendingAreaChange[] }>('DELETE', `/api/areas/${id}/changes/${changeId}`),
  schemes: (signal?: AbortSignal) => read<{ schemes: CodeSchemeRow[] }>('/api/code-schemes', {}, signal),
  putScheme: (id: string, scheme: CodeSchemeSet) => send<{ schemes: CodeSchemeRow[] }>('PUT', `/api/code-schemes/${encodeURIComponent(id)}`, scheme),
  setZoneScheme: (id: number, scheme: string | null) => send<{ scheme: string | null }>('PUT', `/api/areas/${id}/zone-scheme`, { scheme }),
}

export const dutyClient = {
  kinds: (signal?: AbortSignal) => read<{ kinds: PostKind[] }>('/api/post-kinds', {}, signal),
  putKind: (id: string, kind: PostKindSet) => send<{ kinds: PostKind[] }>('PUT', `/api/post-kinds/${encodeURIComponent(id)}`, kind),
  posts: (query: { on: string | null; areaId?: number | null; zoneId?: number | null }, signal?: AbortSignal) => read<{ posts: PostOnDay[]; zones: ZoneOnDay[] }>('/api/posts', query, signal),
  holdings: (postId: number, signal?: AbortSignal) => read<PostHoldings>(`/api/posts/${postId}/holdings`, {}, signal),
  putHoldings: (postId: number, set: HoldingSet) => send<PostHoldings>('PUT', `/api/posts/${postId}/holdings`, set),
  add: (zoneId: number, kind: string) => send<PostHoldings>('POST', '/api/posts', { zoneId, kind }),
  close: (postId: number, version: number) => send<PostHoldings>('POST', `/api/posts/${postId}/close`, { version }),
  answers: (query: { lng?: number; lat?: number; address?: string; buildingId?: number; code?: string; on: string | null }, signal?: AbortSignal) => read<DutyAnswer>('/api/duty', query, signal),
}
