import { townClocks, townHours, townRules } from '../../geodata/town/deadlines.ts'
import { chinaHolidays } from '../../geodata/town/holidays.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Transaction } from '../database.ts'
import { pieces, type TownIds } from './town.ts'

/** Working hours, holidays and limits for the topmost area, and the clocks of the town's open matters as they stand at its present. */
export async function loadDeadlines(tx: Transaction, town: Town, ids: TownIds): Promise<number> {
  const top = ids.areas.get(town.areas.find(({ parentCode }) => parentCode === null)?.code ?? '') ?? null
  await tx`insert into working_hours (area_id, weekday, opens, closes)
    select ${top}::integer, weekday, opens, closes from unnest(${townHours.map(({ weekday }) => weekday)}::smallint[], ${townHours.map(({ opens }) => opens)}::text[]::time[], ${townHours.map(({ closes }) => closes)}::text[]::time[]) as t(weekday, opens, closes)`
  const day = <Key extends keyof (typeof chinaHolidays)[number]>(key: Key) => chinaHolidays.map((row) => row[key])
  await tx`insert into calendar_day (area_id, day, kind, name_zh, name_en)
    select ${top}::integer, day, kind, name_zh, name_en from unnest(${day('day')}::text[]::date[], ${day('kind')}::text[], ${day('nameZh')}::text[], ${day('nameEn')}::text[]) as t(day, kind, name_zh, name_en)`
  const rule = <Key extends keyof (typeof townRules)[number]>(key: Key) => townRules.map((row) => row[key])
  await tx`insert into deadline_rule (area_id, severity, step, amount, unit, warn_share)
    select ${top}::integer, severity, step, amount, unit, warn from unnest(${rule('severity')}::smallint[], ${rule('step')}::text[], ${rule('amount')}::text[]::numeric[], ${rule('unit')}::text[], ${rule('warnShare')}::real[]) as t(severity, step, amount, unit, warn)`
  let count = 0
  for (const rows of pieces(townClocks(town.incidents, town.now), 500)) {
    const [made] = await tx<{ count: number }[]>`
      select load_deadlines(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ since }) => since)}::text[]::timestamptz[], ${rows.map(({ registered }) => registered)}::text[]::timestamptz[], ${town.now}) as count`
    count += made?.count ?? 0
  }
  return count
}
