import { buildPresenceSums } from '../../server/presence/buildSums.ts'
import { recomputeCoverage } from '../../server/import/recomputeCoverage.ts'
import { coverageCells } from '../../server/queries/coverage.ts'
import type { Sql, Transaction } from '../../server/database.ts'
import { pair, type Side } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const days = 30
/** A city of 10 x 8 km: 300 x 242 cells of level 20. */
const [across, down] = [300, 242]
const dayText = (n: number) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10)
const span = (from: number, to: number) => ({ from: `${dayText(from)}T00:00:00Z`, to: `${dayText(to)}T00:00:00Z` })

async function city(sql: Sql): Promise<void> {
  await sql`insert into area (level, code, name_zh, name_en, time_zone, geom) values ('city', '3101', '城', 'City', 'UTC', st_multi(st_makeenvelope(121, 31, 122, 32, 4326)))`
  await sql`insert into account (id, name_zh, name_en) values ('bench', '测', 'Bench')`
  await sql`insert into assignment (account_id, area_id, role) values ('bench', 1, 'command_operator')`
  await sql`insert into team (area_id, call_sign) values (1, 'B1')`
  await sql`insert into device (area_id, team_id, name) select 1, 1, 'b' || i from generate_series(1, 500) i`
}

/** What so many positions, one in ten seconds, leave behind: three in a row in a cell, in an hour of the day that the cell and the day draw. */
async function simulateRollup(sql: Sql, positions: number): Promise<number> {
  const share = 1 - Math.exp(-positions / days / 3 / (across * down))
  for (let day = 0; day < days; day++) {
    await sql`insert into coverage (area_id, cell, day, hour, seconds)
      select 1, interleave(877930 + i % ${across}::integer, 428100 + i / ${across}::integer), ${dayText(day)}::text::date, abs(hashint4(i * 31 + ${day}::integer)) % 24, ${(positions * 10) / days / across / down / share}::float8
      from generate_series(0, ${across * down - 1}::integer) i where abs(hashint4(i * 7 + ${day}::integer * 1000003)) % 100000 < ${Math.round(share * 100_000)}::integer`
  }
  const [rows] = await sql<{ n: number }[]>`select count(*) as n from coverage`
  return rows?.n ?? 0
}

const buildAll = async (sql: Sql) => {
  const begun = performance.now()
  while (await buildPresenceSums(sql, 3));
  return (performance.now() - begun) / 1000
}

/** Ranges of one to thirty days in turn, one question after the other. */
const asking = (sql: Sql, ranges: (readonly [number, number])[], ask: (sql: Sql, from: number, to: number) => Promise<unknown>): Side => async (seconds) => {
  const begun = performance.now()
  let done = 0
  do {
    const [from, to] = ranges[done++ % ranges.length] as [number, number]
    await ask(sql, from, to)
  } while (performance.now() - begun < seconds * 1000)
  return (done * 1000) / (performance.now() - begun)
}
const prefix = (level: number) => (sql: Sql, from: number, to: number) => coverageCells(sql, 'bench', { ...span(from, to), level }, 1_000_000)
const month: [number, number][] = [[0, days]]
const anyRange: [number, number][] = [[0, 30], [3, 4], [10, 24], [1, 2], [20, 29], [5, 30]]

/** 500 devices, a fix in ten seconds through a shift of each day: each walks 1.3 m/s up and down a beat of its own. */
async function realPositions(sql: Sql, positions: number): Promise<void> {
  const perDay = Math.floor(positions / days / 500)
  for (let day = 0; day < days; day++) {
    const at = dayText(day)
    await sql.unsafe(`create table if not exists position_bench_${day} partition of position for values from ('${at}') to ('${dayText(day + 1)}')`)
    await sql`insert into position (device_id, at, area_id, x, y)
      select d, ${at}::text::timestamptz + interval '1 hour' + k * interval '10 seconds', 1, (877930::bigint * 2048 + d % 25 * 49000 + abs((k * 680 + ${day}::integer * 7000) % 98000 - 49000))::integer, (428100::bigint * 2048 + d / 25 * 49000 + abs((k * 97) % 98000 - 49000))::integer
      from generate_series(1, 500) d, generate_series(0, ${perDay - 1}::integer) k`
  }
  await sql.unsafe('vacuum analyze position')
}

