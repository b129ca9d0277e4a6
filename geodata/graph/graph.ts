import type { Vehicle } from '../model/patrolPlan.ts'
import type { BarrierKind, StreetLine } from './street.ts'

/**
 * Streets of one profile as edges from node to node (compressed sparse rows of typed arrays: it may be posted to a worker).
 * A node is where streets share a vertex, or an end: a bridge does not meet what it crosses. Metres along the spheroid.
 */
export type StreetGraph = {
  profile: Vehicle
  streets: readonly StreetLine[]
  nodeCount: number
  edgeCount: number
  /** The node at an edge's first vertex, and at its last. */
  edgeFrom: Int32Array
  edgeTo: Int32Array
  edgeMeters: Float64Array
  /** 1: may be used along its line; 2: against it; 3: both. */
  edgeWays: Uint8Array
  /** Place in `streets`, and metres along that street at which the edge begins. */
  edgeStreet: Int32Array
  edgeAlong: Float64Array
  slowness: Float64Array
  /** 1: below the ground. */
  edgeTunnel: Uint8Array
  /** Metres a second. */
  speedCap: Float64Array
  /** Vertices of edge e: from `vertexStart[e]` to `vertexStart[e + 1]`; `coordinates` has two numbers each, `vertexAlong` metres from the edge's start. */
  vertexStart: Int32Array
  coordinates: Float64Array
  vertexAlong: Float64Array
  /** Arcs leaving node n: from `arcStart[n]` to `arcStart[n + 1]`. An arc is 2 × edge, plus 1 against its line. */
  arcStart: Int32Array
  arcNode: Int32Array
  arcOf: Int32Array
  /** Node -> number of its connected part (direction left aside), and of its strongly connected one (there and back). Parts are numbered from the one with most nodes. */
  part: Int32Array
  strongPart: Int32Array
  partSizes: Int32Array
  strongPartSizes: Int32Array
  notes: GraphNotes
}

/** What the builder left out or could not read. */
export type GraphNotes = {
  streetsClosedNow: number
  hoursUnread: string[]
  /** Barriers that stop this profile at this moment. */
  barriersClosed: { id: string; kind: BarrierKind }[]
  /** Barriers that stand on no street of this profile. */
  barriersOffStreets: number
}

export const FORWARD = 1
export const BACKWARD = 2

/** Of an edge at a vehicle's speed. */
export const secondsAMeter = (graph: StreetGraph, edge: number, speedMetersPerSecond: number): number => Math.max(graph.slowness[edge]! / speedMetersPerSecond, 1 / graph.speedCap[edge]!)
