import type { StreetLine } from '../../../geodata/graph/street.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'

export type Rule = { uses: (street: StreetLine) => boolean; back: (street: StreetLine) => boolean; secondsAMeter: (street: StreetLine) => number }
type Links = Map<string, { to: string; seconds: number }[]>

/**
 * Dijkstra's algorithm as in a textbook (Cormen et al., 3rd ed., 24.3), over every vertex as it is drawn: nothing is contracted, and a place within a
 * segment is a vertex of its own that was put there. Written apart from geodata/graph, to check it.
 */
export function textbookTimes(streets: readonly StreetLine[], rule: Rule, from: readonly [number, number], targets: readonly (readonly [number, number])[]): number[] {
  const links: Links = new Map()
  const link = (a: readonly number[], b: readonly number[], seconds: number) => {
    const key = a.join()
    if (!links.has(key)) links.set(key, [])
    links.get(key)!.push({ to: b.join(), seconds })
  }
  const inside = [from, ...targets]
  for (const street of streets.filter(rule.uses)) for (let i = 1; i < street.coordinates.length; i++) {
    const [a, b] = [street.coordinates[i - 1]!, street.coordinates[i]!]
    const shareOf = (place: readonly number[]) => Math.hypot(place[0]! - a[0], place[1]! - a[1]) / Math.hypot(b[0] - a[0], b[1] - a[1])
    const stops = [a, ...inside.filter((place) => isOn(place, a, b)).toSorted((p, q) => shareOf(p) - shareOf(q)), b]
    for (let k = 1; k < stops.length; k++) {
      const seconds = (shareOf(stops[k]!) - shareOf(stops[k - 1]!)) * distanceMeters(a, b) * rule.secondsAMeter(street)
      link(stops[k - 1]!, stops[k]!, seconds)
      if (rule.back(street)) link(stops[k]!, stops[k - 1]!, seconds)
    }
  }
  const times = new Map([[from.join(), 0]])
  const open = new Set([from.join()])
  while (open.size > 0) {
    let next = ''
    for (const key of open) if (next === '' || times.get(key)! < times.get(next)!) next = key
    open.delete(next)
    for (const { to, seconds } of links.get(next) ?? []) {
      const total = times.get(next)! + seconds
      if (total >= (times.get(to) ?? Infinity)) continue
      times.set(to, total)
      open.add(to)
    }
  }
  return targets.map((target) => times.get(target.join()) ?? Infinity)
}

function isOn(place: readonly [number, number], a: readonly [number, number], b: readonly [number, number]): boolean {
  if (place.join() === a.join() || place.join() === b.join()) return false
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const share = ((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / (dx * dx + dy * dy)
  return share > 0 && share < 1 && Math.hypot(place[0] - a[0] - share * dx, place[1] - a[1] - share * dy) < 1e-11
}
