import { describe, expect, it } from 'vitest'
import { guessColumns, guessNoun } from '../../../geodata/format/columns.ts'
import { csvLine } from '../../../geodata/format/csvCell.ts'
import { FeatureSplitter } from '../../../geodata/format/geojsonStream.ts'
import { insidePlace } from '../../../geodata/format/insidePlace.ts'
import { readTime } from '../../../geodata/format/localTime.ts'
import { readAngle, readDirection, readMeters } from '../../../geodata/format/osm/measure.ts'
import { namesOf } from '../../../geodata/format/osm/names.ts'
import { createReproject } from '../../../geodata/format/reproject.ts'
import { toWkbHex } from '../../../geodata/format/wkb.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'

describe('times of files', () => {
  it('reads local time in its zone, summer and winter, and keeps how exact it is', () => {
    // Independent reference: ISO offsets of Chicago, -06:00 in January and -05:00 in June.
    expect(readTime('2018-01-01T00:00:00', 'America/Chicago')).toEqual({ at: new Date('2018-01-01T00:00:00-06:00').toISOString(), precision: 'minute' })
    expect(readTime('06/30/2018 11:30 PM', 'America/Chicago')).toEqual({ at: new Date('2018-06-30T23:30:00-05:00').toISOString(), precision: 'minute' })
    expect(readTime('2012-07-01', 'America/Los_Angeles')).toEqual({ at: new Date('2012-07-01T00:00:00-07:00').toISOString(), precision: 'day' })
    expect(readTime('2018-04', 'Europe/London')).toEqual({ at: new Date('2018-04-01T00:00:00+01:00').toISOString(), precision: 'month' })
    expect(readTime('2024年3月5日 08:15', 'Asia/Shanghai')).toEqual({ at: new Date('2024-03-05T08:15:00+08:00').toISOString(), precision: 'minute' })
    expect(readTime('2015-03-07T00:15:31-06:00', 'Asia/Shanghai')?.at).toBe('2015-03-07T06:15:31.000Z')
  })
  it('takes the first of two hours when clocks go back, and refuses what is no time', () => {
    expect(readTime('2018-11-04 01:30', 'America/Chicago')?.at).toBe(new Date('2018-11-04T01:30:00-05:00').toISOString())
    for (const text of ['', 'yesterday', '2018-13-01', '2018-02-30', '2018-01-01 25:00', '0000-01-01']) expect(readTime(text, 'UTC'), text).toBeUndefined()
  })
})

describe('measures as mappers type them', () => {
  it('reads metres, feet, directions and angles', () => {
    expect(['3', '3 m', '5m', '3,5', '12 ft', `6'6"`].map(readMeters)).toEqual([3, 3, 5, 3.5, 12 * 0.3048, 6 * 0.3048 + 6 * 0.0254])
    expect(['high', '', '3-4'].map(readMeters)).toEqual([null, null, null])
    expect(['225', '225°', 'SW', '-90', '350-10', '45;90', 'left'].map(readDirection)).toEqual([225, 225, 225, 270, 0, 45, null])
    expect(['60', '60°', '0', '400', 'wide'].map(readAngle)).toEqual([60, 60, null, null, null])
  })
  it('puts a plain name where its script belongs', () => {
    expect(namesOf({ name: '淮海中路' })).toEqual({ nameZh: '淮海中路', nameEn: '' })
    expect(namesOf({ name: 'Frauenstraße' })).toEqual({ nameZh: '', nameEn: 'Frauenstraße' })
    expect(namesOf({ name: '人民广场', 'name:en': "People's Square" })).toEqual({ nameZh: '人民广场', nameEn: "People's Square" })
  })
})

