import type { Random } from '../random.ts'
import { costOf, pay, place, repay, type ZoneState } from './zoneState.ts'

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
  queue: Int32Array
}

export const createWalk = (state: ZoneState, random: Random, frozen: Uint8Array): ZoneWalk => ({ state, random, frozen, heat: 0, log: [], mark: new Int32Array(state.zone.length), stamp: 0, queue: new Int32Array(state.zone.length) })

/** More units than this never move at once with the one that they hang on; a piece is not looked through further. */
const mostHanging = 48
const longestChain = 4

export const below = (random: Random, limit: number) => Math.floor(random() * limit)

export function move(walk: ZoneWalk, unit: number, to: number): void {
  walk.log.push(unit, walk.state.zone[unit] as number)
  place(walk.state, unit, to)
}

/** A step of any kind, taken back unless it is accepted. */
export function tried(walk: ZoneWalk, change: (before: number, allowed: number) => boolean): boolean {
  const { state, log } = walk
  const before = costOf(state)
  const allowed = mostWorse(walk)
  const count = state.count
  log.length = 0
  state.waits = true
  const isMade = change(before, allowed)
  settle(walk, count)
  if (isMade && costOf(state) - before <= allowed) {
    state.waits = false
    return log.length > 0
  }
  const changed = state.count
  for (let i = log.length - 2; i >= 0; i -= 2) place(state, log[i] as number, log[i + 1] as number)
  settle(walk, changed)
  state.waits = false
  return false
}

/** Penalties after a step: of all zones where their number is another, else of those that were touched while it was. */
function settle({ state, log }: ZoneWalk, count: number): void {
  if (state.costs.deviation === Infinity) return
  if (state.count !== count) return repay(state)
  for (let i = 0; i < log.length; i += 2) {
    pay(state, log[i + 1] as number)
    pay(state, state.zone[log[i] as number] as number)
  }
}

/** Whether a worsening is accepted; one draw for the whole step, so that it may be asked before the step is complete. */
const mostWorse = ({ heat, random }: ZoneWalk) => (heat > 0 ? -heat * Math.log(1 - random()) : 0) + 1e-9

/**
 * Units that lose their zone when a unit leaves it: all pieces of what remains but the largest; undefined for too many. Looked for from the unit
 * outwards, which most often ends after a few neighbours.
 */
export function hangingOn(walk: ZoneWalk, unit: number, own: number): readonly number[] | undefined {
  const { state: { units: { start, neighbour, blocked }, zone }, mark, queue } = walk
  const base = walk.stamp
  const [begin, end] = [start[unit] as number, start[unit + 1] as number]
  let ends = 0
  for (let slot = begin; slot < end; slot++) if (!blocked[slot] && zone[neighbour[slot] as number] === own) ends++
  if (ends < 2) return none
  let [found, tail, open] = [0, 0, -1]
  const pieces: number[] = []
  for (let slot = begin; slot < end && found < ends; slot++) {
    const first = neighbour[slot] as number
    if (blocked[slot] || zone[first] !== own || (mark[first] as number) > base) continue
    const stamp = ++walk.stamp
    let head = tail
    pieces.push(tail)
    mark[first] = stamp
    queue[tail++] = first
    while (head < tail) {
      // Of two pieces that are not seen to end neither can be told to be the smaller.
      if (head - (pieces.at(-1) as number) > mostHanging) {
        if (open >= 0) return undefined
        open = pieces.length - 1
        break
      }
      const next = queue[head++] as number
      let isOpen = false
      for (let way = start[next] as number; way < (start[next + 1] as number); way++) {
        if (blocked[way]) continue
        const other = neighbour[way] as number
        if (other === unit) {
          if (++found === ends && pieces.length === 1) return none
          continue
        }
        if (zone[other] !== own || mark[other] === stamp) continue
        if ((mark[other] as number) > base) {
          isOpen = true
          break
        }
        mark[other] = stamp
        queue[tail++] = other
      }
      if (!isOpen) continue
      // It meets the piece that was not looked through: they are one.
      tail = pieces.pop() as number
      break
    }
  }
  return pieces.length < 2 ? none : smallerPieces(walk, pieces, tail, open)
}

const none: readonly number[] = []

function smallerPieces({ state: { units: { households } }, queue }: ZoneWalk, pieces: readonly number[], tail: number, open: number): number[] | undefined {
  let [kept, most, size] = [-1, -1, 0]
  pieces.forEach((from, i) => {
    const to = pieces[i + 1] ?? tail
    let sum = 0
    for (let at = from; at < to; at++) sum += households[queue[at] as number] as number
    if (i === open) sum = Infinity
    if (sum < most || (sum === most && to - from <= size)) return
    ;[kept, most, size] = [i, sum, to - from]
  })
  if (tail - size > mostHanging) return undefined
  return pieces.flatMap((from, i) => (i === kept ? [] : Array.from(queue.subarray(from, pieces[i + 1] ?? tail))))
}

/** Moves a unit, with what hangs on it. False where it cannot go. */
function moveWithHanging(walk: ZoneWalk, unit: number, to: number): boolean {
  const { state, frozen } = walk
  const from = state.zone[unit] as number
  if (from === to || frozen[from] || frozen[to]) return false
  move(walk, unit, to)
  return takeAlong(walk, unit, from, to)
}

function takeAlong(walk: ZoneWalk, unit: number, from: number, to: number): boolean {
  const hanging = hangingOn(walk, unit, from)
  if (!hanging) return false
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
  let [giver, taker] = [state.zone[first.unit] as number, first.to]
  if (giver === taker || walk.frozen[giver] || walk.frozen[taker]) return false
  return tried(walk, (before, allowed) => {
    move(walk, first.unit, taker)
    // What no further move could mend is refused before it is asked what hangs on the unit.
    if (costOf(state) - before > allowed && (state.amiss.at[giver] as number) < 0 && (state.amiss.at[taker] as number) < 0) return false
    if (!takeAlong(walk, first.unit, giver, taker)) return false
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
