import { placeOnEdge } from '../../../geodata/graph/edgeLine.ts'
import type { StreetGraph } from '../../../geodata/graph/graph.ts'
import type { MatchedTrack } from '../../../geodata/graph/matchTrack.ts'
import type { TrackFix } from '../../../geodata/graph/observations.ts'
import { shortestPath, type WayPiece } from '../../../geodata/graph/shortestPath.ts'
import { type GraphPlace, metersADegree } from '../../../geodata/graph/snapToGraph.ts'
import { normal, type Random, randomInt } from '../../../geodata/random.ts'

export type Walk = { pieces: WayPiece[]; meters: number }

/** From a random place on to others, each by the quickest way, at least so many metres. The truth of a simulation. */
export function walk(graph: StreetGraph, random: Random, leastMeters: number): Walk {
  const place = (): GraphPlace => {
    for (;;) {
      const edge = randomInt(random, 0, graph.edgeCount - 1)
      if (graph.strongPart[graph.edgeFrom[edge]!] !== 0 || graph.strongPart[graph.edgeTo[edge]!] !== 0) continue
      const offsetMeters = graph.edgeMeters[edge]! * random()
      return { edge, offsetMeters, awayMeters: 0, place: placeOnEdge(graph, edge, offsetMeters), strongPart: 0, part: 0 }
    }
  }
  const done: Walk = { pieces: [], meters: 0 }
  for (let [from, to] = [place(), place()]; done.meters < leastMeters; [from, to] = [to, place()]) {
    const way = shortestPath(graph, from, to)!
    done.pieces.push(...way.pieces)
    done.meters += way.meters
  }
  return done
}

/** Fixes every so many seconds with normal noise of so many metres on each axis. */
export function fixesOf(graph: StreetGraph, { pieces, meters }: Walk, random: Random, { speed = 1.3, everySeconds, noiseMeters }: { speed?: number; everySeconds: number; noiseMeters: number }): TrackFix[] {
  const fixes: TrackFix[] = []
  let [i, before] = [0, 0]
  for (let second = 0; second * speed <= meters; second += everySeconds) {
    const at = second * speed
    while (i < pieces.length - 1 && before + lengthOf(pieces[i]!) < at) before += lengthOf(pieces[i++]!)
    const { edge, fromMeters, toMeters } = pieces[i]!
    const [lng, lat] = placeOnEdge(graph, edge, fromMeters + Math.sign(toMeters - fromMeters) * (at - before))
    const [east, north] = metersADegree(lat)
    fixes.push({ atMs: second * 1000, place: [lng + normal(random, 0, noiseMeters) / east, lat + normal(random, 0, noiseMeters) / north] })
  }
  return fixes
}
const lengthOf = ({ fromMeters, toMeters }: WayPiece) => Math.abs(toMeters - fromMeters)

type Spans = Map<number, [number, number][]>
function spansOf(pieces: Iterable<{ edge: number; from: number; to: number }>): Spans {
  const spans: Spans = new Map()
  for (const { edge, from, to } of pieces) spans.set(edge, [...(spans.get(edge) ?? []), [Math.min(from, to), Math.max(from, to)]])
  for (const [edge, list] of spans) {
    const joined: [number, number][] = []
    for (const [from, to] of list.toSorted((a, b) => a[0] - b[0])) {
      const last = joined.at(-1)
      if (last && from <= last[1]) last[1] = Math.max(last[1], to)
      else joined.push([from, to])
    }
    spans.set(edge, joined)
  }
  return spans
}
const total = (spans: Spans) => [...spans.values()].flat().reduce((sum, [from, to]) => sum + to - from, 0)
function shared(a: Spans, b: Spans): number {
  let meters = 0
  for (const [edge, list] of a) for (const [from, to] of list) for (const [low, high] of b.get(edge) ?? []) meters += Math.max(0, Math.min(to, high) - Math.max(from, low))
  return meters
}

/** Of the streets truly walked the share that was found, and of those found the share that was walked; each stretch counts once. */
export function rightShare(graph: StreetGraph, truth: Walk, matched: MatchedTrack, only: (certain: boolean) => boolean = () => true): { found: number; walked: number } {
  const walked = spansOf(truth.pieces.map(({ edge, fromMeters, toMeters }) => ({ edge, from: fromMeters, to: toMeters })))
  const found = spansOf(matched.pieces.filter(({ certain }) => only(certain)).map(({ edge, fromOffsetMeters, toOffsetMeters }) => ({ edge, from: fromOffsetMeters - graph.edgeAlong[edge]!, to: toOffsetMeters - graph.edgeAlong[edge]! })))
  const both = shared(walked, found)
  return { found: both / total(walked), walked: both / total(found) }
}
