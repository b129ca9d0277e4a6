import Flatbush from 'flatbush'
import { EQUATOR_RADIUS_METERS, FLATTENING, type LngLat } from '../geometry/lngLat.ts'
import type { StreetGraph } from './graph.ts'

/** A place on a street: metres from the edge's first vertex along it, and how far it lies from what was asked. */
export type GraphPlace = { edge: number; offsetMeters: number; awayMeters: number; place: LngLat; /** Number of the strongly connected part; -1 where an edge only leads from one to another. 0 is the largest. */ strongPart: number; part: number }

type Pieces = { tree: Flatbush; /** First vertex of piece i in `coordinates`. */ vertex: Int32Array; edge: Int32Array } | null
const indexes = new WeakMap<StreetGraph, Pieces>()

function indexOf(graph: StreetGraph): Pieces {
  const known = indexes.get(graph)
  if (known !== undefined) return known
  const count = graph.vertexAlong.length - graph.edgeCount
  let pieces: Pieces = null
  if (count > 0) {
    const [tree, vertex, edge] = [new Flatbush(count), new Int32Array(count), new Int32Array(count)]
    for (let e = 0; e < graph.edgeCount; e++) for (let v = graph.vertexStart[e]!; v < graph.vertexStart[e + 1]! - 1; v++) {
      const [ax, ay, bx, by] = graph.coordinates.subarray(v * 2, v * 2 + 4) as unknown as [number, number, number, number]
      const piece = tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
      vertex[piece] = v
      edge[piece] = e
    }
    tree.finish()
    pieces = { tree, vertex, edge }
  }
  indexes.set(graph, pieces)
  return pieces
}

/** A street below the ground counts as so much farther away than it lies on the map. */
const TUNNEL_METERS = 25

/** Metres of a degree of longitude and of latitude at a latitude (radii of curvature of the spheroid). */
export function metersADegree(lat: number): [east: number, north: number] {
  const [radians, square] = [(lat * Math.PI) / 180, FLATTENING * (2 - FLATTENING)]
  const w = 1 - square * Math.sin(radians) ** 2
  return [((EQUATOR_RADIUS_METERS / Math.sqrt(w)) * Math.cos(radians) * Math.PI) / 180, ((EQUATOR_RADIUS_METERS * (1 - square)) / w ** 1.5) * (Math.PI / 180)]
}

/** Every edge within reach, each at its nearest place; nearest first, those below the ground as if they were farther, the lower edge where two are as near. */
export function placesNear(graph: StreetGraph, place: LngLat, mostMeters: number): GraphPlace[] {
  const pieces = indexOf(graph)
  if (!pieces) return []
  const [east, north] = metersADegree(place[1])
  const [dx, dy] = [mostMeters / east, mostMeters / north]
  const best = new Map<number, { away: number; vertex: number; share: number }>()
  for (const piece of pieces.tree.search(place[0] - dx, place[1] - dy, place[0] + dx, place[1] + dy)) {
    const [vertex, edge] = [pieces.vertex[piece]!, pieces.edge[piece]!]
    const at = vertex * 2
    const [ax, ay] = [(graph.coordinates[at]! - place[0]) * east, (graph.coordinates[at + 1]! - place[1]) * north]
    const [sx, sy] = [(graph.coordinates[at + 2]! - place[0]) * east - ax, (graph.coordinates[at + 3]! - place[1]) * north - ay]
    const share = Math.max(0, Math.min(1, -(ax * sx + ay * sy) / (sx * sx + sy * sy)))
    const away = Math.hypot(ax + share * sx, ay + share * sy)
    const known = best.get(edge)
    if (away <= mostMeters && (!known || away < known.away)) best.set(edge, { away, vertex, share })
  }
  return [...best].map(([edge, { away, vertex, share }]) => placeOn(graph, edge, vertex, share, away)).sort((a, b) => asFar(graph, a) - asFar(graph, b) || a.edge - b.edge)
}

const asFar = (graph: StreetGraph, { edge, awayMeters }: GraphPlace): number => awayMeters + (graph.edgeTunnel[edge] ? TUNNEL_METERS : 0)

function placeOn(graph: StreetGraph, edge: number, vertex: number, share: number, awayMeters: number): GraphPlace {
  const { coordinates: c, vertexAlong, strongPart, edgeFrom, edgeTo } = graph
  const [from, to] = [strongPart[edgeFrom[edge]!]!, strongPart[edgeTo[edge]!]!]
  const mix = (a: number, b: number) => a + (b - a) * share
  return {
    edge, awayMeters, offsetMeters: mix(vertexAlong[vertex]!, vertexAlong[vertex + 1]!), place: [mix(c[vertex * 2]!, c[vertex * 2 + 2]!), mix(c[vertex * 2 + 1]!, c[vertex * 2 + 3]!)],
    strongPart: from === to ? from : -1, part: graph.part[edgeFrom[edge]!]!,
  }
}

/**
 * The nearest place on a street; null when none is within reach. With `preferMainMeters`, a place from which one gets to most streets and back
 * (largest strongly connected part) is taken instead of a nearer one elsewhere, as long as it lies no more than so many metres farther.
 */
export function snapToGraph(graph: StreetGraph, place: LngLat, { mostMeters = 200, preferMainMeters = 0 }: { mostMeters?: number; preferMainMeters?: number } = {}): GraphPlace | null {
  // Most places have a street near: a small box first.
  for (let reach = Math.min(50, mostMeters); ; reach = Math.min(reach * 4, mostMeters)) {
    const found = placesNear(graph, place, reach)
    const nearest = found[0]
    // Something above the ground may lie beyond the box.
    if ((!nearest || asFar(graph, nearest) > reach) && reach < mostMeters) continue
    if (!nearest) return null
    if (nearest.strongPart === 0 || preferMainMeters <= 0) return nearest
    return placesNear(graph, place, Math.min(mostMeters, nearest.awayMeters + preferMainMeters)).find(({ strongPart }) => strongPart === 0) ?? nearest
  }
}
