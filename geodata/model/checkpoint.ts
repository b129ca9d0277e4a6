import { z } from 'zod'
import { Id } from './id.ts'

const rowId = z.number().int().min(1).max(2_147_483_647)
/** A time of the area's own clock. */
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time HH:MM')
const name = z.string().trim().min(1).max(100)
const kind = z.enum(['place', 'indoor', 'stairs'])
const dwellMinutes = z.number().int().min(0).max(120)
const place = { lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }

type Opening = { openFrom?: string | null | undefined; openTo?: string | null | undefined }
const bothOrNone = ({ openFrom, openTo }: Opening) => (openFrom === undefined) === (openTo === undefined) && (openFrom === null) === (openTo === null) && (openFrom == null || openFrom !== openTo)
const both = { path: ['openTo'], message: 'expected openFrom and openTo, two different times, or null for both' }

/** A new checkpoint. The area is the lowest one that holds the place unless it is named; the id is made by the client, so that it may be sent again. */
export const CheckpointKeep = z.strictObject({ id: Id, areaId: rowId.optional(), name, kind: kind.default('place'), dwellMinutes: dwellMinutes.default(3), openFrom: Clock.nullable().default(null), openTo: Clock.nullable().default(null), ...place }).refine(bothOrNone, both)
export type CheckpointKeep = z.infer<typeof CheckpointKeep>

/** Another version by now is a conflict (409). A place is named by both of its degrees. */
export const CheckpointChange = z.strictObject({
  version: rowId, name: name.optional(), kind: kind.optional(), dwellMinutes: dwellMinutes.optional(), openFrom: Clock.nullable().optional(), openTo: Clock.nullable().optional(), lng: place.lng.optional(), lat: place.lat.optional(), retired: z.boolean().optional(),
}).refine(bothOrNone, both).refine(({ lng, lat }) => (lng === undefined) === (lat === undefined), { path: ['lat'], message: 'expected lng and lat together' })
export type CheckpointChange = z.infer<typeof CheckpointChange>
