import type { CameraLook, CameraLookNew, CameraStreamChange, CameraStreamFacts, CameraTour, CameraTourChange, CameraTourNew } from '../../geodata/model/cameraWatch.ts'
import { read, request, send } from './http.ts'

/** Video patrol: tours, looks and pictures. Pictures are fetched by the id of a look only. */
export const watchClient = {
  tours: (signal?: AbortSignal) => read<{ tours: CameraTour[] }>('/api/camera-tours', {}, signal),
  make: (tour: CameraTourNew) => send<{ tour: CameraTour }>('POST', '/api/camera-tours', tour),
  change: (id: string, change: CameraTourChange) => send<{ tour: CameraTour }>('PATCH', `/api/camera-tours/${id}`, change),
  looks: (query: { cameraId?: number | undefined; limit: number }, signal?: AbortSignal) => read<{ looks: CameraLook[] }>('/api/camera-looks', query, signal),
  begin: (look: CameraLookNew) => send<{ look: CameraLook }>('POST', '/api/camera-looks', look),
  /** Also while the page is left. */
  end: (id: string) => request(`/api/camera-looks/${id}/end`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', keepalive: true }),
  stream: (cameraId: number, signal?: AbortSignal) => read<CameraStreamFacts>(`/api/cameras/${cameraId}/stream`, {}, signal),
  changeStream: (cameraId: number, change: CameraStreamChange) => send<CameraStreamFacts>('PUT', `/api/cameras/${cameraId}/stream`, change),
  playlist: (cameraId: number, look: string) => `/api/cameras/${cameraId}/playlist.m3u8?look=${look}`,
  snapshot: async (cameraId: number, look: string, signal?: AbortSignal) => (await request(`/api/cameras/${cameraId}/snapshot?look=${look}`, { signal: signal ?? null })).blob(),
}
