import type { ZoneOf, ZoningUnits } from './units.ts'

/** What a search pays for, in households. */
export type ZoneCosts = {
  /** Bounds on households of each zone number. */
  least: Float64Array
  most: Float64Array
  /** Largest distance of a zone's load from the mean load, as a share of it; Infinity where balance does not matter. */
  deviation: number
  /** Of a household over or under the bounds; at a distance of `scale` twice as much, which spreads a load over neighbours, so that it can travel. */
  weight: number
  scale: number
  /** Of a metre of open border between zones, and of a zone of today that is not as it was (of a new one twice): small, they decide between equals. */
  perMeter: number
  perChange: number
  zones: number | null
}

/** A set of numbers below a limit, from which one can be drawn at random. */
export type DrawSet = { list: number[]; at: Int32Array }
export const drawSet = (limit: number): DrawSet => ({ list: [], at: new Int32Array(limit).fill(-1) })

export function setMember({ list, at }: DrawSet, item: number, isMember: boolean): void {
  const place = at[item] as number
  if (isMember === place >= 0) return
  if (isMember) {
    at[item] = list.length
    list.push(item)
    return
  }
  const last = list.pop() as number
  at[item] = -1
  if (last === item) return
  list[place] = last
  at[last] = place
}

/**
 * An assignment under search; `place` is the one way to change it and keeps every figure that a step needs. A zone's number is who it is: numbers
 * below `named` are zones of today, those above are new ones.
 */
