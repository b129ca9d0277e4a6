import type { Random } from '../random.ts'
import { keepBest, noteMove, rankOf, shapeOf, type BestPlan, type RankGoal } from './bestPlan.ts'
import { cutChange, crossingChange, estateChange, moveUnit, type PlanState } from './planState.ts'
import { recombine } from './recombine.ts'
import { staysWhole, type Walk } from './staysWhole.ts'
import type { TreeRoom } from './treeCut.ts'

/** What a plan costs while it is annealed, in mean borders. Weights rise as it cools. */
export type Cost = { balance: number; excess: number; shape: number; tolerance: number; temperature: number }
export type Annealing = {
  state: PlanState
  walk: Walk
  room: TreeRoom
  random: Random
  goal: RankGoal
  best: BestPlan
  cost: Cost
  /** Cost of the sums of each zone, kept while weights stay. */
  zoneCost: Float64Array
  meanHouseholds: number
  improved: boolean
  /** Plans that were gone to: moves, swaps and recombinations that were kept. */
  plans: number
}

function costOf({ goal, cost, meanHouseholds }: Annealing, households: number, load: number): number {
  const off = Math.abs(load - goal.meanLoad) / goal.meanLoad - cost.tolerance
  const outside = households < goal.min ? goal.min - households : households > goal.max ? households - goal.max : 0
  return (off > 0 ? cost.balance * off * off : 0) + (outside > 0 ? cost.excess * (outside / meanHouseholds) * (1 + outside / meanHouseholds) : 0)
}

function setCost(annealing: Annealing, cost: Cost): void {
  annealing.cost = cost
  for (let zone = 0; zone < annealing.state.zones; zone++) annealing.zoneCost[zone] = costOf(annealing, annealing.state.households[zone]!, annealing.state.load[zone]!)
}

/** Weights hold for so many steps. */
const blockSteps = 512

/** Anneals for a number of steps, cooling as `costAt` says (share of the way, 0 to 1); false from `goOn` ends it early. The best plan seen is kept. */
export function anneal(annealing: Annealing, steps: number, costAt: (share: number) => Cost, goOn: (done: number) => boolean): boolean {
  const { state, random } = annealing
  // A recombination costs as much as some units of two zones; together they take a small share of the time.
  const recombining = Math.min(0.15, (0.5 * state.zones) / state.graph.free.length)
  for (let done = 0; done < steps && state.rimCount > 0; ) {
    setCost(annealing, costAt(done / steps))
    const block = Math.min(blockSteps, steps - done)
    for (let i = 0; i < block; i++) {
      if (random() < recombining) {
        tryRecombine(annealing)
        continue
      }
      const unit = state.rim[Math.floor(random() * state.rimCount)]!
      const to = zoneBeside(state, unit, random)
      if (random() < 0.15) trySwap(annealing, unit, to)
      else tryMove(annealing, unit, to)
    }
    done += block
    if (!goOn(block)) return false
  }
  return true
}

/** Another zone that the unit touches, from a random place of its ring of neighbours on. */
function zoneBeside({ graph, zoneOf }: PlanState, unit: number, random: Random): number {
  const first = graph.start[unit]!
  const degree = graph.start[unit + 1]! - first
  let at = Math.floor(random() * degree)
  for (;;) {
    const zone = zoneOf[graph.to[first + at]!]!
    if (zone !== zoneOf[unit]) return zone
    if (++at === degree) at = 0
  }
}

function shapeChange({ state, goal, cost }: Annealing, unit: number, to: number): number {
  return (cost.shape * (cutChange(state, unit, to) + goal.fineMeters * (crossingChange(state, unit, to) + estateChange(state, unit, to)))) / state.graph.meanBorderMeters
}

function tryMove(annealing: Annealing, unit: number, to: number): void {
  const { state, random, cost, zoneCost } = annealing
  const from = state.zoneOf[unit]!
  if (state.size[from] === 1) return
  const [households, load] = [state.units.households[unit]!, state.units.load[unit]!]
  const fromCost = costOf(annealing, state.households[from]! - households, state.load[from]! - load)
  const toCost = costOf(annealing, state.households[to]! + households, state.load[to]! + load)
  const change = fromCost + toCost - zoneCost[from]! - zoneCost[to]! + shapeChange(annealing, unit, to)
  if (change > 0 && random() >= Math.exp(-change / cost.temperature)) return
  if (!staysWhole(state, unit, annealing.walk)) return
  moveUnit(state, unit, to)
  zoneCost[from] = fromCost
  zoneCost[to] = toCost
  noteMove(annealing.best, unit)
  watchBest(annealing, from, to)
}

