import type { PlanGround, ZoneAlternative, ZoneDesignAnswer, ZoneDesignQuestion, ZoneDesignStage } from '../model/zonePlan.ts'
import { alternativeOf } from './alternativeOf.ts'
import { balanceBound } from './balanceBound.ts'
import { type BarriersBetween, barriersBetween, wallsAround } from './barriersBetween.ts'
import { componentsOf } from './components.ts'
import { groundNotes, groundProblemsOf } from './designNotes.ts'
import { type GroundUnits, unitsOfGround } from './ground.ts'
import { refuseInfeasible } from './infeasible.ts'
import { openIslands } from './openIslands.ts'
import { redesignZones } from './redesign.ts'
import { searchZones } from './search.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zonesToday } from './zonesToday.ts'

export type TellDesign = (stage: ZoneDesignStage, share: number) => void
/** `steps` ends each search after so many steps instead of by the clock, so that a run can be repeated on any machine. */
export type DesignOptions = { steps?: number; prove?: ProveBalance }
/** A bound on the deviation of any plan with so many zones; by a solver, where there is one. */
export type ProveBalance = (units: ZoningUnits, question: { zones: number; min: number; max: number }, found: { deviation: number }) => { deviation: number; method: string }

/** Points of a curve that are answered: both ends and what lies between. */
const mostPoints = 12

type Design = { ground: PlanGround; question: ZoneDesignQuestion; units: GroundUnits; current: ZoneOf; locked: Int32Array | null; tell: TellDesign; options: DesignOptions }

/** What is wrong with a question whatever the ground is like. @throws ZoningRefusal */
function checkQuestion({ zones, buildings }: PlanGround, { bounds, lockedZoneIds, fixZoneId, mode }: ZoneDesignQuestion): void {
  if (bounds.min > bounds.max) throw new ZoningRefusal('bad_bounds', `The least number of households, ${bounds.min}, is larger than the most, ${bounds.max}.`, 'bounds.min', bounds)
  if (buildings.length === 0) throw new ZoningRefusal('no_buildings', 'There are no buildings in this area: import its buildings first.', 'areaId')
  if (!buildings.some(({ households }) => households > 0)) throw new ZoningRefusal('no_households', 'No building of this area has households: import how many each has, or estimate them from the footprints.', 'areaId')
  const unknown = (ids: number[], field: string) => {
    const missing = ids.find((id) => !zones.some((zone) => zone.id === id))
    if (missing !== undefined) throw new ZoningRefusal('unknown_zone', `There is no zone ${missing} in this area today.`, field, { zone: missing })
  }
  unknown(lockedZoneIds, 'lockedZoneIds')
  unknown(fixZoneId === null ? [] : [fixZoneId], 'fixZoneId')
  if (mode === 'least_change' && zones.length === 0) throw new ZoningRefusal('no_zones_today', 'This area has no zones today, so there is nothing to change: ask for a new design.', 'mode')
}

/** A unit in a refusal by the name that people have for it. */
function named(refusal: ZoningRefusal, { estates }: PlanGround): ZoningRefusal {
  const id = String(refusal.values.unit ?? '')
  const [kind, number] = id.split('-')
  const estate = kind === 'estate' ? estates.find((each) => String(each.id) === number) : undefined
  const name = estate ? `${estate.nameZh} ${estate.nameEn}`.trim() : kind === 'building' ? `building ${number}` : ''
  if (!name) return refusal
  return new ZoningRefusal(refusal.code, refusal.message.replaceAll(`"${id}"`, name).replaceAll(id, name), refusal.field, { ...refusal.values, unit: name })
}

/** Of ground that is cut off: over which barriers it could be joined. */
function wayOut(refusal: ZoningRefusal, units: ZoningUnits, { kindsOf }: BarriersBetween): ZoningRefusal {
  const kinds = refusal.code === 'component_too_small' ? kindsOf(wallsAround(units, String(refusal.values.unit))) : []
  if (kinds.length === 0) return refusal
  const sentence = `${refusal.message} It could be joined over ${kinds.join(', ')}: leave the first of these out of the barriers, or ask for joinIslands.`
  return new ZoningRefusal(refusal.code, sentence, refusal.field, { ...refusal.values, barriers: kinds.join(' ') })
}

function searched({ units, question, locked, tell, options }: Design): { zoneOf: ZoneOf; seed: number }[] {
  const { bounds, zones, alternatives, seed, seconds } = question
  refuseInfeasible(units.units, { ...bounds, zones, locked })
  return Array.from({ length: alternatives }, (_, i) => {
    const own = (seed + i) % 4_294_967_296
    const effort = options.steps ? { steps: options.steps } : { seconds: seconds / alternatives }
    const { zoneOf } = searchZones({ ...units.units, borderMeters: units.choiceMeters }, { ...bounds, zones, locked, seed: own, tolerance: 0.05, ...effort }, (share) => tell('search', (i + share) / alternatives))
    return { zoneOf, seed: own }
  })
}

function redesigned({ ground, units, question, current, tell, options }: Design): { zoneOf: ZoneOf; seed: number }[] {
  const { bounds, zones, lockedZoneIds, fixZoneId, seed, seconds } = question
  const placeOf = (id: number) => ground.zones.findIndex((zone) => zone.id === id)
  const { points } = redesignZones({ ...units.units, borderMeters: units.choiceMeters }, { current, ...bounds, zones, fixZone: fixZoneId === null ? null : placeOf(fixZoneId), locked: lockedZoneIds.map(placeOf), seed, seconds, ...(options.steps ? { steps: options.steps } : {}) }, (share) => tell('search', share))
  const kept = points.length <= mostPoints ? points : Array.from({ length: mostPoints }, (_, i) => points[Math.round((i * (points.length - 1)) / (mostPoints - 1))] as (typeof points)[number])
  return kept.map(({ zoneOf }) => ({ zoneOf, seed }))
}

