import { describe, expect, test } from 'vitest'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import { shortestPath } from '../../../geodata/graph/shortestPath.ts'
import { snapToGraph, type GraphPlace } from '../../../geodata/graph/snapToGraph.ts'
import { travelMatrix } from '../../../geodata/graph/travelMatrix.ts'
import { lengthMeters } from '../../../geodata/geometry/lengthMeters.ts'
import { createRandom } from '../../../geodata/random.ts'
import { at, latticeTown } from './streets.ts'
import { textbookTimes, type Rule } from './textbook.ts'

const rules: Record<'foot' | 'bicycle' | 'car', Rule & { speed: number }> = {
  foot: { speed: 1.4, uses: () => true, back: () => true, secondsAMeter: (street) => (street.class === 'steps' ? 2 : 1) / 1.4 },
  bicycle: { speed: 4, uses: (street) => street.class !== 'steps', back: (street) => !street.oneway, secondsAMeter: () => 1 / 4 },
  car: { speed: 5, uses: (street) => street.class !== 'steps', back: (street) => !street.oneway, secondsAMeter: (street) => 1 / Math.min(5, (street.maxSpeedKmh ?? 25) / 3.6) },
}

describe.each(['foot', 'bicycle', 'car'] as const)('ways of %s', (profile) => {
  test('take as long as a textbook Dijkstra says, on 1,000 pairs', () => {
    const [streets, rule, random] = [latticeTown(16, 12, 7), rules[profile], createRandom(20)]
    const graph = buildStreetGraph(streets, [], { profile })
    const places = Array.from({ length: 48 }, () => snapToGraph(graph, at(random() * 15, random() * 11)) as GraphPlace)
    const matrix = travelMatrix(graph, places, { speedMetersPerSecond: rule.speed })
    let [pairs, unreachable] = [0, 0]
    for (let from = 0; from < 22; from++) {
      const expected = textbookTimes(streets, rule, places[from]!.place as [number, number], places.map(({ place }) => place as [number, number]))
      for (let to = 0; to < places.length; to++) {
        const [cell, seconds] = [from * places.length + to, expected[to]!]
        const way = shortestPath(graph, places[from]!, places[to]!, { speedMetersPerSecond: rule.speed })
        pairs++
        if (seconds === Infinity) {
          unreachable++
          expect([way, matrix.seconds[cell], matrix.meters[cell]]).toEqual([null, Infinity, Infinity])
          continue
        }
        expect(Math.abs(matrix.seconds[cell]! - seconds)).toBeLessThan(1e-6)
        expect(Math.abs(way!.seconds - seconds)).toBeLessThan(1e-6)
        expect(Math.abs(way!.meters - matrix.meters[cell]!)).toBeLessThan(1e-6)
        expect(Math.abs(lengthMeters({ type: 'LineString', coordinates: way!.line as [number, number][] }) - way!.meters)).toBeLessThan(0.01)
      }
    }
    expect(pairs).toBeGreaterThan(1_000)
    // One-ways leave streets from which, and to which, there is no way: both kinds of answer are asked for.
    if (profile !== 'foot') expect(unreachable).toBeGreaterThan(0)
  })
})