describe('columns', () => {
  it('guesses what it knows and names what is missing', () => {
    const header = ['ID', 'Date', 'Primary Type', 'Latitude', 'Longitude']
    expect(guessNoun(header)).toBe('incidents')
    expect(guessColumns('incidents', header)).toEqual({ map: { id: 0, longitude: 4, latitude: 3, occurredAt: 1, category: 2 }, missing: [], ambiguous: [] })
    expect(guessColumns('incidents', ['a', 'Lat']).missing).toEqual(['longitude', 'occurredAt', 'category'])
    expect(guessColumns('incidents', ['lon', 'LON', 'lat', 'date', 'type']).ambiguous).toEqual([{ field: 'longitude', columns: ['lon', 'LON'] }])
    expect(guessColumns('incidents', ['经度', '纬度', '发生时间', '类别']).missing).toEqual([])
  })
  it('obeys --map and refuses fields and columns that do not exist', () => {
    expect(guessColumns('incidents', ['x1', 'y1', 'date', 'type'], { longitude: 'x1', latitude: 'y1' }).map).toMatchObject({ longitude: 0, latitude: 1 })
    expect(() => guessColumns('incidents', ['a', 'b'], { colour: 'a' })).toThrow('no field "colour"')
    expect(() => guessColumns('incidents', ['a', 'b'], { category: 'c' })).toThrow('no column "c"')
  })
})

describe('GeoJSON in pieces', () => {
  const features = [{ type: 'Feature', properties: { text: 'a "quoted\\" } ] brace' }, geometry: null }, { type: 'Feature', properties: { 名: '区' }, geometry: { type: 'Point', coordinates: [1, 2] } }]
  it('gives the same features however the text is cut', () => {
    const text = JSON.stringify({ type: 'FeatureCollection', crs: 1, features, after: [1] })
    for (const size of [1, 2, 3, 7, 50, 1000]) {
      const splitter = new FeatureSplitter()
      const found: string[] = []
      for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)))
      splitter.end()
      expect(found.map((each) => JSON.parse(each)), `pieces of ${size}`).toEqual(features)
    }
  })
  it('says when it was cut off, and when it is something else', () => {
    const cut = new FeatureSplitter()
    cut.push(JSON.stringify({ features }).slice(0, -30))
    expect(() => cut.end()).toThrow('middle of feature 2')
    expect(() => new FeatureSplitter().push('<html>')).toThrow('not GeoJSON')
  })
})

describe('places', () => {
  it('undoes the offsets of Chinese map services to about a metre', () => {
    // Reference: the published example of eviltransform (googollee), Shanghai: WGS 84 31.1774276, 121.5272106 is GCJ-02 31.17530398364597, 121.531541859215.
    const back = createReproject('GCJ-02')([121.531541859215, 31.17530398364597])
    expect(distanceMeters(back, [121.5272106, 31.1774276])).toBeLessThan(1.5)
    expect(() => createReproject('EPSG:99999')).toThrow('not known')
  })
  it('turns projected coordinates into degrees', () => {
    // Reference: EPSG guidance note 7-2, British National Grid example: E 577274.99, N 69740.50 is 50°30' N, 0°30' E on OSGB36; on WGS 84 about 100 m off.
    expect(distanceMeters(createReproject('EPSG:27700')([577274.99, 69740.5]), [0.5, 50.5])).toBeLessThan(150)
    expect(distanceMeters(createReproject('EPSG:32632')([500000, 5300000]), [9, 47.853])).toBeLessThan(100)
  })
  it('finds a place inside a bent shape, and outside of its hole', () => {
    const bent = { type: 'Polygon' as const, coordinates: [[[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]] as [number, number][]] }
    const holed = { type: 'Polygon' as const, coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[1, 1], [9, 1], [9, 9], [1, 9], [1, 1]]] as [number, number][][] }
    expect(pointInPolygon(insidePlace(bent), bent)).toBe(true)
    expect(pointInPolygon(insidePlace(holed), holed)).toBe(true)
  })
  it('writes EWKB as PostGIS does', () => {
    // select encode(st_asewkb(st_setsrid(st_makepoint(1, 2), 4326)), 'hex')
    expect(toWkbHex({ type: 'Point', coordinates: [1, 2] })).toBe('0101000020e6100000000000000000f03f0000000000000040')
  })
})

it('escapes what a spreadsheet would run', () => {
  expect(csvLine(['=1+1', '@x', '+49', '-12.5', -3, 'a "b", c', null])).toBe(`"'=1+1","'@x","'+49",-12.5,-3,"a ""b"", c",\r\n`)
})
