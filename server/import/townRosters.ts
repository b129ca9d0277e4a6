import { localOfInstant } from '../../geodata/format/localTime.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { fillRoster } from '../../geodata/roster/fillRoster.ts'
import { createRandom } from '../../geodata/random.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Sql, Transaction } from '../database.ts'
import { changeRoster, applyTemplate } from '../queries/rosterChange.ts'
import { rosterOf } from '../queries/roster.ts'
import { putEventPlan, putTemplate, stepEventPlan } from '../queries/shiftTemplate.ts'

const [dayMs, planner, timeZone] = [86_400_000, 'demo-command', 'Asia/Shanghai']
const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const communities = 4
const postsOfEvent = 40

/**
 * Rosters of the demo, brought up to date at every start: stations in the communities, volunteers by call sign, a template of the week and a festival on the Saturday of next week; the needs of this week, with most of them filled.
 * Gaps are left, as rosters have gaps, and next week is for whoever tries it.
 */
export async function renewRosters(sql: Sql, town: Town, nowMs: number): Promise<void> {
  const newId = idsFrom(town.seed, nowMs)
  const [first] = await sql<{ areaId: number; kept: boolean }[]>`select a.id as area_id, exists (select from patrol_station) as kept from area a where a.source = 'town' and a.level = 'subdistrict' and a.valid_to is null order by a.id limit 1`
  if (!first) return
  const day = Math.floor(localOfInstant(nowMs, timeZone) / dayMs)
  const monday = (day - ((day + 3) % 7)) * dayMs
  if (!first.kept) await begin(sql, first.areaId, monday, newId)
  const templates = await sql<{ id: string }[]>`select id from shift_template where area_id = ${first.areaId} and created_by = ${planner} and retired_at is null`
  for (const { id } of templates) {
    const made = await applyTemplate(sql, planner, id, { id: newId(), first: dayText(monday), last: dayText(monday + 6 * dayMs) })
    if (made?.needsAfter) await joinShifts(sql, id)
  }
  if (!first.kept) await fillMost(sql, first.areaId, monday, nowMs, newId())
}

function idsFrom(seed: number, nowMs: number): () => string {
  const random = createRandom(seed + 24)
  return () => uuidv7(random, nowMs + Math.floor(random() * 1_000))
}

async function begin(sql: Sql, areaId: number, monday: number, newId: () => string): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Transaction
    await tx`insert into patrol_station (id, area_id, name, geom, created_by)
      select distinct on (p.area_id) gen_random_uuid(), p.area_id, coalesce(nullif(p.name_zh, ''), a.name_zh), p.geom, ${planner} from place p join area a on a.id = p.area_id where p.source = 'town' and p.kind = 'patrol_station' order by p.area_id, p.id`
    await tx`insert into team (area_id, call_sign, name_zh, name_en, kind)
      select s.area_id, '志愿' || lpad(n::text, 2, '0'), '志愿巡防' || n || '组', 'Volunteers ' || n, 'volunteer' from (select area_id, row_number() over (order by area_id) as i from patrol_station) s, lateral (values (s.i * 2 - 1), (s.i * 2)) v(n) on conflict do nothing`
    await tx`update team t set crews = case when t.kind = 'volunteer' then 1 when t.vehicle = 'car' then 3 else 2 end,
        station_id = (select s.id from patrol_station s order by s.area_id = t.area_id desc, (s.area_id * 7 + t.id) % 13 limit 1) where t.station_id is null`
  })
  const stations = await sql<{ id: string; name: string }[]>`select id, name from patrol_station order by area_id limit ${communities}`
  const line = (name: string, from: string, to: string, needed: number, more: object = {}) => ({ id: newId(), name, weekdays: everyDay, from, to, needed, kind: 'staff' as const, vehicle: null, stationId: null, teamIds: [], ...more })
  const volunteers = { kind: 'volunteer' as const }
  const lines = [
    line('徒步早班', '08:00', '14:00', 4, { vehicle: 'foot' }), line('徒步中班', '14:00', '20:00', 4, { vehicle: 'foot' }), line('徒步晚班', '20:00', '00:00', 4, { vehicle: 'foot' }), line('骑巡早班', '07:00', '14:00', 2, { vehicle: 'bicycle' }), line('骑巡晚班', '15:00', '22:00', 2, { vehicle: 'bicycle' }),
    line('机动夜班', '00:00', '08:00', 2, { vehicle: 'car' }), line('机动早班', '08:00', '16:00', 2, { vehicle: 'car' }), line('机动晚班', '16:00', '00:00', 2, { vehicle: 'car' }), line('义警夜巡', '18:30', '21:30', 2, volunteers),
    ...stations.flatMap(({ id, name }) => ([['07:00', '12:00'], ['12:00', '17:00'], ['17:00', '22:00']] as const).map(([from, to]) => line(name, from, to, 1, { ...volunteers, stationId: id }))),
  ]
  await putTemplate(sql, planner, newId(), { version: 0, areaId, name: '每周班表', note: '', validFrom: dayText(monday), validTo: null, retired: false, lines })
  await makeEvent(sql, areaId, dayText(monday + 12 * dayMs), newId)
}

