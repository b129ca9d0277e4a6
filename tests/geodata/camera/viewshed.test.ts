import { describe, expect, test } from 'vitest'
import { type Eye, viewshed } from '../../../geodata/camera/viewshed.ts'
import { createRandom, type Random } from '../../../geodata/random.ts'

const eye = (more: Partial<Eye> = {}): Eye => ({ xMeters: 0, yMeters: 0, azimuthDegrees: 0, fieldOfViewDegrees: 360, rangeMeters: 50, ...more })
function areaOf(ring: Float64Array): number {
  let sum = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!
  }
  return sum / 2
}
const box = (x: number, y: number, width: number, height = width, turned = 0): number[] => {
  const corners = [[-width, -height], [width, -height], [width, height], [-width, height]].map(([a, b]) => [x + (a! * Math.cos(turned) - b! * Math.sin(turned)) / 2, y + (a! * Math.sin(turned) + b! * Math.cos(turned)) / 2])
  return corners.flatMap((corner, i) => [...corner, ...corners[(i + 1) % 4]!])
}

/** The plain way: many rays, each against every wall. The integral of r²/2 over the angle, by the middle of each step. */
function castArea({ xMeters, yMeters, azimuthDegrees, fieldOfViewDegrees, rangeMeters }: Eye, walls: readonly number[], rays: number): number {
  const step = (fieldOfViewDegrees * Math.PI) / 180 / rays
  const start = Math.PI / 2 - ((azimuthDegrees + fieldOfViewDegrees / 2) * Math.PI) / 180
  let area = 0
  for (let ray = 0; ray < rays; ray++) {
    const [dx, dy] = [Math.cos(start + (ray + 0.5) * step), Math.sin(start + (ray + 0.5) * step)]
    let reach = rangeMeters
    for (let i = 0; i < walls.length; i += 4) {
      const [ax, ay, ex, ey] = [walls[i]! - xMeters, walls[i + 1]! - yMeters, walls[i + 2]! - walls[i]!, walls[i + 3]! - walls[i + 1]!]
      const across = dx * ey - dy * ex
      if (across === 0) continue
      const distance = (ax * ey - ay * ex) / across
      const along = (ax * dy - ay * dx) / across
      if (distance > 0 && along >= 0 && along <= 1 && distance < reach) reach = distance
    }
    area += (reach * reach * step) / 2
  }
  return area
}

function scene(random: Random, count: number): number[] {
  const walls: number[] = []
  while (walls.length < count * 16) {
    const [angle, distance] = [random() * 2 * Math.PI, 6 + random() * 60]
    walls.push(...box(distance * Math.cos(angle), distance * Math.sin(angle), 2 + random() * 7, 2 + random() * 7, random() * 3))
  }
  return walls
}

describe('what a camera sees', () => {
  test('closed forms: an empty circle, a sector, a room, half a plane behind a long wall', () => {
    expect(areaOf(viewshed(eye(), []))).toBeCloseTo(Math.PI * 2500, -1)
    expect(Math.abs(areaOf(viewshed(eye(), [])) / (Math.PI * 2500) - 1)).toBeLessThan(2e-4)
    for (const fieldOfViewDegrees of [1, 60, 90, 180, 270, 359]) {
      const seen = areaOf(viewshed(eye({ fieldOfViewDegrees, azimuthDegrees: 77 }), []))
      expect(Math.abs(seen / ((Math.PI * 2500 * fieldOfViewDegrees) / 360) - 1)).toBeLessThan(2e-4)
    }
    expect(areaOf(viewshed(eye({ xMeters: 3, yMeters: -4 }), box(0, 0, 20)))).toBeCloseTo(400, 6)
    // A wall 10 m to the north: a circle without the cap beyond it.
    const cap = 2500 * Math.acos(10 / 50) - 10 * Math.sqrt(2500 - 100)
    expect(Math.abs(areaOf(viewshed(eye(), [-500, 10, 500, 10])) / (Math.PI * 2500 - cap) - 1)).toBeLessThan(2e-4)
  })

  test('the shadow of a single box is what rays say, and a sector looks where its azimuth points', () => {
    const ring = viewshed(eye({ azimuthDegrees: 90, fieldOfViewDegrees: 60 }), [])
    for (let i = 2; i < ring.length; i += 2) expect(ring[i]!).toBeGreaterThan(0)
    expect([ring[0], ring[1]]).toEqual([0, 0])
    const seen = viewshed(eye(), box(20, 0, 10))
    expect(Math.abs(areaOf(seen) / castArea(eye(), box(20, 0, 10), 100_000) - 1)).toBeLessThan(3e-4)
  })

  test('ray casting agrees within 0.1 % on random scenes, with boxes that overlap', () => {
    const random = createRandom(6)
    for (let round = 0; round < 100; round++) {
      const walls = scene(random, 3 + Math.floor(random() * 40))
      const looks = eye({ azimuthDegrees: random() * 360, fieldOfViewDegrees: round % 3 ? 20 + random() * 300 : 360, rangeMeters: 20 + random() * 60 })
      const [seen, cast] = [areaOf(viewshed(looks, walls)), castArea(looks, walls, 40_000)]
      expect(Math.abs(seen / cast - 1), `round ${round}`).toBeLessThan(1e-3)
    }
  })

  test('turning and moving the world changes nothing', () => {
    const random = createRandom(7)
    for (let round = 0; round < 50; round++) {
      const walls = scene(random, 20)
      const looks = eye({ azimuthDegrees: random() * 360, fieldOfViewDegrees: 30 + random() * 200 })
      const [turnedBy, x, y] = [random() * 360, (random() - 0.5) * 2e5, (random() - 0.5) * 2e5]
      const [c, s] = [Math.cos((turnedBy * Math.PI) / 180), Math.sin((turnedBy * Math.PI) / 180)]
      const moved = Array.from({ length: walls.length }, (_, i) => (i % 2 ? y - walls[i - 1]! * s + walls[i]! * c : x + walls[i]! * c + walls[i + 1]! * s))
      const before = areaOf(viewshed(looks, walls))
      const ring = viewshed({ ...looks, xMeters: x, yMeters: y, azimuthDegrees: looks.azimuthDegrees + turnedBy }, moved)
      const after = areaOf(ring.map((value, i) => value - (i % 2 ? y : x)))
      expect(Math.abs(after / before - 1)).toBeLessThan(1e-6)
    }
  })

  test('houses that touch leave no crack between them', () => {
    const row = [...box(-10, 20, 10), ...box(0, 20, 10), ...box(10, 20, 10)]
    const one = box(0, 20, 30, 10)
    expect(areaOf(viewshed(eye(), row))).toBeCloseTo(areaOf(viewshed(eye(), one)), 6)
  })

  test('says what is wrong with a view that is none', () => {
    for (const fieldOfViewDegrees of [0, -1, 400, Number.NaN]) expect(() => viewshed(eye({ fieldOfViewDegrees }), [])).toThrow(/field of view/)
    for (const rangeMeters of [0, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => viewshed(eye({ rangeMeters }), [])).toThrow(/range/)
  })
})
