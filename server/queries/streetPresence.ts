import type { Bbox } from '../../geodata/model/geometry.ts'
import type { StreetPresenceAnswer } from '../../geodata/model/streetPresence.ts'
import { asActor, type Sql } from '../database.ts'
import { onDaysOf } from './coverageDays.ts'
import type { Span } from './incident.ts'

const mostPieces = 20_000

export const streetPresenceIn = (sql: Sql, actor: string, span: Span, [west, south, east, north]: Bbox): Promise<StreetPresenceAnswer> =>
  asActor(sql, actor, async (tx) => {
    const pieces = await tx<StreetPresenceAnswer['pieces']>`
      select c.street_id, c.along_m as along_meters, max(c.length_m)::float8 as length_meters, sum(c.low)::float8 as low, sum(c.seconds)::float8 as seconds, sum(c.high)::float8 as high, sum(c.visits)::integer as visits, max(c.last_at) as last_visit
      from street_presence c join street s on s.id = c.street_id where s.geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326) and ${onDaysOf(tx, span)} group by 1, 2 order by 1, 2 limit ${mostPieces + 1}`
    const [state] = await tx<{ matchedAt: string | null }[]>`select max(d.matched_at) as matched_at from presence_day d where d.area_id in (select actor_areas('brief') union select actor_areas('patrol'))`
    return { matchedAt: state?.matchedAt ?? null, pieces: pieces.slice(0, mostPieces), truncated: pieces.length > mostPieces }
  })
