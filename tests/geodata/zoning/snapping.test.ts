import { expect, test } from 'vitest'
import { buildTopology } from '../../../geodata/zoning/buildTopology.ts'
import { cellOf } from '../../../geodata/zoning/grid.ts'
import { snapLines, snapPlace } from '../../../geodata/zoning/snapping.ts'
import { quilt } from './quilt.ts'

const { area, zones } = quilt({ columns: 2, rows: 1, corners: 1 })
const { topology } = buildTopology(area, zones)
const [, low, high] = zones[0]!.geometry.coordinates[0]![0]!
const middle = (share: number): [number, number] => [low![0] + (high![0] - low![0]) * share, low![1] + (high![1] - low![1]) * share]
// A street across the border, at a third of it.
const [, north] = middle(1 / 3)
const lines = snapLines([[[121.399, north], [121.41, north]]])

test('a vertex draws before a border, a border before a street, and beyond reach nothing does', () => {
  const beside = (place: [number, number], east: number, up: number) => cellOf([place[0] + east, place[1] + up])
  expect(snapPlace(topology, lines, beside(low!, 0.00003, 0.00002), 8)).toMatchObject({ to: 'vertex', cell: cellOf(low!) })
  const border = snapPlace(topology, lines, beside(middle(1 / 3), 0.00003, 0.00001), 8)
  expect(border.to).toBe('border')
  expect(border.edge!.toSorted()).toEqual([low!, high!].map((place) => topology.x.findIndex((x, i) => x === cellOf(place)[0] && topology.y[i] === cellOf(place)[1])).toSorted())
  expect(snapPlace(topology, lines, cellOf([121.4012, north + 0.00004]), 8)).toMatchObject({ to: 'street', cell: cellOf([121.4012, north]) })
  expect(snapPlace(topology, lines, cellOf([121.4012, north + 0.0002]), 8)).toMatchObject({ to: null })
})

test('a vertex that is moved is drawn neither by itself nor by its own borders', () => {
  const id = topology.x.findIndex((x, i) => x === cellOf(low!)[0] && topology.y[i] === cellOf(low!)[1])
  expect(snapPlace(topology, lines, cellOf([low![0] + 0.00001, low![1] + 0.00002]), 5, id)).toMatchObject({ to: null })
})
