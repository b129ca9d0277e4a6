import Flatbush from 'flatbush'
import type { MultiPolygon } from '../model/geometry.ts'
import type { PlanZone } from '../model/zonePlan.ts'
import { boxOf, cellsOf, type CellPolygons } from './cellPolygon.ts'
import { cellKey, cellMeters, type Cell, type CellMeters } from './grid.ts'
import { applyChange, emptyTopology, type Topology, type TopologyZone, type VertexPolygons } from './topology.ts'

/** Corners of two zones that lie this near were meant to be one. */
export const snapMeters = 0.3

/**
 * A plan over shared vertices. Corners nearer than `snap` metres become one, corners beside a border become a corner of it; the area's own stay where they are.
 * @returns keys of zones that are not as they were given: saving would change them
 */
export function buildTopology(area: MultiPolygon, zones: readonly PlanZone[], snap = snapMeters): { topology: Topology; mended: string[] } {
  const areaCells = cellsOf(area)
  const box = boxOf(areaCells)
  const topology = emptyTopology(cellMeters((box[1] + box[3]) / 2e7))
  const { vertexOf, x, y } = vertices(topology.meters, snap)
  const ids = (polygons: CellPolygons) => polygons.map((rings) => rings.map((ring) => ring.map(vertexOf)))
  const areaRings = ids(areaCells)
  topology.fixed = new Set(areaRings.flat(2))
  const rings = zones.map((zone) => ids(cellsOf(zone.geometry)))
  ontoArea(areaCells, areaRings, rings, topology, x, y, snap)
  const insert = cornersOnBorders([areaRings, ...rings], x, y, topology.meters, snap, topology.fixed)
  const tidy = (polygons: VertexPolygons) => polygons.map((each) => each.map((ring) => tidied(ring, insert)).filter((ring) => ring.length > 2)).filter((each) => each.length > 0)
  const after = rings.map(tidy)
  topology.x = x
  topology.y = y
  applyChange(topology, {
    vertices: [],
    zones: zones.map((zone, i) => ({ key: zone.key, before: null, after: topologyZone(zone, after[i]!) })),
    area: { before: [], after: tidy(areaRings) },
  })
  return { topology, mended: zones.filter((zone, i) => !isSame(cellsOf(zone.geometry), after[i]!, x, y)).map(({ key }) => key) }
}

const topologyZone = ({ key, zoneId, code, nameZh, nameEn, locked }: PlanZone, polygons: VertexPolygons): TopologyZone => ({ key, zoneId, code, nameZh, nameEn, locked, polygons })

function vertices(meters: CellMeters, snap: number) {
  const [x, y]: [number[], number[]] = [[], []]
  const exact = new Map<string, number>()
  const [width, height] = [Math.max(1, snap / meters.x), Math.max(1, snap / meters.y)]
  const bins = new Map<string, number[]>()
  const near = ([px, py]: Cell): number | undefined => {
    const [i, j] = [Math.floor(px / width), Math.floor(py / height)]
    let [best, least] = [undefined as number | undefined, snap]
    for (let di = -1; di <= 1; di++) for (let dj = -1; dj <= 1; dj++) for (const id of bins.get(cellKey(i + di, j + dj)) ?? []) {
      const far = Math.hypot((x[id]! - px) * meters.x, (y[id]! - py) * meters.y)
      if (far <= least) [best, least] = [id, far]
    }
    return best
  }
  function vertexOf(cell: Cell): number {
    const key = cellKey(...cell)
    let id = exact.get(key) ?? (snap > 0 ? near(cell) : undefined)
    if (id === undefined) {
      id = x.length
      x.push(cell[0])
      y.push(cell[1])
      const bin = cellKey(Math.floor(cell[0] / width), Math.floor(cell[1] / height))
      const list = bins.get(bin)
      if (list) list.push(id)
      else bins.set(bin, [id])
    }
    exact.set(key, id)
    return id
  }
  return { vertexOf, x, y }
}

/** Corners of zones that lie beside the border of the area are put on it. */
function ontoArea(area: CellPolygons, areaRings: VertexPolygons, rings: readonly VertexPolygons[], { meters, fixed }: Topology, x: number[], y: number[], snap: number) {
  const edges = areaRings.flat().flatMap((ring) => ring.map((id, i) => [ring[(i + ring.length - 1) % ring.length]!, id] as const))
  if (edges.length === 0 || area.length === 0) return
  const index = edgeIndex(edges, x, y)
  for (const id of new Set(rings.flat(3))) {
    if (fixed.has(id)) continue
    const by = [snap / meters.x, snap / meters.y] as const
    for (const e of index.search(x[id]! - by[0], y[id]! - by[1], x[id]! + by[0], y[id]! + by[1])) {
      const found = nearestOn(edges[e]!, x[id]!, y[id]!, x, y, meters)
      if (!found || found.meters > snap) continue
      ;[x[id], y[id]] = [Math.round(found.x), Math.round(found.y)]
      break
    }
  }
}

