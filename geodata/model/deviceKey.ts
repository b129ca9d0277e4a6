import { z } from 'zod'
import { Id } from './id.ts'

const version = z.number().int().min(1).max(2_147_483_647)

/** A device that sends positions by itself, with a key of its own, for one team. */
export type DeviceKey = { id: string; teamId: number; areaId: number; callSign: string; name: string; heardAt: string | null; revokedAt: string | null; createdBy: string; createdAt: string; version: number }

/** The id is made by the client, so that it may be sent again. */
export const DeviceKeyKeep = z.strictObject({ id: Id, teamId: z.number().int().min(1).max(2_147_483_647), name: z.string().trim().min(1).max(64) })
export type DeviceKeyKeep = z.infer<typeof DeviceKeyKeep>
export const DeviceKeyChange = z.strictObject({ version, revoked: z.boolean() })
export type DeviceKeyChange = z.infer<typeof DeviceKeyChange>

/** Why the way of a team is looked at; `playback`: the past is played on the map. */
export const HistoryReason = z.enum(['incident', 'complaint', 'safety', 'review', 'playback'])
export type HistoryReason = z.infer<typeof HistoryReason>

/** What came of a batch: fixes that are new, that were known already, and those that were not taken, by their place in the batch. */
export type PositionsTaken = { accepted: number; duplicates: number; rejected: { index: number; reason: string }[] }
/** Days that the single fixes of an area are kept; `own`: the area says so itself. */
export type Retention = { areaId: number; days: number; own: boolean }
