import { expect, test } from 'vitest'
import { patrolGpx } from '../../../geodata/format/patrolGpx.ts'

const stop = (name: string, change: object = {}) => ({ id: 'x', kind: 'hotspot' as const, name, hotspot: 0, checkpoint: null, hotspotId: null, checkpointId: null, place: [121.405, 31.205] as [number, number], arrivesAt: '2026-11-26T12:00:00.000Z', leavesAt: '2026-11-26T12:12:00.000Z', locked: false, ...change })

test('a route of stops and a track of the way for each team, elements in the order of the schema', () => {
  const gpx = patrolGpx({ name: '夜巡', from: '2026-11-26T12:00:00.000Z' }, [{ callSign: 'W1', stops: [stop('路口')], line: [[121.405, 31.205], [121.41, 31.2]] }, { callSign: 'W2', stops: [stop('', { kind: 'start' })], line: null }])
  expect(gpx.match(/<(metadata|rte|trk)>/g)).toEqual(['<metadata>', '<rte>', '<rte>', '<trk>'])
  expect(gpx).toContain('<rtept lat="31.205" lon="121.405"><time>2026-11-26T12:00:00.000Z</time><name>路口</name><desc>')
  expect(gpx).toContain('<trkpt lat="31.2" lon="121.41"/>')
  expect(gpx).toContain('<name>start</name>')
})

test('text cannot leave its element, and what XML cannot hold is left out', () => {
  const gpx = patrolGpx({ name: '</name><x a="1">&\u0001\ud800', from: '2026-11-26T12:00:00.000Z' }, [])
  expect(gpx).toContain('<name>&lt;/name&gt;&lt;x a=&quot;1&quot;&gt;&amp;</name>')
})
