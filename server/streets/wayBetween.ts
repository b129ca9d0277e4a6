import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import type { StreetGraph } from '../../geodata/graph/graph.ts'
import { graphReport } from '../../geodata/graph/graphReport.ts'
import { type PlaceOnStreets, placesOnStreets } from '../../geodata/graph/placesOnStreets.ts'
import { usualSpeed } from '../../geodata/graph/profile.ts'
import { shortestPath, type StreetWay } from '../../geodata/graph/shortestPath.ts'
import { turnList } from '../../geodata/graph/turnList.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { StreetRoute, WayEnd } from '../../geodata/model/streetRoute.ts'
import { Problem } from '../problem.ts'
import type { GraphAsk, StreetGraphs } from './streetGraphs.ts'

/** Longer ways are for travel, not for patrols. */
const mostMeters = 60_000
const growth = 3
const mostMarginMeters = 20_000

/**
 * The quickest way between two places. The box that is searched grows until no way that leaves it could be quicker than the one found, or nothing is added by growing.
 * @throws Problem where the places are too far apart, or the streets between too many
 */
export async function wayBetween(graphs: Pick<StreetGraphs, 'around'>, actor: string, from: LngLat, to: LngLat, ask: GraphAsk & { speedMetersPerSecond?: number | undefined }): Promise<StreetRoute> {
  const apart = distanceMeters(from, to)
  if (apart > mostMeters) throw new Problem(422, `The places are ${Math.round(apart / 1_000)} km apart.`, [{ field: 'to', expected: `a place within ${mostMeters / 1_000} km of from`, code: 'too_far' }])
  const speed = ask.speedMetersPerSecond ?? usualSpeed[ask.profile]
  let found: Found | undefined
  for (let margin = Math.max(600, apart * 0.25); ; margin = Math.min(margin * growth, mostMarginMeters)) {
    const graph = await wider(graphs, actor, [from, to], margin, ask, found !== undefined)
    if (graph === undefined || graph.streets.length === found?.graph.streets.length) break
    const ends = placesOnStreets(graph, [from, to]) as [PlaceOnStreets, PlaceOnStreets]
    const [start, end] = ends
    const way = start.at && end.at && shortestPath(graph, start.at, end.at, { speedMetersPerSecond: speed })
    found = { graph, ends, way }
    // Whoever leaves the box goes at least to its border and back from it, nowhere faster than the vehicle itself.
    if ((way && way.seconds <= (2 * (margin - 100)) / speed) || margin >= mostMarginMeters) break
  }
  const { graph, ends, way } = found as Found
  const [start, end] = ends
  return {
    profile: ask.profile, from: endOf(graph, from, start), to: endOf(graph, to, end), warnings: graphReport(graph).warnings,
    way: way ? { meters: way.meters, seconds: way.seconds, line: way.line.map(([lng, lat]): LngLat => [lng, lat]), steps: turnList(graph, way.pieces) } : null,
  }
}

type Found = { graph: StreetGraph; ends: [PlaceOnStreets, PlaceOnStreets]; way: StreetWay | null }

/** Undefined where something was found already and the wider box has too many streets: what was found is the answer then. */
async function wider(graphs: Pick<StreetGraphs, 'around'>, actor: string, places: readonly LngLat[], margin: number, ask: GraphAsk, hasFound: boolean): Promise<StreetGraph | undefined> {
  try {
    return await graphs.around(actor, places, margin, ask)
  } catch (error) {
    if (hasFound && error instanceof Problem && error.errors[0]?.code === 'too_large') return undefined
    throw error
  }
}

function endOf(graph: StreetGraph, asked: LngLat, { at, cutOff }: PlaceOnStreets): WayEnd {
  const street = at ? graph.streets[graph.edgeStreet[at.edge]!] : undefined
  return { asked, place: at ? [at.place[0], at.place[1]] : null, awayMeters: at?.awayMeters ?? null, nameZh: street?.nameZh ?? '', nameEn: street?.nameEn ?? '', cutOff }
}
