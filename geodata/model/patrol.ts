import { z } from 'zod'
import { Instant } from './time.ts'

/** 巡逻队: on duty under a call sign; it has no names. */
export type Team = { id: number; areaId: number; callSign: string; nameZh: string; nameEn: string; kind: 'staff' | 'volunteer'; vehicle: 'foot' | 'bicycle' | 'car' }
export type Shift = { id: number; areaId: number; teamId: number; from: Instant; to: Instant }

/** One fix as a device sends it. Unknown fields are refused. */
export const PositionFix = z.strictObject({
  at: Instant,
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  speedMetersPerSecond: z.number().min(0).max(150).optional(),
  accuracyMeters: z.number().min(0).max(10_000).optional(),
})
export type PositionFix = z.infer<typeof PositionFix>

/** A batch of one team's device; each row is judged on its own, sane ones are kept and the others answered with their reason. */
export const PositionBatch = z.strictObject({ teamId: z.number().int().min(1), device: z.string().trim().min(1).max(64), fixes: z.array(z.unknown()).min(1).max(5_000) })
export type PositionBatch = z.infer<typeof PositionBatch>

/** The newest fix of a team, as shown live. */
export type LivePosition = { teamId: number; areaId: number; callSign: string; at: Instant; lng: number; lat: number; speedMetersPerSecond: number | null }

/** Seconds of presence in a mercator cell of `level` (2^level cells around the world; about 38 m at level 20 on the equator). */
export const coverageLevel = 20
