import type { Random } from '../random.ts'
import { keepIdentity } from './identity.ts'
import { noPlanFound } from './infeasible.ts'
import { movedAtLeast } from './redesignCurve.ts'
import type { RedesignQuestion } from './redesign.ts'
import { searchZones } from './search.ts'
import type { ZoneOf, ZoningUnits } from './units.ts'
import { zoneFigures } from './zoneFigures.ts'
import { forceCount, splitStep } from './zoneSplits.ts'
import { costOf, createState, isFeasible, repay, type ZoneCosts, type ZoneState } from './zoneState.ts'
import { chainStep, createWalk, type ZoneWalk } from './zoneSteps.ts'

export type CurveSearch = {
  units: ZoningUnits
  today: ZoneOf
  named: number
  /** How many zone numbers there may be. */
  numbers: number
  start: ZoneOf
  bounds: (zone: number) => [number, number]
  frozen: ReadonlySet<number>
  question: RedesignQuestion
  random: Random
}
type Found = { zoneOf: ZoneOf; moved: number; deviation: number }
type Budget = { steps: number; most: number; expected: number; untilMs: number; ranOut: boolean; tell: (progress: number) => void; startedMs: number }

/** Each tighter step of the curve asks for this share of the deviation before it. */
const tighter = 0.75
const mostTargets = 24
/** Steps of each unit that a walk is worth; with fewer to spend there are fewer walks. */
const stepsPerUnit = 60
/** A guess, where a time is given. */
const stepsPerSecond = 200_000
const mostMissed = 6
/** Of one walk after the other, in households of a usual unit: hot ones leave a dead end, cool ones mend what is near. */
const heats = [1, 0.5, 3, 0.5, 6, 0.5] as const
const splitShare = 0.02

/** A walk at a falling heat for every bound on the deviation, from none to the tightest that is met; each begins where the one before it ended. */
export function searchCurve(search: CurveSearch, tell: (progress: number) => void): { plans: Found[]; movedAtLeast: number; steps: number; ranOut: boolean } {
  const { units, today, named, question } = search
  const walk = createWalk(stateOf(search, search.start), search.random, frozenOf(search))
  const startedMs = performance.now()
  const budget: Budget = { steps: 0, most: question.steps ?? ownEnd(units), expected: question.steps ?? Math.min(ownEnd(units), stepsPerSecond * question.seconds), untilMs: question.steps === undefined ? startedMs + question.seconds * 1000 : Infinity, ranOut: false, tell, startedMs }
  const plans: Found[] = []
  const fewest = fewestMoves(walk, search, budget)
  plans.push(fewest)
  if (question.fixZone === null) tighten(walk, search, budget, plans)
  tell(1)
  const [leastZones, mostZones] = countsOf(units, question)
  return { plans, movedAtLeast: movedAtLeast(units.households, today, named, { ...question, fewest: leastZones, most: mostZones }), steps: budget.steps, ranOut: budget.ranOut }
}

/** Steps after which little more is to be had. */
const ownEnd = ({ ids }: ZoningUnits) => 400_000 + 6_000 * ids.length

function stateOf({ units, today, named, numbers, bounds, question }: CurveSearch, zoneOf: ZoneOf): ZoneState {
  const least = Float64Array.from({ length: numbers }, (_, zone) => bounds(zone)[0])
  const most = Float64Array.from({ length: numbers }, (_, zone) => bounds(zone)[1])
  const unit = smallest(units)
  const meters = units.borderMeters.reduce((sum, each) => sum + each, 0) / 2
  const costs: ZoneCosts = { least, most, deviation: Infinity, weight: 3, scale: Math.max((question.max - question.min) / 4, meanUnit(units)), perMeter: meters > 0 ? (0.1 * unit) / meters : 0, perChange: (0.2 * unit) / (named + 1), zones: question.zones ?? null }
  return createState(units, today, named, numbers, zoneOf, costs)
}

const smallest = ({ households }: ZoningUnits) => households.reduce((least, each) => (each > 0 && each < least ? each : least), Infinity)
const meanUnit = ({ households }: ZoningUnits) => households.reduce((sum, each) => sum + each, 0) / households.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0)

function frozenOf({ numbers, frozen }: CurveSearch): Uint8Array {
  return Uint8Array.from({ length: numbers }, (_, zone) => (frozen.has(zone) ? 1 : 0))
}

/** The fewest households: several walks, each from the best so far, and harder on the bounds while they are not met. */
function fewestMoves(walk: ZoneWalk, search: CurveSearch, budget: Budget): Found {
  const { units, question } = search
  let best: Costed | undefined
  const share = question.fixZone === null ? 0.4 : 1
  for (let round = 0; round < heats.length && !budget.ranOut; round++) {
    const anew = round === 2 && !best && question.fixZone === null ? designedAnew(search, budget, 0.1) : null
    if (round > 0) restore(walk, search, anew ?? (best ? renamed(search, best.zoneOf) : round % 3 === 2 ? search.start : walk.state.zone.slice()))
    if (!best && question.fixZone === null) forceCount(walk, ...countsOf(units, question))
    const found = cool(walk, budget, share / heats.length, meanUnit(units) * (anew ? 0.1 : (heats[round] as number)), smallest(units) * 0.01)
    if (found && (!best || found.cost < best.cost - 1e-9)) best = found
    if (!best) raise(walk.state, 2)
  }
  if (!best) throw noPlanFound(units, walk.state.zone, question)
  return best
}

