import { createRandom } from '../random.ts'
import { curveOf, type CurvePlan } from './redesignCurve.ts'
import { exactCurve } from './exactRedesign.ts'
import { noPlanFound, refuseInfeasible } from './infeasible.ts'
import { keepIdentity } from './identity.ts'
import { startOf } from './redesignStart.ts'
import { searchCurve } from './redesignSearch.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zoneFigures, type ZoneFigures } from './zoneFigures.ts'

export type RedesignQuestion = {
  /** The zone of each unit today, -1 for none (a new estate). */
  current: ZoneOf
  min: number
  max: number
  /** How many zones there are to be; null: as many as need the fewest changes. */
  zones?: number | null
  /** The zone to be mended while others stay as they are as far as can be; null: all of them. */
  fixZone: number | null
  /** Zones of today that stay as they are. */
  locked?: readonly number[]
  seed: number
  seconds: number
  /** Ends the search after so many steps, whatever the clock says, so that a run can be repeated on any machine. */
  steps?: number
}

/** A plan of the curve. */
export type RedesignPoint = {
  /** Numbers of today go on; those that are missing were merged into others; those from `named` on are new. */
  zoneOf: ZoneOf
  /** Households whose zone is another than today. */
  householdsMoved: number
  /** Households that were in no zone today. */
  householdsPlaced: number
  figures: ZoneFigures
  /** Zones of today that are not exactly as they were, those that end, and numbers of new ones. */
  changed: number[]
  ended: number[]
  created: number[]
}

export type Redesign = {
  /** How many zones there are today: new ones are numbered from here. */
  named: number
  /** From the fewest households moved to the best balance. */
  points: RedesignPoint[]
  /** No plan within the bounds moves fewer. */
  movedAtLeast: number
  steps: number
  /** Households of the last steps: whether the time ran out before the search came to its own end. */
  ranOut: boolean
  /** Every plan was looked at: nothing beats a point of the curve, and none is missing. */
  complete: boolean
}

/**
 * Plans within hard bounds that move the fewest households from today's zones, each with the best balance found for what it moves; of up to 16 units the whole curve, by looking at every plan.
 * @throws ZoningRefusal where there is none, or none was found
 */
export function redesignZones(units: ZoningUnits, question: RedesignQuestion, tell: (progress: number) => void = () => {}): Redesign {
  const named = checkToday(units, question)
  const { current, fixZone } = question
  if (fixZone === null) refuseInfeasible(units, { ...question, zones: question.zones ?? null, locked: lockedUnits(question) })
  else refuseUnit(units, question, fixZone)
  const bounds = boundsOf(units, question, named)
  const point = ({ zoneOf }: { zoneOf: ZoneOf }): CurvePlan<RedesignPoint> => {
    const each = pointOf(units, question, named, zoneOf)
    return { moved: each.householdsMoved, deviation: each.figures.deviation, plan: each }
  }
  const exact = fixZone === null ? exactCurve(units, question, named) : null
  if (exact) {
    if (exact.length === 0) throw noPlanFound(units, current, question)
    tell(1)
    const points = curveOf(exact.map((zoneOf) => point({ zoneOf })))
    return { named, points, movedAtLeast: points[0]!.householdsMoved, steps: 0, ranOut: false, complete: true }
  }
  const isLocked = new Set(question.locked ?? [])
  const start = startOf(units, current, named, (zone) => isLocked.has(zone) || (fixZone !== null && zone !== fixZone))
  const numbers = named + start.pieces + sparesFor(units, question)
  const found = searchCurve({ units, today: current, named, numbers, start: start.zoneOf, bounds, frozen: isLocked, question, random: createRandom(question.seed) }, tell)
  const points = curveOf(found.plans.map((plan) => point({ zoneOf: fixZone === null ? keepIdentity(units, current, named, plan.zoneOf) : plan.zoneOf })))
  return { named, points: fixZone === null ? points : points.slice(0, 1), movedAtLeast: fixZone === null ? found.movedAtLeast : 0, steps: found.steps, ranOut: found.ranOut, complete: false }
}

/** @returns how many zones there are today */
function checkToday({ ids }: ZoningUnits, { current, fixZone, locked = [] }: RedesignQuestion): number {
  if (current.length !== ids.length) throw new ZoningRefusal('bad_current', `${ids.length} units came with the zones of ${current.length}.`, 'current')
  const named = current.reduce((most, zone) => Math.max(most, zone), -1) + 1
  if (!named) throw new ZoningRefusal('no_zones_today', 'No unit has a zone today, so there is nothing to change: ask for a new design.', 'current')
  const missing = [...(fixZone === null ? [] : [fixZone]), ...locked].find((zone) => !current.includes(zone))
  if (missing !== undefined) throw new ZoningRefusal('unknown_zone', `There is no zone ${missing} today.`, missing === fixZone ? 'fixZone' : 'locked', { zone: missing })
  return named
}

function lockedUnits({ current, locked }: RedesignQuestion): Int32Array | null {
  const kept = new Set(locked ?? [])
  return kept.size ? current.map((zone) => (kept.has(zone) ? zone : -1)) : null
}

function refuseUnit(units: ZoningUnits, { current, max }: RedesignQuestion, fixZone: number): void {
  const unit = units.ids.findIndex((_, i) => current[i] === fixZone && (units.households[i] as number) > max)
  if (unit >= 0) throw new ZoningRefusal('unit_too_large', `"${units.ids[unit]}" alone has ${units.households[unit]} households, and a zone may have ${max} at most.`, 'max', { unit: units.ids[unit] as string, households: units.households[unit] as number, max })
}

/** Bounds of each zone number. Where one zone is to be mended, others that are amiss themselves may stay so, only not worse. */
function boundsOf(units: ZoningUnits, { current, min, max, fixZone }: RedesignQuestion, named: number): (zone: number) => [number, number] {
  const households = new Float64Array(named)
  current.forEach((zone, unit) => zone >= 0 && (households[zone] = (households[zone] as number) + (units.households[unit] as number)))
  return (zone) => (fixZone === null || zone === fixZone || zone >= named ? [min, max] : [Math.min(min, households[zone] as number), Math.max(max, households[zone] as number)])
}

/** New numbers that a search may need at once. */
function sparesFor({ ids, households }: ZoningUnits, { max, zones }: RedesignQuestion): number {
  const total = households.reduce((sum, each) => sum + each, 0)
  return Math.min(ids.length, Math.ceil((1.5 * total) / max) + (zones ?? 0) + 8)
}

function pointOf(units: ZoningUnits, { current, min, max }: RedesignQuestion, named: number, zoneOf: ZoneOf): RedesignPoint {
  let [householdsMoved, householdsPlaced] = [0, 0]
  const changed = new Set<number>()
  const present = new Set(zoneOf)
  current.forEach((home, unit) => {
    const zone = zoneOf[unit] as number
    if (zone === home) return
    if (home < 0) householdsPlaced += units.households[unit] as number
    else householdsMoved += units.households[unit] as number
    if (home >= 0) changed.add(home)
    if (zone < named) changed.add(zone)
  })
  const today = new Set(current.filter((zone) => zone >= 0))
  const inOrder = (zones: Iterable<number>) => [...zones].toSorted((a, b) => a - b)
  return { zoneOf, householdsMoved, householdsPlaced, figures: zoneFigures(units, zoneOf, { min, max }), changed: inOrder(changed), ended: inOrder(today).filter((zone) => !present.has(zone)), created: inOrder(present).filter((zone) => zone >= named) }
}
