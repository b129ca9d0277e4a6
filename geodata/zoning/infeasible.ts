import { chokeTooLarge } from './chokes.ts'
import { componentsOf } from './components.ts'
import { ZoningRefusal, type ZoneOf, type ZoningUnits } from './units.ts'
import { zoneFigures } from './zoneFigures.ts'

export type DivisionQuestion = {
  min: number
  max: number
  /** How many zones; null: any number. */
  zones: number | null
  /** The zone of units that stay as they are, -1 for free ones. */
  locked: Int32Array | null
}

const count = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })

/**
 * Refuses what cannot be divided, with the smallest reason that is found: one unit before a choke, a choke before a whole piece of ground, that
 * before the number of zones. What passes may still be impossible; only a search that fails tells.
 * @throws ZoningRefusal nothing_to_divide, bad_bounds, unit_too_large, locked_outside_bounds, no_sum_fits, choke_too_large, component_too_small, no_count_fits
 */
export function refuseInfeasible(units: ZoningUnits, question: DivisionQuestion): void {
  checkQuestion(units, question)
  const { min, max, locked } = question
  checkUnits(units, question)
  const { component, count: components } = componentsOf(units, (unit) => !locked || locked[unit] === -1)
  const [sums, sizes, firsts] = [new Float64Array(components), new Uint32Array(components), new Int32Array(components).fill(-1)]
  component.forEach((number, unit) => {
    if (number < 0) return
    sums[number] = (sums[number] as number) + (units.households[unit] as number)
    sizes[number] = (sizes[number] as number) + 1
    if (firsts[number] === -1) firsts[number] = unit
  })
  const gap = gapAround(units, question)
  if (gap) throw new ZoningRefusal('no_sum_fits', `No group of units has ${count(min)} to ${count(max)} households: the nearest have ${count(gap[0])} and ${gap[1] === Infinity ? 'more' : count(gap[1])}.`, 'bounds', { min, max, below: gap[0] })
  const choke = chokeTooLarge(units, component, { min, max })
  if (choke) throw new ZoningRefusal('choke_too_large', `"${units.ids[choke.unit]}" and what can only be reached through it have ${count(choke.households)} households: the ground behind it is too small for a zone of its own (${count(min)} at least), and together they are more than ${count(max)}.`, 'max', { unit: units.ids[choke.unit] as string, households: choke.households, min, max })
  checkComponents(units, question, sums, sizes, firsts)
}

function checkQuestion(units: ZoningUnits, { min, max, zones }: DivisionQuestion): void {
  if (!units.ids.length) throw new ZoningRefusal('nothing_to_divide', 'There is nothing to divide: no unit was given.', 'units')
  if (!(min >= 0) || !(max > 0) || !Number.isFinite(min + max)) throw new ZoningRefusal('bad_bounds', `A zone cannot have ${min} to ${max} households: expected a number of 0 or more, and a larger one.`, 'bounds', { min, max })
  if (min > max) throw new ZoningRefusal('bad_bounds', `The least number of households, ${count(min)}, is larger than the most, ${count(max)}.`, 'bounds', { min, max })
  if (zones !== null && !(Number.isInteger(zones) && zones >= 1)) throw new ZoningRefusal('bad_bounds', `${zones} zones cannot be made: expected a whole number of 1 or more.`, 'zones', { zones })
  if (zones !== null && zones > units.ids.length) throw new ZoningRefusal('no_count_fits', `${count(zones)} zones cannot be made of ${count(units.ids.length)} units.`, 'zones', { zones, units: units.ids.length })
}

function checkUnits(units: ZoningUnits, { min, max, locked }: DivisionQuestion): void {
  const { households, ids } = units
  const bad = households.findIndex((value) => !(value >= 0 && value < Infinity))
  if (bad >= 0) throw new ZoningRefusal('bad_households', `"${ids[bad]}" has ${households[bad]} households: expected a number of 0 or more.`, 'households', { unit: ids[bad] as string })
  let largest = -1
  const sums = new Map<number, number>()
  for (let unit = 0; unit < ids.length; unit++) {
    const zone = locked ? (locked[unit] as number) : -1
    if (zone >= 0) sums.set(zone, (sums.get(zone) ?? 0) + (households[unit] as number))
    else if (largest === -1 || (households[unit] as number) > (households[largest] as number)) largest = unit
  }
  if (largest >= 0 && (households[largest] as number) > max) throw new ZoningRefusal('unit_too_large', `"${ids[largest]}" alone has ${count(households[largest] as number)} households, and a zone may have ${count(max)} at most.`, 'max', { unit: ids[largest] as string, households: households[largest] as number, max })
  for (const [zone, sum] of sums) if (sum < min || sum > max) throw new ZoningRefusal('locked_outside_bounds', `A zone that is to stay as it is has ${count(sum)} households, and bounds are ${count(min)} to ${count(max)}.`, 'locked', { zone, households: sum, min, max })
}

