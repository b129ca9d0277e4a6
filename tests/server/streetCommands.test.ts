// `fangcun route` and `fangcun match` on plain files: what they say, write and refuse.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FeatureCollection, LineString } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchFiles } from '../../server/streets/matchFiles.ts'
import { readTrack } from '../../server/streets/readTrack.ts'
import { routeFiles } from '../../server/streets/routeFiles.ts'

const samples = process.env.FANGCUN_SAMPLES ?? join(import.meta.dirname, '../../../shared/data')
let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'streets-')) })
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path }
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection<LineString, Record<string, unknown>>
const line = (id: string, coordinates: number[][], properties: object = {}) => ({ type: 'Feature', properties: { osm_id: id, highway: 'residential', ...properties }, geometry: { type: 'LineString', coordinates } })
const streets = () => write('streets.geojson', JSON.stringify({ type: 'FeatureCollection', features: [
  line('w1', [[11.57, 48.13], [11.57, 48.134]], { name: 'Lange Gasse', opening_hours: '06:00-22:00' }), line('w2', [[11.57, 48.134], [11.575, 48.134]], { name: 'Querweg', highway: 'footway' }), line('w3', [[11.58, 48.13], [11.58, 48.131]], { name: 'Insel' }),
  { type: 'Feature', properties: { osm_id: 'n1', barrier: 'gate', locked: 'yes' }, geometry: { type: 'Point', coordinates: [11.57, 48.1300] } },
] }))
const flags = { profile: 'foot', timeZone: 'Europe/Berlin' } as const

test('a way is told in words and written; what is cut off is named', async () => {
  const out = join(folder, 'way.geojson')
  const said = (await routeFiles({ ...flags, streets: streets(), from: [11.57, 48.131], to: [11.574, 48.134], out })).join('\n')
  expect(said).toMatch(/way: 631 m, 8\.1 min at 1\.3 m\/s\n +334 m {2}start +Lange Gasse\n +298 m {2}right +Querweg/)
  expect(said).toContain('warning: these streets lie in 2 parts that do not join')
  expect(said).toContain(': Insel')
  expect(read(out).features[0]).toMatchObject({ properties: { profile: 'foot', meters: 631.3 }, geometry: { coordinates: [[11.57, 48.131], [11.57, 48.134], [11.574, 48.134]] } })
  await expect(routeFiles({ ...flags, streets: streets(), from: [11.57, 48.131], to: [11.58, 48.1305] })).rejects.toThrow(/--to is cut off: its streets join the others nowhere[\s\S]*There is no way/)
  await expect(routeFiles({ ...flags, streets: streets(), from: [48.131, 11.57], to: [11.574, 48.134] })).rejects.toThrow('--from is cut off: no street of this profile is near (the streets of the file lie between 11.5700,48.1300 and 11.5800,48.1340)')
  await expect(routeFiles({ ...flags, streets: streets(), from: [11.57, 48.131], to: [11.574, 48.134], profile: 'car' })).rejects.toThrow(/There is no way/)
  await expect(routeFiles({ ...flags, streets: streets(), from: [11.57, 48.131], to: [11.574, 48.134], at: '2026-03-02T23:00:00+01:00' })).rejects.toThrow(/1 streets by the hour/)
  await expect(routeFiles({ ...flags, streets: write('none.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"highway":"bench"},"geometry":null}]}'), from: [0, 0], to: [1, 1] })).rejects.toThrow(/has no streets/)
})

const clock = (second: number) => new Date(Date.UTC(2026, 2, 2, 12, 0, second)).toISOString()
const rows = Array.from({ length: 30 }, (_, i) => [clock(i * 8), 11.57 + (i % 2 ? 0.00003 : -0.00003), 48.131 + i * 0.0001] as const)

test('a track is matched from CSV and from GPX alike, with what was left aside', async () => {
  const [csv, gpx, out] = [write('walk.csv', ['device,time,lon,lat', ...rows.map(([at, lng, lat]) => `A,${at},${lng},${lat}`), `A,${clock(4)},0,0`, 'A,,11.57,48.13'].join('\n')), write('walk.gpx', `<gpx version="1.1"><trk><trkseg>${rows.map(([at, lng, lat]) => `<trkpt lat="${lat}" lon="${lng}"><time>${at}</time></trkpt>`).join('')}</trkseg></trk></gpx>`), join(folder, 'matched.geojson')]
  const said = (await matchFiles({ ...flags, streets: streets(), track: csv, out, noise: 5, gap: 180 })).join('\n')
  expect(said).toContain('tracks: 1; 1 rows without a place or a time')
  expect(said).toContain('fixes: 30 of 31 matched; left aside: 1 no place (0, 0)')
  expect(said).toContain('on streets: 3.9 min, 3.9 min of it for certain')
  const features = read(out).features
  expect(features.reduce((sum, { properties }) => sum + Number(properties.seconds), 0)).toBe(232)
  expect(features.every(({ properties }) => properties.street === 'w1' && properties.vehicle === 'A')).toBe(true)
  const again = (await matchFiles({ ...flags, streets: streets(), track: gpx, out, noise: 5, gap: 180 })).join('\n')
  expect(again).toContain('fixes: 30 of 30 matched')
  await expect(matchFiles({ ...flags, streets: streets(), track: write('no.csv', 'a,b\n1,2'), out, noise: 5, gap: 180 })).rejects.toThrow(/no column was found for longitude, latitude, at/)
})

test('buses of Austin as they were sent: nothing is lost, (0, 0) and gaps are told', async () => {
  const { tracks, unread } = await readTrack(join(samples, 'austin/vehicle_positions_2017-04-18.csv.gz'), 'America/Chicago')
  const fixes = [...tracks.values()].flat()
  expect([tracks.size, fixes.length, unread, fixes.filter(({ place: [lng, lat] }) => lng === 0 && lat === 0).length]).toEqual([320, 44_300, 0, 22])
})
