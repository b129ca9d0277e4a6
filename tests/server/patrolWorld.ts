import type { PatrolQuestion, PatrolRoute, PatrolStop } from '../../geodata/model/patrolPlan.ts'
import type { FreshDatabase } from '../database.ts'
import { newId } from './planTown.ts'

const start = Math.floor(Date.now() / 1000) * 1000
/** A moment so many hours from the start of the test. */
export const hours = (after: number) => new Date(start + after * 3_600_000).toISOString()

/** In the west a planner, a leader who is briefed, and a member of team W1 (1); a second team there, W2 (3). In the east a planner. */
export async function patrolDuties({ sql }: Pick<FreshDatabase, 'sql'>): Promise<void> {
  await sql`insert into account (id, name_zh, name_en) values ('west-planner', '西巡', 'West planner'), ('east-planner', '东巡', 'East planner'), ('west-leader', '西领导', 'West leader'), ('west-member', '西队员', 'West member')`
  await sql`insert into assignment (account_id, area_id, role) values ('west-planner', 2, 'patrol_leader'), ('east-planner', 3, 'patrol_leader'), ('west-leader', 2, 'leader'), ('west-member', 2, 'patrol_member')`
  await sql`insert into team (area_id, call_sign, name_zh, name_en) values (2, 'W2', '西二队', 'West team 2')`
  await sql`insert into team_member (team_id, account_id) values (1, 'west-member')`
}

export const patrolStop = (name: string, change: Partial<PatrolStop> = {}): PatrolStop => ({ id: newId(), kind: 'hotspot', name, hotspot: null, checkpoint: null, hotspotId: null, checkpointId: null, place: [121.406, 31.206], arrivesAt: hours(0.1), leavesAt: hours(0.3), locked: false, ...change })

export const patrolRoute = (change: Partial<PatrolRoute> = {}): PatrolRoute => ({
  id: newId(), teamId: 1, startsAt: hours(0), endsAt: hours(1), meters: 250, line: [[121.405, 31.205], [121.406, 31.206]], stops: [patrolStop('', { kind: 'start', place: [121.405, 31.205], arrivesAt: hours(0), leavesAt: hours(0) }), patrolStop('路口', { hotspot: 0, locked: true })], ...change,
})

/** As it is asked: what has a default is left out. */
export const question = (teamIds = [1]): Pick<PatrolQuestion, 'areaId'> & { teams: { teamId: number; from: string; to: string }[]; hotspots: object[] } => ({
  areaId: 2, hotspots: [{ name: '路口', place: [121.406, 31.206] }],
  teams: teamIds.map((teamId) => ({ teamId, vehicle: 'foot', speedMetersPerSecond: 1.2, from: hours(0), to: hours(1), start: [121.405, 31.205] })),
})
