import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GpxError, readGpx } from '../../../geodata/format/gpx.ts'
import { fixesOfTraccarJson, fixOfOsmand, timeOfText } from '../../../geodata/format/osmand.ts'
import { fixOfOwntracks } from '../../../geodata/format/owntracks.ts'

const nowMs = Date.parse('2026-03-01T08:00:00Z')

describe('times as apps write them', () => {
  it.each([
    ['1772352000', '2026-03-01T08:00:00.000Z'], ['1772352000.5', '2026-03-01T08:00:00.500Z'], ['1772352000123', '2026-03-01T08:00:00.123Z'], ['2026-03-01T16:00:00+08:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T16:00:00 08:00', '2026-03-01T08:00:00.000Z'], ['2026-03-01 08:00:00', '2026-03-01T08:00:00.000Z'], ['', '2026-03-01T08:00:00.000Z'], ['yesterday', 'yesterday'], ['9999999999999999', '9999999999999999'], ['2026-13-01T00:00:00Z', '2026-13-01T00:00:00Z'],
  ])('%s', (text, expected) => expect(timeOfText(text, nowMs)).toBe(expected))
})

describe('fixes of apps', () => {
  it('of OsmAnd and of Traccar, whose speed is in knots', () => {
    const fields = { lat: '31.2', lon: '121.4', timestamp: '1772352000', speed: '2', accuracy: '5', hdop: '3', batt: '90' }
    expect(fixOfOsmand(fields, { nowMs, knots: false })).toEqual({ at: '2026-03-01T08:00:00.000Z', lat: 31.2, lng: 121.4, speedMetersPerSecond: 2, accuracyMeters: 5 })
    expect(fixOfOsmand(fields, { nowMs, knots: true })).toMatchObject({ speedMetersPerSecond: expect.closeTo(1.0289, 4) })
    expect(fixOfOsmand({ location: '31.2,121.4', speed: '-1', accuracy: '' }, { nowMs, knots: true })).toEqual({ at: '2026-03-01T08:00:00.000Z', lat: 31.2, lng: 121.4 })
    // What is no number is left to be refused by its name.
    expect(fixOfOsmand({ lat: 'north' }, { nowMs, knots: true })).toEqual({ at: '2026-03-01T08:00:00.000Z', lat: 'north' })
  })

  it('of the JSON of Traccar, one or several, whatever else comes', () => {
    const location = { timestamp: '2026-03-01T08:00:00.000Z', coords: { latitude: 31.2, longitude: 121.4, accuracy: -1, speed: 1 }, battery: { level: 1 } }
    expect(fixesOfTraccarJson({ location: [location, location] }, { nowMs })).toEqual(Array(2).fill({ at: location.timestamp, lat: 31.2, lng: 121.4, speedMetersPerSecond: 1 }))
    fc.assert(fc.property(fc.jsonValue(), (body) => {
      for (const fix of [...fixesOfTraccarJson(body, { nowMs }), ...fixesOfTraccarJson({ location: body }, { nowMs })]) expect(fix).toHaveProperty('at', expect.any(String))
    }))
  })

  it('of OwnTracks, whose other messages are none', () => {
    expect(fixOfOwntracks({ _type: 'location', lat: 31.2, lon: 121.4, tst: 1772352000, acc: 5, vel: 36 })).toEqual({ at: '2026-03-01T08:00:00.000Z', lat: 31.2, lng: 121.4, accuracyMeters: 5, speedMetersPerSecond: 10 })
    expect(fixOfOwntracks({ _type: 'location', lat: 31.2, lon: 121.4, tst: 'now', acc: -1, vel: null })).toEqual({ at: 'now', lat: 31.2, lng: 121.4 })
    for (const other of [{ _type: 'lwt' }, null, [], 'location']) expect(fixOfOwntracks(other)).toBeUndefined()
  })
})

describe('GPX', () => {
  const gpx = (inside: string) => `<?xml version="1.0"?>\n<gpx version="1.1">${inside}</gpx>`
  it('gives the points of tracks that have times, with a prefix too, and leaves waypoints, comments and the rest', () => {
    const text = gpx(`<metadata><time>2026-03-01T07:00:00Z</time></metadata><wpt lat="1" lon="2"><time>2026-03-01T07:00:00Z</time></wpt><!-- <trkpt lat="3" lon="3"><time>2026-03-01T07:00:00Z</time></trkpt> -->
      <trk><name><![CDATA[a <trkpt> b]]></name><trkseg><trkpt lon='121.4' lat='31.2'><ele>3</ele><time>2026-03-01T08:00:00Z</time><speed>1.5</speed></trkpt><trkpt lat="31.3" lon="121.5"/><trkpt lat="31.3" lon="121.5"></trkpt></trkseg></trk>
      <g:trkpt lat="31.4" lon="121.6"><g:time> 2026-03-01T08:00:10Z </g:time></g:trkpt>`)
    expect(readGpx(text)).toEqual({ fixes: [{ at: '2026-03-01T08:00:00Z', lng: 121.4, lat: 31.2, speedMetersPerSecond: 1.5 }, { at: '2026-03-01T08:00:10Z', lng: 121.6, lat: 31.4 }], untimed: 2 })
  })

  it('is refused with entities or a document type, cut off, too long, or when it is something else', () => {
    const point = '<trkpt lat="1" lon="1"><time>2026-03-01T08:00:00Z</time></trkpt>'
    for (const text of [`<!DOCTYPE gpx SYSTEM "http://127.0.0.1/x.dtd">${gpx(point)}`, gpx(`<!ENTITY a "b">${point}`), gpx(`${point}<trkpt lat="1"`), gpx('<trkpt lat="1" lon="1"><time>2026'), gpx('<!-- no end'), '<kml/>', '']) expect(() => readGpx(text), text).toThrow(GpxError)
    expect(() => readGpx(gpx(point.repeat(11)), 10)).toThrow(GpxError)
  })

  it('never takes time beyond its length, whatever the text is', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('<', '>', '<gpx>', '<trkpt ', 'lat="', '"', '/>', '<!--', '-->', '</trkpt>', '<time>', 'a'), { maxLength: 60 }), (parts) => {
      try { readGpx(`<gpx>${parts.join('')}`) } catch (error) { expect(error).toBeInstanceOf(GpxError) }
    }))
  })
})
