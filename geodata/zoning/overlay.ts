import { facesOf, type Edges, type Faces } from './faces.ts'
import { boxesMeet, cellKey, noBox, widen, type Cell, type CellBox } from './grid.ts'
import { nodeSegments } from './nodeSegments.ts'
import { boxOfZone, type Topology, type VertexPolygons } from './topology.ts'

/** Lines laid over the zones around them: faces, and whose each of them is. Nodes are vertices of the topology, or new ones behind its last. */
export type Overlay = {
  edges: Edges
  faces: Faces
  /** Keys of zones, '' for the area, '*0', '*1' … for the regions that were laid over, by face. */
  owners: ReadonlySet<string>[]
  /** Zones that were looked at. */
  keys: string[]
  /** Places of nodes that the topology does not have. */
  fresh: Map<number, Cell>
  /** New corners along an old border "a b", a < b, in its order. */
  along: Map<string, number[]>
  /** The old border of each edge, or null. */
  parents: (readonly [number, number] | null)[]
}

/** A ring that is laid over, its ground on the left: of a region, or a line with two ends. */
export type Laid = { label: string; cells: readonly Cell[]; closed: boolean }

type Piece = { from: number; to: number; sums: Map<string, number>; parent: readonly [number, number] | null }

export function overlay(topology: Topology, laid: readonly Laid[], only?: readonly string[], withArea = true): Overlay {
  const box = noBox()
  for (const { cells } of laid) for (const [x, y] of cells) widen(box, x, y)
  const keys = only ? [...only] : [...topology.zones.keys()].filter((key) => boxesMeet(boxOfZone(topology, topology.zones.get(key)!.polygons), box, 1))
  const borders = bordersOf(topology, keys, withArea)
  const near = borders.filter(({ from, to }) => boxesMeet(boxOfEdge(topology, from, to), box, 1))
  const { nodeOf, fresh, at } = nodes(topology, borders)
  const pieces = new Map<string, Piece>()
  const along = new Map<string, number[]>()
  const put = (a: number, b: number, sums: Iterable<[string, number]>, parent: Piece['parent']) => {
    if (a === b) return
    const key = a < b ? `${a} ${b}` : `${b} ${a}`
    let piece = pieces.get(key)
    if (!piece) pieces.set(key, (piece = { from: Math.min(a, b), to: Math.max(a, b), sums: new Map(), parent }))
    piece.parent ??= parent
    for (const [label, times] of sums) piece.sums.set(label, (piece.sums.get(label) ?? 0) + (a < b ? times : -times))
  }
  const apart = new Set(near)
  for (const border of borders) if (!apart.has(border)) put(border.from, border.to, border.sums, [border.from, border.to])
  const lines = laid.flatMap(({ label, cells, closed }) => cells.flatMap((cell, i) => (i === 0 && !closed ? [] : [{ label: closed ? label : null, a: cells[(i + cells.length - 1) % cells.length]!, b: cell }])))
  const ends = [...near.flatMap(({ from, to }) => [topology.x[from]!, topology.y[from]!, topology.x[to]!, topology.y[to]!]), ...lines.flatMap(({ a, b }) => [...a, ...b])]
  nodeSegments(Float64Array.from(ends)).forEach((places, i) => {
    const border = near[i]
    const ids: number[] = []
    for (let k = 0; k < places.length; k += 2) ids.push(nodeOf(places[k]!, places[k + 1]!))
    const line = border ? null : lines[i - near.length]!
    const sums: Iterable<[string, number]> = border ? border.sums : line!.label === null ? [] : [[line!.label, 1]]
    for (let k = 1; k < ids.length; k++) put(ids[k - 1]!, ids[k]!, sums, border ? [border.from, border.to] : null)
    if (border && ids.length > 2) along.set(`${border.from} ${border.to}`, ids.slice(1, -1))
  })
  const all = [...pieces.values()]
  const edges = { x: at(0), y: at(1), from: all.map(({ from }) => from), to: all.map(({ to }) => to) }
  const faces = facesOf(edges)
  return { edges, faces, owners: ownersOf(faces, all), keys, fresh, along, parents: all.map(({ parent }) => parent) }
}

const boxOfEdge = ({ x, y }: Topology, a: number, b: number): CellBox => [Math.min(x[a]!, x[b]!), Math.min(y[a]!, y[b]!), Math.max(x[a]!, x[b]!), Math.max(y[a]!, y[b]!)]

/** Borders of zones and of the area, each once with who is on its left (1) and right (-1). */
function bordersOf(topology: Topology, keys: readonly string[], withArea: boolean): { from: number; to: number; sums: Map<string, number> }[] {
  const borders = new Map<string, { from: number; to: number; sums: Map<string, number> }>()
  const add = (label: string, polygons: VertexPolygons) => {
    for (const ring of polygons.flat()) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[j]!, ring[i]!]
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      let border = borders.get(key)
      if (!border) borders.set(key, (border = { from: Math.min(a, b), to: Math.max(a, b), sums: new Map() }))
      border.sums.set(label, (border.sums.get(label) ?? 0) + (a < b ? 1 : -1))
    }
  }
  for (const key of keys) add(key, topology.zones.get(key)!.polygons)
  if (withArea) add('', topology.area)
  return [...borders.values()]
}

/** Places as nodes: a vertex that is there already, or a new one. */
function nodes(topology: Topology, borders: readonly { from: number; to: number }[]) {
  const known = new Map<string, number>()
  const fresh = new Map<number, Cell>()
  for (const { from, to } of borders) for (const id of [from, to]) known.set(cellKey(topology.x[id]!, topology.y[id]!), id)
  let next = topology.x.length
  const nodeOf = (x: number, y: number): number => {
    const key = cellKey(x, y)
    let id = known.get(key)
    if (id === undefined) {
      known.set(key, (id = next++))
      fresh.set(id, [x, y])
    }
    return id
  }
  const at = (axis: 0 | 1): number[] => {
    const places = [...(axis === 0 ? topology.x : topology.y)]
    for (const [id, cell] of fresh) places[id] = cell[axis]
    return places
  }
  return { nodeOf, fresh, at }
}

/** From the outside in: what an edge has on its left comes to what is on its right. */
function ownersOf({ count, left, right }: Faces, pieces: readonly Piece[]): ReadonlySet<string>[] {
  const around: number[][] = Array.from({ length: count }, () => [])
  pieces.forEach((_, e) => {
    around[left[e]!]!.push(e)
    around[right[e]!]!.push(e)
  })
  const counts: (Map<string, number> | undefined)[] = Array.from({ length: count })
  counts[0] = new Map()
  const queue = [0]
  for (let face = queue.pop(); face !== undefined; face = queue.pop()) {
    for (const e of around[face]!) {
      const [other, sign] = left[e] === face ? [right[e]!, -1] : [left[e]!, 1]
      if (counts[other]) continue
      const sums = new Map(counts[face])
      for (const [label, times] of pieces[e]!.sums) sums.set(label, (sums.get(label) ?? 0) + sign * times)
      counts[other] = sums
      queue.push(other)
    }
  }
  return counts.map((sums) => new Set([...(sums ?? [])].filter(([, times]) => times > 0).map(([label]) => label)))
}
