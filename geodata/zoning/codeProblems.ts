import type { PlanProblem } from '../model/zonePlan.ts'
import { placeOf } from './grid.ts'
import { problem, type CheckedZone } from './zoneShape.ts'

/** Codes that do not fit the scheme, or stand on two zones. */
export function codeProblems(zones: readonly CheckedZone[], isCode: (code: string) => boolean): PlanProblem[] {
  const byCode = new Map<string, CheckedZone[]>()
  for (const zone of zones) if (zone.zone.code) byCode.set(zone.zone.code, [...(byCode.get(zone.zone.code) ?? []), zone])
  const about = (found: CheckedZone[]) => ({ zoneKeys: found.map(({ zone }) => zone.key), at: placeOf((found[0]!.box[0] + found[0]!.box[2]) / 2, (found[0]!.box[1] + found[0]!.box[3]) / 2) })
  return [...byCode].flatMap(([code, found]) => [
    ...(isCode(code) ? [] : [problem('bad_code', true, about(found))]),
    ...(found.length > 1 ? [problem('double_code', true, about(found))] : []),
  ])
}