/** A festival around the middle of the town. */
async function makeEvent(sql: Sql, areaId: number, day: string, newId: () => string): Promise<void> {
  const places = await sql<{ name: string; lng: number; lat: number }[]>`
    select p.name_zh as name, st_x(p.geom) as lng, st_y(p.geom) as lat from place p, (select st_centroid(geom) as middle from area where id = ${areaId}) a where p.source = 'town' order by p.geom <-> a.middle, p.id limit ${postsOfEvent}`
  const id = newId()
  const posts = places.map(({ name, lng, lat }, i) => ({ id: newId(), code: `D${String(i + 1).padStart(2, '0')}`, name: name.slice(0, 100), needs: [1, 1, i % 5 === 0 ? 2 : 1], lng, lat }))
  await putEventPlan(sql, planner, id, { version: 0, areaId, name: '灯会安保', note: '', startsOn: day, endsOn: day, windows: [{ from: '07:00', to: '12:00' }, { from: '12:00', to: '17:00' }, { from: '17:00', to: '22:00' }], posts })
  if (posts.length) await stepEventPlan(sql, planner, id, 'published', 1)
}

/** Shifts that the demo's own roster has for just these times fill what the template needs. */
const joinShifts = (sql: Sql, templateId: string) => sql`
  with open as (select n.id, n.during, n.needed, n.kind, n.vehicle from shift_need n join shift_template_line l on l.id = n.template_line_id where l.template_id = ${templateId} and n.station_id is null),
    fit as (select s.id, o.id as need_id, o.needed, row_number() over (partition by o.id order by s.id) as i from open o join shift s on s.during = o.during and s.need_id is null join team t on t.id = s.team_id and t.kind = o.kind and t.vehicle = coalesce(o.vehicle, t.vehicle))
  update shift s set need_id = f.need_id from fit f where f.id = s.id and f.i <= f.needed`

async function fillMost(sql: Sql, areaId: number, monday: number, nowMs: number, id: string): Promise<void> {
  const offset = localOfInstant(nowMs, timeZone) - nowMs
  const roster = await rosterOf(sql, planner, areaId, { from: new Date(monday - offset).toISOString(), to: new Date(monday - offset + 7 * dayMs).toISOString() })
  if (!roster) return
  const open = new Set(roster.needs.filter(({ kind, to }) => kind === 'volunteer' && Date.parse(to) > nowMs).map((need) => need.id))
  const add = fillRoster(roster, open).proposals.filter((_, i) => i % 6 !== 5).map(({ needId, teamId }) => ({ needId, teamId }))
  if (add.length) await changeRoster(sql, planner, { id, areaId, kind: 'assign', add })
}
