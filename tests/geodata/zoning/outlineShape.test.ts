import { describe, expect, it } from 'vitest'
import type { LngLat, MultiPolygon } from '../../../geodata/model/geometry.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import { ZoneDesignQuestion } from '../../../geodata/model/zonePlan.ts'
import { designZones } from '../../../geodata/zoning/designZones.ts'
import { ZoningRefusal } from '../../../geodata/zoning/units.ts'
import { shapeFaults } from './outlineShape.ts'
import { randomTown } from './randomTown.ts'
import { realGround } from './realGround.ts'

/** In a square of 100 m: a spike of 20 m, 2 m wide, and two halves that hang together by a metre. */
const shapeOf = (points: [number, number][]): MultiPolygon => {
  const plane = createProjection([121.5, 31.2])
  return { type: 'MultiPolygon', coordinates: [[[...points, points[0]!].map((at): LngLat => [...plane.inverse(at)])]] }
}
const square: [number, number][] = [[0, 0], [100, 0], [100, 100], [0, 100]]

describe('outlines of zones', () => {
  it('are measured by walking around them', () => {
    expect(shapeFaults(shapeOf(square), 8)).toEqual([])
    expect(shapeFaults(shapeOf([[0, 0], [100, 0], [100, 49], [120, 50], [100, 51], [100, 100], [0, 100]]), 8).map(({ kind }) => kind)).toEqual(['spike'])
    expect(new Set(shapeFaults(shapeOf([[0, 0], [49.5, 0], [49.5, 50], [50.5, 50], [50.5, 0], [100, 0], [100, 100], [0, 100]]), 8).map(({ kind }) => kind))).toContain('spike')
    expect(new Set(shapeFaults(shapeOf([[0, 0], [100, 0], [100, 100], [50.5, 50], [49.5, 50], [0, 100]]), 8).map(({ kind }) => kind))).toEqual(new Set())
    expect(new Set(shapeFaults(shapeOf([[0, 0], [50, 49.5], [100, 0], [100, 100], [50, 50.5], [0, 100]]), 8).map(({ kind }) => kind))).toEqual(new Set(['neck']))
  })

  it('have no spikes and no necks in random towns', () => {
    let zones = 0
    for (let seed = 1; seed <= 32; seed++) {
      const ground = randomTown(seed)
      const households = ground.buildings.reduce((sum, building) => sum + building.households, 0)
      const question = ZoneDesignQuestion.parse({ areaId: 1, barriers: seed % 3 === 0 ? [] : ['primary', 'water'], bounds: { min: Math.floor(households / 12), max: Math.ceil(households / 2) }, alternatives: 1, seed })
      try {
        for (const { serial, geometry } of designZones(ground, question, () => {}, { steps: 400 }).alternatives[0]!.zones) {
          expect(shapeFaults(geometry, 12), `town ${seed}, zone ${serial}`).toEqual([])
          zones++
        }
      } catch (error) {
        if (!(error instanceof ZoningRefusal)) throw error
      }
    }
    expect(zones).toBeGreaterThan(60)
  })

  it('have none in London either, where one of 39 m lay beside a lane', () => {
    const question = ZoneDesignQuestion.parse({ areaId: 1, barriers: [], bounds: { min: 250, max: 600 }, alternatives: 1, seed: 7 })
    for (const { serial, geometry } of designZones(realGround('london', [-0.122, 51.517, -0.108, 51.524]), question, () => {}, { steps: 20_000 }).alternatives[0]!.zones) expect(shapeFaults(geometry, 8), `zone ${serial}`).toEqual([])
  })
})
