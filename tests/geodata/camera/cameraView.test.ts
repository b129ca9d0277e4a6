import { describe, expect, test } from 'vitest'
import { type CameraSight, cameraView } from '../../../geodata/camera/cameraView.ts'
import { indexFootprints } from '../../../geodata/camera/nearFootprints.ts'
import { detectPixelsPerMeter, pixelsPerMeter, reachMeters } from '../../../geodata/camera/pixelDensity.ts'
import { standOff, wallMeters } from '../../../geodata/camera/standOff.ts'

const ring = (...points: number[]) => Float64Array.from(points)
const house = (x: number, y: number, width = 10) => [ring(x, y, x + width, y, x + width, y + 10, x, y + 10)]
const areaOf = (points: Float64Array) => points.reduce((sum, value, i) => sum + (i % 2 ? 0 : value * points[(i + 3) % points.length]! - points[(i + 2) % points.length]! * points[i + 1]!), 0) / 2
const camera = (more: Partial<CameraSight> = {}): CameraSight => ({ xMeters: 5, yMeters: -5, kind: 'dome', azimuthDegrees: null, fieldOfViewDegrees: null, rangeMeters: 30, pixels: null, ...more })

describe('where the eye is put', () => {
  test('in the open it stays; on a wall it steps off it; inside near a wall it is taken to hang there', () => {
    expect(standOff(5, -5, [house(0, 0)])).toEqual({ xMeters: 5, yMeters: -5, moved: null })
    expect(standOff(5, 0, [house(0, 0)])).toEqual({ xMeters: 5, yMeters: -wallMeters, moved: 'wall' })
    expect(standOff(5, -0.01, [house(0, 0)])).toEqual({ xMeters: 5, yMeters: -wallMeters, moved: 'wall' })
    const inside = standOff(5, 2, [house(0, 0)])!
    expect(inside.moved).toBe('inside')
    expect(inside.yMeters).toBeCloseTo(-wallMeters, 9)
  })

  test('on a corner it ends up outside, not within the next house', () => {
    const row = [house(0, 0), house(10, 0)]
    for (const [x, y] of [[0, 0], [10, 0], [20, 10], [10, 10], [10, 5]] as const) {
      const stand = standOff(x, y, row)!
      expect(stand.xMeters < 0 || stand.xMeters > 20 || stand.yMeters < 0 || stand.yMeters > 10, `${x} ${y}`).toBe(true)
    }
  })

  test('deep inside it watches nothing outdoors; in a courtyard it does', () => {
    expect(standOff(50, 5, [[ring(0, -50, 100, -50, 100, 50, 0, 50)]])).toBeNull()
    const court = [[ring(0, 0, 40, 0, 40, 40, 0, 40), ring(10, 10, 30, 10, 30, 30, 10, 30)]]
    expect(standOff(20, 20, court)).toEqual({ xMeters: 20, yMeters: 20, moved: null })
    const { seen } = cameraView(camera({ xMeters: 20, yMeters: 20 }), indexFootprints(court))
    expect(areaOf(seen!)).toBeCloseTo(400, 6)
  })
})

describe('what it sees', () => {
  test('one on a wall sees half the world: the wall and no more of it than there is', () => {
    const { seen, moved } = cameraView(camera({ xMeters: 0, yMeters: 0, rangeMeters: 20 }), indexFootprints([[ring(-200, 0, 200, 0, 200, 10, -200, 10)]]))
    expect(moved).toBe('wall')
    expect(areaOf(seen!)).toBeGreaterThan(Math.PI * 200)
    expect(areaOf(seen!)).toBeLessThan(Math.PI * 200 + 2.2 * 20 * wallMeters)
  })

  test('what is assumed is said; a fixed camera without a direction is given all around', () => {
    const index = indexFootprints([])
    expect(cameraView(camera({ kind: 'fixed', rangeMeters: null }), index).assumed).toEqual(['direction', 'range', 'pixels'])
    expect(cameraView(camera({ kind: 'fixed', azimuthDegrees: 90 }), index).assumed).toEqual(['fieldOfView', 'pixels'])
    expect(cameraView(camera({ kind: 'fixed' }), index).eye.fieldOfViewDegrees).toBe(360)
    expect(cameraView(camera({ kind: 'fixed', azimuthDegrees: 90, fieldOfViewDegrees: 40, pixels: 3840 }), index).assumed).toEqual([])
  })

  test('observing reaches less far than detecting, as pixels per metre fall with distance', () => {
    const optics = { pixels: 1920, fieldOfViewDegrees: 60 }
    // 1,920 pixels over 2 x 10 m x tan 30 degrees
    expect(pixelsPerMeter(10, optics)).toBeCloseTo(166.277, 3)
    expect(pixelsPerMeter(reachMeters(detectPixelsPerMeter, optics), optics)).toBeCloseTo(detectPixelsPerMeter, 9)
    const { seen, observed } = cameraView(camera({ kind: 'fixed', azimuthDegrees: 0, fieldOfViewDegrees: 60, rangeMeters: 100 }), indexFootprints([]))
    expect(areaOf(observed!)).toBeLessThan(areaOf(seen!))
    expect(Math.sqrt(areaOf(observed!) / (Math.PI / 6))).toBeCloseTo(reachMeters(62.5, optics), 1)
  })

  test('pixels cut a range they do not reach, and only where they are known; a camera that turns is not judged by how far it turns', () => {
    const [index, looks] = [indexFootprints([]), { kind: 'fixed', azimuthDegrees: 0, fieldOfViewDegrees: 90, rangeMeters: 100 } as const]
    const reach = (more: Partial<CameraSight>) => cameraView(camera({ ...looks, ...more }), index).eye.rangeMeters
    // 1,920 pixels over twice the distance: 25 a metre at 38.4 m.
    expect([reach({}), reach({ pixels: 1920 }), reach({ pixels: 8000 }), reach({ rangeMeters: null })].map((meters) => Number(meters.toFixed(9)))).toEqual([100, 38.4, 100, 38.4])
    expect(reach({ kind: 'ptz', fieldOfViewDegrees: 360, pixels: 1920 })).toBeCloseTo(38.4, 9)
    expect(reach({ kind: 'dome', fieldOfViewDegrees: 360, pixels: 1920 })).toBeCloseTo(1920 / (25 * 2 * Math.PI), 9)
  })

  test('a house far away costs nothing and changes nothing', () => {
    const near = indexFootprints([house(0, 0)])
    const city = indexFootprints([house(0, 0), ...Array.from({ length: 500 }, (_, i) => house(1_000 + i * 20, 0))])
    expect(city.near(5, -5, 40)).toHaveLength(1)
    expect(cameraView(camera(), city)).toEqual(cameraView(camera(), near))
  })
})
