import { type Fix, presence, presenceCells } from '../../geodata/analysis/presence.ts'
import { zOrder } from '../../geodata/geometry/zOrder.ts'
import { coverageLevel } from '../../geodata/model/patrol.ts'
import type { Transaction } from '../database.ts'

export type CoverageRow = { areaId: number; cell: string; day: string; hour: number; seconds: number }

/** One device's fixes as seconds of presence per cell of level 20, day and hour of the area's clock. */
export function coverageOf(fixes: Fix[], areaId: number, timeZone: string): CoverageRow[] {
  const clock = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' })
  const hours = new Map<number, { day: string; hour: number }>()
  const hourOf = (hour: number) => {
    let found = hours.get(hour)
    if (!found) {
      const part = Object.fromEntries(clock.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, value]))
      hours.set(hour, (found = { day: `${part.year}-${part.month}-${part.day}`, hour: Number(part.hour) }))
    }
    return found
  }
  return presenceCells(presence(fixes).fixes, coverageLevel)
    .filter(({ seconds }) => seconds > 0)
    .map(({ x, y, hour, seconds }) => ({ areaId, cell: zOrder(x, y).toString(), ...hourOf(hour), seconds }))
}

/** Adds seconds to the rollup; equal cells and hours within `rows` are summed first, as one statement may touch a row once only. */
export async function writeCoverage(tx: Transaction, rows: CoverageRow[]): Promise<number> {
  const of = <Key extends keyof CoverageRow>(key: Key) => rows.map((row) => row[key])
  const written = await tx`
    insert into coverage (area_id, cell, day, hour, seconds)
    select area_id, cell, day, hour, sum(seconds)
    from unnest(${of('areaId')}::integer[], ${of('cell')}::text[]::bigint[], ${of('day')}::text[]::date[], ${of('hour')}::smallint[], ${of('seconds')}::real[]) as t(area_id, cell, day, hour, seconds)
    group by 1, 2, 3, 4 on conflict (cell, day, hour, area_id) do update set seconds = coverage.seconds + excluded.seconds`
  return written.count
}
