import type { LngLat } from '../model/geometry.ts'
import type { PatrolRoute } from '../model/patrolPlan.ts'
import { metersBetween } from './visits.ts'

/** Where a team would be at a moment that keeps to its round: at stops while it stays, along the line between them. Null before its start and after its end. */
export function placeOnRound({ startsAt, endsAt, stops, line }: Pick<PatrolRoute, 'startsAt' | 'endsAt' | 'stops' | 'line'>, atMs: number): { place: LngLat; moving: boolean } | null {
  if (atMs < Date.parse(startsAt) || atMs >= Date.parse(endsAt)) return null
  const i = stops.findLastIndex(({ arrivesAt }) => Date.parse(arrivesAt) <= atMs)
  const [stop, next] = [stops[Math.max(0, i)], stops[i + 1]]
  if (!stop) return null
  const leaves = Date.parse(stop.leavesAt)
  if (i < 0 || !next || atMs <= leaves) return { place: stop.place as LngLat, moving: false }
  const share = (atMs - leaves) / (Date.parse(next.arrivesAt) - leaves)
  return { place: along(wayBetween((line ?? []) as LngLat[], stops.slice(0, i + 2).map(({ place }) => place as LngLat)), share), moving: true }
}

/** The piece of the line between the last two of the stops, which lie on it in their order; the straight line where they do not. */
function wayBetween(line: readonly LngLat[], stops: readonly LngLat[]): LngLat[] {
  let [from, to] = [0, 0]
  for (const stop of stops) {
    from = to
    let best = Infinity
    for (let v = from; v < line.length; v++) {
      const away = metersBetween(line[v]!, stop)
      if (away < best - 0.01) [best, to] = [away, v]
      if (best < 1) break
    }
  }
  const piece = line.slice(from, to + 1)
  return piece.length > 1 ? piece : [stops.at(-2) ?? stops[0]!, stops.at(-1)!]
}

function along(line: readonly LngLat[], share: number): LngLat {
  const lengths = line.slice(1).map((place, i) => metersBetween(line[i]!, place))
  let left = lengths.reduce((sum, each) => sum + each, 0) * share
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [a, b] = [line[i]!, line[i + 1]!]
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length]
    }
    left -= length
  }
  return line.at(-1)!
}
