import { describe, expect, test } from 'vitest'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import type { StreetGraph } from '../../../geodata/graph/graph.ts'
import { graphReport } from '../../../geodata/graph/graphReport.ts'
import { placesOnStreets } from '../../../geodata/graph/placesOnStreets.ts'
import { shortestPath } from '../../../geodata/graph/shortestPath.ts'
import { turnList } from '../../../geodata/graph/turnList.ts'
import { hasSamples } from '../samples.ts'
import { sampleStreets } from './sampleStreets.ts'
import { at, street } from './streets.ts'

/** Distinct places of streets, by whether they lie in the largest strongly connected part. */
function placesOf(graph: StreetGraph): { all: number; strong: number } {
  const [all, strong] = [new Set<string>(), new Set<string>()]
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const main = graph.strongPart[graph.edgeFrom[edge]!] === 0 && graph.strongPart[graph.edgeTo[edge]!] === 0
    for (let vertex = graph.vertexStart[edge]!; vertex < graph.vertexStart[edge + 1]!; vertex++) {
      const key = `${graph.coordinates[vertex * 2]} ${graph.coordinates[vertex * 2 + 1]}`
      all.add(key)
      if (main) strong.add(key)
    }
  }
  return { all: all.size, strong: strong.size }
}

describe.skipIf(!hasSamples)('published extracts', () => {
  test('the incomplete one of Shanghai has the parts that its description counts, and warns', async () => {
    const { streets } = await sampleStreets('shanghai/huangpu_roads.osm.gz')
    // The description counts what is drawn, whoever may use it.
    const graph = buildStreetGraph(streets.map((each) => ({ ...each, car: null })), [], { profile: 'car' })
    const report = graphReport(graph)
    expect([report.parts, placesOf(graph)]).toEqual([76, { all: 2_458, strong: 1_505 }])
    expect(report.warnings[0]).toEqual({ code: 'incomplete', values: { parts: 76, percent: expect.any(Number) } })
    expect(report.cutOff.flatMap(({ names }) => names.map(({ nameZh }) => nameZh))).toContain('新昌路')
    expect(placesOnStreets(graph, [[121.46176, 31.24097], [121.475, 31.23]]).map(({ cutOff }) => cutOff)).toEqual(['island', null])
  })
  test('those of Munich, London and Porto are whole for feet', async () => {
    for (const path of ['munich/munich_centre.osm.pbf', 'london/london_holborn.osm.pbf']) {
      const { streets, barriers } = await sampleStreets(path)
      const report = graphReport(buildStreetGraph(streets, barriers, { profile: 'foot' }))
      expect(report.largestShare, path).toBeGreaterThan(0.97)
      expect(report.warnings.map(({ code }) => code), path).not.toContain('incomplete')
    }
  })
  test('from Marienplatz to the Wurzerstraße one walks above the ground, by the streets that lead there', async () => {
    const { streets, barriers } = await sampleStreets('munich/munich_centre.osm.pbf')
    const graph = buildStreetGraph(streets, barriers, { profile: 'foot' })
    const [from, to] = placesOnStreets(graph, [[11.5754, 48.1372], [11.582, 48.1391]]).map(({ at: place }) => place!)
    const way = shortestPath(graph, from!, to!)!
    expect(way.meters).toBeGreaterThan(650)
    expect(way.meters).toBeLessThan(760)
    const names = turnList(graph, way.pieces).map(({ nameZh, nameEn }) => nameEn || nameZh)
    expect(names.filter((name) => name !== '')).toEqual(['Marienplatz', 'Burgstraße', 'Burgstraße', 'Alter Hof', 'Pfisterstraße', 'Pfisterstraße', 'Sparkassenstraße', 'Falkenturmstraße', 'Am Kosttor', 'Marstallstraße', 'Wurzerstraße'])
  })
})

test('turns are told from the one who walks', () => {
  const graph = buildStreetGraph([street('a', [at(0, 0), at(0, 1)], { nameEn: 'A' }), street('b', [at(0, 1), at(2, 1)], { nameEn: 'B' }), street('c', [at(2, 1), at(2, 2), at(2, 3)], { nameEn: 'C' })], [], { profile: 'foot' })
  const [from, to] = placesOnStreets(graph, [at(0, 0), at(2, 3)]).map(({ at: place }) => place!)
  const told = (a: typeof from, b: typeof from) => turnList(graph, shortestPath(graph, a!, b!)!.pieces).map(({ turn, nameEn, meters }) => `${turn} ${nameEn} ${Math.round(meters)}`)
  expect(told(from, to)).toEqual(['start A 100', 'right B 134', 'left C 200'])
  expect(told(to, from)).toEqual(['start C 200', 'right B 134', 'left A 100'])
})
test('a graph without streets says so', () => {
  expect(graphReport(buildStreetGraph([], [], { profile: 'car' }))).toMatchObject({ streets: 0, parts: 0, warnings: [{ code: 'no_streets', values: {} }] })
  expect(placesOnStreets(buildStreetGraph([], [], { profile: 'car' }), [at(0, 0)])).toEqual([{ at: null, cutOff: 'no_street' }])
})
