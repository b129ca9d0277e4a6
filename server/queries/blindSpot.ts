import { packVisits } from '../../geodata/camera/blindHours.ts'
import { cellOfZOrder, zOrderOfCells } from '../../geodata/geometry/zOrder.ts'
import { blindLevel } from '../../geodata/model/blindSpot.ts'
import { asActor, type Sql } from '../database.ts'

/** Columns of cells; visits and incidents name a cell by its x and y. */
type BlindPast = { visits: { x: number; y: number; hours: string }[]; incidents: { x: number; y: number; hour: number; count: number }[] }

/** Shorter than this in a whole period is passing by on the way to elsewhere. */
const leastSeconds = 10
const shift = 2 * (31 - blindLevel)

/** Where nobody looks is for those who plan by it, not for everybody who reads the map: the right `brief`. */
export const mayBrief = (sql: Sql, actor: string, areaId: number): Promise<boolean> =>
  asActor(sql, actor, async (tx) => (await tx`select from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('brief'))`).length > 0)

/** Who was in cells of presence by hour of the week, and what happened there, on whole days until today by each area's own clock; first and last cells included. */
export const blindPast = (sql: Sql, actor: string, cells: { minX: number; minY: number; maxX: number; maxY: number }, days: number): Promise<BlindPast> =>
  asActor(sql, actor, async (tx) => {
    const side = 2 ** (31 - blindLevel)
    const box = { minX: cells.minX * side, minY: cells.minY * side, maxX: (cells.maxX + 1) * side - 1, maxY: (cells.maxY + 1) * side - 1 }
    const ranges = zOrderOfCells(box, 32)
    const inside = ranges.map(({ from, to }) => tx`(cell >= ${String(from >> BigInt(shift))}::bigint and cell <= ${String((to - 1n) >> BigInt(shift))}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)
    const visits = await tx<{ cell: string; hours: number[] }[]>`
      select cell::text, array_agg(week_hour) as hours from (
        select c.cell, (extract(isodow from c.day)::integer - 1) * 24 + c.hour as week_hour from coverage c where c.day > current_date - ${days}::integer and (${inside})
        group by 1, 2 having sum(c.seconds) >= ${leastSeconds}) seen group by cell`
    const lying = ranges.map(({ from, to }) => tx`(i.z_order >= ${String(from)}::bigint and i.z_order < ${String(to)}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)
    const incidents = await tx<{ cell: string; hour: number; count: number }[]>`
      select (i.z_order >> ${shift}::integer)::text as cell,
        case when i.occurred_precision in ('minute', 'hour') then (extract(isodow from i.occurred_at at time zone a.time_zone)::integer - 1) * 24 + extract(hour from i.occurred_at at time zone a.time_zone)::integer else -1 end as hour,
        count(*)::integer as count
      from incident i join category k on k.id = i.category_id and not k.voice join area a on a.id = i.area_id
      where (${lying}) and i.occurred_at > now() - make_interval(days => ${days}) and i.occurred_at <= now() and i.state <> 'merged' group by 1, 2`
    return {
      visits: visits.map(({ cell, hours }) => ({ ...cellOfZOrder(BigInt(cell)), hours: packVisits(hours) })),
      incidents: incidents.map(({ cell, hour, count }) => ({ ...cellOfZOrder(BigInt(cell)), hour, count })),
    }
  })
