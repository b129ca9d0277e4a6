import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { TownFix } from '../../geodata/town/types.ts'
import type { Transaction } from '../database.ts'

/** Fixes of one device in any order, for the watches of a car's crews do not follow each other; those that are there already are left out, so that a load that was broken off can be begun again. Answers how many were new. */
export async function writeFixes(tx: Transaction, team: { areaId: number; device: number }, fixes: readonly TownFix[]): Promise<number> {
  const cells = fixes.map(({ lng, lat }) => mercatorOf([lng, lat]))
  const times = fixes.map(({ at }) => at)
  const [first, last] = [times.reduce((a, b) => (a < b ? a : b)), times.reduce((a, b) => (a > b ? a : b))]
  await tx`select lock_devices(${[team.device]}::integer[]), forget_tails(${[team.device]}::integer[])`
  const written = await tx`
    insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m)
    select distinct on (at) ${team.device}::integer, at, ${team.areaId}::integer, x, y, speed, accuracy
    from unnest(${times}::text[]::timestamptz[], ${cells.map(({ x }) => x)}::integer[], ${cells.map(({ y }) => y)}::integer[], ${fixes.map((fix) => Math.round(fix.speedMetersPerSecond * 100))}::smallint[],
      ${fixes.map((fix) => Math.round(fix.accuracyMeters))}::smallint[]) with ordinality as t(at, x, y, speed, accuracy, n)
    where not exists (select from position p where p.device_id = ${team.device} and p.at = t.at and p.at >= ${first}::timestamptz and p.at <= ${last}::timestamptz)
    order by at, n`
  return written.count
}
