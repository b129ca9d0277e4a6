import { describe, expect, it } from 'vitest'
import { axisOf, curvePoints } from '../../web/panels/zonePlan/design/curvePoints.ts'
import { alternative } from './zonePlanFixture.ts'

describe('the curve of balance against households moved', () => {
  it('has round ticks up to at least the largest value', () => {
    expect(axisOf(540)).toEqual({ most: 600, ticks: [0, 200, 400, 600] })
    expect(axisOf(0.21).ticks).toEqual([0, 0.1, 0.2, 0.3])
    expect(axisOf(1)).toEqual({ most: 1, ticks: [0, 0.5, 1] })
    for (const largest of [0.003, 0.7, 1, 3, 7, 11, 99, 1_234, 88_888]) expect(axisOf(largest).most).toBeGreaterThanOrEqual(largest)
  })
  it('is walked from few moved to many; plans that say nothing of moves are left out', () => {
    const { points, x } = curvePoints([alternative(1, 300, 0.04), alternative(2, 0, 0.2), alternative(3, null, 0.1)], 300, 100)
    expect(points.map(({ index }) => index)).toEqual([1, 0])
    expect(points.map(({ x: at, y }) => [Math.round(at), Math.round(y)])).toEqual([[0, 0], [Math.round((300 / x.most) * 300), 80]])
  })
})
