import type { LngLat } from '../model/geometry.ts'
import { pick, randomInt, type Random } from '../random.ts'
import { toPlane } from './local.ts'
import { between, centroid, distance, type XY } from './plane.ts'
import { makeStreetGraph, nearestNode, way, type StreetGraph } from './streetGraph.ts'
import type { Town, TownTeam } from './types.ts'

export type Beats = { graph: StreetGraph; stops: Map<string, number[]> }

const speeds: Record<TownTeam['vehicle'], [low: number, high: number]> = { foot: [1.1, 1.5], bicycle: [3.2, 4.6], car: [5, 9] }

/** Where each area's teams go: street nodes near its zones' middles, its places and the hotspots. Code to nodes. */
export function makeBeats(town: Town): Beats {
  const graph = makeStreetGraph(town.streets)
  const stops = new Map<string, number[]>()
  const add = (areaCode: string, point: XY) => {
    const node = nearestNode(graph, point)
    for (const code of [areaCode, areaCode.slice(0, 9)]) stops.set(code, [...(stops.get(code) ?? []), node])
  }
  for (const zone of town.zones) add(zone.areaCode, centroid((zone.geometry.coordinates[0] as LngLat[]).slice(0, -1).map(toPlane)))
  for (const place of town.places)
    if (['police_post', 'market', 'school', 'station', 'patrol_station'].includes(place.kind))
      add(place.areaCode, toPlane(place.geometry.coordinates))
  for (const { centre } of town.truth.hotspots) {
    const point = toPlane(centre)
    const nearest = town.zones.reduce((a, b) => (gap(b, point) < gap(a, point) ? b : a))
    // Three times, since short visits to hotspots are repeated.
    for (let i = 0; i < 3; i++) add(nearest.areaCode, point)
  }
  return { graph, stops }
}

const gap = (zone: Town['zones'][number], point: XY) => distance(toPlane(zone.geometry.coordinates[0]?.[0] as LngLat), point)

/** A team on its way: moves along streets, stays 10 to 15 minutes at each stop, then chooses the next. Positions are plane metres. */
export type Walker = { point: XY; speedMetersPerSecond: number; move: (seconds: number) => void }

export function createWalker({ graph, stops }: Beats, team: TownTeam, random: Random): Walker {
  // A team covers its own community and, to meet neighbours, now and then a stop anywhere in the subdistrict.
  const own = stops.get(team.areaCode) ?? [...stops.values()][0] ?? [0]
  const all = stops.get(team.areaCode.slice(0, 9)) ?? own
  const next = () => pick(random, random() < 0.25 ? all : own)
  let node = next()
  let path: number[] = []
  let dwellSeconds = randomInt(random, 60, 400)
  const [low, high] = speeds[team.vehicle]
  const pace = () => low + (high - low) * random()
  let speed = pace()
  const walker: Walker = { point: graph.points[node] as XY, speedMetersPerSecond: 0, move }
  function choose(): void {
    for (let tries = 0; path.length < 2 && tries < 8; tries++) path = way(graph, node, next())
    path = path.slice(1)
    speed = pace()
    dwellSeconds = path.length === 0 ? 300 : 0
  }
  function move(seconds: number): void {
    let left = seconds
    while (left > 0) {
      if (dwellSeconds > 0) {
        const used = Math.min(dwellSeconds, left)
        dwellSeconds -= used
        left -= used
        walker.speedMetersPerSecond = 0
        if (dwellSeconds <= 0) choose()
        continue
      }
      const goal = path[0]
      if (goal === undefined) {
        dwellSeconds = randomInt(random, 600, 900)
        continue
      }
      const target = graph.points[goal] as XY
      const meters = distance(walker.point, target)
      const step = Math.min(meters, speed * left)
      walker.point = meters === 0 ? target : between(walker.point, target, step / meters)
      walker.speedMetersPerSecond = speed
      left -= step / speed
      if (step >= meters) {
        node = goal
        path.shift()
      }
    }
  }
  return walker
}
