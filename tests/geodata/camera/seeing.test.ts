import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankSightings, sighting, sightingWorth } from '../../../geodata/camera/seeing.ts'
import { destination } from '../../../geodata/geometry/destination.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { CameraSeeing } from '../../../geodata/model/cameraSighting.ts'

const target: LngLat = [121.47, 31.23]
/** A camera so far from the target, looking so far past it. */
const camera = (change: Partial<CameraSeeing> & { meters?: number; from?: number; past?: number } = {}): CameraSeeing => {
  const { meters = 20, from = 180, past = 0, ...rest } = change
  return {
    id: 1, areaId: 1, code: 'C', name: '', kind: 'fixed', state: 'online', stateSince: '2026-01-01T00:00:00Z', azimuthDegrees: (from + 180 + past + 360) % 360, fieldOfViewDegrees: 90, heightMeters: null, pixels: 1920,
    place: [...destination(target, from, meters)] as LngLat, target, band: 'detect', always: true, share: null, assumed: [], due: false, ...rest,
  }
}

describe('what a camera makes of a place', () => {
  it('is the closed form: 1920 pixels over 90 degrees at 20 m are 48 on a metre', () => {
    const seen = sighting(camera())
    expect(seen.distanceMeters).toBeCloseTo(20, 3)
    expect(seen.pixelsPerMeter).toBeCloseTo(1920 / (2 * 20 * Math.tan(Math.PI / 4)), 2)
    expect(seen.bearingDegrees % 360).toBeCloseTo(0, 3)
    expect(seen.offAxisDegrees).toBeCloseTo(0, 3)
    expect(seen.downDegrees).toBeNull()
    expect(sighting(camera({ heightMeters: 20 })).downDegrees).toBeCloseTo(45, 2)
  })

  it('tells how far off the middle it lies, over north too, and not where nobody knows or it turns', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 359.9, noNaN: true }), fc.double({ min: -170, max: 170, noNaN: true }), (from, past) => {
      expect(sighting(camera({ from, past })).offAxisDegrees).toBeCloseTo(Math.abs(past), 2)
    }))
    for (const blind of [camera({ kind: 'ptz' }), camera({ kind: 'dome' }), camera({ azimuthDegrees: null })]) expect(sighting(blind).offAxisDegrees).toBeNull()
  })

  it('assumes lens and pixels as views do, and stays finite right below', () => {
    expect(sighting(camera({ pixels: null, fieldOfViewDegrees: null })).pixelsPerMeter).toBeCloseTo(48, 1)
    // 360 is how far it turns, not what its lens takes in.
    expect(sighting(camera({ kind: 'ptz', fieldOfViewDegrees: 360 })).pixelsPerMeter).toBeCloseTo(48, 1)
    const below = sighting(camera({ meters: 0, heightMeters: 4 }))
    expect(Number.isFinite(below.pixelsPerMeter) && Number.isFinite(sightingWorth(below))).toBe(true)
    expect(below.downDegrees).toBeCloseTo(90, 3)
  })
})

describe('the order', () => {
  const order = (...all: CameraSeeing[]) => rankSightings(all).map(({ id }) => id)
  it('puts fine before coarse, the middle before the edge, and flat before steep', () => {
    expect(order(camera({ id: 1, meters: 40 }), camera({ id: 2, meters: 20 }))).toEqual([2, 1])
    expect(order(camera({ id: 1, past: 40 }), camera({ id: 2, past: 5 }))).toEqual([2, 1])
    expect(order(camera({ id: 1, meters: 3, heightMeters: 12 }), camera({ id: 2, meters: 8, heightMeters: 4 }))).toEqual([2, 1])
  })
  it('beyond plenty of pixels lets the angle decide', () => expect(order(camera({ id: 1, meters: 3, past: 44 }), camera({ id: 2, meters: 7 }))).toEqual([2, 1]))
  it('puts what delivers a picture before what does not, however near', () =>
    expect(order(camera({ id: 1, meters: 5, state: 'offline' }), camera({ id: 2, meters: 6, state: 'fault' }), camera({ id: 3, meters: 60 }))).toEqual([3, 2, 1]))
  it('is the same for any order they come in', () => {
    const some = fc.array(fc.record({ meters: fc.double({ min: 0, max: 100, noNaN: true }), past: fc.double({ min: -45, max: 45, noNaN: true }), state: fc.constantFrom('online' as const, 'offline' as const, 'fault' as const) }), { maxLength: 8 })
    fc.assert(fc.property(some, fc.infiniteStream(fc.nat()), (all, keys) => {
      const cameras = all.map((each, i) => camera({ ...each, id: i + 1 }))
      const shuffled = cameras.map((each) => ({ each, key: keys.next().value as number })).toSorted((a, b) => a.key - b.key).map(({ each }) => each)
      expect(order(...shuffled)).toEqual(order(...cameras))
    }))
  })
})
