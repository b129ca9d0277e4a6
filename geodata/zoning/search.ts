import { createRandom, type Random } from '../random.ts'
import { anneal, type Annealing, type Cost } from './anneal.ts'
import { createBest, forgetMoves, isBetter, rankOf, type RankGoal } from './bestPlan.ts'
import { growPlan } from './growPlan.ts'
import { lockedZones, numberZones } from './lockedZones.ts'
import { openGraph, type OpenGraph } from './openGraph.ts'
import { planState, restore } from './planState.ts'
import { createWalk, type Walk } from './staysWhole.ts'
import { createTreeRoom, type TreeRoom } from './treeCut.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zoneCounts, type ZoneCounts } from './zoneCounts.ts'
import { zoneFigures, type ZoneFigures } from './zoneFigures.ts'

export type ZoneQuestion = {
  /** Hard bounds on households. */
  min: number
  max: number
  /** How many, locked ones included; null: as fit the bounds best. */
  zones: number | null
  /** The zone of units that stay as they are, -1 for free ones. Locked zones keep their numbers; the others take those that are left. */
  locked?: Int32Array | null
  seed: number
  /** One of the two ends the search. With `steps` the answer depends on the seed alone; with `seconds` on how many steps were made in them: asked for that many, it gives the same answer. */
  seconds?: number
  steps?: number
  /** A plan to begin with, connected; its number of zones is taken. */
  startFrom?: ZoneOf | null
  /** Deviations from the mean up to this share count as equal, so that borders may become short instead; 0 unless said otherwise. */
  tolerance?: number
}
export type CurvePoint = { steps: number; seconds: number; excessHouseholds: number; deviation: number; cutMeters: number }
export type ZoneSearchAnswer = { zoneOf: ZoneOf; figures: ZoneFigures; steps: number; curve: CurvePoint[] }

type Ground = { units: ZoningUnits; graph: OpenGraph; walk: Walk; room: TreeRoom; random: Random; question: ZoneQuestion }
type Clock = { steps: number; goOn(done: number): boolean }

/**
 * Zones of connected units within hard bounds, equal in load, with short borders. A first plan is grown from random spanning trees and annealed by moves
 * and swaps of single units that keep every zone whole; rounds become twice as long each and begin from the best plan or from a new one.
 * @throws ZoningRefusal when it is certain that no plan can be made. A plan that was sought in vain comes back with `withinBounds` false.
 */
export function searchZones(units: ZoningUnits, question: ZoneQuestion, tell: (progress: number) => void = () => {}): ZoneSearchAnswer {
  checkQuestion(units, question)
  const locked = lockedZones(units, question)
  const graph = openGraph(units, question.locked)
  const ground: Ground = { units, graph, walk: createWalk(graph.count, graph.maxDegree), room: createTreeRoom(graph), random: createRandom(question.seed), question }
  const finish = (zoneOf: Int32Array, steps: number, curve: CurvePoint[]): ZoneSearchAnswer => {
    const numbered = numberZones(units, zoneOf, question.locked ?? null)
    return { zoneOf: numbered, figures: zoneFigures(units, numbered, question), steps, curve }
  }
  if (graph.free.length === 0) return finish(new Int32Array(graph.count).fill(-1), 0, [])
  const zones = question.startFrom ? new Set(question.startFrom).size : question.zones
  const counts = zoneCounts(units, graph, { ...question, zones }, locked)
  const best = rounds(ground, counts, tell)
  return finish(best.zoneOf, best.steps, best.curve)
}

function checkQuestion(units: ZoningUnits, { min, max, zones, seconds, steps }: ZoneQuestion): void {
  if (units.ids.length === 0) throw new ZoningRefusal('nothing_to_divide', 'there are no units to make zones of', 'units')
  if (!(units.load.some((load) => load > 0))) throw new ZoningRefusal('nothing_to_divide', 'no unit has anything to balance', 'units')
  if (!(min >= 0 && max >= min && max > 0)) throw new ZoningRefusal('bad_bounds', `bounds are ${min} to ${max}, expected 0 <= min <= max`, 'bounds', { min, max })
  if (zones !== null && !(Number.isInteger(zones) && zones >= 1)) throw new ZoningRefusal('bad_bounds', `${zones} zones, expected a whole number from 1`, 'zones', { zones })
  if (!((steps ?? 0) > 0 || (seconds ?? 0) > 0)) throw new RangeError('a search needs steps or seconds')
}

