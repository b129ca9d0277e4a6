import { hotspotDose, type SaidPresence, type Visit } from '../../geodata/analysis/hotspotDose.ts'
import type { PatrolDose } from '../../geodata/model/patrolDose.ts'
import { asActor, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

export type Need = { dwellMinutes: number; revisitMinutes: number }
type Spot = { id: string; areaId: number; name: string; lng: number; lat: number; incidentsPerWeek: number; hours: number }

const minutes = (seconds: number) => Math.round(seconds / 6) / 10

/** The ledger of the hotspots whose patrols the actor plans or briefs on, most open need first. Up to now at most: what is still to come is not open. */
export const patrolDoses = (sql: Sql, actor: string, { from, to }: Span, { dwellMinutes, revisitMinutes }: Need): Promise<PatrolDose[]> =>
  asActor(sql, actor, async (tx) => {
    const spots = await tx<Spot[]>`
      select h.id, h.area_id, h.name, st_x(p.at) as lng, st_y(p.at) as lat, h.incidents / greatest(extract(epoch from upper(h.period) - lower(h.period)) / 604800, 1.0 / 7)::float8 as incidents_per_week,
        (select count(*) from generate_series(${from}::timestamptz, least(${to}::timestamptz, now()) - interval '1 second', interval '1 hour') g(at)
          where jsonb_typeof(h.question -> 'hoursOfWeek') is distinct from 'array' or h.question -> 'hoursOfWeek' @> to_jsonb((extract(isodow from g.at at time zone a.time_zone)::integer - 1) * 24 + extract(hour from g.at at time zone a.time_zone)::integer))::float8 as hours
      from hotspot h join actor_dose_hotspots(${from}::timestamptz) d on d.id = h.id join area a on a.id = h.area_id cross join lateral (select st_pointonsurface(h.geom) as at) p`
    if (!spots.length) return []
    const planned = await tx<{ hotspotId: string; visits: number; seconds: number }[]>`select hotspot_id, visits, seconds from hotspot_plans(${from}::timestamptz, ${to}::timestamptz)`
    const visits = await tx<(Visit & { hotspotId: string })[]>`select hotspot_id, team_id, (extract(epoch from began_at) * 1000)::float8 as from_ms, (extract(epoch from ended_at) * 1000)::float8 as to_ms, seconds, low, high from hotspot_visits(${from}::timestamptz, ${to}::timestamptz)`
    const said = await tx<(SaidPresence & { hotspotId: string })[]>`select hotspot_id, team_id, kind, (extract(epoch from at) * 1000)::float8 as at_ms from hotspot_check_ins(${from}::timestamptz, ${to}::timestamptz)`
    return spots.map(({ hours, ...spot }) => {
      const own = <Row extends { hotspotId: string }>(rows: readonly Row[]) => rows.filter(({ hotspotId }) => hotspotId === spot.id)
      const dose = hotspotDose(own(visits), own(said))
      const plan = own(planned)[0]
      const needMinutes = Math.round((hours * 60 * dwellMinutes) / revisitMinutes)
      const open = (seconds: number) => Math.max(0, Math.round(10 * (needMinutes - seconds / 60)) / 10)
      return {
        hotspotId: spot.id, areaId: spot.areaId, name: spot.name, lng: spot.lng, lat: spot.lat, incidentsPerWeek: Math.round(spot.incidentsPerWeek * 100) / 100, needMinutes,
        planned: { minutes: minutes(plan?.seconds ?? 0), visits: plan?.visits ?? 0 },
        delivered: { low: minutes(dose.lowSeconds), likely: minutes(dose.seconds), high: minutes(dose.highSeconds), visits: dose.visits, checkedIn: dose.checkedIn, lastVisit: dose.lastMs === null ? null : new Date(dose.lastMs).toISOString() },
        openMinutes: { low: open(dose.highSeconds), high: open(dose.lowSeconds) },
      }
    }).toSorted((a, b) => b.openMinutes.low - a.openMinutes.low || b.openMinutes.high - a.openMinutes.high || (a.hotspotId < b.hotspotId ? -1 : 1))
  })
