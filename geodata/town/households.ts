import { householdBounds } from '../model/zone.ts'
import { randomInt, shuffle, type Random } from '../random.ts'
import type { Shell } from './build.ts'

export const householdsOf = (shell: Shell): number => shell.floors * shell.homesPerFloor
const total = (shells: readonly Shell[]) => shells.reduce((all, shell) => all + householdsOf(shell), 0)

const lowest: Record<string, number> = { slab: 3, tower: 7, lane: 1, villa: 2 }
const highest: Record<string, number> = { slab: 8, tower: 33, lane: 4, villa: 3 }

/** The most households that homes could hold with every floor they may have. */
export const capacityOf = (shells: readonly Shell[]): number =>
  shells.reduce((sum, shell) => sum + shell.homesPerFloor * (highest[shell.label] ?? 1) * (shell.label === 'lane' ? 1.5 : 1), 0)

/**
 * Sets floors, then takes away or enlarges homes, until a zone has a believable number of households within the bounds.
 * @returns the shells that stay
 */
export function settleHouseholds(shells: readonly Shell[], random: Random): Shell[] {
  const { min, max } = householdBounds
  const target = randomInt(random, min + 45, max - 45)
  const homes = shells.filter((shell) => shell.homesPerFloor > 0)
  const factor = target / Math.max(1, total(homes))
  for (const home of homes) {
    if (home.label === 'lane' && factor > 1) home.homesPerFloor = Math.max(1, Math.round(factor * (0.6 + 0.8 * random())))
    else home.floors = Math.max(lowest[home.label] ?? 1, Math.min(highest[home.label] ?? 6, Math.round(home.floors * factor)))
  }
  const gone = new Set<Shell>()
  const order = shuffle(random, homes)
  // Larger flats first; buildings go only when that is not enough.
  let sum = total(homes)
  for (let round = 0; round < 4 && sum > max - 20; round++) {
    for (const home of order) {
      if (sum <= target) break
      if (home.homesPerFloor <= (home.label === 'tower' || home.label === 'slab' ? 2 : 1)) continue
      home.homesPerFloor--
      sum -= home.floors
    }
  }
  for (const home of order) {
    if (sum <= max - 20) break
    gone.add(home)
    sum -= householdsOf(home)
  }
  const kept = shells.filter((shell) => !gone.has(shell))
  const left = order.filter((shell) => !gone.has(shell))
  for (let round = 0; total(kept) < min + 15 && left.length > 0; round++) (left[round % left.length] as Shell).homesPerFloor++
  return kept
}
