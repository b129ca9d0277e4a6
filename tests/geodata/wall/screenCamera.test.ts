import fc from 'fast-check'
import proj4 from 'proj4'
import { expect, test } from 'vitest'
import type { WallRect } from '../../../geodata/model/mapWall.ts'
import type { View } from '../../../geodata/model/view.ts'
import { aloneCamera, deskRect, screenCamera, sharedCamera, wallWidthPixels, type Viewport } from '../../../geodata/wall/screenCamera.ts'
import { wallBox } from '../../../geodata/wall/wallBox.ts'

type Camera = View['camera']

/**
 * Reference: metres of EPSG:3857 by proj4 at a pixel of a map seen from above, from the definition of its zoom (the world is 512 px wide at zoom 0, and its bearing is up).
 * Written without the functions under test.
 */
function metersAt({ lng, lat, zoom, bearing }: Camera, { width, height }: Viewport, [px, py]: [number, number]): [number, number] {
  const [x, y] = proj4('EPSG:4326', 'EPSG:3857', [lng, lat]) as [number, number]
  const metersPerPixel = (2 * Math.PI * 6_378_137) / (512 * 2 ** zoom)
  const [right, up] = [(px - width / 2) * metersPerPixel, (height / 2 - py) * metersPerPixel]
  const b = (bearing * Math.PI) / 180
  // Up points to the bearing, right a quarter turn on.
  return [x + right * Math.cos(b) + up * Math.sin(b), y - right * Math.sin(b) + up * Math.cos(b)]
}
/** The pixel of a screen over a place of the wall, millimetres from its corner; beyond its edge too. */
const pixelOf = (rect: WallRect, { width, height }: Viewport, mm: { x: number; y: number }): [number, number] => {
  const density = width / rect.width
  return [width / 2 + (mm.x - rect.x - rect.width / 2) * density, height / 2 + (mm.y - rect.y - rect.height / 2) * density]
}

const camera = fc.record({ lng: fc.double({ min: -179, max: 179, noNaN: true }), lat: fc.double({ min: -70, max: 70, noNaN: true }), zoom: fc.double({ min: 8, max: 20, noNaN: true }), bearing: fc.double({ min: -180, max: 180, noNaN: true }), pitch: fc.constant(0) })
const rect = fc.record({ x: fc.double({ min: 0, max: 6000, noNaN: true }), y: fc.double({ min: 0, max: 3000, noNaN: true }), width: fc.double({ min: 300, max: 2000, noNaN: true }), height: fc.double({ min: 200, max: 1200, noNaN: true }) })
const viewport = fc.record({ width: fc.integer({ min: 300, max: 3840 }), height: fc.integer({ min: 200, max: 2160 }) })

/** As far apart as a tenth of a millimetre of the wall. */
function expectSameGround(a: [number, number], b: [number, number], shared: Camera, box: WallRect) {
  const metersPerMm = ((2 * Math.PI * 6_378_137) / (512 * 2 ** shared.zoom)) * (wallWidthPixels / box.width)
  const world = 2 * Math.PI * 6_378_137
  const apart = Math.abs(a[0] - b[0]) % world
  expect(Math.min(apart, world - apart)).toBeLessThan(metersPerMm / 10)
  expect(Math.abs(a[1] - b[1])).toBeLessThan(metersPerMm / 10)
}

test('two screens agree on the ground under every place of the wall, through bezels, whatever their sizes, pixels and the bearing', () => {
  fc.assert(fc.property(camera, rect, viewport, rect, viewport, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (shared, a, pixelsA, b, pixelsB, u, v) => {
    const box = wallBox([a, b])!
    const place = { x: box.x + box.width * u, y: box.y + box.height * v }
    const ground = ([own, pixels]: [WallRect, Viewport]) => metersAt(screenCamera(shared, own, pixels, box), pixels, pixelOf(own, pixels, place))
    expectSameGround(ground([a, pixelsA]), ground([b, pixelsB]), shared, box)
  }))
})

test('beside each other with a bezel of 20 mm, the ground goes on 20 mm further', () => {
  const [left, right] = [{ x: 0, y: 0, width: 1210, height: 680 }, { x: 1230, y: 0, width: 1210, height: 680 }]
  const box = wallBox([left, right])!
  const shared = { lng: 121.45, lat: 31.22, zoom: 14, bearing: 0, pitch: 0 }
  const [four, two] = [{ width: 3840, height: 2160 }, { width: 1920, height: 1080 }]
  const edgeLeft = metersAt(screenCamera(shared, left, four, box), four, [3840, 1080])
  const edgeRight = metersAt(screenCamera(shared, right, two, box), two, [0, 540])
  const metersPerMm = ((2 * Math.PI * 6_378_137) / (512 * 2 ** 14)) * (1280 / 2440)
  expect(edgeRight[0] - edgeLeft[0]).toBeCloseTo(20 * metersPerMm, 3)
  expect(edgeRight[1] - edgeLeft[1]).toBeCloseTo(0, 3)
  // Twice the pixels on the same glass: one zoom further in.
  expect(screenCamera(shared, left, four, box).zoom - screenCamera(shared, left, two, box).zoom).toBeCloseTo(1, 12)
})

test('the whole wall on one screen shows the ground of a map of its nominal width, tilted where it stands alone', () => {
  const own = { x: 40, y: 10, width: 1210, height: 680 }
  const view = { lng: 11.5, lat: 48.1, zoom: 13, bearing: 30, pitch: 60 }
  const alone = screenCamera(view, own, { width: wallWidthPixels, height: 720 }, own)
  expect(alone.lng).toBeCloseTo(view.lng, 9)
  expect(alone.lat).toBeCloseTo(view.lat, 9)
  expect([alone.zoom, alone.bearing, alone.pitch]).toEqual([13, 30, 0])
  expect(aloneCamera(view, own, { width: wallWidthPixels, height: 720 })).toEqual({ ...alone, pitch: 60 })
})

test('from a desk over the wall back to the shared camera, and what the desk shows holds the wall', () => {
  fc.assert(fc.property(camera, rect, viewport, (shared, box, pixels) => {
    const desk = deskRect(box, pixels)
    expect(desk.width / desk.height).toBeCloseTo(pixels.width / pixels.height, 6)
    expect(desk.width).toBeGreaterThanOrEqual(box.width - 1e-6)
    expect(desk.height).toBeGreaterThanOrEqual(box.height - 1e-6)
    const back = sharedCamera(screenCamera(shared, desk, pixels, box), desk, pixels, box)
    expect(back.zoom).toBeCloseTo(shared.zoom, 9)
    expect(back.lng).toBeCloseTo(shared.lng, 7)
    expect(back.lat).toBeCloseTo(shared.lat, 7)
  }))
})

test('no screens, no box', () => expect(wallBox([])).toBeNull())
