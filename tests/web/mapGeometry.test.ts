import { describe, expect, it } from 'vitest'
import { areaSquareMeters } from '../../geodata/geometry/areaSquareMeters.ts'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { pointInPolygon } from '../../geodata/geometry/pointInPolygon.ts'
import { roundedCamera, sameCamera } from '../../web/map/camera.ts'
import { coverageCells } from '../../web/map/coverageCells.ts'
import { areaText, coverageText, distanceText } from '../../web/map/format.ts'
import { headingOf, patrolPoints, trailLines } from '../../web/map/layers/patrols.ts'
import { communityPoints } from '../../web/map/layers/zoneLabels.ts'
import { measureDrawing, measurementOf } from '../../web/map/tools/measure.ts'
import { roundBreaks } from '../../web/map/zoneClasses.ts'

const place: [number, number] = [118.62, 31.42]

describe('coverage cells', () => {
  it('hold the places that fall into them', () => {
    const { x, y } = mercatorOf(place)
    const [cell] = coverageCells({ level: 20, cells: { x: [x >>> 11], y: [y >>> 11], seconds: [90] } }).features
    expect(pointInPolygon(place, cell!.geometry)).toBe(true)
    expect(cell!.properties.minutes).toBe(1.5)
    // 40,075 km / 2^20 at 31.42 degrees north; the mercator cell is square on the ground within 1 %.
    const side = (40_075_016.7 / 2 ** 20) * Math.cos((31.42 * Math.PI) / 180)
    expect(areaSquareMeters(cell!.geometry) / side ** 2).toBeCloseTo(1, 2)
  })
  it('refuse columns of different length', () => {
    expect(() => coverageCells({ level: 20, cells: { x: [1, 2], y: [1], seconds: [1] } })).toThrow('coverage columns hold 2, 1 and 1 values')
  })
})

describe('measuring', () => {
  const corners: [number, number][] = [[118.62, 31.42], [118.63, 31.42], [118.63, 31.43], [118.62, 31.43]]
  it('tells metres along the clicks, and metres and square metres of a closed area', () => {
    const line = measurementOf('measureDistance', corners, false)
    expect(line.areaSquareMeters).toBeNull()
    expect(line.distanceMeters).toBeCloseTo(distanceMeters(corners[0]!, corners[1]!) + distanceMeters(corners[1]!, corners[2]!) + distanceMeters(corners[2]!, corners[3]!), 6)
    const area = measurementOf('measureArea', corners, true)
    expect(area.distanceMeters! - line.distanceMeters!).toBeCloseTo(distanceMeters(corners[3]!, corners[0]!), 6)
    // Width by height at the middle latitude.
    expect(area.areaSquareMeters! / (distanceMeters([118.62, 31.425], [118.63, 31.425]) * distanceMeters(corners[1]!, corners[2]!))).toBeCloseTo(1, 4)
  })
  it('has no figure before there is one, and labels the last corner', () => {
    expect(measurementOf('measureArea', corners.slice(0, 2), false).areaSquareMeters).toBeNull()
    expect(measurementOf('measureDistance', corners.slice(0, 1), false).distanceMeters).toBeNull()
    const { features } = measureDrawing('measureDistance', corners.slice(0, 1), corners[1]!)
    expect(features.map(({ geometry }) => geometry.type)).toEqual(['Point', 'LineString', 'Point'])
    expect(features.at(-1)).toMatchObject({ properties: { label: '951 m' }, geometry: { coordinates: corners[1] } })
  })
  it('writes figures with the unit people expect', () => {
    expect([9.94, 640, 1250, 12_345].map(distanceText)).toEqual(['9.9 m', '640 m', '1.25 km', '12.3 km'])
    expect([850, 32_000, 1_250_000].map(areaText)).toEqual(['850 m²', '3.20 ha', '1.25 km²'])
    expect([0.5, 3.27, 45.2, 150].map((minutes) => coverageText(minutes, 'en'))).toEqual(['30 s', '3.3 min', '45 min', '2.5 h'])
  })
})

describe('patrols', () => {
  const at = Date.parse('2026-11-22T00:00:00Z')
  const position = (teamId: number, secondsAgo: number) => ({ teamId, areaId: 1, callSign: `巡逻0${teamId}`, at: new Date(at - secondsAgo * 1000).toISOString(), lng: 118.62, lat: 31.42, speedMetersPerSecond: null })
  it('point where they moved, and nowhere while they stand in the noise of their receiver', () => {
    expect(headingOf({ teamId: 1, at: [1, 2], coordinates: [[118.62, 31.42], [118.62, 31.421]] })).toBeCloseTo(0, 6)
    expect(headingOf({ teamId: 1, at: [1, 2, 3], coordinates: [[118.62, 31.42], [118.621, 31.42], [118.62101, 31.42]] })).toBeCloseTo(90, 1)
    expect(headingOf({ teamId: 1, at: [1, 2], coordinates: [[118.62, 31.42], [118.62001, 31.42001]] })).toBeNull()
    expect(headingOf(undefined)).toBeNull()
  })
  it('age: fresh to one minute, stale after five', () => {
    const { features } = patrolPoints({ positions: [position(1, 5), position(2, 61), position(3, 301)], trails: [], teams: [], now: at })
    expect(features.map(({ properties }) => properties!.age)).toEqual([0, 1, 2])
  })
  it('draw no trail of a single fix', () => {
    expect(trailLines([{ teamId: 1, at: [1], coordinates: [[118.62, 31.42]] }]).features).toEqual([])
  })
})

describe('labels and classes', () => {
  it('names a community in the middle of its households', () => {
    const zone = (id: number, lng: number, households: number) => ({ id, areaId: 7, code: '0', nameZh: '', nameEn: '', households, center: [lng, 31] as [number, number] })
    const areas = [{ id: 7, parentId: null, level: 'community' as const, code: '', nameZh: '秋浦', nameEn: '', households: 0 }, { id: 8, parentId: null, level: 'community' as const, code: '', nameZh: '空', nameEn: '', households: 0 }]
    const { features } = communityPoints({ zones: [zone(1, 118, 300), zone(2, 119, 100)], areas })
    expect(features.map(({ id, geometry }) => [id, geometry.coordinates])).toEqual([[7, [118.25, 31]]])
  })
  it('cuts classes at rising round numbers, fewer where values repeat', () => {
    expect(roundBreaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)).toEqual([3, 5, 7, 9])
    expect(roundBreaks([0, 0, 0, 0, 0, 0, 0, 0, 12, 100], 5)).toEqual([12])
    expect(roundBreaks([1234, 2345, 3456, 4567, 5678], 5)).toEqual([2300, 3500, 4600, 5700])
    expect(roundBreaks([5, 5, 5], 5)).toEqual([])
  })
})

it('takes cameras for the same when they agree to what the URL holds', () => {
  const value = { lng: 118.6200004, lat: 31.42, zoom: 14.004, bearing: -0, pitch: 0.04 }
  expect(roundedCamera(value)).toEqual({ lng: 118.62, lat: 31.42, zoom: 14, bearing: 0, pitch: 0 })
  expect(Object.is(roundedCamera(value).bearing, 0)).toBe(true)
  expect(sameCamera(value, { lng: 118.62, lat: 31.42, zoom: 14, bearing: 0, pitch: 0 })).toBe(true)
  expect(sameCamera(value, { ...value, zoom: 14.02 })).toBe(false)
})
