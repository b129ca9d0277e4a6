import type postgres from 'postgres'
import type { BriefingDraft, BriefingFigure, BriefingQuestion, BriefingSummary, BriefingText, BriefingTextChange } from '../../geodata/model/briefing.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { BriefingSight } from '../../geodata/briefing/suppress.ts'
import type { Asker, Fragment } from './fields.ts'
import { hidesSmall, within } from './indicatorSets.ts'

/** `bounds`: west, south, east, north. */
export type BriefingGround = { nameZh: string; nameEn: string; timeZone: string; bounds: [number, number, number, number] }
type Seen = BriefingSummary & { outside: boolean }
export type StoredBriefing = { briefing: BriefingSummary; question: BriefingQuestion; figures: BriefingFigure[]; texts: BriefingText[]; ground: BriefingGround; sight: BriefingSight }

/** Of a briefing `b` and how it is read, `a`. */
const summaryFields = (tx: Asker) => tx`b.id, b.area_id, b.title, b.template, lower(b.during) as "from", upper(b.during) as "to", b.state, b.audience, b.run, b.filed_at, b.created_by, b.created_at, b.changed_at, b.version, a.outside,
  b.state = 'filed' and not exists (select from briefing_read r where r.briefing_id = b.id and r.account_id = actor_id()) as unread`
const figureFields = (tx: Asker) => tx`f.key, f.query, f.snapshot, f.method, f.seed, f.value, f.made_at`
const textFields = (tx: Asker) => tx`t.key, t.locale, t.text, t.composed, t.written_by, t.written_at, t.version`

const summaryOf = async (tx: Transaction, id: string): Promise<Seen | undefined> => (await tx<Seen[]>`select ${summaryFields(tx)} from briefings_of_actor() b join actor_briefings() a on a.id = b.id where b.id = ${id}::uuid`)[0]
const told = ({ outside: _outside, ...briefing }: Seen): BriefingSummary => briefing

type Wanted = { areaId?: number | undefined; discarded: boolean }
/** Last changed first; what was discarded only where it is asked for. */
export const briefings = async (sql: Sql, actor: string, { areaId, discarded }: Wanted): Promise<BriefingSummary[]> => (await asActor(sql, actor, (tx) => tx<Seen[]>`
  select ${summaryFields(tx)} from briefings_of_actor() b join actor_briefings() a on a.id = b.id where ${discarded ? tx`true` : tx`b.state <> 'discarded'`} ${within(tx, tx`b.area_id`, areaId)} order by b.changed_at desc, b.id limit 500`)).map(told)

async function groundOf(tx: Transaction, id: string): Promise<BriefingGround> {
  const [row] = await tx<(Omit<BriefingGround, 'bounds'> & { west: number; south: number; east: number; north: number })[]>`select * from briefing_ground(${id}::uuid)`
  const { west, south, east, north, ...named } = row as NonNullable<typeof row>
  return { ...named, bounds: [west, south, east, north] }
}

const sightOf = async (tx: Transaction, { outside }: Seen): Promise<BriefingSight> => (outside ? 'outside' : (await hidesSmall(tx)) ? 'inside' : 'all')

/** With the figures of one run, the shown one unless another is asked for. Figures are as they were counted: what this reader may see of them, `sight` says. Undefined where it is not there, or not for this actor. */
export const briefingById = (sql: Sql, actor: string, id: string, run?: number): Promise<StoredBriefing | undefined> =>
  asActor(sql, actor, async (tx) => {
    const seen = await summaryOf(tx, id)
    // Outside, a run is read as it was filed: two of them beside each other tell what rounding hides.
    if (!seen || (run ?? 1) > seen.run || (seen.outside && run !== undefined && run !== seen.run)) return undefined
    const [asked] = await tx<{ question: BriefingQuestion }[]>`select question from briefings_of_actor() b where b.id = ${id}::uuid`
    const figures = await tx<BriefingFigure[]>`select ${figureFields(tx)} from briefing_figures_of(${id}::uuid, ${run ?? seen.run}) f order by f.made_at, f.key`
    // Text of people may hold any number: who is not shown small counts is not shown it.
    const texts = seen.outside ? [] : await tx<BriefingText[]>`select ${textFields(tx)} from briefing_text t where t.briefing_id = ${id}::uuid order by t.key, t.locale`
    return { briefing: told(seen), question: (asked as NonNullable<typeof asked>).question, figures: [...figures], texts: [...texts], ground: await groundOf(tx, id), sight: await sightOf(tx, seen) }
  })

const asJson = (tx: Transaction, value: unknown): Fragment => tx`${tx.json(value as postgres.JSONValue)}::jsonb` as unknown as Fragment

/** Each answers the briefing as it is then; undefined where it is not there, or not for this actor. */
async function answered(tx: Transaction, id: string, command: unknown): Promise<BriefingSummary | undefined> {
  const [done] = await tx<{ id: string }[]>`select id from ${command as Fragment} as done(id)`
  const seen = done && (await summaryOf(tx, id))
  return seen && told(seen)
}

/** Before figures are counted for nothing. @throws what the database says where the actor does not brief there */
export const checkBriefingArea = async (sql: Sql, actor: string, areaId: number): Promise<void> => void (await asActorQuery(sql, actor, (tx) => tx`select check_briefing_area(${areaId})`))

type Run = { figures: BriefingFigure[]; from: string; to: string }
export const keepBriefing = (sql: Sql, actor: string, draft: BriefingDraft, { figures, from, to }: Run): Promise<BriefingSummary | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, draft.id, tx`keep_briefing(${asJson(tx, { ...draft, from, to })}, ${asJson(tx, figures)})`))

export const addBriefingRun = (sql: Sql, actor: string, id: string, version: number, question: BriefingQuestion, { figures }: Run): Promise<BriefingSummary | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`add_briefing_run(${id}::uuid, ${version}, ${asJson(tx, question)}, ${asJson(tx, figures)})`))

export type BriefingChange = { version: number; title?: string | undefined; audience?: 'area' | 'outside' | undefined }
export const changeBriefing = (sql: Sql, actor: string, id: string, change: BriefingChange): Promise<BriefingSummary | undefined> => asActor(sql, actor, (tx) => answered(tx, id, tx`change_briefing(${id}::uuid, ${asJson(tx, change)})`))

const briefingSteps = ['file', 'withdraw', 'discard', 'restore'] as const
export const stepBriefing = (sql: Sql, actor: string, step: (typeof briefingSteps)[number], id: string, version: number): Promise<BriefingSummary | undefined> =>
  asActor(sql, actor, (tx) => answered(tx, id, tx`step_briefing(${id}::uuid, ${step}, ${version})`))

export const writeBriefingText = async (sql: Sql, actor: string, id: string, key: string, change: BriefingTextChange): Promise<BriefingText | undefined> =>
  (await asActor(sql, actor, (tx) => tx<BriefingText[]>`select ${textFields(tx)} from write_briefing_text(${id}::uuid, ${key}, ${asJson(tx, change)}) t`))[0]

/** False where the briefing is not there, or not for this actor; so is what follows. */
export const eraseBriefingText = async (sql: Sql, actor: string, id: string, key: string, locale: 'zh' | 'en', version: number): Promise<boolean> =>
  (await asActorQuery(sql, actor, (tx) => tx`select * from erase_briefing_text(${id}::uuid, ${key}, ${locale}, ${version})`)).length > 0

export const markBriefingRead = async (sql: Sql, actor: string, id: string): Promise<boolean> => (await asActorQuery(sql, actor, (tx) => tx`select * from mark_briefing_read(${id}::uuid)`)).length > 0
