import type { BlindSpots } from '../../geodata/model/blindSpot.ts'
import { read } from './http.ts'

export const blindSpotClient = {
  read: (areaId: number, days: number, signal?: AbortSignal) => read<BlindSpots>('/api/blind-spots', { areaId, days }, signal),
}
