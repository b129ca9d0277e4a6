import type { CameraGateway, CameraGatewayChange, CameraGatewayKeep } from '../../geodata/model/cameraGateway.ts'
import type { CameraHealth, OneCameraHealth } from '../../geodata/model/cameraHealth.ts'
import { read, send } from './http.ts'

type Signal = AbortSignal | undefined
export const cameraHealthClient = {
  board: (query: { from: string; to: string; areaId: number | null }, signal?: Signal) => read<CameraHealth>('/api/camera-health', query, signal),
  of: (id: number, signal?: Signal) => read<OneCameraHealth>(`/api/cameras/${id}/health`, {}, signal),
}

const at = (id: string) => `/api/camera-gateways/${encodeURIComponent(id)}`
export const cameraGatewayClient = {
  list: (signal?: Signal) => read<{ gateways: CameraGateway[] }>('/api/camera-gateways', {}, signal),
  /** The key stands in this answer only; without one the gateway was there already. */
  keep: (gateway: CameraGatewayKeep) => send<{ gateway: CameraGateway; key?: string }>('POST', '/api/camera-gateways', gateway),
  change: (id: string, change: CameraGatewayChange) => send<{ gateway: CameraGateway }>('PATCH', at(id), change),
  renewKey: (id: string, version: number) => send<{ gateway: CameraGateway; key: string }>('POST', `${at(id)}/key`, { version }),
}
