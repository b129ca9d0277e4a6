import type { DeviceKey, DeviceKeyChange, DeviceKeyKeep, PositionsTaken, Retention } from '../../geodata/model/deviceKey.ts'
import { read, send } from './http.ts'

type Signal = AbortSignal | undefined
const at = (id: string) => `/api/device-keys/${encodeURIComponent(id)}`

export const deviceKeyClient = {
  list: (signal?: Signal) => read<{ devices: DeviceKey[] }>('/api/device-keys', {}, signal),
  /** The key stands in this answer only; without one the device was there already. */
  keep: (device: DeviceKeyKeep) => send<{ device: DeviceKey; key?: string }>('POST', '/api/device-keys', device),
  change: (id: string, change: DeviceKeyChange) => send<{ device: DeviceKey }>('PATCH', at(id), change),
  renewKey: (id: string, version: number) => send<{ device: DeviceKey; key: string }>('POST', `${at(id)}/key`, { version }),
}
export const positionClient = {
  send: (teamId: number, device: string, fixes: readonly object[]) => send<PositionsTaken>('POST', '/api/positions', { teamId, device, fixes }),
  retention: (signal?: Signal) => read<{ areas: Retention[] }>('/api/position-retention', {}, signal),
  keepDays: (areaId: number, days: number | null) => send<{ areas: Retention[] }>('PUT', `/api/position-retention/${areaId}`, { days }),
}
