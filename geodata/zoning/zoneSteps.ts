import type { Random } from '../random.ts'
import { costOf, place, type ZoneState } from './zoneState.ts'

/** A search that walks from one assignment to the next. */
export type ZoneWalk = {
  state: ZoneState
  random: Random
  /** Zones that neither give nor take units. */
  frozen: Uint8Array
  /** What a worsening of this many households is worth a try, as in annealing (Kirkpatrick, Gelatt & Vecchi 1983). */
  heat: number
  /** Moves of the step under way: unit, zone it came from. */
  log: number[]
  mark: Int32Array
  stamp: number
}

export const createWalk = (state: ZoneState, random: Random, frozen: Uint8Array): ZoneWalk => ({ state, random, frozen, heat: 0, log: [], mark: new Int32Array(state.zone.length), stamp: 0 })

/** More units than this never move at once with the one that they hang on. */
const mostHanging = 64
const longestChain = 4

export const below = (random: Random, limit: number) => Math.floor(random() * limit)

export function move(walk: ZoneWalk, unit: number, to: number): void {
  walk.log.push(unit, walk.state.zone[unit] as number)
  place(walk.state, unit, to)
}

/** A step of any kind, taken back unless it is accepted. */
export function tried(walk: ZoneWalk, change: () => boolean): boolean {
  const { state, log, random, heat } = walk
  const before = costOf(state)
  log.length = 0
  if (change()) {
    const worse = costOf(state) - before
    if (worse <= 1e-9 || (heat > 0 && random() < Math.exp(-worse / heat))) return log.length > 0
  }
  for (let i = log.length - 2; i >= 0; i -= 2) place(state, log[i] as number, log[i + 1] as number)
  return false
}

/**
 * Units that would lose their zone if a unit left it: all pieces of what remains but the largest. Looked for from the unit outwards, which
 * most often ends after a few neighbours.
 */
export function hangingOn(walk: ZoneWalk, unit: number): number[] | undefined {
  const { state: { units: { start, neighbour, blocked, households }, zone }, mark } = walk
  const own = zone[unit] as number
  const base = walk.stamp
  mark[unit] = base + 1
  const pieces: { list: number[]; households: number }[] = []
  let ends = 0
  for (let slot = start[unit] as number; slot < (start[unit + 1] as number); slot++) if (!blocked[slot] && zone[neighbour[slot] as number] === own) ends++
  let found = 0
  for (let slot = start[unit] as number; slot < (start[unit + 1] as number) && found < ends; slot++) {
    const first = neighbour[slot] as number
    if (blocked[slot] || zone[first] !== own || (mark[first] as number) > base) continue
    const list = [first]
    let total = 0
    mark[first] = base + 1
    for (let at = 0; at < list.length; at++) {
      const next = list[at] as number
      total += households[next] as number
      for (let way = start[next] as number; way < (start[next + 1] as number); way++) {
        const other = neighbour[way] as number
        if (other === unit && !blocked[way] && ++found === ends && !pieces.length) {
          walk.stamp = base + 1
          return []
        }
        if (blocked[way] || zone[other] !== own || (mark[other] as number) > base) continue
        mark[other] = base + 1
        list.push(other)
      }
    }
    pieces.push({ list, households: total })
  }
  walk.stamp = base + 1
  if (pieces.length <= 1) return []
  const kept = pieces.reduce((most, piece) => (piece.households > most.households || (piece.households === most.households && piece.list.length > most.list.length) ? piece : most))
  const hanging = pieces.flatMap((piece) => (piece === kept ? [] : piece.list))
  return hanging.length > mostHanging ? undefined : hanging
}

/** Moves a unit, with what hangs on it. False where it cannot go. */
function moveWithHanging(walk: ZoneWalk, unit: number, to: number): boolean {
  const { state, frozen } = walk
  const from = state.zone[unit] as number
  if (from === to || frozen[from] || frozen[to]) return false
  const hanging = hangingOn(walk, unit)
  if (!hanging) return false
  move(walk, unit, to)
  for (const other of hanging) move(walk, other, to)
  return true
}

/** A border of a zone drawn at random: the unit inside and the zone beyond; undefined where none was met soon. */
export function borderOf({ state: { members, units: { start, neighbour, blocked }, zone }, random }: ZoneWalk, of: number): { inside: number; outside: number } | undefined {
  const list = members[of] as number[]
  for (let attempt = 0; attempt < 12 && list.length; attempt++) {
    const inside = list[below(random, list.length)] as number
    const ways = (start[inside + 1] as number) - (start[inside] as number)
    if (!ways) continue
    const slot = (start[inside] as number) + below(random, ways)
    const outside = neighbour[slot] as number
    if (!blocked[slot] && zone[outside] !== of) return { inside, outside }
  }
  return undefined
}

/** Whether a zone that is amiss has too much. */
function hasTooMuch({ households, load, costs, totalLoad, count }: ZoneState, zone: number): boolean {
  const own = households[zone] as number
  if (own > (costs.most[zone] as number)) return true
  return own >= (costs.least[zone] as number) && (load[zone] as number) > totalLoad / count
}

/** A first move: of a zone that is amiss, of a unit that is not where it is today, or of any. */
function firstMove(walk: ZoneWalk): { unit: number; to: number } | undefined {
  const { state, random } = walk
  const { amiss, displaced, zone, units: { start, neighbour, blocked }, today } = state
  const draw = random()
  if (amiss.list.length && draw < 0.5) {
    const of = amiss.list[below(random, amiss.list.length)] as number
    const border = borderOf(walk, of)
    if (!border) return undefined
    return hasTooMuch(state, of) ? { unit: border.inside, to: zone[border.outside] as number } : { unit: border.outside, to: of }
  }
  const unit = displaced.list.length && draw < 0.75 ? (displaced.list[below(random, displaced.list.length)] as number) : below(random, zone.length)
  const home = today[unit] as number
  const ways = (start[unit + 1] as number) - (start[unit] as number)
  if (!ways) return undefined
  if (home >= 0 && home !== zone[unit] && random() < 0.7) for (let slot = start[unit] as number; slot < (start[unit + 1] as number); slot++) if (!blocked[slot] && zone[neighbour[slot] as number] === home) return { unit, to: home }
  const slot = (start[unit] as number) + below(random, ways)
  return blocked[slot] ? undefined : { unit, to: zone[neighbour[slot] as number] as number }
}

/**
 * One move, or a chain of them: while the zone that took a unit is amiss another unit leaves it, or the zone that gave one takes one back.
 * A chain that returns at once is a swap.
 */
export function chainStep(walk: ZoneWalk): boolean {
  const first = firstMove(walk)
  if (!first) return false
  const { state, random } = walk
  return tried(walk, () => {
    let [giver, taker] = [state.zone[first.unit] as number, first.to]
    if (!moveWithHanging(walk, first.unit, first.to)) return false
    for (let length = 1; length < longestChain && random() < 0.75; length++) {
      const [giverAmiss, takerAmiss] = [(state.amiss.at[giver] as number) >= 0, (state.amiss.at[taker] as number) >= 0]
      if (!giverAmiss && !takerAmiss) break
      const follows = takerAmiss && (!giverAmiss || random() < 0.5)
      const border = borderOf(walk, follows ? taker : giver)
      if (!border) break
      const unit = follows ? border.inside : border.outside
      const to = follows ? (state.zone[border.outside] as number) : giver
      if (unit === first.unit) break
      const from = state.zone[unit] as number
      if (!moveWithHanging(walk, unit, to)) break
      if (follows) taker = to
      else giver = from
    }
    return true
  })
}
