import { alongOneEdge, beginAt, entriesOf } from './entries.ts'
import { type StreetGraph, secondsAMeter } from './graph.ts'
import { usualSpeed } from './profile.ts'
import { StreetSearch } from './search.ts'
import type { GraphPlace } from './snapToGraph.ts'

/** n × n, row = from. Infinity is unreachable; `meters` are those of the quickest way. */
export type TravelMatrix = { size: number; seconds: Float64Array; meters: Float64Array }

/** Times from every place to every other: one search from each, which ends when the last of the others is reached. A place that is on no street (null) is reached by none. */
export function travelMatrix(graph: StreetGraph, places: readonly (GraphPlace | null)[], { speedMetersPerSecond = usualSpeed[graph.profile] }: { speedMetersPerSecond?: number } = {}): TravelMatrix {
  const size = places.length
  const [seconds, meters] = [new Float64Array(size * size).fill(Infinity), new Float64Array(size * size).fill(Infinity)]
  const search = new StreetSearch(graph, speedMetersPerSecond)
  const entries = places.map((place) => (place ? entriesOf(graph, place) : []))
  const rates = places.map((place) => (place ? secondsAMeter(graph, place.edge, speedMetersPerSecond) : Infinity))
  const wanted = new Uint8Array(graph.nodeCount)
  for (const { node } of entries.flat()) wanted[node] = 1
  const wantedCount = wanted.reduce((sum, is) => sum + is, 0)
  places.forEach((from, row) => {
    seconds[row * size + row] = meters[row * size + row] = 0
    if (!from) return
    search.clear()
    beginAt(search, from, speedMetersPerSecond)
    let open = wantedCount
    search.run((node) => wanted[node] === 1 && --open === 0)
    places.forEach((to, column) => {
      if (!to || column === row) return
      const cell = row * size + column
      const along = alongOneEdge(graph, from, to)
      seconds[cell] = along * rates[column]!
      meters[cell] = along
      for (const { node, meters: rest } of entries[column]!) {
        const total = search.seconds[node]! + rest * rates[column]!
        if (total >= seconds[cell]!) continue
        seconds[cell] = total
        meters[cell] = search.meters[node]! + rest
      }
    })
  })
  return { size, seconds, meters }
}
