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

export type MapWall = { id: Id; areaId: number; name: string; layout: MapWallLayout; view: View; rotation: WallRotation; alarmScreenId: Id | null; retiredAt: Instant | null; changedAt: Instant; version: number }
/** A wall in the list of walls, with how many of its screens have a window and when one was last heard. */
export type MapWallSummary = MapWall & { screens: number; joined: number; seenAt: Instant | null }
export type WallScreen = { id: Id; wallId: Id; name: string; place: WallRect; content: ScreenContent; panels: PanelPlace[]; joinedAt: Instant | null; joinedBy: string | null; version: number }
export type WallScene = { id: Id; wallId: Id; name: string; ordinal: number; view: View; panels: PanelPlace[] | null; version: number }

/** What a screen says of itself every few seconds. `sharedDelayMs`: from the desk's move to its receipt, the slowest since the last report; layers with the age of what they show, in seconds. */
export const ScreenReport = z.strictObject({
  build: z.string().max(40), viewport: z.strictObject({ width: z.number().int().min(1).max(20_000), height: z.number().int().min(1).max(20_000), ratio: z.number().min(0.1).max(10) }),
  live: z.enum(['live', 'connecting', 'stale']), layers: z.record(z.string().max(40), z.number().min(0).nullable()).refine((layers) => Object.keys(layers).length <= 100, 'expected at most 100 layers'), sharedDelayMs: z.number().nullable(), frameMs: z.number().min(0).nullable(),
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

/** As the stream tells it (event `wall`), to those who may read the wall and asked for it. */
export type WallMoved = WallMove & { wallId: Id }

const version = z.number().int().min(1)
/** What is named is changed; another version by now is a conflict (409), here and below. A `layout` that is named leaves the screens where they hang: it is taken back. */
export const MapWallChange = z.strictObject({ version, name: name(100).optional(), view: View.optional(), alarmScreenId: Id.nullable().optional(), layout: MapWallLayout.optional() })
export type MapWallChange = z.infer<typeof MapWallChange>
export const MapWallStep = z.strictObject({ version })
/** Screens in rows and columns anew: those that remain keep their window, content and panels, in the order of reading. */
export const MapWallRelay = z.strictObject({ version, layout: MapWallLayout })
export type MapWallRelay = z.infer<typeof MapWallRelay>
/** `sceneId`: this scene stands now, and the others follow in turn. Without a version it holds whatever was changed meanwhile, as a key does that is pressed at a wall. */
export const WallRotationChange = z.strictObject({ version: version.optional(), seconds: z.number().int().min(5).max(86_400).optional(), paused: z.boolean().optional(), sceneId: Id.optional() })
export type WallRotationChange = z.infer<typeof WallRotationChange>

/** A screen that was drawn. */
export const WallScreenDraft = z.strictObject({ id: Id, name: name(60), place: WallRect, content: ScreenContent.default({ kind: 'shared' }), panels: Panels.default([]) })
export type WallScreenDraft = z.infer<typeof WallScreenDraft>
export const WallScreenChange = z.strictObject({ version, name: name(60).optional(), place: WallRect.optional(), content: ScreenContent.optional(), panels: Panels.optional() })
export type WallScreenChange = z.infer<typeof WallScreenChange>
export const WallSceneChange = z.strictObject({ version, name: name(60).optional(), view: View.optional(), panels: Panels.nullable().optional() })
export type WallSceneChange = z.infer<typeof WallSceneChange>
/** All scenes of the wall in their new order. */
export const WallSceneOrder = z.strictObject({ sceneIds: z.array(Id).max(50) })

/** Letters and digits that nobody takes for another: no I, L, O, U, 0 and 1. */
export const wallCodeSigns = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A code as somebody types it: small letters, spaces and hyphens do not matter. */
export const WallCode = z.string().max(20).transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, '')).pipe(z.string().regex(new RegExp(`^[${wallCodeSigns}]{6}$`), 'expected the six letters and digits that the window shows'))
export const WallApproval = z.strictObject({ code: WallCode, screenId: Id })
/** Of a window that asks to join: the code is shown, the secret never. */
export type WallCodeAnswer = { id: Id; code: string; secret: string; expiresAt: Instant }
export const WallClaim = z.strictObject({ id: Id, secret: z.string().regex(/^[\w-]{43}$/, 'expected the secret that came with the code') })
export type WallClaimAnswer = { state: 'waiting'; expiresAt: Instant } | { state: 'joined'; wallId: Id; screenId: Id }
export const WallHeartbeat = z.strictObject({ screenId: Id, report: ScreenReport })
