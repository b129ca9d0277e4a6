import { describe, expect, test } from 'vitest'
import { coverOf, type SeenGround } from '../../../geodata/camera/cameraCover.ts'
import { cameraView } from '../../../geodata/camera/cameraView.ts'
import { indexFootprints } from '../../../geodata/camera/nearFootprints.ts'
import { watchedShare } from '../../../geodata/model/cameraCover.ts'
import { createRandom } from '../../../geodata/random.ts'

const box = (west: number, south: number, east: number, north: number) => [Float64Array.of(west, south, east, south, east, north, west, north)]
const view = (rings: Float64Array[], more: Partial<SeenGround> = {}): SeenGround => ({ rings, band: 'detect', always: true, state: 'online', ...more })
const zone = [box(0, 0, 100, 100)]
const nothing = { buildings: [], estates: [], water: [] }

describe('cover of an area', () => {
  test('counts public ground once, for the best that is true of it, and cameras that are off or planned never as watching', () => {
    const views = [
      view(box(0, 0, 50, 100)), view(box(0, 0, 50, 20)), view(box(0, 0, 10, 100), { band: 'observe' }),
      view(box(40, 0, 70, 100), { always: false }), view(box(40, 0, 60, 100), { always: false, band: 'observe' }),
      view(box(60, 0, 80, 100), { state: 'fault' }), view(box(60, 0, 80, 100), { state: 'offline', band: 'observe' }),
      view(box(0, 0, 90, 100), { state: 'planned' }),
    ]
    expect(coverOf({ ...nothing, views }, 1).ofArea(zone).public).toEqual({ ground: 10_000, watched: 5_000, observed: 1_000, turning: 2_000, dark: 1_000, planned: 1_000 })
  })

  test('knows no ground under buildings and water, tells that of estates apart, and reaches not beyond the border', () => {
    const { ofArea } = coverOf({ buildings: [box(10, 10, 20, 20), box(60, 60, 70, 70)], estates: [box(50, 50, 150, 150)], water: [box(0, 90, 50, 100)], views: [view(box(-50, -50, 60, 55))] }, 1)
    const { public: open, shared } = ofArea(zone)
    expect([open.ground, open.watched]).toEqual([7_500 - 100 - 500, 60 * 55 - 50 - 100])
    expect([shared.ground, shared.watched]).toEqual([2_500 - 100, 50])
    const estate = ofArea([box(50, 50, 150, 150)], true)
    expect([estate.public.ground, estate.shared.ground, estate.shared.watched]).toEqual([0, 9_900, 50])
    expect(watchedShare(ofArea([box(60, 60, 70, 70)]).public)).toBeNull()
  })

  test('of one camera among houses is the area of its view, to what cells can tell', () => {
    const random = createRandom(11)
    const buildings = Array.from({ length: 40 }, () => { const [x, y] = [random() * 180, random() * 180]; return box(x, y, x + 12, y + 9) })
    const { seen } = cameraView({ xMeters: 95, yMeters: 90, kind: 'dome', azimuthDegrees: null, fieldOfViewDegrees: null, rangeMeters: 60, pixels: null }, indexFootprints(buildings))
    const area = Math.abs(seen!.reduce((sum, x, i) => sum + (i % 2 ? 0 : x * seen![(i + 3) % seen!.length]! - seen![(i + 2) % seen!.length]! * seen![i + 1]!), 0) / 2)
    const { watched } = coverOf({ ...nothing, buildings, views: [view([seen!])] }, 0.5).ofArea([box(0, 0, 200, 200)]).public
    expect(Math.abs(watched / area - 1)).toBeLessThan(0.01)
  })
})

test('of a street it is metres of its line, without what runs under a house', () => {
  const { ofLines } = coverOf({ ...nothing, buildings: [box(80, -5, 90, 5)], views: [view(box(0, -5, 30, 5)), view(box(20, -5, 50, 5), { always: false })] })
  expect(ofLines([Float64Array.of(0, 0, 100, 0, 100, 50)])).toEqual({ ground: 140, watched: 30, observed: 0, turning: 20, dark: 0, planned: 0 })
})
