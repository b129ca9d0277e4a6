import { createRandom } from '../random.ts'
import { lockedZones, numberZones } from './lockedZones.ts'
import { openGraph } from './openGraph.ts'
import { searchClock } from './searchClock.ts'
import { openSearch, runRound } from './searchRounds.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zoneCounts } from './zoneCounts.ts'
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
export type CurvePoint = { steps: number; seconds: number; excessHouseholds: number; deviation: number; shapeMeters: number }
export type ZoneSearchAnswer = { zoneOf: ZoneOf; figures: ZoneFigures; steps: number; curve: CurvePoint[] }

/**
 * Zones of connected units within hard bounds, equal in load, with short borders. A first plan is grown from random spanning trees and annealed by moves
 * and swaps of single units that keep every zone whole; rounds become twice as long each and begin from the best plan or from a new one.
 * @throws ZoningRefusal when it is certain that no plan can be made. A plan that was sought in vain comes back with `withinBounds` false.
 */
export function searchZones(units: ZoningUnits, question: ZoneQuestion, tell: (progress: number) => void = () => {}): ZoneSearchAnswer {
  checkQuestion(units, question)
  const graph = openGraph(units, question.locked)
  const locked = lockedZones(units, question)
  const clock = searchClock(question, tell)
  if (graph.free.length === 0) return answerOf(units, question, new Int32Array(graph.count).fill(-1), 0, [])
  const counts = zoneCounts(units, graph, question, locked)
  const search = openSearch(units, graph, counts[0]!, { min: question.min, max: question.max, tolerance: question.tolerance ?? 0, random: createRandom(question.seed), startFrom: null })
  const { best, goal, annealing } = search
  const curve: CurvePoint[] = []
  const note = () => curve.push({ steps: clock.steps, seconds: clock.seconds(), excessHouseholds: best.rank.excess, deviation: best.rank.deviation + goal.tolerance, shapeMeters: best.rank.shape })
  note()
  const goOn = (done: number) => {
    const going = clock.goOn(done)
    if (annealing.improved) note()
    annealing.improved = false
    return going
  }
  while (counts[0]!.zones > 1 && annealing.state.rimCount > 0 && runRound(search, goOn));
  return answerOf(units, question, best.zoneOf, clock.steps, curve)
}

function answerOf(units: ZoningUnits, question: ZoneQuestion, zoneOf: ZoneOf, steps: number, curve: CurvePoint[]): ZoneSearchAnswer {
  const numbered = numberZones(units, zoneOf, question.locked ?? null)
  return { zoneOf: numbered, figures: zoneFigures(units, numbered, question), steps, curve }
}

function checkQuestion(units: ZoningUnits, { min, max, zones, seconds, steps }: ZoneQuestion): void {
  if (units.ids.length === 0) throw new ZoningRefusal('nothing_to_divide', 'there are no units to make zones of', 'units')
  if (!(units.load.some((load) => load > 0))) throw new ZoningRefusal('nothing_to_divide', 'no unit has anything to balance', 'units')
  if (!(min >= 0 && max >= min && max > 0)) throw new ZoningRefusal('bad_bounds', `bounds are ${min} to ${max}, expected 0 <= min <= max`, 'bounds', { min, max })
  if (zones !== null && !(Number.isInteger(zones) && zones >= 1)) throw new ZoningRefusal('bad_bounds', `${zones} zones, expected a whole number from 1`, 'zones', { zones })
  if (!((steps ?? 0) > 0 || (seconds ?? 0) > 0)) throw new RangeError('a search needs steps or seconds')
}
