import type { Duplicate } from '../../geodata/model/duplicate.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import type { IncidentStep } from '../../geodata/model/workOrder.ts'
import { read, request, send } from './http.ts'

export type { Duplicate }
export type PhotoRow = { id: string; width: number; height: number; addedAt: string }
const of = (id: string) => `/api/incidents/${encodeURIComponent(id)}`

export const duplicateClient = {
  at: (question: { lng: number; lat: number; occurredAt: string; categoryId: number | null; title: string }, signal?: AbortSignal) => read<{ duplicates: Duplicate[] }>('/api/duplicates', question, signal),
  of: (id: string, signal?: AbortSignal) => read<{ duplicates: Duplicate[] }>(`${of(id)}/duplicates`, {}, signal),
  merge: (id: string, step: IncidentStep) => send<{ incident: Incident }>('POST', `${of(id)}/steps`, step),
}

export const photoClient = {
  /** @throws Problem */
  async add(incidentId: string, id: string, picture: Blob): Promise<PhotoRow> {
    const response = await request(`${of(incidentId)}/photos/${encodeURIComponent(id)}`, { method: 'PUT', headers: { 'content-type': picture.type, accept: 'application/json' }, body: picture })
    return ((await response.json()) as { photo: PhotoRow }).photo
  },
  address: (incidentId: string, id: string) => `${of(incidentId)}/photos/${encodeURIComponent(id)}`,
}

export const contactClient = {
  read: (id: string, signal?: AbortSignal) => read<{ contact: string; takenAt: string }>(`${of(id)}/contact`, {}, signal),
  change: (id: string, contact: string | null) => send<{ hasContact: boolean }>('PUT', `${of(id)}/contact`, { contact }),
}
