import type { GraphReport } from '../../geodata/graph/graphReport.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { read } from './http.ts'

export const streetClient = {
  graph: (areaId: number, profile: Vehicle, signal?: AbortSignal) => read<GraphReport>('/api/street-graph', { areaId, profile }, signal),
}
