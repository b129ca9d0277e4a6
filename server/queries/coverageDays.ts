import type { Asker } from './fields.ts'
import type { Span } from './incident.ts'

/** Rows `c` of coverage on the days, those of each area's own clock, that a period touches. The outer bounds are for the index: no two clocks are more than a day apart. */
export const onDaysOf = (tx: Asker, { from, to }: Span) => tx`
  c.day >= (${from}::timestamptz - interval '1 day')::date and c.day <= (${to}::timestamptz + interval '1 day')::date
  and exists (select from area a where a.id = c.area_id and c.day >= (${from}::timestamptz at time zone a.time_zone)::date and c.day <= ((${to}::timestamptz - interval '1 microsecond') at time zone a.time_zone)::date)`
