import { createReproject } from '../../geodata/format/reproject.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { asActor, type Transaction } from '../database.ts'
import type { Run } from './types.ts'

const nearMeters = 15
const fewest = 20
/** McNemar's statistic on one degree of freedom: beyond it chance explains the difference in fewer than one case of a thousand. */
const significant = 10.83
/** Less than this is no shift that matters; outside China the Chinese reference systems are WGS 84. */
const leastShiftDegrees = 1e-4

/**
 * Warns when a sample of points fits the streets better after conversion from one of China's shifted reference systems. Points are
 * compared with themselves (McNemar 1947): near a street only as they are, or only when converted. Says nothing without streets around; answers what it said.
 */
export async function suspectDatum(run: Run, sample: readonly LngLat[]): Promise<string | undefined> {
  const found = await foundDatum(run, sample)
  if (!found) return undefined
  const warning = `WARNING: the coordinates ${found.said}. If that is so, undo and import with --crs ${found.crs}`
  run.note(warning)
  return warning
}

/** Converts all that follows, where the sample says so as clearly as `suspectDatum` asks. `--crs EPSG:4326` forbids it. */
export async function convertDatum(run: Run, sample: readonly LngLat[]): Promise<void> {
  const found = await foundDatum(run, sample)
  if (!found) return
  run.reproject = createReproject(found.crs)
  run.note(`CONVERTED from ${found.crs}: the coordinates ${found.said}. If that is wrong, undo and import with --crs EPSG:4326`)
}

async function foundDatum(run: Run, sample: readonly LngLat[]): Promise<{ crs: string; said: string } | undefined> {
  if (run.options.crs || sample.length < fewest) return undefined
  const before = await asActor(run.sql, run.actor, (tx) => nearStreet(tx, sample))
  if (!before) return undefined
  const guesses = []
  for (const crs of ['GCJ-02', 'BD-09']) {
    const reproject = createReproject(crs)
    const moved = sample.map((place) => reproject(place) as LngLat)
    if (!moved.some(([lng], i) => Math.abs(lng - (sample[i] as LngLat)[0]) > leastShiftDegrees)) continue
    const after = (await asActor(run.sql, run.actor, (tx) => nearStreet(tx, moved))) ?? []
    const gained = after.filter((near, i) => near && !before[i]).length
    const lost = before.filter((near, i) => near && !after[i]).length
    const statistic = gained > lost ? (gained - lost) ** 2 / (gained + lost) : 0
    if (statistic > significant) guesses.push({ crs, gained, statistic, share: share(after) })
  }
  const best = guesses.toSorted((a, b) => b.statistic - a.statistic)[0]
  if (!best) return undefined
  const said = `look like ${best.crs}: of ${sample.length} points ${share(before)} lie within ${nearMeters} m of a street as they are, ${best.share} after conversion (McNemar ${best.statistic.toFixed(1)}, p < 0.001)`
  return { crs: best.crs, said }
}

const share = (near: readonly boolean[]) => `${Math.round((100 * near.filter(Boolean).length) / near.length)} %`

/** Whether each place is near a street; undefined where no streets are around, which would prove nothing. */
async function nearStreet(tx: Transaction, places: readonly LngLat[]): Promise<boolean[] | undefined> {
  const rows = await tx<{ near: boolean; around: boolean }[]>`
    select exists (select from street s where s.geom && st_expand(p, ${nearMeters}::float8 / 111000 / cos(radians(lat)), ${nearMeters}::float8 / 111000) and st_dwithin(s.geom::geography, p::geography, ${nearMeters})) as near,
      exists (select from street s where s.geom && st_expand(p, 0.01)) as around
    from unnest(${places.map(([lng]) => lng)}::float8[], ${places.map(([, lat]) => lat)}::float8[]) with ordinality as t(lng, lat, n), lateral st_setsrid(st_makepoint(lng, lat), 4326) as p order by n`
  return rows.filter(({ around }) => around).length * 2 > rows.length ? rows.map(({ near }) => near) : undefined
}
