import { createRandom } from '../random.ts'
import { lockedZones, numberZones } from './lockedZones.ts'
import { openGraph } from './openGraph.ts'
import { openIslands } from './openIslands.ts'
import { searchClock, type SearchClock } from './searchClock.ts'
import { openSearch, runRound, type CurvePoint, type Search } from './searchRounds.ts'
import { startingPlan } from './startingPlan.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zoneCounts, type ZoneCounts } from './zoneCounts.ts'
import { isContiguous, zoneFigures, type ZoneFigures } from './zoneFigures.ts'

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
  /** Joins parts with too few households for a zone over their longest barrier instead of refusing. */
  openIslands?: boolean
}

export type ZoneSearchAnswer = { zoneOf: ZoneOf; figures: ZoneFigures; steps: number; curve: CurvePoint[]; /** Barriers that were opened for islands, as pairs of units. */ opened: [number, number][] }

/**
 * Zones of connected units within hard bounds, equal in load, with short borders. A first plan is grown from random spanning trees and annealed by moves
 * and swaps of single units that keep every zone whole; rounds become twice as long each and begin from the best plan or from a new one.
 * @throws ZoningRefusal when it is certain that no plan can be made. A plan that was sought in vain comes back with `withinBounds` false.
 */
export function searchZones(given: ZoningUnits, question: ZoneQuestion, tell: (progress: number) => void = () => {}): ZoneSearchAnswer {
  checkQuestion(given, question)
  const locks = question.locked ?? null
  const { units, opened } = question.openIslands ? openIslands(given, question.min, locks) : { units: given, opened: [] }
  const graph = openGraph(units, locks)
  const locked = lockedZones(units, question)
  const clock = searchClock(question, tell)
  const answer = (zoneOf: ZoneOf, curve: CurvePoint[]): ZoneSearchAnswer => {
    const numbered = numberZones(units, zoneOf, locks)
    return { zoneOf: numbered, figures: { ...zoneFigures(given, numbered, question), contiguous: isContiguous(units, numbered) }, steps: clock.steps, curve, opened }
  }
  if (graph.free.length === 0) return answer(new Int32Array(graph.count).fill(-1), [])
  const start = question.startFrom ? startingPlan(units, graph, question.startFrom, locked) : null
  const counts = start ? [start.counts] : zoneCounts(units, graph, question, locked)
  const setting = { min: question.min, max: question.max, tolerance: question.tolerance ?? 0, random: createRandom(question.seed), startFrom: start?.zoneOf ?? null }
  const found = searchCounts(counts, (count) => openSearch(units, graph, count, setting), clock)
  return answer(found.best.zoneOf, found.curve)
}

/** Counts that are tried where none is given. */
const countsTried = 5

/** One round for each of the counts nearest to the middle of the bounds (of a large ground only until one is within them), then all the rest for the one that is chosen. */
function searchCounts(counts: readonly ZoneCounts[], open: (count: ZoneCounts) => Search, clock: SearchClock): Search {
  const searches: Search[] = []
  let going = true
  for (const count of counts.slice(0, countsTried)) {
    const search = open(count)
    searches.push(search)
    going = runRound(search, clock)
    if (!going || (search.graph.free.length > 3_000 && search.best.rank.excess === 0)) break
  }
  for (let round = 0; going; round++) {
    const chosen = chooseCount(searches)
    going = runRound(chosen.best.rank.excess === 0 ? chosen : searches[round % searches.length]!, clock)
  }
  return chooseCount(searches)
}

/** The first, nearest to the middle of the bounds, that is about as balanced as the best: fewest households outside of the bounds first. */
function chooseCount(searches: readonly Search[]): Search {
  const least = Math.min(...searches.map(({ best }) => best.rank.excess))
  const within = searches.filter(({ best }) => best.rank.excess <= least + 1e-9)
  const deviation = Math.min(...within.map(({ best }) => best.rank.deviation))
  return within.find(({ best }) => best.rank.deviation <= deviation * 1.5 + 0.01)!
}

function checkQuestion(units: ZoningUnits, { min, max, zones, seconds, steps }: ZoneQuestion): void {
  if (units.ids.length === 0) throw new ZoningRefusal('nothing_to_divide', 'there are no units to make zones of', 'units')
  if (!(units.load.some((load) => load > 0))) throw new ZoningRefusal('nothing_to_divide', 'no unit has anything to balance', 'units')
  if (!(min >= 0 && max >= min && max > 0)) throw new ZoningRefusal('bad_bounds', `bounds are ${min} to ${max}, expected 0 <= min <= max`, 'bounds', { min, max })
  if (zones !== null && !(Number.isInteger(zones) && zones >= 1)) throw new ZoningRefusal('bad_bounds', `${zones} zones, expected a whole number from 1`, 'zones', { zones })
  if (!((steps ?? 0) > 0 || (seconds ?? 0) > 0)) throw new RangeError('a search needs steps or seconds')
}