type Edge = readonly [number, number]
function edgeIndex(edges: readonly Edge[], x: readonly number[], y: readonly number[]): Flatbush {
  const index = new Flatbush(edges.length)
  for (const [a, b] of edges) index.add(Math.min(x[a]!, x[b]!), Math.min(y[a]!, y[b]!), Math.max(x[a]!, x[b]!), Math.max(y[a]!, y[b]!))
  index.finish()
  return index
}

/** The foot of a place on an edge, between its ends; null beyond them. */
function nearestOn([a, b]: Edge, px: number, py: number, x: readonly number[], y: readonly number[], meters: CellMeters): { x: number; y: number; t: number; meters: number } | null {
  const [dx, dy] = [(x[b]! - x[a]!) * meters.x, (y[b]! - y[a]!) * meters.y]
  const square = dx * dx + dy * dy
  const t = square > 0 ? ((px - x[a]!) * meters.x * dx + (py - y[a]!) * meters.y * dy) / square : -1
  if (t <= 0 || t >= 1) return null
  const [fx, fy] = [x[a]! + (x[b]! - x[a]!) * t, y[a]! + (y[b]! - y[a]!) * t]
  return { x: fx, y: fy, t, meters: Math.hypot((px - fx) * meters.x, (py - fy) * meters.y) }
}

/** For each border without a partner: the vertices that lie on it, in its order. Only such borders can be wrong. */
function cornersOnBorders(shapes: readonly VertexPolygons[], x: readonly number[], y: readonly number[], meters: CellMeters, snap: number, fixed: ReadonlySet<number>): Map<string, number[]> {
  const sums = new Map<string, { edge: Edge; sum: number; ofArea: boolean }>()
  shapes.forEach((polygons, s) => {
    for (const ring of polygons.flat()) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[j]!, ring[i]!]
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      const known = sums.get(key) ?? { edge: a < b ? [a, b] : [b, a], sum: 0, ofArea: false }
      known.sum += (a < b ? 1 : -1) * (s === 0 ? -1 : 1)
      known.ofArea ||= s === 0
      sums.set(key, known)
    }
  })
  const lone = [...sums.values()].filter(({ sum }) => sum !== 0)
  const ends = [...new Set(lone.flatMap(({ edge }) => [...edge]))]
  const insert = new Map<string, number[]>()
  if (ends.length === 0) return insert
  const index = new Flatbush(ends.length)
  for (const id of ends) index.add(x[id]!, y[id]!, x[id]!, y[id]!)
  index.finish()
  for (const { edge, ofArea } of lone) {
    const [a, b] = edge
    const by = [snap / meters.x + 1, snap / meters.y + 1] as const
    const on = index.search(Math.min(x[a]!, x[b]!) - by[0], Math.min(y[a]!, y[b]!) - by[1], Math.max(x[a]!, x[b]!) + by[0], Math.max(y[a]!, y[b]!) + by[1]).flatMap((k) => {
      const id = ends[k]!
      if (id === a || id === b || (ofArea && fixed.has(id))) return []
      const found = nearestOn(edge, x[id]!, y[id]!, x, y, meters)
      // The area may not bend: only what was put on it, exact to a cell, belongs to it.
      return found && found.meters <= (ofArea ? Math.max(meters.x, meters.y) : Math.max(snap, meters.x)) ? [{ id, t: found.t }] : []
    })
    if (on.length > 0) insert.set(`${a} ${b}`, on.toSorted((p, q) => p.t - q.t).map(({ id }) => id))
  }
  return insert
}

/** With the corners that lie on its edges, without doubles and without needles that go out and back. */
function tidied(ring: readonly number[], insert: ReadonlyMap<string, number[]>): number[] {
  const path: number[] = []
  const put = (id: number) => {
    if (path.at(-1) === id) return
    if (path.at(-2) === id) path.pop()
    else path.push(id)
  }
  ring.forEach((b, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!
    const on = a < b ? insert.get(`${a} ${b}`) : insert.get(`${b} ${a}`)?.toReversed()
    for (const id of on ?? []) put(id)
    put(b)
  })
  while (path.length > 2 && (path[0] === path.at(-1) || path.at(-2) === path[0])) path.pop()
  while (path.length > 2 && path[1] === path.at(-1)) path.shift()
  return path
}

function isSame(cells: CellPolygons, polygons: VertexPolygons, x: readonly number[], y: readonly number[]): boolean {
  return cells.length === polygons.length && cells.every((rings, p) => rings.length === polygons[p]!.length && rings.every((ring, r) => {
    const other = polygons[p]![r]!
    if (ring.length !== other.length) return false
    const keys = new Set(ring.map((cell) => cellKey(...cell)))
    return other.every((id) => keys.has(cellKey(x[id]!, y[id]!)))
  }))
}
