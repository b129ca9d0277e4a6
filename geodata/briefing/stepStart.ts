import { instantOfLocal, localOfInstant } from '../format/localTime.ts'
import type { FigureValue } from '../model/briefing.ts'

/** When a step of a series begins (Unix milliseconds): days and months by the area's clock, which summer time makes longer or shorter. */
export function stepStart({ step, from }: Pick<Extract<FigureValue, { kind: 'series' }>, 'step' | 'from'>, index: number, timeZone: string): number {
  const start = Date.parse(from)
  if (step === 'hour') return start + index * 3_600_000
  const wall = localOfInstant(start, timeZone)
  if (step === 'day') return instantOfLocal(wall + index * 86_400_000, timeZone)
  const date = new Date(wall)
  return instantOfLocal(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + index, date.getUTCDate()), timeZone)
}
