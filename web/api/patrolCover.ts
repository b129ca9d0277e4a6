import type { Bbox } from '../../geodata/model/geometry.ts'
import type { LastVisits } from '../../geodata/model/lastVisit.ts'
import type { PatrolDoses } from '../../geodata/model/patrolDose.ts'
import { read } from './http.ts'

export const patrolCoverClient = {
  lastVisits: (bbox: Bbox, signal?: AbortSignal) => read<LastVisits>('/api/last-visits', { bbox: bbox.join() }, signal),
  doses: (window: { from: string; to: string }, signal?: AbortSignal) => read<PatrolDoses>('/api/patrol-doses', window, signal),
}
