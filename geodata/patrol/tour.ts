import type { Random } from '../random.ts'

/** A round trip over all places of a symmetric matrix as the search has it: `tour[at[place]] === place`. */
type Tour = { size: number; distance: Float64Array; near: Int32Array[]; tour: Int32Array; at: Int32Array; queue: number[]; isQueued: Uint8Array }

const mostNear = 8
const longestSegment = 3
const longestKick = 30
const rounding = 1e-7

/** From the first place always to the nearest that is left. */
export function nearestNeighbourTour(distance: Float64Array, size: number): Int32Array {
  const tour = new Int32Array(size)
  const isLeft = new Uint8Array(size).fill(1)
  isLeft[0] = 0
  for (let i = 1, here = 0; i < size; i++) {
    let next = -1
    for (let place = 0; place < size; place++) if (isLeft[place] && (next < 0 || distance[here * size + place]! < distance[here * size + next]!)) next = place
    isLeft[next] = 0
    tour[i] = here = next
  }
  return tour
}

export function tourLength(distance: Float64Array, tour: ArrayLike<number>): number {
  let length = 0
  for (let i = 0; i < tour.length; i++) length += distance[tour[i]! * tour.length + tour[(i + 1) % tour.length]!]!
  return length
}

/**
 * A short round trip over a symmetric matrix: nearest neighbour, 2-opt and or-opt by neighbour lists with a queue of places to look at, then kicks (a double bridge of near segments, Johnson & McGeoch 1997), each kept unless it makes the trip longer.
 * Ends after `kicks`, or when `isOver`, which is asked now and then.
 */
export function shortTour(distance: Float64Array, size: number, kicks: number, random: Random, isOver: () => boolean = () => false): Int32Array {
  const start = nearestNeighbourTour(distance, size)
  if (size < 5) return start
  const state = tourState(distance, size, start)
  for (let i = 0; i < size; i++) queueUp(state, start[i]!)
  settle(state)
  const kept = state.tour.slice()
  const keptAt = state.at.slice()
  for (let kick = 0; kick < kicks; kick++) {
    if (kick % 32 === 31 && isOver()) break
    if (kickTour(state, random) + settle(state) <= rounding) {
      kept.set(state.tour)
      keptAt.set(state.at)
    } else {
      state.tour.set(kept)
      state.at.set(keptAt)
    }
  }
  return kept
}

function tourState(distance: Float64Array, size: number, tour: Int32Array): Tour {
  const near = Array.from({ length: size }, (_, place) => {
    const list = new Int32Array(Math.min(mostNear, size - 1))
    let count = 0
    for (let other = 0; other < size; other++) {
      if (other === place) continue
      const way = distance[place * size + other]!
      if (count === list.length && way >= distance[place * size + list[count - 1]!]!) continue
      let at = count < list.length ? count++ : count - 1
      while (at > 0 && distance[place * size + list[at - 1]!]! > way) { list[at] = list[at - 1]!; at-- }
      list[at] = other
    }
    return list
  })
  const at = new Int32Array(size)
  tour.forEach((place, i) => { at[place] = i })
  return { size, distance, near, tour: tour.slice(), at, queue: [], isQueued: new Uint8Array(size) }
}

function queueUp({ queue, isQueued }: Tour, place: number): void {
  if (isQueued[place]) return
  isQueued[place] = 1
  queue.push(place)
}

/** Improves until no place in the queue has a better move. @returns the change of length */
function settle(state: Tour): number {
  let change = 0
  for (let place = state.queue.pop(); place !== undefined; place = state.queue.pop()) {
    state.isQueued[place] = 0
    for (let gain = improve(state, place); gain > 0; gain = improve(state, place)) change -= gain
  }
  return change
}

const improve = (state: Tour, place: number): number => twoOpt(state, place) || orOpt(state, place)

function twoOpt(state: Tour, a: number): number {
  const { size, distance, near, tour, at } = state
  const list = near[a]!
  for (let side = 1; side >= -1; side -= 2) {
    const b = tour[(at[a]! + side + size) % size]!
    const edge = distance[a * size + b]!
    for (let k = 0; k < list.length; k++) {
      const c = list[k]!
      const first = edge - distance[a * size + c]!
      if (first <= rounding) break
      const d = tour[(at[c]! + side + size) % size]!
      const gain = first + distance[c * size + d]! - distance[b * size + d]!
      if (gain <= rounding) continue
      if (side === 1) reverse(state, at[b]!, at[c]!)
      else reverse(state, at[c]!, at[b]!)
      queueUp(state, a); queueUp(state, b); queueUp(state, c); queueUp(state, d)
      return gain
    }
  }
  return 0
}

