import type postgres from 'postgres'
import type { HotspotChange } from '../../geodata/model/analysis.ts'
import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { Hotspot, HotspotEvidence, HotspotLogEntry, PatrolLeader } from '../../geodata/model/analysisAnswer.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { Asker } from './fields.ts'
import { hidesSmall, within } from './indicatorSets.ts'

/** A moment inside of jsonb as the rest of the answers write moments. */
const iso = (tx: Asker, moment: ReturnType<Asker>) => tx`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Of a hotspot `h`. Who neither acts nor audits does not see counts of 1 to 4. */
export const hotspotFields = (tx: Asker) => tx`h.id, h.area_id, h.name, h.note, h.method, h.square_meters, h.assigned_to, h.assigned_at, h.created_by, h.created_at, h.retired_at, h.version,
  jsonb_build_object('from', ${iso(tx, tx`lower(h.period)` as never)}, 'to', ${iso(tx, tx`upper(h.period)` as never)}) as period,
  case when h.incidents between 1 and 4 and not (actor_may('step') or actor_may('audit')) then null else h.incidents end as incidents,
  (select jsonb_build_object('zh', n.name_zh, 'en', n.name_en) from hotspot_names(h.id) n where n.id = h.assigned_to) as assigned_name,
  h.evidence ->> 'trend' as trend, st_asgeojson(h.geom, 7, 0)::jsonb as geometry`

export type HotspotFilter = { areaId?: number | undefined; retired: boolean }

/** The newest first; those that were retired only where they are asked for. */
export const hotspots = async (sql: Sql, actor: string, { areaId, retired }: HotspotFilter): Promise<Hotspot[]> =>
  [...(await asActor(sql, actor, (tx) => tx<Hotspot[]>`select ${hotspotFields(tx)} from hotspot h where ${retired ? tx`true` : tx`h.retired_at is null`} ${within(tx, tx`h.area_id`, areaId)}
    order by h.created_at desc, h.id limit 1000`))]

const hotspotOf = async (tx: Transaction, id: string): Promise<Hotspot | undefined> => (await tx<Hotspot[]>`select ${hotspotFields(tx)} from hotspot h where h.id = ${id}::uuid`)[0]

export const hotspotById = (sql: Sql, actor: string, id: string): Promise<Hotspot | undefined> => asActor(sql, actor, (tx) => hotspotOf(tx, id))

export type StoredHotspot = { hotspot: Hotspot; question: AnalysisQuestion; evidence: HotspotEvidence; log: HotspotLogEntry[]; names: Record<string, { zh: string; en: string }>; smallHidden: boolean }

/** The row with what it was found by and what was done about it. */
export const storedHotspot = (sql: Sql, actor: string, id: string): Promise<StoredHotspot | undefined> =>
  asActor(sql, actor, async (tx) => {
    const hotspot = await hotspotOf(tx, id)
    if (!hotspot) return undefined
    const [[found], log, names] = await Promise.all([
      tx<{ question: AnalysisQuestion; evidence: HotspotEvidence }[]>`select question, evidence from hotspot where id = ${id}::uuid`,
      tx<HotspotLogEntry[]>`select id, at, actor, action, detail from hotspot_log where hotspot_id = ${id}::uuid order by at, id`,
      tx<{ id: string; nameZh: string; nameEn: string }[]>`select id, name_zh, name_en from hotspot_names(${id}::uuid)`,
    ])
    return {
      hotspot, question: found?.question as AnalysisQuestion, evidence: found?.evidence as HotspotEvidence, log: [...log],
      names: Object.fromEntries(names.map((one) => [one.id, { zh: one.nameZh, en: one.nameEn }])), smallHidden: await hidesSmall(tx),
    }
  })

export type KeptGround = {
  id: string
  name: string
  note: string
  from: string
  to: string
  method: string
  methodVersion: number
  question: AnalysisQuestion
  evidence: HotspotEvidence
  incidents: number
  /** The units that make it up, as EWKB. */
  shapes: string[]
}

/** Before an answer is computed for nothing. @throws what the database says where the actor may keep no hotspot anywhere */
export const checkBrief = async (sql: Sql, actor: string): Promise<void> => void (await asActorQuery(sql, actor, (tx) => tx`select check_brief()`))

/** The database decides where it belongs and whether the actor may. */
export const keepHotspot = (sql: Sql, actor: string, { shapes, ...given }: KeptGround): Promise<Hotspot | undefined> =>
  asActor(sql, actor, async (tx) => {
    await tx`select id from keep_hotspot(${tx.json(given as unknown as postgres.JSONValue)}::jsonb, ${shapes}::text[])`
    return hotspotOf(tx, given.id)
  })

/** Undefined where it is not there, or not for this actor. */
export const changeHotspot = (sql: Sql, actor: string, id: string, change: HotspotChange): Promise<Hotspot | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [changed] = await tx`select id from change_hotspot(${id}::uuid, ${tx.json(change as unknown as postgres.JSONValue)}::jsonb)`
    return changed && hotspotOf(tx, id)
  })

export const patrolLeaders = async (sql: Sql, actor: string, id: string): Promise<PatrolLeader[]> => [...(await asActorQuery<PatrolLeader[]>(sql, actor, (tx) => tx`select id, name_zh, name_en from patrol_leaders_of(${id}::uuid)`))]
