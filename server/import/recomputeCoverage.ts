import { coverageLevel } from '../../geodata/model/patrol.ts'
import { gapSeconds } from '../coverageDelta.ts'
import type { Transaction } from '../database.ts'

/** A day of an area's own clock, on which positions came or went. */
export type AreaDay = { areaId: number; day: string; timeZone: string }

/**
 * The days that an import's positions touch: a fix shares the interval to its neighbours, so days within the gap rule count too.
 * @param span ISO 8601 bounds of the import's fixes where they are known, so that other days are not read
 */
export const daysOfImport = (tx: Transaction, importId: number, span: { from: string; to: string } = { from: '1990-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }) => tx<AreaDay[]>`
  select distinct p.area_id, d.day::text, a.time_zone from position p join area a on a.id = p.area_id
    cross join lateral (values (((p.at - make_interval(secs => ${gapSeconds})) at time zone a.time_zone)::date), (((p.at + make_interval(secs => ${gapSeconds})) at time zone a.time_zone)::date)) d(day)
  where p.import_id = ${importId} and p.at >= ${span.from}::text::timestamptz and p.at <= ${span.to}::text::timestamptz order by 1, 2`

/**
 * Coverage of whole days, counted anew from the positions that are there: the interval between two fixes of a device counts half to each
 * where it is at most `gapSeconds`, as in `coverageDelta`. Coverage of a day whose positions are gone becomes nothing; but where detail was dropped as too old, coverage stays what it was.
 * @returns how many rows the days have now
 */
export async function recomputeCoverage(tx: Transaction, days: readonly AreaDay[]): Promise<number> {
  const shift = 31 - coverageLevel
  let rows = 0
  for (const { areaId, day, timeZone } of days) {
    const [dropped] = await tx`select from position_dropped d, (select ${day}::text::timestamp at time zone ${timeZone} as begins) span where d.area_id = ${areaId} and d.day >= (span.begins at time zone 'UTC')::date and d.day <= ((span.begins + interval '1 day') at time zone 'UTC')::date limit 1`
    if (dropped) continue
    await tx`delete from coverage where area_id = ${areaId} and day = ${day}::text::date`
    const written = await tx`
      with span as (select ${day}::text::timestamp at time zone ${timeZone} as begins, (${day}::text::timestamp + interval '1 day') at time zone ${timeZone} as ends, make_interval(secs => ${gapSeconds}) as gap),
      fixes as (
        select at, x, y, at - lag(at) over way as before, lead(at) over way - at as after from position, span
        where area_id = ${areaId} and at >= begins - gap and at <= ends + gap window way as (partition by device_id order by at)
      ), cells as (
        select x >> ${shift}::integer as x, y >> ${shift}::integer as y, extract(hour from at at time zone ${timeZone})::smallint as hour,
          sum(extract(epoch from case when before <= gap then before else '0' end + case when after <= gap then after else '0' end) / 2)::real as seconds
        from fixes, span where at >= begins and at < ends group by 1, 2, 3
      )
      insert into coverage (area_id, cell, day, hour, seconds) select ${areaId}, interleave(x, y), ${day}::text::date, hour, seconds from cells where seconds > 0`
    rows += written.count
  }
  return rows
}