/** A walk knows zones by their numbers alone: names are given anew between two of them. */
const renamed = ({ units, today, named, question }: CurveSearch, zoneOf: ZoneOf) => (question.fixZone === null ? keepIdentity(units, today, named, zoneOf) : zoneOf)

const walksFor = ({ ids }: ZoningUnits, { expected }: Budget, share: number) => Math.round((share * expected) / (stepsPerUnit * ids.length))

/** The fewest and the most zones that the bounds allow by sum. */
function countsOf({ households }: ZoningUnits, { min, max, zones }: RedesignQuestion): [number, number] {
  const total = households.reduce((sum, each) => sum + each, 0)
  return zones ? [zones, zones] : [Math.ceil(total / max), min > 0 ? Math.floor(total / min) : households.length]
}

/** A plan that looks at balance alone, with the names of today's zones that most of each belongs to; null where none is within the bounds. */
function designedAnew({ units, today, named, question }: CurveSearch, budget: Budget, share: number): ZoneOf | null {
  const { min, max, zones, seed, locked = [] } = question
  const kept = new Set(locked)
  // Its steps are smaller ones.
  const end = question.steps === undefined ? { seconds: question.seconds * share } : { steps: Math.ceil(4 * budget.most * share) }
  const locks = kept.size ? today.map((zone) => (kept.has(zone) ? zone : -1)) : null
  const { zoneOf, figures } = searchZones(units, { min, max, zones: zones ?? null, seed, ...end, locked: locks })
  return figures.withinBounds && figures.contiguous ? keepIdentity(units, today, named, zoneOf) : null
}

type Costed = Found & { cost: number }

/** Falling heat over a share of the whole budget; the best plan on the way that meets all bounds. */
function cool(walk: ZoneWalk, budget: Budget, share: number, hot: number, cold: number): Costed | undefined {
  const { state, random } = walk
  let best: Costed | undefined = isFeasible(state) ? { zoneOf: state.zone.slice(), moved: state.moved, deviation: 0, cost: costOf(state) } : undefined
  const first = budget.steps
  const steps = Math.max(1, Math.floor(budget.most * share))
  const begunMs = performance.now()
  const spanMs = (budget.untilMs - budget.startedMs) * share
  let progress = 0
  for (let step = 0; progress < 1; step++) {
    if (step % 64 === 0) {
      progress = Math.max((budget.steps - first) / steps, spanMs < Infinity ? (performance.now() - begunMs) / spanMs : 0)
      walk.heat = progress < 0.95 ? hot * (cold / hot) ** (progress / 0.95) : 0
      if (step % 4096 === 0) heed(budget)
    }
    budget.steps++
    const changed = random() < splitShare ? splitStep(walk) : chainStep(walk)
    if (!changed || !isFeasible(state)) continue
    const cost = costOf(state)
    if (!best || cost < best.cost - 1e-9) best = { zoneOf: best ? copyInto(best.zoneOf, state.zone) : state.zone.slice(), moved: state.moved, deviation: 0, cost }
  }
  return best
}

const copyInto = (target: ZoneOf, from: ZoneOf) => (target.set(from), target)

function heed(budget: Budget): void {
  const now = performance.now()
  const timed = budget.untilMs < Infinity ? (now - budget.startedMs) / (budget.untilMs - budget.startedMs) : 0
  budget.tell(Math.min(1, Math.max(timed, budget.steps / budget.most)))
  if (timed >= 1) budget.ranOut = true
}

function restore(walk: ZoneWalk, search: CurveSearch, zoneOf: ZoneOf): void {
  const { costs } = walk.state
  walk.state = { ...createState(search.units, search.today, search.named, search.numbers, zoneOf, costs) }
}

function raise(state: ZoneState, factor: number): void {
  state.costs = { ...state.costs, weight: state.costs.weight * factor }
}

/** Ever tighter bounds on the deviation; one that is not met is tried again half way back. */
function tighten(walk: ZoneWalk, search: CurveSearch, budget: Budget, plans: Found[]): void {
  const { units, question } = search
  const deviationOf = (zoneOf: ZoneOf) => zoneFigures(units, zoneOf, question).deviation
  const { weight } = walk.state.costs
  let best = plans[0] as Found
  let reached = deviationOf(best.zoneOf)
  let target = reached * tighter
  let missed = 0
  const targets = Math.max(6, Math.min(mostTargets, walksFor(units, budget, 0.6)))
  for (let number = 0; number < targets && missed < mostMissed && !budget.ranOut && budget.steps < budget.most && reached > 1e-6; number++) {
    restore(walk, search, renamed(search, best.zoneOf))
    // Another number of zones is a step too far for a walk: it is asked for now and then.
    const zones = question.zones ?? (missed % 3 === 0 ? null : walk.state.count + (missed % 3 === 1 ? 1 : -1))
    walk.state.costs = { ...walk.state.costs, deviation: target, weight: weight * 2 ** (missed / 2), zones }
    repay(walk.state)
    const found = cool(walk, budget, 0.6 / targets, meanUnit(units) * (missed < 3 ? 0.5 : 3), smallest(units) * 0.01)
    if (found) {
      missed = 0
      best = found
      plans.push(found)
      reached = deviationOf(found.zoneOf)
      target = reached * tighter
    } else {
      missed++
      target = (target + reached) / 2
    }
  }
}
