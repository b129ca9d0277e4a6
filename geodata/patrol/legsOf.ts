import type { LngLat } from '../model/geometry.ts'

/** The way of a round, cut where it comes nearest to each place in turn. */
export function legsOf(places: readonly LngLat[], line: readonly LngLat[]): LngLat[][] {
  let at = 0
  return places.slice(1).map((to, i) => {
    const last = i === places.length - 2
    let best = last ? line.length - 1 : at
    if (!last) for (let j = at, least = Infinity; j < line.length; j++) { const away = (line[j]![0] - to[0]) ** 2 + (line[j]![1] - to[1]) ** 2; if (away < least) [least, best] = [away, j] }
    const leg = line.slice(at, best + 1)
    at = best
    return leg
  })
}
