import { describe, expect, test } from 'vitest'
import { sheetForms } from '../../web/map/picture/sheetForm.ts'
import { metersPerUnit, roundMeters, scaleNumber } from '../../web/map/picture/sheetScale.ts'
import { mapAddress, shortPath } from '../../web/panels/links.ts'

describe('a sheet for paper', () => {
  test('A4 and A3 at 300 dots an inch are as large as ISO 216 says, to half a dot', () => {
    for (const [id, width, height] of [['a4', 297, 210], ['a3', 420, 297]] as const) {
      expect(Math.abs((sheetForms[id].width / 300) * 25.4 - width)).toBeLessThan(25.4 / 300 / 2)
      expect(Math.abs((sheetForms[id].height / 300) * 25.4 - height)).toBeLessThan(25.4 / 300 / 2)
    }
  })
  test('each map has a whole number of its own pixels, lies on the sheet, and leaves the head, the foot and the legend their room', () => {
    for (const form of Object.values(sheetForms)) {
      expect(Number.isInteger(form.map.width / form.map.magnification) && Number.isInteger(form.map.height / form.map.magnification), form.id).toBe(true)
      expect(Number.isInteger(form.map.width) && Number.isInteger(form.map.height), form.id).toBe(true)
      expect(form.units.foot).toBeGreaterThanOrEqual(84)
      expect(form.units.side).toBeGreaterThanOrEqual(800)
      expect(form.units.side * form.factor + form.map.width).toBeCloseTo(form.width, 6)
    }
  })
  test('the number of the scale is that of the OGC: at zoom 0 of 512 px tiles and 0.28 mm pixels 1:279,541,132', () => {
    // OGC 17-083r4, WebMercatorQuad: scale denominator 559082264.028717 at level 0 of 256 px tiles.
    const perPixel = metersPerUnit({ lat: 0, zoom: 0 }, 1)
    expect(perPixel / 0.00028).toBeCloseTo(559_082_264.028717 / 2, -3)
    expect(scaleNumber(perPixel, 25.4 / 0.28)).toBe(280_000_000)
    expect(scaleNumber(metersPerUnit({ lat: 60, zoom: 10 }, 2), 300)).toBe(Number(((perPixel / 1024 / 2 / 2) * (300 / 0.0254)).toPrecision(3)))
  })
  test('the bar of the scale is a round length, no longer than its room', () => {
    expect([999, 1000, 1001, 0.7, 20, 49.9].map(roundMeters)).toEqual([500, 1000, 1000, 0.5, 20, 20])
  })
})

describe('short addresses', () => {
  test('each thing has one, the map opens with it chosen and goes there; a unit of an answer and a point live in their view alone', () => {
    expect(shortPath({ noun: 'zone', id: 3 })).toBe('/zones/3')
    expect(shortPath({ noun: 'incident', id: '0190d5a0-0000-7000-8000-000000000001' })).toBe('/incidents/0190d5a0-0000-7000-8000-000000000001')
    expect(shortPath({ noun: 'unit', id: 3 })).toBeNull()
    expect(shortPath({ noun: 'point', lng: 1, lat: 2 })).toBeNull()
    expect(mapAddress('camera', '7', 'cameras')).toEqual({ path: '/', query: { l: 'cameras', s: 'camera:7', go: '1' } })
  })
})
