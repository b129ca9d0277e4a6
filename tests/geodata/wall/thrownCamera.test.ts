import { expect, test } from 'vitest'
import { aloneCamera } from '../../../geodata/wall/screenCamera.ts'
import { sameContent } from '../../../geodata/wall/sameView.ts'
import { thrownCamera } from '../../../geodata/wall/thrownCamera.ts'
import { View } from '../../../geodata/model/view.ts'

const camera = { lng: 121.4, lat: 31.2, zoom: 14.3, bearing: 20, pitch: 40 }
const screen = { x: 1214, y: 0, width: 1210, height: 680 }

/** Metres of mercator across a map at the equator: MapLibre's world is 512 px at zoom 0. */
const groundAcross = (pixels: number, zoom: number) => pixels / (512 * 2 ** zoom)

test.each([[1400, 800], [1400, 500], [390, 700], [3000, 2900]])('what a desk of %i by %i sees is all on the screen, and its nearer side fills it', (width, height) => {
  const pixels = { width: 3840, height: 2160 }
  const own = aloneCamera(thrownCamera(camera, { width, height }, screen), screen, pixels)
  const across = groundAcross(pixels.width, own.zoom) / groundAcross(width, camera.zoom)
  const down = groundAcross((pixels.width * screen.height) / screen.width, own.zoom) / groundAcross(height, camera.zoom)
  expect(Math.min(across, down)).toBeCloseTo(1, 6)
  expect(own).toMatchObject({ bearing: 20, pitch: 40 })
  expect(own.lng).toBeCloseTo(camera.lng, 9)
})

test('views show the same whatever the order of their keys, where they look, and by day or night', () => {
  const view = View.parse({ camera, layers: ['zones', 'incidents'], zoneFigure: 'none', time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null, theme: 'dark', selection: null })
  const turned = Object.fromEntries(Object.entries({ ...view, camera: { ...camera, zoom: 3 }, theme: 'light' as const, cover: undefined }).toReversed()) as unknown as View
  expect(sameContent(view, turned)).toBe(true)
  expect(sameContent(view, { ...view, layers: ['zones'] })).toBe(false)
  expect(sameContent(view, { ...view, time: { lastHours: 25 } })).toBe(false)
})
