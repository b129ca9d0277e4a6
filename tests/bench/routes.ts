import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import { matchTrack } from '../../geodata/graph/matchTrack.ts'
import { usualSpeed } from '../../geodata/graph/profile.ts'
import { StreetSearch } from '../../geodata/graph/search.ts'
import { shortestPath } from '../../geodata/graph/shortestPath.ts'
import { type GraphPlace, snapToGraph } from '../../geodata/graph/snapToGraph.ts'
import { travelMatrix } from '../../geodata/graph/travelMatrix.ts'
import { createRandom } from '../../geodata/random.ts'
import { at, latticeTown } from '../geodata/graph/streets.ts'
import { fixesOf, walk } from '../geodata/graph/walks.ts'
import { pair, type Side } from './pair.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const stops = 200
const side = 175

/** The matrix of 200 stops on 30,000 nodes by one search from each, beside one Dijkstra for each pair, which ends at its target: the same search on the same arrays. Ways by car, with one-ways. */
export async function routesSection(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const begun = performance.now()
  const streets = latticeTown(side, side, 8)
  const drawn = performance.now()
  const graph = buildStreetGraph(streets, [], { profile: 'car' })
  tell([plainLine('graph', `${graph.nodeCount.toLocaleString('en')} nodes and ${graph.edgeCount.toLocaleString('en')} edges of ${streets.length.toLocaleString('en')} streets in ${Math.round(performance.now() - drawn)} ms (streets made in ${Math.round(drawn - begun)} ms)`, { nodes: graph.nodeCount, edges: graph.edgeCount })])
  const random = createRandom(9)
  const places: GraphPlace[] = []
  while (places.length < stops) {
    const place = snapToGraph(graph, at(random() * (side - 1), random() * (side - 1)))
    if (place?.strongPart === 0) places.push(place)
  }
  const matrix: Side = async (seconds) => {
    const start = performance.now()
    let cells = 0
    while (performance.now() - start < seconds * 1000) cells += travelMatrix(graph, places).seconds.length
    return (cells / (performance.now() - start)) * 1000
  }
  const search = new StreetSearch(graph, usualSpeed.car)
  let next = 0
  const pairs: Side = async (seconds) => {
    const start = performance.now()
    let done = 0
    for (; performance.now() - start < seconds * 1000; done++, next++) shortestPath(graph, places[next % stops]!, places[(next * 7 + 1 + Math.floor(next / stops)) % stops]!, { search })
    return (done / (performance.now() - start)) * 1000
  }
  tell([pairLine(`matrix of ${stops} stops / one Dijkstra a pair`, 'pairs/s', await pair(matrix, pairs, { rounds, seconds: 2 }), { label: 'one search a stop', atLeast: 50 })])
  tell([matching(random)])
}

function matching(random: () => number): Line {
  const graph = buildStreetGraph(latticeTown(side, side, 8), [], { profile: 'foot' })
  const fixes = Array.from({ length: 5 }, () => fixesOf(graph, walk(graph, random, 8_000), random, { everySeconds: 10, noiseMeters: 10 }))
  const count = fixes.reduce((sum, track) => sum + track.length, 0)
  const begun = performance.now()
  for (const track of fixes) matchTrack(graph, track)
  const perSecond = (count / (performance.now() - begun)) * 1000
  return plainLine('map matching', `${Math.round(perSecond).toLocaleString('en')} fixes/s (10 m of noise, a fix every 10 s)`, { fixesPerSecond: perSecond })
}
