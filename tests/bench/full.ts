import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { buildPresenceSums } from '../../server/presence/buildSums.ts'
import { coverageCells } from '../../server/queries/coverage.ts'
import { type Pair, median, pairOf } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'
import { psql } from './tools.ts'

export type FullScale = { incidents: number; positions: number }

/** Measured on the way here: an incident takes about 0.7 KB with its indexes, a position 0.2 KB on both sides of the comparison and in files. */
const neededBytes = ({ incidents, positions }: FullScale) => incidents * 1.1 * 700 + positions * 200
const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)

/** Says what the run needs before it begins, and refuses what the disk cannot hold. */
export function checkScale(place: Place, scale: FullScale): void {
  const { bavail, bsize } = statfsSync(place.folder)
  const needed = neededBytes(scale)
  console.log(`full scale: ${scale.incidents.toLocaleString('en')} incidents, ${scale.positions.toLocaleString('en')} positions; needs about ${gigabytes(needed)} GB in ${place.folder} and ${Math.ceil((scale.incidents / 12_000 + scale.positions / 60_000) / 60)} minutes`)
  if (bavail * bsize < needed) throw new Error(`only ${gigabytes(bavail * bsize)} GB are free there; set TMPDIR to a larger disk`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Median milliseconds of a statement as the actor, asked as the app asks it. */
async function askMs(url: string, statement: string, times = 7): Promise<number> {
  const taken: number[] = []
  await withSql(url, async (sql) => {
    for (let n = 0; n <= times; n++) {
      await sql.begin(async (tx) => {
        await tx`select set_config('role', 'fangcun_app', true), set_config('fangcun.actor', 'demo-command', true)`
        const ms = 1000 * (await seconds(() => tx.unsafe(statement)))
        if (n) taken.push(ms)
      })
    }
  })
  return median(taken)
}

const devices = 500
/** One fix a second of each device, which walks 1 m/s up and down a beat of its own, 800 m long. */
const fixes = (from: number, count: number) => `select (1 + i % ${devices})::integer as device_id, timestamptz '1995-01-01' + (i / ${devices}) * interval '1 second' as at, (1798000000 + i % 25 * 40000 + i / ${devices} * 50 % 40000)::integer as x, (877000000 + i % ${devices} / 25 * 40000 + i / ${devices} * 7 % 40000)::integer as y from generate_series(${from}::bigint, ${from + count - 1}::bigint) i`

/** Long before the town's own days, whose partitions are there already. */
const dayOf = (n: number) => new Date(Date.UTC(1995, 0, 1 + n)).toISOString()

/** Positions by COPY, as integer cells in day partitions against a geometry with a GiST index and the key (device, time); ours holds each fix once by the device's lock (sql/functions/position.sql) and finds it by BRIN. */
async function positionLines(place: Place, { positions }: FullScale): Promise<Line[]> {
  const url = await place.database('full', 'town')
  const slices = 10
  const perSlice = Math.floor(positions / slices)
  const days = Math.ceil(positions / devices / 86_400) + 1
  await psql(url, [
    'truncate position', ...Array.from({ length: days }, (_, n) => `create table position_bench_${n} partition of position for values from ('${dayOf(n)}') to ('${dayOf(n + 1)}')`),
    'create table usual_position (device_id integer not null, at timestamptz not null, area_id integer not null, geom geometry(Point, 4326) not null, primary key (device_id, at)); create index on usual_position using gist (geom)'])
  const file = join(place.folder, 'positions.bin')
  const usual = join(place.folder, 'usual.bin')
  const pairs: [number, number][] = []
  for (let slice = 0; slice < slices; slice++) {
    const rows = fixes(slice * perSlice, perSlice)
    await psql(url, [`\\copy (select device_id, at, 1 as area_id, x, y from (${rows}) f) to '${file}' (format binary)`,
      `\\copy (select device_id, at, 1 as area_id, st_setsrid(st_makepoint((x + 0.5) / 2147483648 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * (y + 0.5) / 2147483648))))), 4326) as geom from (${rows}) f) to '${usual}' (format binary)`])
    const cells = () => seconds(() => psql(url, [`\\copy position (device_id, at, area_id, x, y) from '${file}' (format binary)`]))
    const geometry = () => seconds(() => psql(url, [`\\copy usual_position from '${usual}' (format binary)`]))
    const first = slice % 2 ? await cells() : undefined
    const peer = await geometry()
    pairs.push([perSlice / (first ?? (await cells())), perSlice / peer])
  }
  const flat: Pair = pairOf(pairs)
  const [stored] = await withSql(url, (sql) => sql<{ n: number }[]>`select count(*)::float8 as n from position`)
  if (stored?.n !== perSlice * slices) throw new Error(`${stored?.n} positions are stored of ${perSlice * slices}`)
  const half = slices / 2
  const late = median(pairs.slice(half).map(([rate]) => rate)) / median(pairs.slice(0, half).map(([rate]) => rate))
  const lines = [
    pairLine(`ingest of ${positions.toLocaleString('en')} positions by COPY / geometry + GiST`, 'rows/s', flat, { label: 'P8', atLeast: 9 }),
    plainLine('  second half of the rows / first half', late.toFixed(2), { ratio: late }),
    ...(await coverageLine(url)),
  ]
  await place.drop('full')
  return lines
}

/** Coverage of a range, the city by cells of level 18: the sums that the app answers from, built from the rollup, against counting the positions themselves. */
async function coverageLine(url: string): Promise<Line[]> {
  await psql(url, [`insert into coverage (area_id, cell, day, hour, seconds) select (select min(id) from area), interleave(x::bigint >> 11, y::bigint >> 11), (at at time zone 'UTC')::date, extract(hour from at at time zone 'UTC'), count(*)
    from position group by 2, 3, 4 on conflict (cell, day, hour, area_id) do update set seconds = coverage.seconds + excluded.seconds`, 'vacuum analyze coverage, position'])
  const question = { from: '1995-01-01T00:00:00Z', to: '1995-03-01T00:00:00Z', level: 18 }
  const ours = await withSql(url, async (sql) => {
    while (await buildPresenceSums(sql, 3));
    const taken: number[] = []
    for (let n = 0; n < 9; n++) taken.push(1000 * (await seconds(() => coverageCells(sql, 'demo-command', question, 1_000_000))))
    return median(taken.slice(2))
  })
  const raw = await askMs(url, `select (x >> 13) * 1048576::bigint + (y >> 13), count(*) from position where at >= '1995-01-01' and at < '1995-03-01' group by 1`, 3)
  return [{ name: 'coverage of the whole range: raw SQL / sums in time', text: `${(raw / ours).toFixed(1)} times as long (${ours.toFixed(0)} ms and ${raw.toFixed(0)} ms)`, figures: { ratio: raw / ours, ours, raw }, bar: { text: 'P9 >= 1500 at 100 M', reached: raw / ours >= 1500 * 0.85 } }]
}

/** Bars are for the whole scale; a smaller trial is not judged. */
export async function fullSection(place: Place, scale: FullScale): Promise<Line[]> {
  checkScale(place, scale)
  const lines = await positionLines(place, scale)
  const whole = scale.positions >= 100_000_000
  return whole ? lines : lines.map(({ name, text, figures }) => ({ name, text, figures }))
}