export type ZoneState = {
  units: ZoningUnits
  /** The zone of today, -1 for none. */
  today: ZoneOf
  named: number
  zone: Int32Array
  households: Float64Array
  load: Float64Array
  /** Units of each zone, and where each unit stands among them. */
  members: number[][]
  position: Int32Array
  /** Units that are of another zone than today; zones that pay a penalty. */
  displaced: DrawSet
  amiss: DrawSet
  /** Of each zone of today: units that left it or joined it. */
  altered: Int32Array
  count: number
  totalLoad: number
  totalHouseholds: number
  penalty: Float64Array
  penalties: number
  moved: number
  cutMeters: number
  changed: number
  /** New zones. */
  created: number
  /** While a step is under way penalties that depend on the number of zones wait for its end. */
  waits: boolean
  costs: ZoneCosts
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

/** @param zones how many zone numbers there may be, zones of today first */
export function createState(units: ZoningUnits, today: ZoneOf, named: number, zones: number, zoneOf: ZoneOf, costs: ZoneCosts): ZoneState {
  const count = units.ids.length
  const state: ZoneState = {
    units, today, named, zone: new Int32Array(count).fill(-1), households: new Float64Array(zones), load: new Float64Array(zones), members: Array.from({ length: zones }, () => []), position: new Int32Array(count),
    displaced: drawSet(count), amiss: drawSet(zones), altered: new Int32Array(named), count: 0, totalLoad: sum(units.load), totalHouseholds: sum(units.households), penalty: new Float64Array(zones), penalties: 0, moved: 0, cutMeters: 0, changed: 0, created: 0, waits: false, costs,
  }
  for (let unit = 0; unit < count; unit++) if ((today[unit] as number) >= 0) state.altered[today[unit] as number] = (state.altered[today[unit] as number] as number) + 1
  state.changed = state.altered.reduce((total, altered) => total + (altered ? 1 : 0), 0)
  for (let unit = 0; unit < count; unit++) place(state, unit, zoneOf[unit] as number)
  repay(state)
  return state
}

const paid = (excess: number, scale: number) => excess + (excess * excess) / scale

function penaltyOf(state: ZoneState, zone: number): number {
  if (!(state.members[zone] as number[]).length) return 0
  const { costs: { least, most, deviation, scale }, count } = state
  const households = state.households[zone] as number
  const [low, high] = [least[zone] as number, most[zone] as number]
  const outside = Math.max(0, low - households, households - high)
  const total = outside > 0 ? paid(outside, scale) : 0
  if (deviation === Infinity) return total
  const mean = state.totalLoad / count
  const excess = Math.abs((state.load[zone] as number) / mean - 1) - deviation
  return excess > 1e-9 ? total + paid(excess * (state.totalHouseholds / count), scale) : total
}

export function pay(state: ZoneState, zone: number): void {
  const penalty = penaltyOf(state, zone)
  state.penalties += penalty - (state.penalty[zone] as number)
  state.penalty[zone] = penalty
  setMember(state.amiss, zone, penalty > 0)
}

/** Penalties anew, after costs changed or the number of zones did. */
export function repay(state: ZoneState): void {
  for (let zone = 0; zone < state.members.length; zone++) pay(state, zone)
  if (!state.amiss.list.length) state.penalties = 0 // what rounding left
}

/** What is to be made small. */
export function costOf({ moved, penalties, cutMeters, changed, created, count, costs }: ZoneState): number {
  const off = costs.zones === null ? 0 : Math.abs(count - costs.zones)
  return moved + costs.weight * (penalties + off * (costs.most[0] as number)) + costs.perMeter * cutMeters + costs.perChange * (changed + 2 * created)
}

export const isFeasible = ({ amiss, count, costs: { zones } }: ZoneState) => !amiss.list.length && (zones === null || count === zones)

/** Puts a unit into a zone; -1 before it was in none. */
export function place(state: ZoneState, unit: number, to: number): void {
  const { units, zone, members, position, today } = state
  const from = zone[unit] as number
  if (from === to) return
  const before = state.count
  if (from >= 0) takeOut(state, unit, from)
  const list = members[to] as number[]
  if (!list.length) countZone(state, to, 1)
  position[unit] = list.length
  list.push(unit)
  zone[unit] = to
  state.households[to] = (state.households[to] as number) + (units.households[unit] as number)
  state.load[to] = (state.load[to] as number) + (units.load[unit] as number)
  for (let slot = units.start[unit] as number; slot < (units.start[unit + 1] as number); slot++) {
    const other = zone[units.neighbour[slot] as number] as number
    if (units.blocked[slot]) continue // along a barrier is where zones should end
    if (other === to) state.cutMeters -= from < 0 ? 0 : (units.borderMeters[slot] as number)
    else if (from < 0 ? other >= 0 : other === from) state.cutMeters += units.borderMeters[slot] as number
  }
  countMove(state, unit, today[unit] as number, from, to)
  if (state.count !== before && state.costs.deviation < Infinity && !state.waits) return repay(state)
  if (from >= 0) pay(state, from)
  pay(state, to)
}

function countZone(state: ZoneState, zone: number, by: 1 | -1): void {
  state.count += by
  if (zone >= state.named) state.created += by
}

function takeOut(state: ZoneState, unit: number, from: number): void {
  const { members, position, units } = state
  const list = members[from] as number[]
  const last = list.pop() as number
  if (last !== unit) {
    list[position[unit] as number] = last
    position[last] = position[unit] as number
  }
  if (!list.length) countZone(state, from, -1)
  // An empty zone has nothing, whatever rounding left of fractions.
  state.households[from] = list.length ? (state.households[from] as number) - (units.households[unit] as number) : 0
  state.load[from] = list.length ? (state.load[from] as number) - (units.load[unit] as number) : 0
}

function countMove(state: ZoneState, unit: number, home: number, from: number, to: number): void {
  const { units, displaced } = state
  const isAway = home >= 0 && to !== home
  if ((displaced.at[unit] as number) >= 0 !== isAway) state.moved += isAway ? (units.households[unit] as number) : -(units.households[unit] as number)
  setMember(displaced, unit, isAway)
  // In altered, a unit counts once at its home while it is away, and once where it is a stranger.
  if (from < 0) {
    if (to === home) alter(state, home, -1)
    else alter(state, to, 1)
    return
  }
  alter(state, from, from === home ? 1 : -1)
  alter(state, to, to === home ? -1 : 1)
}

function alter(state: ZoneState, zone: number, by: number): void {
  if (zone >= state.named) return
  const before = state.altered[zone] as number
  state.altered[zone] = before + by
  state.changed += (before + by ? 1 : 0) - (before ? 1 : 0)
}
