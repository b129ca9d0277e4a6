import { describe, expect, test } from 'vitest'
import { candidateViews, coverOfCells } from '../../../geodata/camera/candidateViews.ts'
import { cornerMounts, facadeMounts, settleMounts } from '../../../geodata/camera/mounts.ts'
import { indexFootprints, wallsOf } from '../../../geodata/camera/nearFootprints.ts'
import { placementDemand } from '../../../geodata/camera/placementDemand.ts'
import { publicGround } from '../../../geodata/camera/publicGround.ts'
import { viewshed } from '../../../geodata/camera/viewshed.ts'
import type { CameraOffer } from '../../../geodata/model/cameraPlacement.ts'
import { createRandom } from '../../../geodata/random.ts'

const box = (west: number, south: number, east: number, north: number) => [Float64Array.of(west, south, east, south, east, north, west, north)]
const offer = (change: Partial<CameraOffer> = {}): CameraOffer => ({ kind: 'fixed', fieldOfViewDegrees: 90, rangeMeters: 30, heightMeters: 4, pixels: 4_000, price: 1, most: null, ...change })
const none = indexFootprints([])
const area = [box(0, 0, 100, 100)]

/** Whether a point lies in a ring, by crossings: beside the code under test. */
function isInside(x: number, y: number, ring: Float64Array): boolean {
  let odd = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) if (ring[j + 1]! > y !== ring[i + 1]! > y && x < ring[j]! + ((ring[i]! - ring[j]!) * (y - ring[j + 1]!)) / (ring[i + 1]! - ring[j + 1]!)) odd = !odd
  return odd
}

