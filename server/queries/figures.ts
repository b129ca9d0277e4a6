import { asActorQuery, type Sql } from '../database.ts'
import type { Span } from './incident.ts'
import { incidentsAt, momentOf } from './past.ts'

export type Figures = { received: number; completed: number; open: number; camerasOnline: number; cameras: number; shiftsOnDuty: number; teamsLive: number }

/** Headline numbers. Completed: received in the period and closed by now; live: a fix in the last five minutes. `at`: as it stood then, but for the cameras, whose past states are not kept. */
export async function headlineFigures(sql: Sql, actor: string, { from, to }: Span, at?: string): Promise<Figures> {
  const [row] = await asActorQuery<Figures[]>(sql, actor, (tx) => tx`
    select i.received, i.completed, i.received - i.completed as open, c.cameras_online, c.cameras,
      (select count(*) from shift where during @> ${momentOf(tx, at)}) as shifts_on_duty,
      (select count(*) ${at === undefined ? tx`from live_position where at > now() - interval '5 minutes'` : tx`from (select distinct d.team_id from position p join device d on d.id = p.device_id
        where p.at > ${at}::timestamptz - interval '5 minutes' and p.at <= ${at}::timestamptz) seen`}) as teams_live
    from (select count(*) as received, count(*) filter (where state in ('closed', 'called_back', 'archived')) as completed from ${incidentsAt(tx, at)} i
        where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz and state <> 'merged') i,
      (select count(*) filter (where state = 'online') as cameras_online, count(*) as cameras from camera where state <> 'planned') c`)
  return row as Figures
}

export type ImportRun = { id: number; noun: string; source: string; files: string[]; state: string; startedBy: string; startedAt: string; finishedAt: string | null; summary: object }

export const importRuns = (sql: Sql, actor: string) =>
  asActorQuery<ImportRun[]>(sql, actor, (tx) => tx`select id, noun, source, files, state, started_by, started_at, finished_at, summary from import_run order by id desc limit 200`)
