import { asActorQuery, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

export type Figures = { received: number; completed: number; open: number; camerasOnline: number; cameras: number; shiftsOnDuty: number; teamsLive: number }

/** Headline numbers. Completed: received in the period and closed by now; live: a fix in the last five minutes. */
export async function headlineFigures(sql: Sql, actor: string, { from, to }: Span): Promise<Figures> {
  const [row] = await asActorQuery<Figures[]>(sql, actor, (tx) => tx`
    select i.received, i.completed, i.received - i.completed as open, c.cameras_online, c.cameras,
      (select count(*) from shift where during @> now()) as shifts_on_duty,
      (select count(*) from live_position where at > now() - interval '5 minutes') as teams_live
    from (select count(*) as received, count(*) filter (where state in ('closed', 'called_back', 'archived')) as completed from incident
        where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz) i,
      (select count(*) filter (where state = 'online') as cameras_online, count(*) as cameras from camera) c`)
  return row as Figures
}

export type ImportRun = { id: number; noun: string; source: string; files: string[]; state: string; startedBy: string; startedAt: string; finishedAt: string | null; summary: object }

export const importRuns = (sql: Sql, actor: string) =>
  asActorQuery<ImportRun[]>(sql, actor, (tx) => tx`select id, noun, source, files, state, started_by, started_at, finished_at, summary from import_run order by id desc limit 200`)
