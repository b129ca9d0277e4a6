import { expect, test } from 'vitest'
import { layoutPlaces, overlap, snapMove, snapResize, tidyPlace } from '../../../geodata/wall/arrange.ts'

const layout = { rows: 2, columns: 3, widthMm: 1210, heightMm: 680, bezelMm: { x: 4, y: 6 } }
const places = layoutPlaces(layout)

test('screens of a layout lie row by row with a bezel between, and none over another', () => {
  expect(places).toHaveLength(6)
  expect(places[0]).toEqual({ x: 0, y: 0, width: 1210, height: 680 })
  expect(places[5]).toEqual({ x: 2428, y: 686, width: 1210, height: 680 })
  expect(places.flatMap((a, i) => places.slice(i + 1).map((b) => overlap(a, b))).some(Boolean)).toBe(false)
})

test('what touches does not overlap, what lies over another by two millimetres does', () => {
  const a = { x: 0, y: 0, width: 100, height: 100 }
  expect(overlap(a, { ...a, x: 100 })).toBe(false)
  expect(overlap(a, { ...a, x: 98 })).toBe(true)
  expect(overlap(a, { ...a, x: 98, y: 100 })).toBe(false)
})

test('a screen that is dragged near the place of the layout snaps to it, whatever the neighbour; farther off it lies where it was let go', () => {
  const others = places.slice(0, 5)
  const away = (dx: number, dy: number) => ({ ...places[5]!, x: places[5]!.x + dx, y: places[5]!.y + dy })
  for (const [dx, dy] of [[7, -9], [-14, 14], [0, 3]] as const) expect(snapMove(away(dx, dy), others, layout.bezelMm, 15)).toEqual(places[5])
  expect(snapMove(away(100, 100), others, layout.bezelMm, 15)).toEqual(away(100, 100))
  expect(snapMove(away(7, 7), others, layout.bezelMm, 0)).toEqual(away(7, 7))
})

test('the corner of a screen that is resized snaps to the edges of its neighbours, or a bezel before them', () => {
  const [first, right] = [places[0]!, places[1]!]
  expect(snapResize({ ...first, width: first.width - 11, height: first.height + 8 }, [right], layout.bezelMm, 15)).toEqual(first)
})

test('a place is kept in whole millimetres within what a wall may be', () => {
  expect(tidyPlace({ x: -20, y: 0.4, width: 3, height: 99_999 })).toEqual({ x: 0, y: 0, width: 10, height: 20_000 })
})
