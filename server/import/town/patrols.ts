import { mercatorOf } from '../../../geodata/geometry/mercator.ts'
import { presence, presenceCells } from '../../../geodata/analysis/presence.ts'
import { patrolTracks, type Town, type TownFix } from '../../../geodata/town/town.ts'
import type { Sql } from '../../database.ts'
import { insertRows } from './insert.ts'

const trackDays = 14
const hourMs = 3_600_000

export async function loadTeams(sql: Sql, { teams, shifts }: Town): Promise<void> {
  await insertRows(
    sql,
    teams,
    `insert into team (area_id, call_sign, name_zh, name_en, kind, vehicle, source, source_ref) select a.id, r."callSign", r."nameZh", r."nameEn", r.kind, r.vehicle, 'town', r."callSign"
     from jsonb_to_recordset($1::text::jsonb) as r("callSign" text, "areaCode" text, "nameZh" text, "nameEn" text, kind text, vehicle text) join area a on a.code = r."areaCode"`,
  )
  await insertRows(
    sql,
    shifts,
    `insert into shift (area_id, team_id, during) select t.area_id, t.id, tstzrange(r."from", r."to") from jsonb_to_recordset($1::text::jsonb) as r("teamCallSign" text, "from" timestamptz, "to" timestamptz)
     join team t on t.source = 'town' and t.call_sign = r."teamCallSign"`,
  )
}

/** The last days of tracks as positions, the presence they prove as coverage, and each team's newest place. */
export async function loadTracks(sql: Sql, town: Town): Promise<number> {
  const now = Date.parse(town.now)
  const fixes = [...patrolTracks(town, { from: new Date(now - trackDays * 24 * hourMs).toISOString(), to: town.now, fixSeconds: 30 })].filter(isPlace)
  const devices = await makeDevices(sql, fixes)
  await makeDays(sql, fixes)
  await loadPositions(sql, fixes, devices)
  await loadCoverage(sql, fixes)
  await loadNewest(sql)
  return fixes.length
}

/** Real tracks hold (0, 0) where a receiver had no fix; the API keeps such fixes apart and so does this. */
const isPlace = ({ lng, lat }: TownFix) => Math.abs(lng) > 0.01 || Math.abs(lat) > 0.01

async function makeDevices(sql: Sql, fixes: TownFix[]): Promise<Map<string, number>> {
  const pairs = new Map(fixes.map(({ device, teamCallSign }) => [device, teamCallSign]))
  await insertRows(
    sql,
    [...pairs].map(([device, callSign]) => ({ device, callSign })),
    `insert into device (area_id, team_id, name) select t.area_id, t.id, r.device from jsonb_to_recordset($1::text::jsonb) as r(device text, "callSign" text) join team t on t.source = 'town' and t.call_sign = r."callSign"`,
  )
  return new Map((await sql<{ id: number; name: string }[]>`select id, name from device`).map(({ id, name }) => [name, id]))
}

async function makeDays(sql: Sql, fixes: TownFix[]): Promise<void> {
  const days = [...new Set(fixes.map(({ at }) => at.slice(0, 10)))]
  await sql.begin(async (tx) => {
    await tx`select set_config('fangcun.actor', 'demo-admin', true)`
    await tx`select ensure_position_day(day::date) from unnest(${days}::text[]) as t(day)`
  })
}

async function loadPositions(sql: Sql, fixes: TownFix[], devices: Map<string, number>): Promise<void> {
  const size = 10_000
  for (let start = 0; start < fixes.length; start += size) {
    const part = fixes.slice(start, start + size)
    const cells = part.map(({ lng, lat }) => mercatorOf([lng, lat]))
    await sql`
      insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m)
      select r.device, r.at, d.area_id, r.x, r.y, r.speed, r.accuracy
      from unnest(${part.map(({ device }) => devices.get(device)!)}::integer[], ${part.map(({ at }) => at)}::text[]::timestamptz[], ${cells.map(({ x }) => x)}::integer[], ${cells.map(({ y }) => y)}::integer[],
        ${part.map(({ speedMetersPerSecond }) => Math.min(32_767, Math.round(speedMetersPerSecond * 100)))}::smallint[], ${part.map(({ accuracyMeters }) => Math.min(32_767, Math.round(accuracyMeters)))}::smallint[]) as r(device, at, x, y, speed, accuracy)
      join device d on d.id = r.device on conflict do nothing`
  }
}

async function loadCoverage(sql: Sql, fixes: TownFix[]): Promise<void> {
  const byDevice = new Map<string, TownFix[]>()
  for (const fix of fixes) (byDevice.get(fix.device) ?? byDevice.set(fix.device, []).get(fix.device)!).push(fix)
  const rows = [...byDevice].flatMap(([device, own]) =>
    presenceCells(presence(own.map(({ lng, lat, at }) => ({ place: [lng, lat], timeMs: Date.parse(at) }))).fixes)
      .filter(({ seconds }) => seconds > 0)
      .map(({ x, y, hour, seconds }) => ({ device, x, y, at: new Date(hour * hourMs).toISOString(), seconds })),
  )
  await insertRows(
    sql,
    rows,
    `insert into coverage (area_id, cell, day, hour, seconds)
     select d.area_id, interleave(r.x, r.y), (r.at at time zone a.time_zone)::date, extract(hour from r.at at time zone a.time_zone), sum(r.seconds)
     from jsonb_to_recordset($1::text::jsonb) as r(device text, x bigint, y bigint, at timestamptz, seconds real) join device d on d.name = r.device join area a on a.id = d.area_id
     group by 1, 2, 3, 4 on conflict (cell, day, hour, area_id) do update set seconds = coverage.seconds + excluded.seconds`,
  )
}

const loadNewest = (sql: Sql) => sql`
  insert into live_position (team_id, area_id, at, x, y, speed_cm_s)
  select distinct on (d.team_id) d.team_id, d.area_id, p.at, p.x, p.y, p.speed_cm_s from position p join device d on d.id = p.device_id
  order by d.team_id, p.at desc on conflict (team_id) do nothing`
