import type { OpenGraph } from './openGraph.ts'
import type { ZoningUnits } from './units.ts'

/** A plan on the way, with all its sums kept while single units move. Zones of locked units are not in it. */
export type PlanState = {
  graph: OpenGraph
  units: ZoningUnits
  zones: number
  /** -1 for locked units. */
  zoneOf: Int32Array
  households: Float64Array
  load: Float64Array
  size: Int32Array
  /** Units on the rim of their zone, those with an open neighbour in another zone, as a list and by place in it (-1: not in it). */
  rim: Int32Array
  rimAt: Int32Array
  rimCount: number
  foreign: Int32Array
  /** Open borders between zones. */
  cutMeters: number
  /** Barriers with one zone on both sides. */
  crossings: number
  cutEstates: number
  /** Other free units of the estate of unit i: `kin[kinStart[i]] .. `; empty for most. */
  kinStart: Int32Array
  kin: Int32Array
}

export function planState(units: ZoningUnits, graph: OpenGraph, zoneOf: Int32Array, zones: number): PlanState {
  const { count } = graph
  const state: PlanState = {
    graph, units, zones, zoneOf: new Int32Array(count).fill(-1),
    households: new Float64Array(zones), load: new Float64Array(zones), size: new Int32Array(zones),
    rim: new Int32Array(count), rimAt: new Int32Array(count), rimCount: 0, foreign: new Int32Array(count),
    cutMeters: 0, crossings: 0, cutEstates: 0, ...kinOf(units, graph),
  }
  restore(state, zoneOf)
  return state
}

/** Makes the state that of another plan with as many zones. */
export function restore(state: PlanState, zoneOf: Int32Array): void {
  const { graph, units } = state
  state.zoneOf.set(zoneOf)
  state.households.fill(0)
  state.load.fill(0)
  state.size.fill(0)
  state.rimAt.fill(-1)
  state.foreign.fill(0)
  state.rimCount = 0
  let [cutMeters, crossings] = [0, 0]
  for (const unit of graph.free) {
    const zone = zoneOf[unit]!
    state.households[zone]! += units.households[unit]!
    state.load[zone]! += units.load[unit]!
    state.size[zone]!++
    for (let edge = graph.start[unit]!; edge < graph.start[unit + 1]!; edge++) {
      if (zoneOf[graph.to[edge]!] === zone) continue
      state.foreign[unit]!++
      if (graph.to[edge]! > unit) cutMeters += graph.meters[edge]!
    }
    for (let wall = graph.wallStart[unit]!; wall < graph.wallStart[unit + 1]!; wall++) {
      if (graph.wallTo[wall]! > unit && zoneOf[graph.wallTo[wall]!] === zone) crossings++
    }
    if (state.foreign[unit]! > 0) enterRim(state, unit)
  }
  state.cutMeters = cutMeters
  state.crossings = crossings
  state.cutEstates = countCutEstates(state)
}

function kinOf(units: ZoningUnits, graph: OpenGraph): { kinStart: Int32Array; kin: Int32Array } {
  const members = new Map<number, number[]>()
  for (const unit of graph.free) {
    const estate = units.estate[unit]!
    if (estate < 0) continue
    const list = members.get(estate)
    if (list) list.push(unit)
    else members.set(estate, [unit])
  }
  const kinStart = new Int32Array(graph.count + 1)
  const kin: number[] = []
  for (let unit = 0; unit < graph.count; unit++) {
    if (graph.component[unit]! >= 0) for (const other of members.get(units.estate[unit]!) ?? []) if (other !== unit) kin.push(other)
    kinStart[unit + 1] = kin.length
  }
  return { kinStart, kin: Int32Array.from(kin) }
}

function countCutEstates({ units, graph, kinStart, kin, zoneOf }: PlanState): number {
  const cut = new Set<number>()
  for (const unit of graph.free) for (let i = kinStart[unit]!; i < kinStart[unit + 1]!; i++) if (zoneOf[kin[i]!] !== zoneOf[unit]) cut.add(units.estate[unit]!)
  return cut.size
}

function enterRim(state: PlanState, unit: number): void {
  state.rimAt[unit] = state.rimCount
  state.rim[state.rimCount++] = unit
}

function leaveRim(state: PlanState, unit: number): void {
  const at = state.rimAt[unit]!
  const last = state.rim[--state.rimCount]!
  state.rim[at] = last
  state.rimAt[last] = at
  state.rimAt[unit] = -1
}

/** What a move would change: metres of open border between zones. */
export function cutChange({ graph, zoneOf }: PlanState, unit: number, to: number): number {
  const from = zoneOf[unit]!
  let change = 0
  for (let edge = graph.start[unit]!, end = graph.start[unit + 1]!; edge < end; edge++) {
    const zone = zoneOf[graph.to[edge]!]!
    if (zone === from) change += graph.meters[edge]!
    else if (zone === to) change -= graph.meters[edge]!
  }
  return change
}

/** What a move would change: barriers inside of a zone. */
export function crossingChange({ graph, zoneOf }: PlanState, unit: number, to: number): number {
  const from = zoneOf[unit]!
  let change = 0
  for (let wall = graph.wallStart[unit]!, end = graph.wallStart[unit + 1]!; wall < end; wall++) {
    const zone = zoneOf[graph.wallTo[wall]!]!
    if (zone === from) change--
    else if (zone === to) change++
  }
  return change
}

/** What a move would change: its estate becomes cut (1), whole (-1), or neither. */
export function estateChange({ zoneOf, kinStart, kin }: PlanState, unit: number, to: number): number {
  const [first, end] = [kinStart[unit]!, kinStart[unit + 1]!]
  if (first === end) return 0
  let [cutBefore, cutAfter] = [0, 0]
  const other = zoneOf[kin[first]!]!
  for (let i = first; i < end; i++) {
    const zone = zoneOf[kin[i]!]!
    if (zone !== zoneOf[unit] || zone !== other) cutBefore = 1
    if (zone !== to || zone !== other) cutAfter = 1
  }
  return cutAfter - cutBefore
}

/** Moves a unit to a zone; whether zones stay connected is the caller's to know. */
export function moveUnit(state: PlanState, unit: number, to: number): void {
  const { graph, units, zoneOf, foreign } = state
  const from = zoneOf[unit]!
  state.crossings += crossingChange(state, unit, to)
  state.cutEstates += estateChange(state, unit, to)
  state.households[from]! -= units.households[unit]!
  state.households[to]! += units.households[unit]!
  state.load[from]! -= units.load[unit]!
  state.load[to]! += units.load[unit]!
  state.size[from]!--
  state.size[to]!++
  zoneOf[unit] = to
  let [outside, cut] = [0, 0]
  for (let edge = graph.start[unit]!, end = graph.start[unit + 1]!; edge < end; edge++) {
    const other = graph.to[edge]!
    const zone = zoneOf[other]!
    if (zone !== to) outside++
    if (zone === from) {
      cut += graph.meters[edge]!
      if (foreign[other]!++ === 0) enterRim(state, other)
    } else if (zone === to) {
      cut -= graph.meters[edge]!
      if (--foreign[other]! === 0) leaveRim(state, other)
    }
  }
  state.cutMeters += cut
  if (outside > 0 !== foreign[unit]! > 0) {
    if (outside > 0) enterRim(state, unit)
    else leaveRim(state, unit)
  }
  foreign[unit] = outside
}
