import type { Random } from '../random.ts'
import { anneal, type Annealing } from './anneal.ts'
import { createBest, forgetMoves, keepBest, isBetter, noteMove, rankOf, type BestPlan, type RankGoal } from './bestPlan.ts'
import { cooling, lubyLength, shaping } from './cooling.ts'
import { growPlan } from './growPlan.ts'
import type { OpenGraph } from './openGraph.ts'
import { planState, restore } from './planState.ts'
import { recombine } from './recombine.ts'
import type { SearchClock } from './searchClock.ts'
import { createWalk } from './staysWhole.ts'
import { createTreeRoom, type TreeRoom } from './treeCut.ts'
import type { ZoningUnits } from './units.ts'
import type { ZoneCounts } from './zoneCounts.ts'

export type Search = {
  units: ZoningUnits
  graph: OpenGraph
  room: TreeRoom
  random: Random
  counts: ZoneCounts
  goal: RankGoal
  annealing: Annealing
  best: BestPlan
  round: number
  curve: CurvePoint[]
}

/** The best plan after so many steps. `deviation`: at most this, where one is borne. */
export type CurvePoint = { steps: number; seconds: number; excessHouseholds: number; deviation: number; shapeMeters: number }

export type SearchSetting = { min: number; max: number; tolerance: number; random: Random; startFrom: Int32Array | null }

/** A search for a number of zones, with its first plan. */
export function openSearch(units: ZoningUnits, graph: OpenGraph, counts: ZoneCounts, { min, max, tolerance, random, startFrom }: SearchSetting): Search {
  const goal: RankGoal = { min, max, meanLoad: counts.meanLoad, tolerance, fineMeters: 3 * graph.meanBorderMeters }
  const room = createTreeRoom(graph)
  const state = planState(units, graph, startFrom ?? growPlan(units, graph, room, counts, goal, random), counts.zones)
  const best = createBest(state, goal)
  const meanHouseholds = graph.free.reduce((sum, unit) => sum + units.households[unit]!, 0) / counts.zones || 1
  const annealing: Annealing = { state, room, walk: createWalk(graph.count, graph.maxDegree), random, goal, best, cost: shaping(0, 1)(0), zoneCost: new Float64Array(counts.zones), meanHouseholds, improved: false, plans: 0 }
  return { units, graph, room, random, counts, goal, annealing, best, round: 0, curve: [] }
}

/** Up to here whole new plans are tried again and again; larger ones are better annealed longer. */
const smallUnits = 400

/**
 * One round: from the plan at hand, the best one or a new one, annealed for balance, then for shape.
 * @returns whether there are steps left
 */
export function runRound(search: Search, clock: SearchClock): boolean {
  const { annealing, best, graph, goal } = search
  const { state } = annealing
  const free = graph.free.length
  const small = free <= smallUnits
  const length = small ? lubyLength(search.round) * (600 + 2 * free * free) : Math.ceil(10 * free * 1.5 ** search.round)
  if (search.round > 0) begin(search, small ? search.round % 4 !== 0 : search.round % 4 === 2 && free <= 20_000)
  const unitShare = state.zones / free
  const resolution = goal.tolerance > 0 ? Math.max(goal.tolerance / 4, 1e-4) : Math.min(unitShare / 40, 1e-3)
  // Where balance is all, short borders lead astray: most rounds of a small ground care less for them.
  // Some begin elsewhere and seek short borders at the balance that was reached.
  const forShape = small && search.round % 3 === 2
  const shape = small && !forShape && best.rank.excess + best.rank.deviation > 0 ? [1, 0.05, 0.3, 0][search.round % 4]! : 1
  const warm = search.round++ === 0 ? 1 : 0.7
  note(search, clock)
  const goOn = (done: number) => {
    const going = clock.goOn(done)
    note(search, clock)
    return going
  }
  if (state.zones < 2 || state.rimCount === 0) return goOn(length)
  if (!anneal(annealing, length, cooling({ resolution, tolerance: forShape ? best.rank.deviation + goal.tolerance : 0.8 * goal.tolerance, unitShare, warm, shape }), goOn)) return false
  restore(state, best.zoneOf)
  forgetMoves(best)
  return anneal(annealing, length >> 1, shaping(best.rank.deviation + goal.tolerance, unitShare), goOn)
}

function note({ annealing, best, goal, curve }: Search, clock: SearchClock): void {
  if (curve.length > 0 && !annealing.improved) return
  annealing.improved = false
  curve.push({ steps: clock.steps, seconds: clock.seconds(), excessHouseholds: best.rank.excess, deviation: best.rank.deviation + goal.tolerance, shapeMeters: best.rank.shape })
}

function begin(search: Search, fresh: boolean): void {
  const { units, graph, room, counts, goal, random, annealing, best } = search
  const { state } = annealing
  restore(state, fresh ? growPlan(units, graph, room, counts, goal, random, { tries: 1, noise: graph.free.length <= smallUnits ? 0.5 : 0 }) : best.zoneOf)
  forgetMoves(best)
  if (!fresh) {
    const kicks = Math.ceil(counts.zones / 4)
    for (let kick = 0; kick < kicks; kick++) recombine(state, room, goal, random, 0.3)?.moved.forEach((unit) => noteMove(best, unit))
  }
  const rank = rankOf(state, goal)
  if (!isBetter(rank, best.rank)) return
  keepBest(best, state, rank)
  annealing.improved = true
}
