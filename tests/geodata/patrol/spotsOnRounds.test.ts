import { expect, test } from 'vitest'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { type DrawnRound, legsOfRounds, spotsNear } from '../../../geodata/patrol/spotsOnRounds.ts'

/** About 100 m a step, on the equator, where a degree is alike both ways. */
const at = (x: number, y: number): LngLat => [x / 1_113, y / 1_113]
const stop = (id: string, x: number, y: number, kind: DrawnRound['stops'][number]['kind'] = 'hotspot') => ({ id, kind, place: at(x, y) })
// A goes round a block over its two stops and back, with a break at the second; B waits; C ends at its only stop.
const rounds: DrawnRound[] = [
  { rank: 0, line: [at(0, 0), at(4, 0), at(4, 4), at(0, 4), at(0, 0)], stops: [stop('s', 0, 0, 'start'), stop('a1', 4, 0), stop('a2', 4, 4), stop('pause', 4, 4, 'break'), stop('e', 0, 0, 'end')] },
  { rank: 1, line: [at(20, 20)], stops: [stop('b', 20, 20, 'start')] },
  { rank: 2, line: [at(10, 0), at(12, 0)], stops: [stop('c', 10, 0, 'start'), stop('c1', 12, 0)] },
]
const near = (x: number, y: number, reach = 50, alike = 5) => spotsNear(legsOfRounds(rounds), at(x, y), reach, alike)

test('a place on the way between two stops is before the second of them, on the way home after the last', () => {
  expect([near(2, 0.2), near(4.3, 2), near(1, 4.1)]).toEqual([[{ rank: 0, before: 'a1' }], [{ rank: 0, before: 'a2' }], [{ rank: 0, before: null }]])
  expect([near(2, 2), near(2, 0.6), near(2, 0.6, 70)]).toEqual([[], [], [{ rank: 0, before: 'a1' }]])
})
test('at a mark both of its ways are meant; a team that waits, or that ends at its last stop, takes one more there', () => {
  expect(near(4, 0)).toEqual([{ rank: 0, before: 'a1' }, { rank: 0, before: 'a2' }])
  expect([near(20, 20.1), near(12.2, 0), near(11, 0)]).toEqual([[{ rank: 1, before: null }], [{ rank: 2, before: 'c1' }, { rank: 2, before: null }], [{ rank: 2, before: 'c1' }]])
})
