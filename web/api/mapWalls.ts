import type { Id } from '../../geodata/model/id.ts'
import type { MapWallDraft, MapWallLayout, MapWallSummary, PanelPlace, ScreenContent, ScreenReport, WallAnswer, WallMove, WallRect, WallSceneDraft } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'
import { read, send } from './http.ts'

type Signal = AbortSignal | undefined
const at = (wallId: Id) => `/api/map-walls/${encodeURIComponent(wallId)}`
const screenAt = (wallId: Id, screenId: Id) => `${at(wallId)}/screens/${encodeURIComponent(screenId)}`
const sceneAt = (wallId: Id, sceneId: Id) => `${at(wallId)}/scenes/${encodeURIComponent(sceneId)}`

export type MapWallChange = { name?: string; view?: View; alarmScreenId?: Id | null; layout?: MapWallLayout }
/** `sceneId`: this scene stands now, and the others follow. */
export type WallRotationWish = { seconds?: number; paused?: boolean; sceneId?: Id }
/** `content` and `panels` of a screen that comes again. */
export type WallScreenWish = { id: Id; name: string; place: WallRect; content?: ScreenContent; panels?: PanelPlace[] }
export type WallScreenChange = { name?: string; place?: WallRect; content?: ScreenContent; panels?: PanelPlace[] }
export type WallSceneChange = { name?: string; view?: View; panels?: PanelPlace[] | null }

/** Each write of a wall answers the whole wall as it now is; `version` is that of the row that is changed, 409 where somebody was quicker. */
export const mapWallClient = {
  /** Also those that were retired, where they are asked for. */
  list: (signal?: Signal, retired = false) => read<{ walls: MapWallSummary[] }>('/api/map-walls', { retired: retired ? 'true' : null }, signal),
  read: (id: Id, signal?: Signal) => read<WallAnswer>(at(id), {}, signal),
  create: (draft: MapWallDraft) => send<WallAnswer>('POST', '/api/map-walls', draft),
  change: (id: Id, version: number, change: MapWallChange) => send<WallAnswer>('PATCH', at(id), { ...change, version }),
  /** Its screens are sent away, and it is not listed any more. */
  retire: (id: Id, version: number) => send<null>('POST', `${at(id)}/retire`, { version }),
  /** Screens in rows and columns anew; those that remain keep their window, content and panels. */
  layOut: (id: Id, version: number, layout: MapWallLayout) => send<WallAnswer>('PUT', `${at(id)}/layout`, { version, layout }),
  restore: (id: Id, version: number) => send<WallAnswer>('POST', `${at(id)}/restore`, { version }),
  /** Whatever was changed meanwhile: a key is pressed at a wall. */
  rotate: (id: Id, wish: WallRotationWish) => send<WallAnswer>('PUT', `${at(id)}/rotation`, wish),
  move: (id: Id, move: WallMove) => send<null>('POST', `${at(id)}/moves`, move),
  approve: (id: Id, approval: { code: string; screenId: Id }) => send<WallAnswer>('POST', `${at(id)}/approvals`, approval),
}

export const wallScreenClient = {
  add: (wallId: Id, screen: WallScreenWish) => send<WallAnswer>('POST', `${at(wallId)}/screens`, screen),
  change: (wallId: Id, screenId: Id, version: number, change: WallScreenChange) => send<WallAnswer>('PATCH', screenAt(wallId, screenId), { ...change, version }),
  remove: (wallId: Id, screenId: Id) => send<WallAnswer>('DELETE', screenAt(wallId, screenId)),
  /** The window that is this screen is signed out. */
  sendAway: (wallId: Id, screenId: Id) => send<WallAnswer>('DELETE', `${screenAt(wallId, screenId)}/window`),
}

export const wallSceneClient = {
  keep: (wallId: Id, scene: WallSceneDraft) => send<WallAnswer>('POST', `${at(wallId)}/scenes`, scene),
  change: (wallId: Id, sceneId: Id, version: number, change: WallSceneChange) => send<WallAnswer>('PATCH', sceneAt(wallId, sceneId), { ...change, version }),
  remove: (wallId: Id, sceneId: Id) => send<WallAnswer>('DELETE', sceneAt(wallId, sceneId)),
  /** All of the wall, in their new order. */
  order: (wallId: Id, sceneIds: Id[]) => send<WallAnswer>('PUT', `${at(wallId)}/scenes`, { sceneIds }),
}

export type WallCode = { id: Id; code: string; secret: string; expiresAt: string }
export type WallClaim = { state: 'waiting' } | { state: 'joined'; wallId: Id; screenId: Id }
/** For a window that is to become a screen; without a session. */
export const wallCodeClient = {
  ask: () => send<WallCode>('POST', '/api/wall-codes', {}),
  claim: (id: Id, secret: string) => send<WallClaim>('POST', '/api/wall-codes/claims', { id, secret }),
}

export const wallHeartbeatClient = { tell: (screenId: Id, report: ScreenReport) => send<null>('POST', '/api/wall-heartbeats', { screenId, report }) }
