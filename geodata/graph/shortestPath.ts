import type { LngLat } from '../geometry/lngLat.ts'
import { alongOneEdge, beginAt, entriesOf, type Entry } from './entries.ts'
import { lineOfEdge } from './edgeLine.ts'
import { type StreetGraph, secondsAMeter } from './graph.ts'
import { usualSpeed } from './profile.ts'
import { StreetSearch } from './search.ts'
import type { GraphPlace } from './snapToGraph.ts'

/** A piece of an edge in the order of going: offsets fall where it is used against its line. */
export type WayPiece = { edge: number; fromMeters: number; toMeters: number }
export type StreetWay = { meters: number; seconds: number; line: LngLat[]; pieces: WayPiece[] }

export type WaySettings = { speedMetersPerSecond?: number; /** Made before for this graph and speed. */ search?: StreetSearch }

/** The quickest way between two places on streets; null when there is none. */
export function shortestPath(graph: StreetGraph, from: GraphPlace, to: GraphPlace, { speedMetersPerSecond = usualSpeed[graph.profile], search = new StreetSearch(graph, speedMetersPerSecond) }: WaySettings = {}): StreetWay | null {
  const rate = secondsAMeter(graph, to.edge, speedMetersPerSecond)
  const along = alongOneEdge(graph, from, to)
  let [seconds, last]: [number, Entry | null] = [along * rate, null]
  const entries = entriesOf(graph, to)
  search.clear()
  beginAt(search, from, speedMetersPerSecond)
  let open = entries.length
  search.run((node) => {
    for (const entry of entries) if (entry.node === node) {
      open--
      const total = search.seconds[node]! + entry.meters * rate
      if (total < seconds) [seconds, last] = [total, entry]
    }
    return open === 0
  }, seconds)
  if (seconds === Infinity) return null
  if (last === null) return wayOf(graph, [{ edge: from.edge, fromMeters: from.offsetMeters, toMeters: to.offsetMeters }], seconds, [from.place, to.place])
  return wayOf(graph, piecesOf(search, from, to, last), seconds, [from.place, to.place])
}

/** Back from the last node to where the search began. */
function piecesOf(search: StreetSearch, from: GraphPlace, to: GraphPlace, last: Entry): WayPiece[] {
  const { graph } = search
  const whole = (arc: number): WayPiece => (arc & 1 ? { edge: arc >> 1, fromMeters: graph.edgeMeters[arc >> 1]!, toMeters: 0 } : { edge: arc >> 1, fromMeters: 0, toMeters: graph.edgeMeters[arc >> 1]! })
  const pieces = [{ ...whole(last.arc), toMeters: to.offsetMeters }]
  for (let node = last.node; node !== -1; node = search.before[node]!) {
    const piece = whole(search.arc[node]!)
    pieces.push(search.before[node] === -1 ? { ...piece, fromMeters: from.offsetMeters } : piece)
  }
  return pieces.toReversed().filter(({ fromMeters, toMeters }) => fromMeters !== toMeters)
}

function wayOf(graph: StreetGraph, pieces: WayPiece[], seconds: number, ends: readonly [LngLat, LngLat]): StreetWay {
  const line: LngLat[] = []
  for (const piece of pieces) for (const place of lineOfEdge(graph, piece.edge, piece.fromMeters, piece.toMeters)) {
    const before = line.at(-1)
    if (!before || before[0] !== place[0] || before[1] !== place[1]) line.push(place)
  }
  return { seconds, meters: pieces.reduce((sum, piece) => sum + Math.abs(piece.toMeters - piece.fromMeters), 0), line: line.length > 1 ? line : [...ends], pieces: pieces.filter(({ fromMeters, toMeters }) => fromMeters !== toMeters) }
}
