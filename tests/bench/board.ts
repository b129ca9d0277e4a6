import type { BoardRow } from '../../geodata/model/board.ts'
import type { IncidentState } from '../../geodata/model/incident.ts'
import { asActor, type Sql } from '../../server/database.ts'
import { areasOf, board, boardCount, boardPage, type BoardQuery } from '../../server/queries/board.ts'
import { median } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, plainLine } from './report.ts'
import { psql } from './tools.ts'

/** What row-level security and the way we write the query may cost together. */
const most = 1.3
const openStates: IncidentState[] = ['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'suspended']

/** Independent of every other choice for the same incident. */
const draw = (choice: number, of: number | string) => `abs(hashint8(i * 8 + ${choice})::bigint) % ${of}`
const pick = (choice: number, names: readonly string[]) => `(array['${names.join("', '")}'])[1 + ${draw(choice, names.length)}]`

/** Incidents of a year in the town's zones, nine in ten finished, a work order for each that is with somebody; without triggers and foreign keys, in pieces. */
export async function addIncidents(url: string, total: number): Promise<void> {
  for (let first = 1; first <= total; first += 250_000) {
    await psql(url, [`set session_replication_role = replica; insert into incident (id, area_id, zone_id, number, category_id, severity, channel, provenance, state, title, address, occurred_at, reported_at, due_at, due_step, escalation, geom, source, source_ref)
      select gen_random_uuid(), z.area_id, z.id, 'b' || i, c.id, 1 + ${draw(1, 4)}, ${pick(2, ['phone', 'visit', 'online', 'grid_officer', 'sensor'])}, ${pick(3, ['public', 'public', 'patrol', 'camera'])},
        case when open then ${pick(4, openStates)} else ${pick(4, ['closed', 'called_back', 'archived'])} end, c.name_zh, '方城路' || ${draw(5, 900)} || '号', t, t + interval '5 minutes',
        case when open then t + interval '330 days' end, case when open then 'handle' end, case when open then ${draw(6, 4)} else 0 end, z.middle, 'bench', i::text
      from (select i, i % 10 = 0 as open, timestamptz '2026-11-01' - (i * 31 % 31536000) * interval '1 second' as t from generate_series(${first}::bigint, ${Math.min(first + 249_999, total)}::bigint) i) rows
      join (select id, area_id, st_pointonsurface(geom) as middle, row_number() over (order by id) - 1 as n, count(*) over () as many from zone where valid_to is null) z on z.n = ${draw(7, 'z.many')}
      join (select id, name_zh, row_number() over (order by id) - 1 as n, count(*) over () as many from category) c on c.n = ${draw(8, 'c.many')}`])
  }
  await psql(url, [`set session_replication_role = replica; insert into work_order (id, incident_id, area_id, post_id, kind, state)
    select gen_random_uuid(), i.id, i.area_id, (select min(p.id) from post p where p.zone_id = i.zone_id), 'lead', i.state from incident i where i.state in ('dispatched', 'accepted', 'handling', 'fed_back')`, 'vacuum analyze incident, work_order'])
}

const columns = `i.id, i.area_id, i.zone_id, i.number, i.category_id, i.severity, i.channel, i.provenance, i.state, i.title, i.details, i.address, i.occurred_at, i.reported_at, i.registered_at, i.closed_at, i.due_at, i.due_step,
  i.escalation, i.extended_at, i.extension_asked_at, i.merged_into, i.split_from, i.result, i.satisfaction, i.version, z_order_lng(i.z_order) as lng, z_order_lat(i.z_order) as lat,
  (array['point', 'line', 'polygon'])[st_dimension(i.geom) + 1] as shape, coalesce((select coalesce(p.holder, t.call_sign) from work_order o left join post p on p.id = o.post_id left join team t on t.id = o.team_id
  where o.incident_id = i.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back') order by o.kind = 'lead' desc, o.created_at desc, o.id limit 1), '') as handler`

type Case = { name: string; actor: string; query: Omit<BoardQuery, 'offset' | 'limit'>; where: string; order: string; join?: string; offset?: number }

/** What we ask, and what somebody would write by hand who may read everything. `home` is the area of one zone lead. */
const casesOf = (lead: { id: string; areaId: number }, district: number): Case[] => {
  const states = `i.state in ('${openStates.join("', '")}')`
  return [
    { name: 'open, serious, of 90 days, by deadline', actor: 'demo-command', query: { from: '2026-08-03T00:00:00Z', states: openStates, minSeverity: 3, sort: 'dueAt', direction: 'ascending' },
      where: `i.occurred_at >= '2026-08-03T00:00:00Z' and ${states} and i.severity >= 3`, order: 'i.due_at asc nulls last, i.id asc' },
    { name: 'overdue, by phone, found by the public, by escalation', actor: 'demo-command', query: { overdue: true, channels: ['phone'], provenance: ['public'], sort: 'escalation', direction: 'descending' },
      where: `i.due_at < now() and i.channel = 'phone' and i.provenance = 'public'`, order: 'i.escalation desc, i.id desc' },
    { name: 'five categories of 30 days, not minor, newest', actor: 'demo-command', query: { from: '2026-10-02T00:00:00Z', categoryIds: [1, 2, 3, 4, 5], minSeverity: 2, sort: 'occurredAt', direction: 'descending' },
      where: `i.occurred_at >= '2026-10-02T00:00:00Z' and i.category_id in (1, 2, 3, 4, 5) and i.severity >= 2`, order: 'i.occurred_at desc, i.id desc' },
    { name: 'the same, 20,000 rows down', actor: 'demo-command', query: { from: '2026-06-02T00:00:00Z', categoryIds: [1, 2, 3, 4, 5], minSeverity: 2, sort: 'occurredAt', direction: 'descending' },
      where: `i.occurred_at >= '2026-06-02T00:00:00Z' and i.category_id in (1, 2, 3, 4, 5) and i.severity >= 2`, order: 'i.occurred_at desc, i.id desc', offset: 20_000 },
    { name: 'words, online, of a year, by zone', actor: 'demo-command', query: { from: '2025-11-01T00:00:00Z', channels: ['online'], q: '路88号', sort: 'zone', direction: 'ascending' },
      where: `i.occurred_at >= '2025-11-01T00:00:00Z' and i.channel = 'online' and (i.title like '%路88号%' or i.number like '%路88号%' or i.address like '%路88号%')`, order: 'z.code asc nulls last, i.id asc', join: 'left join zone z on z.id = i.zone_id' },
    { name: 'one area of the tree, open, not minor, by severity', actor: 'demo-command', query: { areaId: district, states: openStates, minSeverity: 2, sort: 'severity', direction: 'descending' },
      where: `i.area_id in (with recursive below as (select id from area where id = ${district} union select a.id from area a join below on a.parent_id = below.id) select id from below) and ${states} and i.severity >= 2`, order: 'i.severity desc, i.id desc' },
    { name: 'a zone lead: open, not minor, of 90 days, by deadline', actor: lead.id, query: { from: '2026-08-03T00:00:00Z', states: openStates, minSeverity: 2, sort: 'dueAt', direction: 'ascending' },
      where: `i.area_id = ${lead.areaId} and i.occurred_at >= '2026-08-03T00:00:00Z' and ${states} and i.severity >= 2`, order: 'i.due_at asc nulls last, i.id asc' },
  ]
}

const limit = 100
const countLimit = 100_001

/** The two questions by hand: the page, and how many there are where the page is full; no policies, no role, literals in the text. */
async function byHand(sql: Sql, { where, order, join = '', offset = 0 }: Case): Promise<{ rows: BoardRow[]; total: number }> {
  const rows = await sql.unsafe<BoardRow[]>(`select ${columns} from incident i ${join} where ${where} order by ${order} offset ${offset} limit ${limit}`)
  const [count] = rows.length < limit ? [] : await sql.unsafe<{ count: number }[]>(`select count(*) from (select from incident i where ${where} limit ${countLimit}) few`)
  return { rows: [...rows], total: Math.min(count?.count ?? offset + rows.length, countLimit - 1) }
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** How many times as long ours takes, by rounds in which both take turns; what both answer is compared first. */
async function caseLine(sql: Sql, one: Case, rounds: number): Promise<Line> {
  const query: BoardQuery = { ...one.query, offset: one.offset ?? 0, limit }
  const [ours, hand] = [await board(sql, one.actor, query), await byHand(sql, one)]
  if (JSON.stringify([ours.rows, ours.total]) !== JSON.stringify([hand.rows, hand.total])) throw new Error(`${one.name}: the answers differ (${ours.rows.length} of ${ours.total}, ${hand.rows.length} of ${hand.total} rows)`)
  const turns: [number, number][] = []
  for (let round = 0; round < rounds * 4; round++) {
    const first = round % 2 ? await ms(() => byHand(sql, one)) : undefined
    const mine = await ms(() => board(sql, one.actor, query))
    turns.push([mine, first ?? (await ms(() => byHand(sql, one)))])
  }
  const ratios = turns.map(([a, b]) => a / b)
  const ratio = median(ratios)
  const [mine, theirs] = [median(turns.map(([a]) => a)), median(turns.map(([, b]) => b))]
  const text = `${ratio.toFixed(2)} times as long (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}, ${ratios.length} turns)  ${mine.toFixed(1)} ms and ${theirs.toFixed(1)} ms for ${ours.rows.length} of ${ours.total}${ours.more ? '+' : ''}`
  return { name: one.name, text, figures: { ratio, ours: mine, peer: theirs }, bar: { text: `<= ${most}`, reached: ratio <= most } }
}

/** The board over a million incidents as the application role under row-level security, against the same by hand as the owner without it. */
export async function boardSection(place: Place, rounds: number, tell: (lines: Line[]) => void, total = 1_000_000): Promise<void> {
  const url = await place.database('board', 'town')
  await addIncidents(url, total)
  await withSql(url, async (sql) => {
    const [lead] = await sql<{ id: string; areaId: number }[]>`select a.account_id as id, min(a.area_id) as area_id from assignment a where a.role = 'zone_lead' group by 1 having count(*) = 1 order by 1 limit 1`
    const [area] = await sql<{ id: number }[]>`select parent_id as id from area where level = 'community' order by id limit 1`
    if (!lead || !area) throw new Error('the town has no zone lead')
    const lines: Line[] = []
    for (const each of casesOf(lead, area.id)) {
      const line = await caseLine(sql, each, rounds)
      lines.push(line)
      tell([line])
    }
    const ratio = median(lines.map(({ figures }) => figures.ratio ?? Number.NaN))
    tell([plainLine('board, median of these', `${ratio.toFixed(2)} times as long, ${total.toLocaleString('en')} incidents`, { ratio, total })])
    if (process.env.FANGCUN_BENCH_EXPLAIN) for (const each of casesOf(lead, area.id)) await explain(sql, each)
  })
  await place.drop('board')
}

/** For whoever looks into a figure: the plan of our page and count as the application role. */
async function explain(sql: Sql, one: Case): Promise<void> {
  const query: BoardQuery = { ...one.query, offset: one.offset ?? 0, limit }
  for (const ask of [boardPage, boardCount]) {
    const plan = await asActor(sql, one.actor, async (tx) => tx`explain (analyze, buffers) ${ask(tx, query, await areasOf(tx, query.areaId)) as never}`)
    console.log(`${one.name}\n${plan.map((row) => Object.values(row)[0]).join('\n')}`)
  }
}
