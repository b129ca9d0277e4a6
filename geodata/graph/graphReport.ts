import type { LngLat } from '../geometry/lngLat.ts'
import type { StreetClass } from '../model/ground.ts'
import type { Vehicle } from '../model/patrolPlan.ts'
import type { StreetGraph } from './graph.ts'

/** Streets that are cut off from most others, with their names, so that they can be looked for on the map. */
export type CutOffPart = { streets: number; meters: number; place: LngLat; names: { nameZh: string; nameEn: string }[]; /** One gets there or away, not both. */ oneWay: boolean }
export type GraphWarning = { code: 'no_streets' | 'incomplete' | 'one_way' | 'hours_unread' | 'closed'; values: Record<string, string | number> }
export type GraphReport = {
  profile: Vehicle
  streets: number
  nodes: number
  edges: number
  meters: number
  metersByClass: Partial<Record<StreetClass, number>>
  /** Connected parts, and those in which one gets from everywhere to everywhere; shares of the metres that lie in the largest. */
  parts: number
  largestShare: number
  strongParts: number
  largestStrongShare: number
  /** Those with most metres first. */
  cutOff: CutOffPart[]
  warnings: GraphWarning[]
}

const mostParts = 40
const mostNames = 5
/** Of what is mapped whole, a few per cent lies cut off as well: platforms, courtyards, what the edge of the file cut. */
const wholeShare = 0.95

/** What can be told of a graph before it is trusted. */
export function graphReport(graph: StreetGraph): GraphReport {
  const groups = new Map<string, { edges: number[]; meters: number; oneWay: boolean }>()
  const mainPart = graph.part[graph.strongPart.indexOf(0)] ?? 0
  let [meters, inPart, inStrong] = [0, 0, 0]
  const metersByClass: GraphReport['metersByClass'] = {}
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [length, from, to] = [graph.edgeMeters[edge]!, graph.edgeFrom[edge]!, graph.edgeTo[edge]!]
    const part = graph.part[from]!
    const kind = graph.streets[graph.edgeStreet[edge]!]!.class
    metersByClass[kind] = (metersByClass[kind] ?? 0) + length
    meters += length
    if (part === mainPart) inPart += length
    if (graph.strongPart[from] === 0 && graph.strongPart[to] === 0) {
      inStrong += length
      continue
    }
    const oneWay = part === mainPart
    const key = oneWay ? `way ${graph.strongPart[from] === 0 ? graph.strongPart[to] : graph.strongPart[from]}` : `part ${part}`
    const group = groups.get(key) ?? { edges: [], meters: 0, oneWay }
    group.edges.push(edge)
    group.meters += length
    groups.set(key, group)
  }
  const share = (some: number) => (meters > 0 ? some / meters : 0)
  const cutOff = [...groups.values()].sort((a, b) => b.meters - a.meters).slice(0, mostParts).map((group) => describe(graph, group))
  const report = { profile: graph.profile, streets: graph.streets.length, nodes: graph.nodeCount, edges: graph.edgeCount, meters, metersByClass, parts: graph.partSizes.length, largestShare: share(inPart), strongParts: graph.strongPartSizes.length, largestStrongShare: share(inStrong), cutOff }
  return { ...report, warnings: warningsOf(graph, report) }
}

function describe(graph: StreetGraph, { edges, meters, oneWay }: { edges: number[]; meters: number; oneWay: boolean }): CutOffPart {
  const streets = new Set(edges.map((edge) => graph.edgeStreet[edge]!))
  const names = new Map([...streets].map((street) => graph.streets[street]!).filter(({ nameZh, nameEn }) => nameZh !== '' || nameEn !== '').map(({ nameZh, nameEn }) => [`${nameZh}\n${nameEn}`, { nameZh, nameEn }]))
  const vertex = graph.vertexStart[edges[0]!]!
  return { streets: streets.size, meters, place: [graph.coordinates[vertex * 2]!, graph.coordinates[vertex * 2 + 1]!], names: [...names.values()].slice(0, mostNames), oneWay }
}

function warningsOf({ notes }: StreetGraph, { edges, parts, largestShare, largestStrongShare }: Omit<GraphReport, 'warnings'>): GraphWarning[] {
  if (edges === 0) return [{ code: 'no_streets', values: {} }]
  const percent = (share: number) => Math.floor(share * 1000) / 10
  const warnings: GraphWarning[] = []
  if (largestShare < wholeShare) warnings.push({ code: 'incomplete', values: { parts, percent: percent(largestShare) } })
  if (largestStrongShare < largestShare - 0.05) warnings.push({ code: 'one_way', values: { percent: percent(largestStrongShare) } })
  if (notes.hoursUnread.length > 0) warnings.push({ code: 'hours_unread', values: { count: notes.hoursUnread.length, example: notes.hoursUnread[0]! } })
  if (notes.streetsClosedNow + notes.barriersClosed.length > 0) warnings.push({ code: 'closed', values: { streets: notes.streetsClosedNow, barriers: notes.barriersClosed.length } })
  return warnings
}
