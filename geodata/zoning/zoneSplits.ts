import type { ZoneState } from './zoneState.ts'
import { below, borderOf, move, tried, type ZoneWalk } from './zoneSteps.ts'

/** A number that no zone has: of a zone of today that most of these units belong to, else a new one; -1 where none is left. */
function freeNumber({ members, named, today, units }: ZoneState, part: readonly number[]): number {
  const homes = new Map<number, number>()
  for (const unit of part) {
    const home = today[unit] as number
    if (home >= 0 && !(members[home] as number[]).length) homes.set(home, (homes.get(home) ?? 0) + (units.households[unit] as number))
  }
  let best = -1
  for (const [home, households] of homes) if (best === -1 || households > (homes.get(best) as number)) best = home
  return best >= 0 ? best : members.findIndex((list, zone) => zone >= named && !list.length)
}

/** A tree over a zone, grown at random from a random unit: units in order, and the place of each one's parent in it. */
function randomTree({ state: { members, units: { start, neighbour, blocked }, zone }, random, mark }: ZoneWalk, of: number, stamp: number): { order: number[]; parent: number[] } {
  const list = members[of] as number[]
  const open = [list[below(random, list.length)] as number]
  const openParent = [-1]
  const order: number[] = []
  const parent: number[] = []
  while (open.length) {
    const at = below(random, open.length)
    const [unit, from] = [open[at] as number, openParent[at] as number]
    open[at] = open.at(-1) as number
    openParent[at] = openParent.at(-1) as number
    open.pop()
    openParent.pop()
    if (mark[unit] === stamp) continue
    mark[unit] = stamp
    const own = order.push(unit) - 1
    parent.push(from)
    for (let slot = start[unit] as number; slot < (start[unit + 1] as number); slot++) {
      const next = neighbour[slot] as number
      if (blocked[slot] || zone[next] !== of || mark[next] === stamp) continue
      open.push(next)
      openParent.push(own)
    }
  }
  return { order, parent }
}

/** Cuts a zone in two where a random tree over it is best cut for the bounds; the part with fewer of its own households of today gets another number. */
function split(walk: ZoneWalk, of: number): boolean {
  const { state, random } = walk
  const { units: { households }, costs: { least, most }, today, named, members } = state
  const { order, parent } = randomTree(walk, of, ++walk.stamp)
  if (order.length < 2 || order.length < (members[of] as number[]).length) return false
  const behind = order.map((unit) => households[unit] as number)
  for (let at = order.length - 1; at > 0; at--) behind[parent[at] as number] = (behind[parent[at] as number] as number) + (behind[at] as number)
  const fresh = members.length - 1
  const [low, high] = [least[fresh] as number, most[fresh] as number]
  const off = (value: number) => Math.max(0, low - value, value - high)
  let [best, cut, equals] = [Infinity, -1, 0]
  for (let at = 1; at < order.length; at++) {
    const cost = off(behind[at] as number) + off((behind[0] as number) - (behind[at] as number))
    if (cost > best + 1e-9) continue
    equals = cost < best - 1e-9 ? 1 : equals + 1
    if (equals === 1 || random() * equals < 1) cut = at
    best = Math.min(best, cost)
  }
  const isBehind = order.map(() => false)
  const parts: [number[], number[]] = [[], []]
  const own: [number, number] = [0, 0]
  order.forEach((unit, at) => {
    isBehind[at] = at === cut || (at > 0 && (isBehind[parent[at] as number] as boolean))
    const side = isBehind[at] ? 1 : 0
    parts[side].push(unit)
    if (of < named && today[unit] === of) own[side] += households[unit] as number
  })
  const leaving = own[0] === own[1] ? parts[below(random, 2)] as number[] : parts[own[0] < own[1] ? 0 : 1]
  const number = freeNumber(state, leaving)
  if (number < 0) return false
  for (const unit of leaving) move(walk, unit, number)
  return true
}

/** All of one zone into another. */
function merge(walk: ZoneWalk, from: number, to: number): void {
  for (const unit of (walk.state.members[from] as number[]).slice()) move(walk, unit, to)
}

/** A zone split, two merged, or two merged and split anew (as ReCom does, DeFord, Duchin & Solomon 2021): zones that are amiss first. */
export function splitStep(walk: ZoneWalk): boolean {
  const { state, random, frozen } = walk
  const { amiss, zone, members } = state
  const of = amiss.list.length && random() < 0.7 ? (amiss.list[below(random, amiss.list.length)] as number) : (zone[below(random, zone.length)] as number)
  if (frozen[of] || !(members[of] as number[]).length) return false
  const kind = random()
  return tried(walk, () => {
    if (kind < 0.35) return split(walk, of)
    const border = borderOf(walk, of)
    const other = border ? (zone[border.outside] as number) : of
    if (other === of || frozen[other]) return false
    const [from, to] = random() < 0.5 ? [of, other] : [other, of]
    merge(walk, from, to)
    if (kind < 0.6) return true
    return split(walk, to)
  })
}


/** Splits the largest zones and merges the smallest, whatever it costs, until there are as many as the bounds allow: a walk does not get there by itself. */
export function forceCount(walk: ZoneWalk, fewest: number, most: number): void {
  const { state, frozen } = walk
  const extreme = (sign: 1 | -1) => {
    let best = -1
    for (let zone = 0; zone < state.members.length; zone++) {
      const isFree = !frozen[zone] && (state.members[zone] as number[]).length > (sign > 0 ? 1 : 0)
      if (isFree && (best === -1 || sign * ((state.households[zone] as number) - (state.households[best] as number)) > 0)) best = zone
    }
    return best
  }
  for (let attempt = 0; attempt < 4 * state.members.length && (state.count < fewest || state.count > most); attempt++) {
    walk.log.length = 0
    const of = extreme(state.count < fewest ? 1 : -1)
    if (of < 0) return
    if (state.count < fewest) split(walk, of)
    else {
      const border = borderOf(walk, of)
      const other = border ? (state.zone[border.outside] as number) : of
      if (other !== of && !frozen[other]) merge(walk, of, other)
    }
  }
}