/** The nearest sums of units' households below and above the bounds, where none lies within; by dynamic programming over whole households, which ends at the first that does. */
function gapAround({ households }: ZoningUnits, { min, max, locked }: DivisionQuestion): [number, number] | undefined {
  const free = Array.from(households).filter((value, unit) => value > 0 && (!locked || locked[unit] === -1))
  const largest = free.reduce((most, value) => Math.max(most, value), 0)
  const limit = Math.floor(max) + largest
  if (!free.length || min <= 0 || limit > 4_000_000 || free.some((value) => !Number.isInteger(value))) return undefined
  const possible = new Uint8Array(limit + 1)
  possible[0] = 1
  let reach = 0
  for (const value of free) {
    reach = Math.min(limit, reach + value)
    for (let sum = reach; sum >= value; sum--) {
      if (!possible[sum - value]) continue
      if (sum >= min && sum <= max) return undefined
      possible[sum] = 1
    }
  }
  const above = possible.indexOf(1, Math.floor(max) + 1)
  return [possible.lastIndexOf(1, Math.ceil(min) - 1), above < 0 ? Infinity : above]
}

function checkComponents(units: ZoningUnits, { min, max, zones, locked }: DivisionQuestion, sums: Float64Array, sizes: Uint32Array, firsts: Int32Array): void {
  const fixed = locked ? new Set(Array.from(locked).filter((zone) => zone >= 0)).size : 0
  let [least, most] = [fixed, fixed]
  for (const [number, sum] of sums.entries()) {
    const where = sums.length > 1 ? `The ground around "${units.ids[firsts[number] as number]}", cut off from the rest (${count(sizes[number] as number)} of ${count(units.ids.length)} units),` : 'All units together'
    const values = { unit: units.ids[firsts[number] as number] as string, units: sizes[number] as number, households: sum, min, max }
    if (sum < min) throw new ZoningRefusal('component_too_small', `${where} ${sums.length > 1 ? 'has' : 'have'} ${count(sum)} households, fewer than one zone needs (${count(min)}).`, 'min', values)
    const low = Math.max(1, Math.ceil(sum / max))
    const high = Math.min(sizes[number] as number, min > 0 ? Math.floor(sum / min) : Infinity)
    if (low > high) throw new ZoningRefusal('no_count_fits', `${where} ${sums.length > 1 ? 'has' : 'have'} ${count(sum)} households: too many for ${count(high)} ${high === 1 ? 'zone' : 'zones'} of at most ${count(max)}, too few for ${count(low)} of at least ${count(min)}.`, 'bounds', values)
    least += low
    most += high
  }
  if (zones !== null && (zones < least || zones > most)) throw new ZoningRefusal('no_count_fits', `${count(zones)} zones of ${count(min)} to ${count(max)} households cannot be made: ${least === most ? `it must be ${count(least)}` : `there can be ${count(least)} to ${count(most)}`}.`, 'zones', { zones, least, most })
}

/** What is nearest to the bounds when a search found no plan: the zone that is farthest outside, by its largest unit. */
export function noPlanFound(units: ZoningUnits, zoneOf: ZoneOf, { min, max }: { min: number; max: number }): ZoningRefusal {
  const { households } = zoneFigures(units, zoneOf, { min, max })
  const present = new Set(zoneOf)
  const off = (zone: number) => Math.max(0, min - (households[zone] as number), (households[zone] as number) - max)
  const outside = [...present].filter((zone) => zone >= 0 && off(zone) > 0).toSorted((a, b) => off(b) - off(a))
  const [worst] = outside
  if (worst === undefined) return new ZoningRefusal('no_plan_found', `No plan with this number of zones was found; the nearest has ${present.size}.`, 'zones', { nearest: present.size })
  const largest = zoneOf.reduce((most, zone, unit) => (zone === worst && (most === -1 || (units.households[unit] as number) > (units.households[most] as number)) ? unit : most), -1)
  const values = { unit: units.ids[largest] as string, households: households[worst] as number, zones: outside.length, min, max }
  return new ZoningRefusal('no_plan_found', `No plan within ${count(min)} to ${count(max)} households was found; the nearest leaves ${outside.length === 1 ? 'one zone' : `${count(outside.length)} zones`} outside, that around "${values.unit}" with ${count(values.households)}.`, 'bounds', values)
}
