import { z } from 'zod'
import { isDeviceCode } from '../format/deviceCode.ts'
import { Id } from './id.ts'
import { Instant } from './time.ts'

/** What tells how cameras are: a video platform, a recorder, an NVR of an estate. Its key is shown once. */
export type CameraGateway = {
  id: Id
  areaId: number
  name: string
  /** A camera that it tells of is offline after so long without a word. */
  silenceSeconds: number
  /** What outages are reported as; null: they are no incidents. */
  categoryId: number | null
  /** An outage is an incident once it has lasted so long. */
  alarmSeconds: number
  heardAt: string | null
  revokedAt: string | null
  version: number
  /** Cameras that it last told of, and how many of them do not work. */
  cameras: number
  down: number
}

const facts = {
  name: z.string().trim().min(1).max(100).regex(/^[^\0]*$/, 'expected text'),
  silenceSeconds: z.int().min(30).max(86_400),
  categoryId: z.int().min(1).max(32_767).nullable(),
  alarmSeconds: z.int().min(0).max(86_400),
}
export const CameraGatewayKeep = z.strictObject({ id: Id, areaId: z.int().min(1).max(2_147_483_647), ...facts, silenceSeconds: facts.silenceSeconds.default(180), categoryId: facts.categoryId.default(null), alarmSeconds: facts.alarmSeconds.default(300) })
export type CameraGatewayKeep = z.infer<typeof CameraGatewayKeep>
/** What is given is changed; a gateway that is revoked is heard no more. */
export const CameraGatewayChange = z.strictObject({ version: z.int().min(1), name: facts.name.optional(), silenceSeconds: facts.silenceSeconds.optional(), categoryId: facts.categoryId.optional(), alarmSeconds: facts.alarmSeconds.optional(), revoked: z.boolean().optional() })
export type CameraGatewayChange = z.infer<typeof CameraGatewayChange>

/** One word of a gateway about a camera, by its device code or, without one, by its code in the register. */
export const CameraHeartbeat = z
  .strictObject({ deviceCode: z.string().refine(isDeviceCode, 'expected the 20 digits of GB/T 28181').optional(), code: z.string().trim().min(1).max(60).regex(/^[^\0]*$/, 'expected text').optional(), state: z.enum(['online', 'offline', 'fault']), /** By the gateway's clock; now where it is not said. */ at: Instant.optional() })
  .refine(({ deviceCode, code }) => (deviceCode === undefined) !== (code === undefined), { error: 'expected deviceCode or code', path: ['deviceCode'] })
export type CameraHeartbeat = z.infer<typeof CameraHeartbeat>
/** Each is judged on its own: one that is wrong keeps nothing else back. */
export const CameraHeartbeats = z.strictObject({ heartbeats: z.array(z.unknown()).min(1).max(5_000) })
export type HeartbeatsTaken = { accepted: number; /** Of them, states that are others now. */ changed: number; /** Known already, or older than what is known. */ repeated: number; rejected: { index: number; reason: string }[] }
