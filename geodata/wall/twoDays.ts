import { poissonRatioTest } from '../analysis/poissonRatio.ts'
import type { TwoDays } from '../model/wallFigures.ts'

/** Three counts stand side by side and one in twenty would be marked by chance alone: the level is shared among them (Bonferroni). */
const level = 0.05 / 3

/** How a count moved against the day before: `change` null where there was nothing before; `beyondChance` by the exact test of two Poisson counts. */
export function twoDaysTrend({ now, before }: TwoDays): { direction: 'up' | 'down' | 'same'; change: number | null; beyondChance: boolean } {
  const direction = now > before ? 'up' : now < before ? 'down' : 'same'
  return { direction, change: before === 0 ? null : (now - before) / before, beyondChance: poissonRatioTest({ count: now, time: 1 }, { count: before, time: 1 }) < level }
}
