import KDBush from 'kdbush'
import { AnalysisRefusal } from './method.ts'

/** Circles around each place, growing ring by ring; places as far away as each other come in together. */
export type ScanCircles = {
  places: number
  /** Rings of place i: ringStart[i] to ringStart[i + 1] - 1, from the inside out. */
  ringStart: Int32Array
  /** How far the outermost place of the circle lies from its middle. */
  radiusMeters: Float64Array
  /** Sum of weights within the circle that ends with this ring. */
  weight: Float64Array
  /** Places of ring r alone: members[memberStart[r]] to members[memberStart[r + 1] - 1]. */
  memberStart: Int32Array
  members: Int32Array
  totalWeight: number
}

export type ScanPlaces = { xMeters: ArrayLike<number>; yMeters: ArrayLike<number>; /** Cases or population of each place. */ weights: ArrayLike<number> }

const MAX_MEMBERS = 40_000_000

/**
 * @param maxShare of all weight that a circle may hold; a place by itself is always a circle
 * @throws AnalysisRefusal when all circles together hold more than 40,000,000 places
 */
export function scanCircles({ xMeters, yMeters, weights }: ScanPlaces, { maxRadiusMeters, maxShare }: { maxRadiusMeters: number; maxShare: number }): ScanCircles {
  const places = xMeters.length
  let totalWeight = 0
  for (let i = 0; i < places; i++) totalWeight += weights[i] as number
  const index = new KDBush(places)
  for (let i = 0; i < places; i++) index.add(xMeters[i] as number, yMeters[i] as number)
  index.finish()
  const ringStart = new Int32Array(places + 1)
  const [radius, weight, memberStart, members]: [number[], number[], number[], Int32Array[]] = [[], [], [], []]
  let memberCount = 0
  for (let i = 0; i < places; i++) {
    const near = byDistance(index, xMeters, yMeters, i, maxRadiusMeters)
    let inside = 0
    let taken = 0
    for (let at = 0; at < near.length; ) {
      let end = at
      let ring = 0
      const squared = (near[at] as Near).squared
      for (; end < near.length && (near[end] as Near).squared <= squared * (1 + 1e-9); end++) ring += weights[(near[end] as Near).place] as number
      if (at > 0 && inside + ring > maxShare * totalWeight * (1 + 1e-12)) break
      inside += ring
      radius.push(Math.sqrt(squared))
      weight.push(inside)
      memberStart.push(memberCount + at)
      taken = at = end
    }
    members.push(Int32Array.from({ length: taken }, (_, k) => (near[k] as Near).place))
    memberCount += taken
    if (memberCount > MAX_MEMBERS) throw new AnalysisRefusal('too_many_circles', `the circles around ${places} places hold more than ${MAX_MEMBERS} places together: take larger cells or a smaller radius`, 'maxRadiusMeters')
    ringStart[i + 1] = radius.length
  }
  memberStart.push(memberCount)
  const flat = new Int32Array(memberCount)
  let at = 0
  for (const list of members) {
    flat.set(list, at)
    at += list.length
  }
  return { places, ringStart, radiusMeters: Float64Array.from(radius), weight: Float64Array.from(weight), memberStart: Int32Array.from(memberStart), members: flat, totalWeight }
}

type Near = { place: number; squared: number }

function byDistance(index: KDBush, xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, i: number, maxRadiusMeters: number): Near[] {
  const [x, y] = [xMeters[i] as number, yMeters[i] as number]
  // A hair wider, so that a place at exactly the radius is not lost to rounding.
  return index
    .within(x, y, maxRadiusMeters * (1 + 1e-9))
    .map((place) => ({ place, squared: ((xMeters[place] as number) - x) ** 2 + ((yMeters[place] as number) - y) ** 2 }))
    .sort((a, b) => a.squared - b.squared || a.place - b.place)
}

/** Every place within the circle of place `center` that ends with `ring`. */
export function circleMembers({ ringStart, memberStart, members }: ScanCircles, center: number, ring: number): Int32Array {
  return members.subarray(memberStart[ringStart[center] as number] as number, memberStart[ring + 1] as number)
}
