// A camera among houses as it is registered (on a wall, inside of a house, on an edge or a corner, between houses that touch) against rays, and whatever way the world is turned.
import { expect, test } from 'vitest'
import { type CameraSight, cameraView } from '../../../geodata/camera/cameraView.ts'
import { indexFootprints } from '../../../geodata/camera/nearFootprints.ts'
import { type Footprints, isInside, wallMeters } from '../../../geodata/camera/standOff.ts'
import { createRandom, type Random } from '../../../geodata/random.ts'

const areaOf = (ring: Float64Array) => ring.reduce((sum, x, i) => sum + (i % 2 ? 0 : x * ring[(i + 3) % ring.length]! - ring[(i + 2) % ring.length]! * ring[i + 1]!), 0) / 2
const camera = (x: number, y: number, more: Partial<CameraSight> = {}): CameraSight => ({ xMeters: x, yMeters: y, kind: 'dome', azimuthDegrees: null, fieldOfViewDegrees: null, rangeMeters: 40, pixels: null, ...more })
const house = (x: number, y: number, width: number, depth: number, turned: number) =>
  [Float64Array.from([[0, 0], [1, 0], [1, 1], [0, 1]].flatMap(([a, b]) => [x + a! * width * Math.cos(turned) - b! * depth * Math.sin(turned), y + a! * width * Math.sin(turned) + b! * depth * Math.cos(turned)]))]

/** Rows of houses that share walls, all of a row turned alike, and single ones between. */
function town(random: Random): Footprints {
  const houses: Float64Array[][] = []
  for (let row = 0; row < 4; row++) {
    const [x, y, turned, depth] = [random() * 60 - 30, random() * 60 - 30, random() * 3, 5 + random() * 4]
    let along = 0
    for (let i = 0; i < 4; i++) {
      const width = 4 + random() * 5
      houses.push(house(x + along * Math.cos(turned), y + along * Math.sin(turned), width, depth, turned))
      along += width
    }
  }
  return houses
}

/** The plain way: many rays from where the eye was put, each to the nearest wall that it meets. */
function castArea(x: number, y: number, range: number, houses: Footprints, rays: number): number {
  const walls = houses.flatMap((rings) => rings.flatMap((ring) => Array.from({ length: ring.length / 2 }, (_, i) => { const j = (2 * i + 2) % ring.length; return [ring[2 * i]! - x, ring[2 * i + 1]! - y, ring[j]! - ring[2 * i]!, ring[j + 1]! - ring[2 * i + 1]!] as const })))
  let area = 0
  for (let ray = 0; ray < rays; ray++) {
    const [dx, dy] = [Math.cos(((ray + 0.5) / rays) * 2 * Math.PI), Math.sin(((ray + 0.5) / rays) * 2 * Math.PI)]
    let reach = range
    for (const [ax, ay, ex, ey] of walls) {
      const across = dx * ey - dy * ex
      const [distance, along] = [(ax * ey - ay * ex) / across, (ax * dy - ay * dx) / across]
      if (distance > 0 && along >= 0 && along <= 1 && distance < reach) reach = distance
    }
    area += (reach * reach * Math.PI) / rays
  }
  return area
}

test('on walls, corners, shared walls and a little inside: it sees what rays from its eye see, within 0.1 %, and never from within a house', () => {
  const random = createRandom(66)
  let looked = 0
  for (let round = 0; round < 12; round++) {
    const houses = town(random)
    const index = indexFootprints(houses)
    const [ring] = houses[Math.floor(random() * houses.length)]!
    const [i, j] = [round % 4, (round + 1) % 4]
    const [ax, ay, bx, by] = [ring![2 * i]!, ring![2 * i + 1]!, ring![2 * j]!, ring![2 * j + 1]!]
    const along = round % 3 === 0 ? 0 : random()
    const inwards = round % 3 === 2 ? 0.8 / Math.hypot(bx - ax, by - ay) : 0
    const at = [ax + along * (bx - ax) - inwards * (by - ay), ay + along * (by - ay) + inwards * (bx - ax)] as const
    const { seen, eye, moved } = cameraView(camera(...at), index)
    if (!seen) continue
    looked++
    expect(moved, `round ${round}`).not.toBeNull()
    expect(houses.some((rings) => isInside(eye.xMeters, eye.yMeters, rings)), `round ${round}`).toBe(false)
    const cast = castArea(eye.xMeters, eye.yMeters, 40, houses, 20_000)
    expect(Math.abs(areaOf(seen) / cast - 1), `round ${round}: ${areaOf(seen)} and ${cast}`).toBeLessThan(1e-3)
  }
  expect(looked).toBeGreaterThan(8)
})

