import Flatbush from 'flatbush'
import type { MetersXY } from '../geometry/lngLat.ts'
import { boxMeters } from '../geometry/polygonMeters.ts'
import type { PolygonXY } from './method.ts'

/** Edges of one polygon in bands from south to north, each band with those that cross it: a point looks at its own band only. */
type Bands = { south: number; height: number; count: number; starts: Uint32Array; /** x and y of the lower end, then of the upper */ edges: Float64Array }

/** So many edges a band, on average, if each lay in one. */
const EDGES_A_BAND = 4

/** The first area that holds a point, -1 for none; on a border that two areas share in one of them, as `pointInPolygon` has it. */
export function areaFinder(polygons: readonly PolygonXY[]): (xMeters: number, yMeters: number) => number {
  if (polygons.length === 0) return () => -1
  const index = new Flatbush(polygons.length)
  for (const polygon of polygons) index.add(...boxMeters(polygon))
  index.finish()
  const bands: (Bands | undefined)[] = []
  return (x, y) => {
    let first = -1
    for (const i of index.search(x, y, x, y)) if ((first < 0 || i < first) && isInside(x, y, (bands[i] ??= bandsOf(polygons[i] as PolygonXY)))) first = i
    return first
  }
}

function bandsOf(polygon: PolygonXY): Bands {
  const [, south, , north] = boxMeters(polygon)
  const all: [MetersXY, MetersXY][] = []
  for (const ring of polygon.flat())
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [ring[i - 1] as MetersXY, ring[i] as MetersXY]
      if (from[1] !== to[1]) all.push(from[1] < to[1] ? [from, to] : [to, from])
    }
  const count = Math.max(1, Math.ceil(all.length / EDGES_A_BAND))
  const height = (north - south) / count || 1
  const bandAt = (y: number) => Math.max(0, Math.min(count - 1, Math.floor((y - south) / height)))
  const starts = new Uint32Array(count + 1)
  for (const [low, high] of all) for (let band = bandAt(low[1]); band <= bandAt(high[1]); band++) starts[band + 1] = (starts[band + 1] as number) + 1
  for (let band = 0; band < count; band++) starts[band + 1] = (starts[band + 1] as number) + (starts[band] as number)
  const next = starts.slice()
  const edges = new Float64Array(4 * (starts[count] as number))
  for (const [low, high] of all)
    for (let band = bandAt(low[1]); band <= bandAt(high[1]); band++) {
      edges.set([...low, ...high], 4 * (next[band] as number))
      next[band] = (next[band] as number) + 1
    }
  return { south, height, count, starts, edges }
}

function isInside(x: number, y: number, { south, height, count, starts, edges }: Bands): boolean {
  const band = Math.max(0, Math.min(count - 1, Math.floor((y - south) / height)))
  let inside = false
  const end = 4 * (starts[band + 1] as number)
  for (let at = 4 * (starts[band] as number); at < end; at += 4) {
    const [lowY, highY] = [edges[at + 1] as number, edges[at + 3] as number]
    if (y < lowY || y >= highY) continue
    const lowX = edges[at] as number
    if (x < lowX + (((edges[at + 2] as number) - lowX) * (y - lowY)) / (highY - lowY)) inside = !inside
  }
  return inside
}
