import type { LngLat } from '../model/geometry.ts'
import { toPlane } from './local.ts'
import { distance, type XY } from './plane.ts'
import type { TownStreet } from './types.ts'

/** The town's streets for walking and driving: nodes in plane metres, each with its neighbours and the metres to them. */
export type StreetGraph = { points: XY[]; links: { to: number; meters: number }[][] }

/** Vertices with equal coordinates are one node: streets meet where they share a vertex. */
export function makeStreetGraph(streets: readonly TownStreet[]): StreetGraph {
  const numbers = new Map<string, number>()
  const graph: StreetGraph = { points: [], links: [] }
  const nodeAt = (place: LngLat) => {
    const key = place.join(' ')
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, graph.points.length)
    graph.links.push([])
    return graph.points.push(toPlane(place)) - 1
  }
  for (const street of streets) {
    const nodes = street.geometry.coordinates.map((place) => nodeAt(place as LngLat))
    for (let i = 0; i + 1 < nodes.length; i++) {
      const [a, b] = [nodes[i] as number, nodes[i + 1] as number]
      const meters = distance(graph.points[a] as XY, graph.points[b] as XY)
      graph.links[a]?.push({ to: b, meters })
      graph.links[b]?.push({ to: a, meters })
    }
  }
  return graph
}

export function nearestNode(graph: StreetGraph, point: XY): number {
  let best = 0
  let bestGap = Infinity
  graph.points.forEach((p, i) => {
    const gap = distance(p, point)
    if (gap < bestGap) [best, bestGap] = [i, gap]
  })
  return best
}

/** A shortest way by A* (Hart, Nilsson & Raphael 1968) with a binary heap; empty when there is none. */
export function way(graph: StreetGraph, from: number, to: number): number[] {
  const goal = graph.points[to] as XY
  const cost = new Map([[from, 0]])
  const before = new Map<number, number>()
  const heap: [estimate: number, node: number][] = [[0, from]]
  while (heap.length > 0) {
    const node = (popSmallest(heap) as [number, number])[1]
    if (node === to) break
    for (const { to: next, meters } of graph.links[node] ?? []) {
      const total = (cost.get(node) as number) + meters
      if (total >= (cost.get(next) ?? Infinity)) continue
      cost.set(next, total)
      before.set(next, node)
      push(heap, [total + distance(graph.points[next] as XY, goal), next])
    }
  }
  if (!cost.has(to)) return []
  const path = [to]
  while (path[0] !== from) path.unshift(before.get(path[0] as number) as number)
  return path
}

function push(heap: [number, number][], item: [number, number]): void {
  let i = heap.push(item) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    if ((heap[parent] as [number, number])[0] <= item[0]) break
    heap[i] = heap[parent] as [number, number]
    i = parent
  }
  heap[i] = item
}

function popSmallest(heap: [number, number][]): [number, number] | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (!last || heap.length === 0) return top
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && (heap[child + 1] as [number, number])[0] < (heap[child] as [number, number])[0]) child++
    if ((heap[child] as [number, number])[0] >= last[0]) break
    heap[i] = heap[child] as [number, number]
    i = child
  }
  heap[i] = last
  return top
}
