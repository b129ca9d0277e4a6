import type { Alarm } from '../../geodata/model/alarm.ts'
import { read, send } from './http.ts'

export const alarmClient = {
  list: (signal?: AbortSignal) => read<{ alarms: Alarm[] }>('/api/alarms', {}, signal),
  acknowledge: (id: number) => send<{ alarm: Alarm }>('POST', `/api/alarms/${id}/acknowledge`, {}),
}