const byMerit = ({ figures: a }: ZoneAlternative, { figures: b }: ZoneAlternative) => Number(b.withinBounds) - Number(a.withinBounds) || a.deviation - b.deviation || b.compactness - a.compactness

/** No plan is more equal than a zone that is locked lets it be, nor than its units do; the mean is that of as many zones as the best alternative has. */
function boundOf({ units: { units }, locked, question, options }: Design, best: ZoneAlternative | undefined): ZoneDesignAnswer['bound'] {
  if (!best) return null
  const mean = units.load.reduce((sum, each) => sum + each, 0) / best.figures.zones
  const held = new Map<number, number>()
  locked?.forEach((zone, unit) => { if (zone >= 0) held.set(zone, (held.get(zone) ?? 0) + (units.load[unit] as number)) })
  const asked = { ...question.bounds, zones: best.figures.zones }
  // A locked zone may lie on both sides of a barrier, so that islands and whole zones prove nothing then.
  const proven = held.size === 0 ? (options.prove ?? balanceBound)(units, asked, best.figures) : balanceBound({ ...units, blocked: new Uint8Array(units.blocked.length) }, asked)
  const deviation = Math.max(proven.deviation, ...[...held.values()].map((load) => Math.abs(load - mean) / mean))
  return { deviation, gap: Math.max(0, best.figures.deviation - deviation), method: deviation > proven.deviation ? 'locked' : proven.method }
}

/** Zones of today that stay as they are, by unit. */
function lockedUnits({ zones }: PlanGround, { lockedZoneIds }: ZoneDesignQuestion, current: ZoneOf): Int32Array | null {
  const places = new Set(lockedZoneIds.map((id) => zones.findIndex((zone) => zone.id === id)))
  return places.size ? current.map((zone) => (places.has(zone) ? [...places].indexOf(zone) : -1)) : null
}

function solve(design: Design): ZoneDesignAnswer {
  const { ground, question, units, current, tell } = design
  const plans = question.mode === 'new' ? searched(design) : redesigned(design)
  const alternatives = plans.map((plan, i) => {
    tell('outlines', i / plans.length)
    return alternativeOf(units, plan, question.bounds, { ground, current })
  })
  if (question.mode === 'new') alternatives.sort(byMerit)
  const missed = alternatives.length > 0 && !alternatives.some(({ figures }) => figures.withinBounds)
  return {
    question,
    ground: {
      buildings: units.buildings.length, households: units.units.households.reduce((sum, each) => sum + each, 0), estimatedHouseholds: units.buildings.reduce((sum, { estimated, households }) => sum + (estimated ? households : 0), 0),
      units: units.units.ids.length, estates: new Set(units.units.estate.filter((estate) => estate >= 0)).size, islands: componentsOf(units.units, () => true).count,
    },
    alternatives, bound: boundOf(design, question.mode === 'new' ? alternatives[0] : alternatives.at(-1)), problems: groundProblemsOf(units),
    notes: [...(missed ? [{ code: 'bounds_not_met' }] : []), ...groundNotes(ground, units, question)],
  }
}

/**
 * Proposes zones for an area: its ground as units, a search over them, outlines and figures of what was found.
 * @throws ZoningRefusal where the question cannot be answered on this ground, with the smallest reason found
 */
export function designZones(ground: PlanGround, question: ZoneDesignQuestion, tell: TellDesign = () => {}, options: DesignOptions = {}): ZoneDesignAnswer {
  checkQuestion(ground, question)
  tell('units', 0)
  const keepBorders = question.mode === 'least_change' ? ground.zones.map(({ id }) => id) : question.lockedZoneIds
  const walled = unitsOfGround(ground, { barriers: question.barriers, weights: question.weights, keepBorders })
  if (walled.buildings.length === 0) throw new ZoningRefusal('no_buildings', 'No building stands in this area: the buildings that were given lie outside of it.', 'areaId')
  const current = zonesToday(ground, walled, keepBorders)
  const locked = lockedUnits(ground, question, current)
  // Ground without households that touches the rest over barriers alone (a bank, ground between rails) can be no zone of its own, and would make every plan impossible.
  const { units: lived, opened } = openIslands(walled.units, Number.MIN_VALUE, locked)
  const barriers = barriersBetween(walled.mesh)
  const islands = question.joinIslands ? openIslands(lived, question.bounds.min, locked, barriers.rankOf) : { units: lived, opened: [] }
  const joined = islands.units
  const units = { ...walled, units: joined }
  try {
    const answer = solve({ ground, question, units, current, locked, tell, options })
    const notes = [...answer.notes]
    if (opened.length) notes.push({ code: 'empty_ground_joined', values: { pieces: opened.length } })
    if (islands.opened.length) notes.push({ code: 'islands_joined', values: { pieces: islands.opened.length, barriers: barriers.kindsOf(islands.opened).join(' ') } })
    return { ...answer, notes }
  } catch (error) {
    throw error instanceof ZoningRefusal ? named(wayOut(error, joined, barriers), ground) : error
  }
}
