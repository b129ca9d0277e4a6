import type { PlanState } from './planState.ts'

/** How plans are ranked: households beyond the bounds, then deviation beyond the tolerance, then the length of borders with a fine for each crossed barrier and cut estate. */
export type PlanRank = { excess: number; deviation: number; shape: number }

export const isBetter = (a: PlanRank, b: PlanRank): boolean => {
  if (Math.abs(a.excess - b.excess) > 1e-9) return a.excess < b.excess
  if (Math.abs(a.deviation - b.deviation) > 1e-12) return a.deviation < b.deviation
  return a.shape < b.shape - 1e-6
}

export type RankGoal = { min: number; max: number; meanLoad: number; tolerance: number; fineMeters: number }

export const shapeOf = ({ cutMeters, crossings, cutEstates }: PlanState, { fineMeters }: RankGoal): number => cutMeters + fineMeters * (crossings + cutEstates)

export function rankOf(state: PlanState, goal: RankGoal): PlanRank {
  let [excess, deviation] = [0, 0]
  for (let zone = 0; zone < state.zones; zone++) {
    const households = state.households[zone]!
    excess += Math.max(0, goal.min - households, households - goal.max)
    deviation = Math.max(deviation, Math.abs(state.load[zone]! - goal.meanLoad))
  }
  return { excess, deviation: Math.max(0, deviation / goal.meanLoad - goal.tolerance), shape: shapeOf(state, goal) }
}

/** The best plan so far. Moves since then are noted, so that keeping another costs as many steps as moves were made, not the whole plan. */
export type BestPlan = { zoneOf: Int32Array; rank: PlanRank; moved: Int32Array; movedCount: number }

export const createBest = (state: PlanState, goal: RankGoal): BestPlan => ({ zoneOf: state.zoneOf.slice(), rank: rankOf(state, goal), moved: new Int32Array(Math.max(16, state.zoneOf.length >> 2)), movedCount: 0 })

export function noteMove(best: BestPlan, unit: number): void {
  if (best.movedCount < best.moved.length) best.moved[best.movedCount] = unit
  best.movedCount++
}

export function keepBest(best: BestPlan, state: PlanState, rank: PlanRank): void {
  if (best.movedCount <= best.moved.length) for (let i = 0; i < best.movedCount; i++) best.zoneOf[best.moved[i]!] = state.zoneOf[best.moved[i]!]!
  else best.zoneOf.set(state.zoneOf)
  best.movedCount = 0
  best.rank = rank
}

/** After the state was set to something else than the best plan plus noted moves. */
export const forgetMoves = (best: BestPlan): void => void (best.movedCount = best.moved.length + 1)
