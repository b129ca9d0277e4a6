import type { PositionBatch } from '../../geodata/model/patrol.ts'
import type { CheckIn, CheckInsTaken, Duty } from '../../geodata/model/patrolPlan.ts'
import type { MyRounds } from '../../geodata/model/patrolRound.ts'
import { read, send } from './http.ts'

/** A published round of a team of one's own, with what it said on the way. */
export type Round = MyRounds['rounds'][number]
export type FixesTaken = { accepted: number; duplicates: number; rejected: { index: number; reason: string }[] }

export const onPatrolClient = {
  rounds: (signal?: AbortSignal) => read<MyRounds>('/api/my-round', {}, signal),
  duties: (signal?: AbortSignal) => read<{ at: string; teams: Duty[] }>('/api/my-teams', {}, signal),
  checkIns: (checkIns: CheckIn[]) => send<CheckInsTaken>('POST', '/api/check-ins', { checkIns }),
  positions: (batch: PositionBatch) => send<FixesTaken>('POST', '/api/positions', batch),
}
