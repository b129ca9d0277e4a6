import { z } from 'zod'
import type { Alarm } from './alarm.ts'
import { Id } from './id.ts'
import type { Instant } from './time.ts'
import { View } from './view.ts'

const name = (most: number) => z.string().trim().min(1).max(most)

/** A rectangle on the wall in millimetres, from its upper left corner; y grows downwards. */
export const WallRect = z.strictObject({ x: z.number().min(0).max(100_000), y: z.number().min(0).max(100_000), width: z.number().min(10).max(20_000), height: z.number().min(10).max(20_000) })
export type WallRect = z.infer<typeof WallRect>

/** Screens in rows and columns, all of one size; `bezelMm` lies between two pictures, across and down. A screen may be drawn elsewhere (`WallScreen.place`). */
export const MapWallLayout = z.strictObject({
  rows: z.number().int().min(1).max(8), columns: z.number().int().min(1).max(8), widthMm: z.number().min(50).max(10_000), heightMm: z.number().min(50).max(10_000),
  bezelMm: z.strictObject({ x: z.number().min(0).max(500), y: z.number().min(0).max(500) }),
})
export type MapWallLayout = z.infer<typeof MapWallLayout>

export const PanelKind = z.enum(['clock', 'figures', 'queue', 'shifts', 'cameras_down', 'coverage', 'alarms', 'legend'])
export type PanelKind = z.infer<typeof PanelKind>
/** A panel on a screen, in cells of a grid of 24 by 24 over the whole screen. */
export const PanelPlace = z.strictObject({ id: Id, kind: PanelKind, x: z.number().int().min(0).max(23), y: z.number().int().min(0).max(23), width: z.number().int().min(2).max(24), height: z.number().int().min(2).max(24) })
export type PanelPlace = z.infer<typeof PanelPlace>
export const Panels = z.array(PanelPlace).max(24)

/** What a screen shows: its part of the one map of the wall, the rotating scenes, one scene, or a view that a desk threw onto it. */
export const ScreenContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shared') }), z.strictObject({ kind: z.literal('rotation') }), z.strictObject({ kind: z.literal('scene'), sceneId: Id }), z.strictObject({ kind: z.literal('view'), view: View }),
])
export type ScreenContent = z.infer<typeof ScreenContent>

/** Scenes in their order, each for `seconds`, by the server's clock from `startedAt`; `pausedAt` holds it where it then was. */
export type WallRotation = { seconds: number; startedAt: Instant; pausedAt: Instant | null }

export type MapWall = { id: Id; areaId: number; name: string; layout: MapWallLayout; view: View; rotation: WallRotation; alarmScreenId: Id | null; changedAt: Instant; version: number }
export type WallScreen = { id: Id; wallId: Id; name: string; place: WallRect; content: ScreenContent; panels: PanelPlace[]; joinedAt: Instant | null; joinedBy: string | null; version: number }
export type WallScene = { id: Id; wallId: Id; name: string; ordinal: number; view: View; panels: PanelPlace[] | null; version: number }

/** What a screen says of itself every few seconds. `sharedDelayMs`: from the desk's move to its receipt, the slowest since the last report; layers with the age of what they show, in seconds. */
export const ScreenReport = z.strictObject({
  build: z.string().max(40), viewport: z.strictObject({ width: z.number().int().min(1).max(20_000), height: z.number().int().min(1).max(20_000), ratio: z.number().min(0.1).max(10) }),
  live: z.enum(['live', 'connecting', 'stale']), layers: z.record(z.string().max(40), z.number().min(0).nullable()), sharedDelayMs: z.number().nullable(), frameMs: z.number().min(0).nullable(),
  memoryMb: z.number().min(0).nullable(), contextLosses: z.number().int().min(0), errors: z.array(z.strictObject({ at: z.string().max(40), text: z.string().max(300) })).max(20),
})
export type ScreenReport = z.infer<typeof ScreenReport>
export type ScreenState = { screenId: Id; seenAt: Instant; told: ScreenReport }

/** All that a screen or a desk needs of a wall. */
export type WallAnswer = { wall: MapWall; screens: WallScreen[]; scenes: WallScene[]; states: ScreenState[]; alarms: Alarm[]; at: Instant }

/** The shared camera as it is moved, many times a second: told at once to all screens, kept when it stands still. `seq` grows with each move of one desk; `sentAt` is the server's clock as the desk knows it, in milliseconds. */
export const WallMove = z.strictObject({ camera: View.shape.camera, desk: z.string().max(40), seq: z.number().int().min(0), sentAt: z.number() })
export type WallMove = z.infer<typeof WallMove>

export const MapWallDraft = z.strictObject({ id: Id, areaId: z.number().int().min(1), name: name(100), layout: MapWallLayout, view: View })
export type MapWallDraft = z.infer<typeof MapWallDraft>
export const WallSceneDraft = z.strictObject({ id: Id, name: name(60), view: View, panels: Panels.nullable() })
export type WallSceneDraft = z.infer<typeof WallSceneDraft>
