import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import { createRandom, normal } from '../../geodata/random.ts'

export type WalkedFix = { timeMs: number; place: LngLat }

/** Where a team is that keeps to its round, every ten seconds, as a receiver with an error of some four metres tells it. The way between two stops is walked evenly from leaving one to arriving at the next. */
export function walkOf(route: PatrolRoute, seed: number): WalkedFix[] {
  const random = createRandom(seed)
  const line = (route.line ?? []) as LngLat[]
  let at = 0
  const legs = route.stops.slice(1).map((stop, i) => {
    const from = route.stops[i]!
    // The vertex next to the stop, ahead of where the leg before ended.
    let end = at
    for (let n = at; n < line.length; n++) if (distanceMeters(line[n]!, stop.place as LngLat) < distanceMeters(line[end]!, stop.place as LngLat) - 0.5) end = n
    const way = [from.place as LngLat, ...line.slice(at, end + 1), stop.place as LngLat]
    at = end
    return { fromMs: Date.parse(from.leavesAt), toMs: Date.parse(stop.arrivesAt), way }
  })
  const placeAt = (timeMs: number): LngLat => {
    const leg = legs.find(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs)
    if (!leg) return route.stops.findLast((stop) => Date.parse(stop.arrivesAt) <= timeMs)?.place as LngLat
    return alongWay(leg.way, (timeMs - leg.fromMs) / (leg.toMs - leg.fromMs))
  }
  const fixes: WalkedFix[] = []
  for (let timeMs = Math.ceil(Date.parse(route.startsAt) / 10_000) * 10_000; timeMs <= Date.parse(route.endsAt); timeMs += 10_000) {
    const [lng, lat] = placeAt(timeMs)
    const metersPerDegree = 111_320
    fixes.push({ timeMs, place: [lng + normal(random, 0, 3) / (metersPerDegree * Math.cos((lat * Math.PI) / 180)), lat + normal(random, 0, 3) / metersPerDegree] })
  }
  return fixes
}

function alongWay(way: readonly LngLat[], share: number): LngLat {
  const meters = way.slice(1).map((to, i) => distanceMeters(way[i]!, to))
  let left = share * meters.reduce((sum, one) => sum + one, 0)
  for (const [i, length] of meters.entries()) {
    if (left <= length && length > 0) {
      const [[x, y], [u, v]] = [way[i]!, way[i + 1]!]
      return [x + ((u - x) * left) / length, y + ((v - y) * left) / length]
    }
    left -= length
  }
  return way.at(-1)!
}

/** A track as GPX 1.1. */
export const gpxOf = (fixes: readonly WalkedFix[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${fixes.map(({ timeMs, place: [lng, lat] }) => `<trkpt lat="${lat.toFixed(7)}" lon="${lng.toFixed(7)}"><time>${new Date(timeMs).toISOString()}</time></trkpt>`).join('')}</trkseg></trk></gpx>`
