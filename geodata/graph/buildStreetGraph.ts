import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { LngLat } from '../geometry/lngLat.ts'
import type { Vehicle } from '../model/patrolPlan.ts'
import { connectedParts, strongParts } from './parts.ts'
import { BACKWARD, FORWARD, type GraphNotes, type StreetGraph } from './graph.ts'
import { isOpenAt } from './openHours.ts'
import { mayPass, mayTurnBack, mayUse, slownessOf, speedCap } from './profile.ts'
import type { StreetBarrier, StreetLine } from './street.ts'

/** `at`: minute of the week on the place's clocks, 0 is Monday 00:00; without it whatever opens at all is open. */
export type GraphOptions = { profile: Vehicle; at?: number | undefined }

/** OSM's own grid: vertices are one where they share a cell of 1e-7 degrees (about 1 cm). */
const keyOf = (place: LngLat): string => `${Math.round(place[0] * 1e7)} ${Math.round(place[1] * 1e7)}`

type Edges = { from: number[]; to: number[]; meters: number[]; ways: number[]; street: number[]; along: number[]; slowness: number[]; cap: number[]; vertexStart: number[]; coordinates: number[]; vertexAlong: number[] }

export function buildStreetGraph(given: readonly StreetLine[], barriers: readonly StreetBarrier[], { profile, at }: GraphOptions): StreetGraph {
  const notes: GraphNotes = { streetsClosedNow: 0, hoursUnread: [], barriersClosed: [], barriersOffStreets: 0 }
  const isOpen = (hours: string): boolean => {
    if (hours === '') return true
    const open = isOpenAt(hours, at ?? 0)
    if (open === undefined) notes.hoursUnread.push(hours)
    return at === undefined || open !== false
  }
  const drawn = given.flatMap((street) => {
    if (!mayUse(street, profile)) return []
    const open = isOpen(street.hours)
    if (!open) notes.streetsClosedNow++
    const line = open ? drawnLine(street) : undefined
    return line ? [line] : []
  })
  const uses = new Map<string, number>()
  // An end is a node also where it meets nothing.
  for (const { keys } of drawn) keys.forEach((key, i) => uses.set(key, (uses.get(key) ?? 0) + (i === 0 || i === keys.length - 1 ? 2 : 1)))
  const blocked = new Set<string>()
  for (const barrier of barriers) {
    const key = keyOf(barrier.place)
    if (!uses.has(key)) notes.barriersOffStreets++
    else if (!mayPass(barrier, profile) || !isOpen(barrier.hours)) {
      blocked.add(key)
      notes.barriersClosed.push({ id: barrier.id, kind: barrier.kind })
    }
  }
  notes.hoursUnread = [...new Set(notes.hoursUnread)]
  const edges: Edges = { from: [], to: [], meters: [], ways: [], street: [], along: [], slowness: [], cap: [], vertexStart: [0], coordinates: [], vertexAlong: [] }
  const nodes = new NodeNumbers(blocked)
  drawn.forEach((line, i) => addStreet(edges, line, i, profile, nodes, (key) => uses.get(key)! > 1 || blocked.has(key)))
  return finish(profile, drawn.map(({ street }) => street), edges, nodes.count, notes)
}

type DrawnLine = { street: StreetLine; keys: string[]; places: LngLat[] }

/** Without vertices that repeat the one before; nothing where less than two are left. */
function drawnLine(street: StreetLine): DrawnLine | undefined {
  const [keys, places]: [string[], LngLat[]] = [[], []]
  for (const place of street.coordinates) {
    const key = keyOf(place)
    if (key === keys.at(-1)) continue
    keys.push(key)
    places.push(place)
  }
  return keys.length > 1 ? { street, keys, places } : undefined
}

/** Each edge that comes to a closed barrier ends there for itself: nothing passes, and both sides can be reached. */
class NodeNumbers {
  count = 0
  readonly #numbers = new Map<string, number>()
  readonly #blocked: ReadonlySet<string>
  constructor(blocked: ReadonlySet<string>) {
    this.#blocked = blocked
  }
  of(key: string): number {
    if (this.#blocked.has(key)) return this.count++
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.count)
    return this.count++
  }
}