describe('what candidates see', () => {
  test('each direction and kind sees the cells of its own visibility polygon, made for it alone', () => {
    const random = createRandom(2)
    const houses = Array.from({ length: 12 }, () => { const [x, y] = [random() * 80, random() * 80]; return box(x, y, x + 4 + random() * 10, y + 4 + random() * 10) })
    const index = indexFootprints(houses)
    const ground = publicGround({ area, buildings: houses, estates: [box(0, 0, 50, 40)] }, 2)
    const mounts = settleMounts(Array.from({ length: 15 }, () => ({ kind: 'drawn' as const, xMeters: random() * 100, yMeters: random() * 100 })), index, 100)
    const offers = [offer(), offer({ kind: 'dome', fieldOfViewDegrees: 360, rangeMeters: 20 })]
    const found = candidateViews(mounts, offers, ground, { all: index, homes: none, windowMeters: 10 }, () => {})
    expect(found.views.length).toBeGreaterThan(50)
    let [cells, off] = [0, 0]
    found.views.forEach(({ mount, offer: at, azimuthDegrees }, view) => {
      const { xMeters, yMeters } = mounts[mount]!
      const ring = viewshed({ xMeters, yMeters, azimuthDegrees: azimuthDegrees ?? 0, fieldOfViewDegrees: azimuthDegrees === null ? 360 : 90, rangeMeters: offers[at]!.rangeMeters }, wallsOf(index.near(xMeters, yMeters, 40)))
      const seen = new Set([...found.cells.subarray(found.start[view], found.start[view + 1]), ...found.homes.subarray(found.homesStart[view], found.homesStart[view + 1])])
      ground.kinds.forEach((kind, cell) => {
        if (kind !== 1 && kind !== 2) return
        const inside = isInside(((cell % ground.columns) + 0.5) * 2, (Math.floor(cell / ground.columns) + 0.5) * 2, ring)
        cells += Number(inside)
        off += Number(inside !== seen.has(cell))
      })
    })
    // Only where the middle of a cell lies on an edge to rounding, or between the chord of an arc and the arc.
    expect(off / cells).toBeLessThan(0.002)
  })

  test('a view with windows of homes near and square to it is told by their metres; one along the wall, or of the wall it hangs on, is not', () => {
    const home = [box(40, 50, 60, 60)]
    const index = indexFootprints(home)
    const ground = publicGround({ area, buildings: home }, 2)
    const look = (xMeters: number, yMeters: number) => {
      const { views, windows } = candidateViews([{ kind: 'drawn', xMeters, yMeters }], [offer()], ground, { all: index, homes: index, windowMeters: 15 }, () => {})
      return (azimuth: number) => { const at = views.findIndex(({ azimuthDegrees }) => azimuthDegrees === azimuth); return at < 0 ? 0 : windows[at]! }
    }
    // Ten metres south of the wall, looking north: 90 degrees see 20 m of it, of which those within 15 m count whole.
    expect(look(50, 40)(0)).toBeCloseTo(20, 0)
    expect(look(50, 40)(180)).toBe(0)
    expect(look(50, 30)(0)).toBe(0)
    expect(look(50, 49.95)(180)).toBe(0)
    // A metre and a half off the wall, looking along it: from 45 degrees on to where it is seen at 15, 1.5 / tan 45 to 1.5 / tan 15 metres away.
    expect(look(50, 48.5)(90)).toBeGreaterThanOrEqual(4)
    expect(look(50, 48.5)(90)).toBeLessThanOrEqual(5)
  })

  test('cells that the same candidates see are one demand, and nothing is lost or counted twice', () => {
    const ground = publicGround({ area, buildings: [box(30, 30, 60, 60)] }, 4)
    const index = indexFootprints([box(30, 30, 60, 60)])
    const mounts = settleMounts([...facadeMounts([box(30, 30, 60, 60)]), ...cornerMounts([[[0, 20], [50, 20], [100, 20]], [[50, 0], [50, 20], [20, 20]]])], index, 100)
    expect(mounts.some(({ kind }) => kind === 'corner')).toBe(true)
    const found = candidateViews(mounts, [offer()], ground, { all: index, homes: none, windowMeters: 10 }, () => {})
    const { worth } = placementDemand(ground, [[50, 20], [50, 21], [90, 90]], () => true, { ground: 0.5, incidents: 0.5, unvisited: 0 })
    expect(worth.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
    const cover = coverOfCells(found, worth)
    expect(cover.worth.length).toBeLessThan(new Set(found.cells).size)
    found.views.forEach((_, view) => {
      const [plain, merged] = [found.cells.subarray(found.start[view], found.start[view + 1]).reduce((sum, cell) => sum + worth[cell]!, 0), cover.demand.subarray(cover.start[view], cover.start[view + 1]).reduce((sum, demand) => sum + cover.worth[demand]!, 0)]
      expect(merged).toBeCloseTo(plain, 12)
    })
  })
})

describe('where a camera could hang', () => {
  test('at corners where three ways meet, off every street; not at a bend or where a street merely goes on', () => {
    const corners = cornerMounts([[[0, 0], [50, 0], [100, 0]], [[50, 0], [50, 40], [90, 80]]])
    expect(corners.length).toBe(3)
    for (const { xMeters, yMeters } of corners) {
      expect(Math.hypot(xMeters - 50, yMeters)).toBeLessThan(13)
      expect(Math.abs(yMeters)).toBeGreaterThan(6.9)
      expect(yMeters < 0 || Math.abs(xMeters - 50) > 6.9).toBe(true)
    }
  })
  test('on walls and not in them, none twice, and no mast inside of a house', () => {
    const house = [box(20, 20, 60, 30)]
    const index = indexFootprints(house)
    const mounts = settleMounts([...facadeMounts(house), ...facadeMounts(house), { kind: 'corner', xMeters: 40, yMeters: 25 }], index, 100)
    expect(mounts).toHaveLength(6)
    for (const { xMeters, yMeters } of mounts) expect(isInside(xMeters, yMeters, house[0]![0]!)).toBe(false)
  })
  test('what nobody looks at for want of ground is worth nothing: incidents in estates are left out', () => {
    const ground = publicGround({ area, buildings: [], estates: [box(0, 0, 100, 50)] }, 5)
    const { worth, counted, leftOut } = placementDemand(ground, [[50, 10], [50, 90]], () => false, { ground: 0, incidents: 1, unvisited: 0 })
    expect([counted, leftOut]).toEqual([1, 1])
    ground.kinds.forEach((kind, cell) => { if (kind !== 1) expect(worth[cell]).toBe(0) })
  })
})