/** Turns the part from one place of the tour to another, or the rest, whichever is shorter. */
function reverse({ size, tour, at }: Tour, from: number, to: number): void {
  let [i, j] = [from, to]
  let length = ((to - from + size) % size) + 1
  if (2 * length > size) {
    ;[i, j] = [(to + 1) % size, (from - 1 + size) % size]
    length = size - length
  }
  for (let swaps = length >> 1; swaps > 0; swaps--) {
    const [left, right] = [tour[i]!, tour[j]!]
    tour[i] = right
    at[right] = i
    tour[j] = left
    at[left] = j
    if (++i === size) i = 0
    if (--j < 0) j = size - 1
  }
}

/** A segment that begins or ends with `a` goes next to one of its neighbours, either way round. */
function orOpt(state: Tour, a: number): number {
  const { size, distance, near, tour, at } = state
  const list = near[a]!
  for (let side = 1; side >= -1; side -= 2) for (let length = 1; length <= longestSegment && length < size - 2; length++) {
    // The segment runs from a away from `before`, to `end`.
    const before = tour[(at[a]! - side + size) % size]!
    const end = tour[(at[a]! + side * (length - 1) + length * size) % size]!
    const after = tour[(at[a]! + side * length + length * size) % size]!
    const freed = distance[before * size + a]! + distance[end * size + after]! - distance[before * size + after]!
    for (let k = 0; k < list.length; k++) {
      const c = list[k]!
      const left = freed - distance[a * size + c]!
      if (left <= rounding) break
      if ((side * (at[c]! - at[a]!) + size) % size < length) continue
      for (let way = 1; way >= -1; way -= 2) {
        const d = tour[(at[c]! + way + size) % size]!
        if ((side * (at[d]! - at[a]!) + size) % size < length) continue
        const gain = left + distance[c * size + d]! - distance[end * size + d]!
        if (gain <= rounding) continue
        // Left to right the segment then reads from c's side to d's.
        const first = side === 1 ? at[a]! : at[end]!
        moveSegment(state, first, length, way === 1 ? c : d, (side === 1) === (way === 1))
        queueUp(state, a); queueUp(state, end); queueUp(state, before); queueUp(state, after); queueUp(state, c); queueUp(state, d)
        return gain
      }
    }
  }
  return 0
}

const held = new Int32Array(Math.max(longestSegment, longestKick))

/** Puts the `length` places from `first` on right behind `target`, in this order or turned. The shorter side of the rest moves up. */
function moveSegment({ size, tour, at }: Tour, first: number, length: number, target: number, isKept: boolean): void {
  for (let i = 0; i < length; i++) held[i] = tour[(first + i) % size]!
  const ahead = (at[target]! - (first + length - 1) + 2 * size) % size
  let place = first
  if (2 * ahead <= size - length) {
    for (let i = 0; i < ahead; i++) set(tour, at, (first + i) % size, tour[(first + length + i) % size]!)
    place = (first + ahead) % size
  } else {
    const behind = size - length - ahead
    for (let i = 1; i <= behind; i++) set(tour, at, (first + length - i + size) % size, tour[(first - i + size) % size]!)
    place = (first - behind + size) % size
  }
  for (let i = 0; i < length; i++) set(tour, at, (place + i) % size, held[isKept ? i : length - 1 - i]!)
}

function set(tour: Int32Array, at: Int32Array, i: number, place: number): void {
  tour[i] = place
  at[place] = i
}

/** Exchanges two neighbouring segments. @returns the change of length */
function kickTour(state: Tour, random: Random): number {
  const { size, distance, tour, at } = state
  const most = Math.min(longestKick, (size - 2) >> 1)
  const [one, two] = [1 + Math.floor(random() * most), 1 + Math.floor(random() * most)]
  const start = Math.floor(random() * size)
  const get = (i: number) => tour[(start + i) % size]!
  const [a, b, c, d, e, f] = [get(0), get(1), get(one), get(one + 1), get(one + two), get(one + two + 1)]
  for (let i = 0; i < one; i++) held[i] = get(1 + i)
  for (let i = 0; i < two; i++) set(tour, at, (start + 1 + i) % size, get(one + 1 + i))
  for (let i = 0; i < one; i++) set(tour, at, (start + 1 + two + i) % size, held[i]!)
  queueUp(state, a); queueUp(state, b); queueUp(state, c); queueUp(state, d); queueUp(state, e); queueUp(state, f)
  const way = (from: number, to: number) => distance[from * size + to]!
  return way(a, d) + way(e, b) + way(c, f) - way(a, b) - way(c, d) - way(e, f)
}