/** The plain way: positions by cell, each standing for as long as to the next. */
const raw = (level: number) => (sql: Sql, from: number, to: number) => sql.unsafe(`select (x >> ${31 - level}) * 1048576::bigint + (y >> ${31 - level}) as cell, count(*) * 10 as seconds from position where at >= '${dayText(from)}' and at < '${dayText(to)}' group by 1`)

/** Exact: half of each interval to either fix, by windows over the positions. */
async function checkExact(sql: Sql, [from, to]: [number, number]): Promise<number> {
  const rows = await sql.unsafe<{ x: number; y: number; seconds: number }[]>(`select x >> 13 as x, y >> 13 as y, sum(case when before <= 120 then before / 2 else 0 end + case when after <= 120 then after / 2 else 0 end)::float8 as seconds
    from (select x, y, at, extract(epoch from at - lag(at) over way) as before, extract(epoch from lead(at) over way - at) as after from position window way as (partition by device_id order by at)) f where at >= '${dayText(from)}' and at < '${dayText(to)}' group by 1, 2`)
  const { cells } = await prefix(18)(sql, from, to)
  const ours = new Map(cells.x.map((x, i) => [`${x} ${cells.y[i]}`, cells.seconds[i] as number]))
  const wanted = rows.filter(({ seconds }) => seconds > 0)
  if (ours.size !== wanted.length) throw new Error(`${ours.size} cells, expected ${wanted.length}`)
  const off = Math.max(...wanted.map(({ x, y, seconds }) => Math.abs((ours.get(`${x} ${y}`) ?? 0) - seconds)))
  if (off > 0.051) throw new Error(`a cell is off by ${off} s`)
  return ours.size
}

/** Coverage of any range from sums against counting positions; then the same month from the rollups of one and of a hundred million. */
export async function presenceSection(place: Place, rounds: number, tell: (lines: Line[]) => void, positions: number): Promise<void> {
  const said = (n: number) => n.toLocaleString('en')
  await withSql(await place.database('presence'), async (sql) => {
    await city(sql)
    await realPositions(sql, positions)
    const dayRows = Array.from({ length: days }, (_, day) => ({ areaId: 1, day: dayText(day), timeZone: 'UTC' }))
    for (const day of dayRows) await sql.begin((tx) => recomputeCoverage(tx as unknown as Transaction, [day]))
    await sql.unsafe('analyze coverage')
    const seconds = await buildAll(sql)
    const cells = await checkExact(sql, [0, days])
    await checkExact(sql, [7, 8])
    tell([plainLine(`sums of ${said(positions)} positions of ${days} days built in`, `${seconds.toFixed(1)} s; ${said(cells)} cells of level 18, equal to the positions`, { seconds, cells })])
    const result = await pair(asking(sql, anyRange, prefix(18)), asking(sql, anyRange, raw(18)), { rounds, warmSeconds: 0.5, seconds: 1 })
    const share = positions / 100_000_000
    tell([pairLine(`any range, ${said(positions)} positions / raw SQL`, 'answers/s', result, { label: `P9, as a share of 100 M (${share}),`, atLeast: 1_500 * share })])
    const wide = await pair(asking(sql, month, prefix(18)), asking(sql, [[12, 13]], prefix(18)), { rounds, warmSeconds: 0.5, seconds: 1 })
    tell([pairLine('a month / a day', 'answers/s', wide, { label: 'flat', atLeast: 0.6 })])
  })
  await place.drop('presence')
  const urls = await Promise.all([1_000_000, 100_000_000].map(async (n) => [n, await place.database(`rollup${n / 1_000_000}`)] as const))
  await withSql(urls[0]![1], (few) => withSql(urls[1]![1], async (many) => {
    for (const [sql, n] of [[few, 1_000_000], [many, 100_000_000]] as const) {
      await city(sql)
      const rows = await simulateRollup(sql, n)
      const seconds = await buildAll(sql)
      await sql.unsafe('vacuum analyze')
      const { cells } = await prefix(18)(sql, 0, days)
      tell([plainLine(`rollup of ${said(n)} positions`, `${said(rows)} rows, built in ${seconds.toFixed(0)} s; the city in ${said(cells.x.length)} cells`, { rows, seconds })])
    }
    tell([pairLine('a month of the city: 100 M / 1 M positions', 'answers/s', await pair(asking(many, month, prefix(18)), asking(few, month, prefix(18)), { rounds, seconds: 1 }), { label: 'flat', atLeast: 0.6 })])
  }))
}