function clockOf({ seconds, steps }: ZoneQuestion, tell: (progress: number) => void): Clock {
  const begun = Date.now()
  let told = 0
  const clock: Clock = {
    steps: 0,
    goOn(done) {
      clock.steps += done
      const now = Date.now()
      const share = steps ? clock.steps / steps : (now - begun) / 1000 / seconds!
      if (now - told > 100) {
        told = now
        tell(Math.min(1, share))
      }
      return share < 1
    },
  }
  return clock
}

/** Borders count less and less, balance and bounds more and more. `resolution`: the deviation that still matters in the end. */
function cooling(resolution: number, unitShare: number, warm: number): (share: number) => Cost {
  const first = 2 / unitShare
  const last = Math.max(first * 4, 2 / resolution ** 2)
  return (share) => {
    const balance = first * (last / first) ** share
    return { balance, excess: Math.max(4 * first, 8 / unitShare), shape: 1, tolerance: 0, temperature: warm * (0.05 / warm) ** share }
  }
}

/** Equal enough now: what is left is to shorten borders without losing balance. */
function shaping(tolerance: number, unitShare: number): (share: number) => Cost {
  const steep = 50 / unitShare ** 2
  return (share) => ({ balance: steep, excess: 100 / unitShare, shape: 1, tolerance, temperature: 0.6 * (0.05 / 0.6) ** share })
}

function rounds(ground: Ground, counts: ZoneCounts[], tell: (progress: number) => void): { zoneOf: Int32Array; steps: number; curve: CurvePoint[] } {
  const { units, graph, room, walk, random, question } = ground
  const clock = clockOf(question, tell)
  const begun = Date.now()
  const curve: CurvePoint[] = []
  const found = attempt(counts[0]!)
  return { zoneOf: found.best.zoneOf, steps: clock.steps, curve }

  function attempt(count: ZoneCounts) {
    const goal: RankGoal = { min: question.min, max: question.max, meanLoad: count.meanLoad, tolerance: question.tolerance ?? 0, fineMeters: 3 * graph.meanBorderMeters }
    const grow = () => growPlan(units, graph, room, count, question, random)
    const state = planState(units, graph, question.startFrom ?? grow(), count.zones)
    const best = createBest(state, goal)
    const meanHouseholds = graph.free.reduce((sum, unit) => sum + units.households[unit]!, 0) / count.zones || 1
    const annealing: Annealing = { state, walk, random, goal, best, cost: shaping(0, 1)(0), zoneCost: new Float64Array(count.zones), meanHouseholds, steps: 0, improved: false }
    const note = () => curve.push({ steps: clock.steps, seconds: (Date.now() - begun) / 1000, excessHouseholds: best.rank.excess, deviation: best.rank.deviation + goal.tolerance, cutMeters: best.rank.shape })
    note()
    const goOn = (done: number) => {
      const going = clock.goOn(done)
      if (annealing.improved) note()
      annealing.improved = false
      return going
    }
    const unitShare = count.zones / graph.free.length
    const resolution = goal.tolerance > 0 ? Math.max(goal.tolerance / 4, 1e-4) : Math.min(unitShare / 2, 1e-3)
    let length = Math.max(2_000, 10 * graph.free.length)
    for (let round = 0; ; round++) {
      if (round > 0) {
        const fresh = round % 2 === 1 && graph.free.length <= 20_000
        const next = fresh ? grow() : best.zoneOf
        restore(state, next)
        forgetMoves(best)
        if (fresh && isBetter(rankOf(state, goal), best.rank)) annealing.improved = true
      }
      let going = true
      const tellOn = (done: number) => (going = goOn(done))
      anneal(annealing, length, cooling(resolution, unitShare, round === 0 ? 1 : 0.7), tellOn)
      if (!going) break
      restore(state, best.zoneOf)
      forgetMoves(best)
      anneal(annealing, length >> 1, shaping(best.rank.deviation + goal.tolerance, unitShare), tellOn)
      if (!going) break
      if (state.zones < 2 || state.rimCount === 0) break
      length = Math.ceil(length * 1.5)
    }
    return { best }
  }
}