function addStreet(edges: Edges, { street, keys, places }: DrawnLine, index: number, profile: Vehicle, nodes: NodeNumbers, isNode: (key: string) => boolean): void {
  const ways = FORWARD | (mayTurnBack(street, profile) ? BACKWARD : 0)
  let [streetMeters, meters] = [0, 0]
  let from = nodes.of(keys[0]!)
  const put = (i: number) => {
    edges.coordinates.push(places[i]![0], places[i]![1])
    edges.vertexAlong.push(meters)
  }
  put(0)
  for (let i = 1; i < keys.length; i++) {
    meters += distanceMeters(places[i - 1]!, places[i]!)
    put(i)
    if (!isNode(keys[i]!)) continue
    edges.from.push(from)
    edges.to.push(nodes.of(keys[i]!))
    edges.meters.push(meters)
    edges.ways.push(ways)
    edges.street.push(index)
    edges.along.push(streetMeters)
    edges.slowness.push(slownessOf(street))
    edges.cap.push(speedCap(street, profile))
    edges.vertexStart.push(edges.vertexAlong.length)
    if (i === keys.length - 1) return
    streetMeters += meters
    meters = 0
    from = nodes.of(keys[i]!)
    put(i)
  }
}

function finish(profile: Vehicle, streets: readonly StreetLine[], edges: Edges, nodeCount: number, notes: GraphNotes): StreetGraph {
  const edgeCount = edges.from.length
  const [edgeFrom, edgeTo, edgeWays] = [Int32Array.from(edges.from), Int32Array.from(edges.to), Uint8Array.from(edges.ways)]
  const arcStart = new Int32Array(nodeCount + 1)
  const leaves = (edge: number, way: number) => (edgeWays[edge]! & way) !== 0
  for (let edge = 0; edge < edgeCount; edge++) {
    if (leaves(edge, FORWARD)) arcStart[edgeFrom[edge]! + 1]!++
    if (leaves(edge, BACKWARD)) arcStart[edgeTo[edge]! + 1]!++
  }
  for (let node = 0; node < nodeCount; node++) arcStart[node + 1]! += arcStart[node]!
  const next = arcStart.slice()
  const [arcNode, arcOf] = [new Int32Array(arcStart[nodeCount]!), new Int32Array(arcStart[nodeCount]!)]
  const put = (node: number, to: number, arc: number) => {
    const at = next[node]!++
    arcNode[at] = to
    arcOf[at] = arc
  }
  for (let edge = 0; edge < edgeCount; edge++) {
    if (leaves(edge, FORWARD)) put(edgeFrom[edge]!, edgeTo[edge]!, edge * 2)
    if (leaves(edge, BACKWARD)) put(edgeTo[edge]!, edgeFrom[edge]!, edge * 2 + 1)
  }
  const [parts, strong] = [connectedParts(nodeCount, edgeFrom, edgeTo), strongParts(nodeCount, arcStart, arcNode)]
  return {
    profile, streets, nodeCount, edgeCount, edgeFrom, edgeTo, edgeWays, arcStart, arcNode, arcOf, notes,
    edgeMeters: Float64Array.from(edges.meters), edgeStreet: Int32Array.from(edges.street), edgeTunnel: Uint8Array.from(edges.street, (street) => (streets[street]!.tunnel ? 1 : 0)), edgeAlong: Float64Array.from(edges.along), slowness: Float64Array.from(edges.slowness), speedCap: Float64Array.from(edges.cap),
    vertexStart: Int32Array.from(edges.vertexStart), coordinates: Float64Array.from(edges.coordinates), vertexAlong: Float64Array.from(edges.vertexAlong),
    part: parts.of, partSizes: parts.sizes, strongPart: strong.of, strongPartSizes: strong.sizes,
  }
}
