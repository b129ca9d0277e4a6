import type { CamerasSeeing } from '../../geodata/model/cameraSighting.ts'
import { read } from './http.ts'

/** What cameras may see: a place, or an incident with its shape. */
export type SeenSubject = { lng: number; lat: number } | { incidentId: string }
export const cameraSeeingClient = { of: (subject: SeenSubject, signal?: AbortSignal) => read<CamerasSeeing>('/api/cameras/seeing', subject, signal) }
