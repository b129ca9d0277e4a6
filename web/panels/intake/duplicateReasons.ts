import type { Duplicate } from '../../api/intake.ts'

export type ReasonPart = { key: string; values: { meters?: number; milliseconds?: number; share?: number } }

/** Why two may be one, as message keys in the order of a glance: how far, how long, what kind, what words. */
export function reasonParts({ distanceMeters, minutesEarlier, sameCategory, sameGroup, wording }: Duplicate['reasons']): ReasonPart[] {
  const milliseconds = Math.abs(minutesEarlier) * 60_000
  return [
    { key: distanceMeters < 1 ? 'intake.reason.here' : 'intake.reason.away', values: { meters: distanceMeters } },
    { key: Math.abs(minutesEarlier) < 1 ? 'intake.reason.now' : minutesEarlier > 0 ? 'intake.reason.earlier' : 'intake.reason.later', values: { milliseconds } },
    ...(sameCategory ? [{ key: 'intake.reason.category', values: {} }] : sameGroup ? [{ key: 'intake.reason.group', values: {} }] : []),
    ...(wording > 0 ? [{ key: 'intake.reason.wording', values: { share: wording } }] : []),
  ]
}