test('turned and moved as a whole, with its azimuth, a camera at a wall sees as much', () => {
  const random = createRandom(67)
  for (let round = 0; round < 15; round++) {
    const houses = town(random)
    const [ring] = houses[3]!
    const at = [(ring![0]! + ring![2]!) / 2, (ring![1]! + ring![3]!) / 2] as const
    const looks = { kind: 'fixed', azimuthDegrees: random() * 360, fieldOfViewDegrees: 40 + random() * 200, pixels: 3840 } as const
    const [turned, x, y] = [random() * 6, random() * 1e4, random() * 1e4]
    const move = (a: number, b: number) => [x + a * Math.cos(turned) - b * Math.sin(turned), y + a * Math.sin(turned) + b * Math.cos(turned)] as const
    const moved = houses.map((rings) => rings.map((points) => Float64Array.from({ length: points.length }, (_, i) => move(points[i - (i % 2)]!, points[i - (i % 2) + 1]!)[i % 2]!)))
    const before = cameraView(camera(...at, looks), indexFootprints(houses))
    const after = cameraView(camera(...move(...at), { ...looks, azimuthDegrees: (looks.azimuthDegrees - (turned * 180) / Math.PI + 720) % 360 }), indexFootprints(moved))
    expect([after.moved, after.seen === null]).toEqual([before.moved, before.seen === null])
    if (!before.seen) continue
    const back = after.seen!.map((value, i) => value - (i % 2 ? y : x))
    expect(Math.abs(areaOf(back) - areaOf(before.seen)), `round ${round}`).toBeLessThan(Math.max(1, areaOf(before.seen)) * 1e-5)
  }
})

test('a house that comes can only take from a view, one that stands elsewhere changes nothing, and what is observed is part of what is seen', () => {
  const random = createRandom(68)
  for (let round = 0; round < 15; round++) {
    const houses = town(random)
    const stand = camera(0, 0, { rangeMeters: 35, pixels: 8000 })
    const bare = cameraView(stand, indexFootprints(houses))
    if (!bare.seen || bare.moved) continue
    const [more, far] = [house(8 + random() * 20, random() * 20 - 10, 6, 6, random() * 3), house(200, 200, 9, 9, 0)]
    const [fewer, same] = [cameraView(stand, indexFootprints([...houses, more])), cameraView(stand, indexFootprints([...houses, far]))]
    if (!isInside(0, 0, more)) expect(areaOf(fewer.seen!)).toBeLessThanOrEqual(areaOf(bare.seen) + 1e-6)
    expect(same).toEqual(bare)
    expect(areaOf(bare.observed!)).toBeLessThanOrEqual(areaOf(bare.seen) + 1e-6)
  }
})

test('at a long straight wall it sees half a circle and the strip before the wall, in closed form', () => {
  const wall = [Float64Array.of(-500, 0, 500, 0, 500, 30, -500, 30)]
  const { seen } = cameraView(camera(0, 0), indexFootprints([wall]))
  const half = 40 ** 2 * (Math.PI - Math.acos(wallMeters / 40)) + wallMeters * Math.sqrt(40 ** 2 - wallMeters ** 2)
  expect(Math.abs(areaOf(seen!) / half - 1)).toBeLessThan(2e-4)
})