/** Two units change places across a border, which is how zones of few large units become equal. */
function trySwap(annealing: Annealing, unit: number, to: number): void {
  const { state, random, cost, zoneCost, best } = annealing
  const from = state.zoneOf[unit]!
  const back = partnerNear(state, unit, to, random)
  if (back < 0) return
  const { units } = state
  const households = units.households[back]! - units.households[unit]!
  const load = units.load[back]! - units.load[unit]!
  const fromCost = costOf(annealing, state.households[from]! + households, state.load[from]! + load)
  const toCost = costOf(annealing, state.households[to]! - households, state.load[to]! - load)
  const sums = fromCost + toCost - zoneCost[from]! - zoneCost[to]!
  // The borders can win back some, but not what is hopeless.
  if (sums > 0 && random() >= Math.exp(-(sums - 8 * cost.shape) / cost.temperature)) return
  if (state.size[from] === 1 || !staysWhole(state, unit, annealing.walk)) return
  const first = shapeChange(annealing, unit, to)
  moveUnit(state, unit, to)
  const change = sums + first + shapeChange(annealing, back, from)
  if ((change <= 0 || random() < Math.exp(-change / cost.temperature)) && touches(state, back, from) && staysWhole(state, back, annealing.walk)) {
    moveUnit(state, back, from)
    zoneCost[from] = fromCost
    zoneCost[to] = toCost
    noteMove(best, unit)
    noteMove(best, back)
    watchBest(annealing, from, to)
  } else moveUnit(state, unit, from)
}

/** Two zones are cut anew; taken back when that is worse. */
function tryRecombine(annealing: Annealing): void {
  const { state, room, goal, random, cost, zoneCost, best } = annealing
  const before = shapeOf(state, goal)
  const made = recombine(state, room, goal, random, 0.05)
  if (!made || made.moved.length === 0) return
  const { a, b, moved } = made
  const [costA, costB] = [costOf(annealing, state.households[a]!, state.load[a]!), costOf(annealing, state.households[b]!, state.load[b]!)]
  const change = costA + costB - zoneCost[a]! - zoneCost[b]! + (cost.shape * (shapeOf(state, goal) - before)) / state.graph.meanBorderMeters
  if (change > 0 && random() >= Math.exp(-change / cost.temperature)) {
    for (const unit of moved) moveUnit(state, unit, state.zoneOf[unit] === a ? b : a)
    return
  }
  zoneCost[a] = costA
  zoneCost[b] = costB
  for (const unit of moved) noteMove(best, unit)
  watchBest(annealing, a, b)
}

/** A unit of the other zone that touches the zone of `unit`, a few borders along from it; -1 when the way leads nowhere. */
function partnerNear({ graph, zoneOf, foreign }: PlanState, unit: number, to: number, random: Random): number {
  const from = zoneOf[unit]!
  let at = unit
  let found = -1
  for (let way = 0, ways = 2 + Math.floor(random() * 4); way < ways; way++) {
    const first = graph.start[at]!
    const next = graph.to[first + Math.floor(random() * (graph.start[at + 1]! - first))]!
    if ((zoneOf[next] !== to && zoneOf[next] !== from) || foreign[next] === 0) continue
    at = next
    if (zoneOf[at] === to) found = at
  }
  return found
}

function touches({ graph, zoneOf }: PlanState, unit: number, zone: number): boolean {
  for (let edge = graph.start[unit]!, end = graph.start[unit + 1]!; edge < end; edge++) if (zoneOf[graph.to[edge]!] === zone) return true
  return false
}

/** Counts a plan, and keeps it when it is the best so far. The two zones that changed tell most of the time that it is not. */
function watchBest(annealing: Annealing, a: number, b: number): void {
  annealing.plans++
  const { state, goal, best } = annealing
  const { rank } = best
  const limit = (rank.deviation + goal.tolerance + 1e-12) * goal.meanLoad
  if (rank.excess < 1e-9) {
    if (Math.abs(state.load[a]! - goal.meanLoad) > limit || Math.abs(state.load[b]! - goal.meanLoad) > limit) return
    const shorter = shapeOf(state, goal) < rank.shape - 1e-6
    if (rank.deviation === 0 && !shorter) return
    let farthest = 0
    for (let zone = 0; zone < state.zones; zone++) {
      const off = Math.abs(state.load[zone]! - goal.meanLoad)
      if (off > limit) return
      if (off > farthest) farthest = off
    }
    if (!shorter && farthest / goal.meanLoad - goal.tolerance > rank.deviation - 1e-12) return
  }
  const now = rankOf(state, goal)
  if (now.excess > rank.excess + 1e-9) return
  if (now.excess > rank.excess - 1e-9) {
    if (now.deviation > rank.deviation + 1e-12) return
    if (now.deviation > rank.deviation - 1e-12 && now.shape > rank.shape - 1e-6) return
  }
  keepBest(best, state, now)
  annealing.improved = true
}
