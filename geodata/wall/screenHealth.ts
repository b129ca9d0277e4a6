import type { ScreenState, WallScreen } from '../model/mapWall.ts'

/** A screen tells of itself every few seconds; three that are missed are silence. */
export const silentAfterMs = 20_000

/** `empty`: no window has joined; `waiting`: it has not told of itself yet; `silent`: not for a while; `stale`: it says that its data has stopped; `failing`: it lives and has had errors in the last ten minutes. */
export type ScreenHealth = 'empty' | 'waiting' | 'live' | 'failing' | 'stale' | 'silent'
const errorsCountMs = 600_000

export const recentErrors = (state: ScreenState | undefined, nowMs: number) => (state?.told.errors ?? []).filter(({ at }) => !(nowMs - Date.parse(at) > errorsCountMs))

export function screenHealth({ joinedAt }: Pick<WallScreen, 'joinedAt'>, state: ScreenState | undefined, nowMs: number): ScreenHealth {
  if (joinedAt === null) return 'empty'
  // What an earlier window told says nothing of this one.
  if (!state || Date.parse(state.seenAt) < Date.parse(joinedAt)) return nowMs - Date.parse(joinedAt) > silentAfterMs ? 'silent' : 'waiting'
  if (nowMs - Date.parse(state.seenAt) > silentAfterMs) return 'silent'
  if (state.told.live === 'stale') return 'stale'
  return recentErrors(state, nowMs).length ? 'failing' : 'live'
}
