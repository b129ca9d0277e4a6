import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverageOf } from '../../server/import/coverage.ts'
import { importFile } from '../../server/import/importFile.ts'
import type { ImportOptions } from '../../server/import/types.ts'
import { undoImport } from '../../server/import/undo.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { collection, importFolder, incidentsCsv, square } from './import.files.ts'

let database: FreshDatabase
const { folder, put } = importFolder()
const load = (files: string[], options: Partial<ImportOptions> = {}) => importFile(database.sql, { files, dataFolder: folder, ...options })
const countOf = async (source: string) => (await database.sql<{ n: number }[]>`select count(*)::integer as n from incident where source = ${source}`)[0]?.n

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database?.drop())

describe('incidents from CSV', () => {
  it('makes an area around data that none covers, guesses columns aloud, and adds nothing the second time', async () => {
    const path = put('alpha.csv', incidentsCsv())
    const first = await load([path])
    expect(first.failure).toBeUndefined()
    expect(first.counts.incidents).toEqual({ read: 25, inserted: 25, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 })
    expect(first.notes.join('\n')).toMatch(/occurredAt <- Date \(Europe\/Berlin local time\), category <- Primary Type/)
    expect(first.notes.join('\n')).toMatch(/no area covers the data/)
    const second = await load([path])
    expect(second.counts.incidents).toMatchObject({ inserted: 0, updated: 0, unchanged: 25 })
    const [row] = await database.sql`select i.occurred_at, i.occurred_precision, c.scheme, c.code, i.number, a.level, (select count(*)::integer from incident_log l where l.incident_id = i.id) as log
      from incident i join category c on c.id = i.category_id join area a on a.id = i.area_id where i.source = 'alpha' and i.source_ref = '1'`
    expect(row).toEqual({ occurredAt: '2024-02-29T23:30:00.000Z', occurredPrecision: 'minute', scheme: 'alpha', code: 'TYPE 0', number: '1', level: 'community', log: 1 })
  })

  it('updates what the file changed, but never what a person acted upon', async () => {
    await database.sql`insert into incident_log (incident_id, area_id, action, from_state, to_state, actor) select id, area_id, 'reopen', 'closed', 'registered', 'demo-command' from incident where source = 'alpha' and source_ref = '2'`
    const changed = put('alpha.csv', incidentsCsv().replace('Matter, 0', 'Changed').replace('Matter, 1"', 'Changed"'))
    const result = await load([changed])
    expect(result.counts.incidents).toMatchObject({ inserted: 0, updated: 1, unchanged: 24 })
    const titles = await database.sql`select title from incident where source = 'alpha' and source_ref in ('1', '2') order by source_ref`
    expect(titles.map(({ title }) => title)).toEqual(['Changed', 'Matter, 1'])
  })

  it('is undone but for rows that people acted upon, which are listed', async () => {
    const [run] = await database.sql<{ id: number }[]>`select min(id) as id from import_run where source = 'alpha'`
    const { removed, kept } = await undoImport(database.sql, run?.id ?? 0)
    expect(removed.incidents).toBe(24)
    expect(kept.filter(({ noun }) => noun === 'incidents')).toMatchObject([{ title: '2 Matter, 1', reason: 'somebody acted on it since' }])
    expect(await countOf('alpha')).toBe(1)
    await expect(undoImport(database.sql, run?.id ?? 0)).rejects.toThrow('undone already')
    await expect(undoImport(database.sql, 999_999)).rejects.toThrow('There is no import')
  })

  it('leaves an area while another import uses it, and takes it with the last one', async () => {
    const place = (shift: number) => incidentsCsv().replaceAll('11.5', '-70.5').replaceAll('48.1', '-33.4').replaceAll('2024-03-01', `2024-03-0${shift}`)
    const first = await load([put('one.csv', place(1))], { source: 'andes' })
    const second = await load([put('two.csv', place(2).replaceAll(/^(\d+),/gm, 'b$1,'))], { source: 'andes' })
    const areas = async () => (await database.sql`select from area where source = 'andes'`).count
    expect((await undoImport(database.sql, first.id ?? 0)).kept.map(({ noun }) => noun)).toEqual(['areas', 'areas'])
    expect(await areas()).toBe(2)
    expect((await undoImport(database.sql, second.id ?? 0)).removed).toEqual({ incidents: 25, areas: 2 })
    expect(await areas()).toBe(0)
  })

  it('lie in the areas that an earlier file of the same command brought', async () => {
    const areas = put('parts.geojson', collection([0, 1].map((i) => ({ properties: { community_area: i + 1, name: `Part ${i + 1}` }, geometry: square(30 + i * 0.1, 40, 0.1) }))))
    const result = await load([areas, put('matters.csv', incidentsCsv().replaceAll('11.5', '30.1').replaceAll('48.1', '40.05'))], { source: 'parts' })
    expect(result.failure).toBeUndefined()
    expect(result.notes.join('\n')).not.toMatch(/no area covers/)
    expect(result.counts.incidents).toMatchObject({ inserted: 25, rejected: 0 })
    expect((await database.sql`select distinct a.name_en from incident i join area a on a.id = i.area_id where i.source = 'parts'`).map(({ nameEn }) => nameEn)).toEqual(['Part 2'])
  })

  it('writes every rejected row with line and reason to a CSV that a spreadsheet may open', async () => {
    const rows = ['1,2024-03-01 10:00,A,=HYPERLINK(1),0,0', '2,soon,A,x,11.5,48.1', '3,2024-03-01 10:00,A,x,48.1,111.5', '4,2024-03-01 10:00,A,x,5300000,500000', '5,2024-03-01 10:00,A,x,150.1,-33.8', '6,2024-03-01 10:00,A', '7,2024-03-01 10:00,A,good,11.5001,48.1001', '7,2024-03-01 10:00,A,good,11.5001,48.1001', '7,2024-03-01 11:00,A,another,11.5001,48.1001']
    const result = await load([put('beta.csv', ['id,Date,Type,Description,Longitude,Latitude', ...rows].join('\n'))])
    expect(result.counts.incidents).toEqual({ read: 9, inserted: 2, updated: 0, unchanged: 0, duplicate: 1, rejected: 6 })
    expect(Object.keys(result.rejectedByReason).toSorted()).toEqual(['coordinates are (0, 0)', 'it has n cells where the header has n', 'outside every area (give --area CODE to keep these)', 'outside the world: longitude and latitude look swapped', 'outside the world: projected coordinates need --crs EPSG:nnnn', 'the time cannot be read'])
    const report = readFileSync(result.rejectedPath ?? '', 'utf8')
    expect(report).toContain(`,2,"coordinates are (0, 0)",1,2024-03-01 10:00,A,'=HYPERLINK(1),0,0`.replace(`'=HYPERLINK(1)`, `"'=HYPERLINK(1)"`))
    expect(report.trimEnd().split('\r\n')).toHaveLength(7)
  })

  it('refuses swapped columns, missing columns and unknown time zones before it writes', async () => {
    const swapped = put('gamma.csv', incidentsCsv(25, 'id,Date,Primary Type,Description,Latitude,Longitude'))
    expect((await load([swapped])).failure).toMatch(/look swapped/)
    expect((await load([put('delta.csv', 'a,b,c\n1,2,3')])).failure).toMatch(/cannot be told from its columns \(a, b, c\)/)
    expect((await load([put('delta.csv', 'a,lat,lon\n1,2,3')], { as: 'incidents' })).failure).toMatch(/no column was found for occurredAt, category.*--map occurredAt=COLUMN/)
    expect((await load([put('epsilon.csv', incidentsCsv())], { timeZone: 'Mars/Base' })).failure).toMatch(/not a time zone/)
    expect(await countOf('gamma')).toBe(0)
  })

  it('reads GBK, and coordinates of Chinese map services', async () => {
    const text = '编号,发生时间,类别,描述,经度,纬度\n甲1,2024-03-01 08:00,噪声,夜间施工,11.5002,48.1002\n'
    const gbk = Buffer.concat([...text].map((character) => (character.charCodeAt(0) < 128 ? Buffer.from(character) : gbkOf(character))))
    const result = await load([put('zeta.csv', gbk)])
    expect(result.failure).toBeUndefined()
    expect(result.notes.join('\n')).toMatch(/GBK/)
    const [row] = await database.sql`select title, number from incident where source = 'zeta'`
    expect(row).toEqual({ title: '夜间施工', number: '甲1' })
  })
})

/** GBK bytes of a character by asking the decoder for each two-byte code: Node has no encoder. */
function gbkOf(character: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) {
      const bytes = Buffer.from([lead, trail])
      if (decoder.decode(bytes) === character) return bytes
    }
  }
  throw new Error(`${character} is not in GBK`)
}

describe('broken files', () => {
  it('say in one sentence what is wrong', async () => {
    const whole = gzipSync(incidentsCsv(3000))
    await expect(load([put('a.csv.gz', whole.subarray(0, whole.length - 100))])).rejects.toThrow(/cut off. Nothing was imported/)
    await expect(load([put('b.csv', '')])).rejects.toThrow('is empty')
    await expect(load([put('c.osm.pbf', 'no')])).rejects.toThrow('not an OSM PBF file, though its name says so')
    await expect(load([put('d.geojson', 'id,name')])).rejects.toThrow('not GeoJSON, though its name says so')
    await expect(load(['/nowhere/e.csv'])).rejects.toThrow('There is no file')
  })

  it('keep whole rows before a quote that never closes, and can be imported again', async () => {
    const text = incidentsCsv(2500)
    const cut = text.slice(0, text.indexOf('"Matter, 2400') + 5)
    const broken = await load([put('eta.csv', cut)])
    expect(broken.failure).toMatch(/a quote opened after line \d+ is never closed/)
    expect(await countOf('eta')).toBe(broken.counts.incidents?.inserted)
    expect(await countOf('eta')).toBe(2400)
    const again = await load([put('eta.csv', text)])
    expect(again.failure).toBeUndefined()
    expect(again.counts.incidents).toMatchObject({ inserted: 100, unchanged: 2400 })
  })
})

describe('areas, zones and the basemap', () => {
  it('make a city of the areas, then zones in it; buildings find theirs', async () => {
    const areas = put('north.geojson', collection([{ properties: { community_area: 1, name: 'WEST END' }, geometry: square(20, 50, 0.1) }, { properties: { community_area: 2, name: 'East End' }, geometry: square(20.1, 50, 0.1) }]))
    const first = await load([areas], { timeZone: 'Europe/Warsaw' })
    expect(first.counts.areas).toMatchObject({ read: 2, inserted: 3, rejected: 0 })
    const rows = await database.sql`select code, level, name_en, time_zone, geom is not null as shaped from area where source = 'north' order by id`
    expect(rows).toEqual([
      { code: 'NORTH', level: 'city', nameEn: 'North', timeZone: 'Europe/Warsaw', shaped: true },
      { code: 'NORTH-1', level: 'community', nameEn: 'West End', timeZone: 'Europe/Warsaw', shaped: true },
      { code: 'NORTH-2', level: 'community', nameEn: 'East End', timeZone: 'Europe/Warsaw', shaped: true },
    ])
    const tagged = put('tagged.geojson', collection([
      { properties: { osm_id: 'a24', building: 'retail', shop: 'supermarket', name: '华联超市', 'building:levels': '3' }, geometry: square(20.01, 50.01, 0.001) },
      { properties: { osm_id: 'n7', man_made: 'surveillance', 'camera:type': 'panning', 'camera:direction': 'SW', height: '5 m' }, geometry: { type: 'Point', coordinates: [20.15, 50.05] } },
      { properties: { osm_id: 'w9', highway: 'residential', oneway: '-1', name: 'Mill Lane' }, geometry: { type: 'LineString', coordinates: [[20, 50], [20.01, 50.01]] } },
    ]))
    const map = await load([tagged], { source: 'osm' })
    expect([map.counts.buildings?.inserted, map.counts.places?.inserted, map.counts.cameras?.inserted, map.counts.streets?.inserted]).toEqual([1, 1, 1, 1])
    const zones = await load([put('zones.geojson', collection([{ properties: { code: 'Z-1', name: '一格' }, geometry: square(20.005, 50.005, 0.01) }]))], { as: 'zones' })
    expect(zones.counts.zones).toMatchObject({ inserted: 1 })
    const [building] = await database.sql`select b.source_ref, b.use, b.height_m, b.name_zh, a.code as area, z.code as zone from building b join area a on a.id = b.area_id join zone z on z.id = b.zone_id`
    expect(building).toEqual({ sourceRef: 'w12', use: 'commercial', heightM: 9, nameZh: '华联超市', area: 'NORTH-1', zone: 'Z-1' })
    const [camera] = await database.sql`select kind, azimuth_deg, height_m, a.code as area from camera c join area a on a.id = c.area_id`
    expect(camera).toEqual({ kind: 'ptz', azimuthDeg: 225, heightM: 5, area: 'NORTH-2' })
    const [street] = await database.sql`select oneway, st_astext(geom) as line from street`
    expect(street).toEqual({ oneway: true, line: 'LINESTRING(20.01 50.01,20 50)' })
  })

  it('take walls from OSM XML and GeoJSON as one, follow the file when it changed, and are undone', async () => {
    const way = (id: number, nodes: number[], tags: Record<string, string>) => `<way id="${id}">${nodes.map((ref) => `<nd ref="${ref}"/>`).join('')}${Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`).join('')}</way>`
    const corners = [[20.02, 50.02], [20.03, 50.02], [20.03, 50.03]].map(([lng, lat], i) => `<node id="${i + 1}" lat="${lat}" lon="${lng}">${i === 1 ? '<tag k="barrier" v="gate"/>' : ''}</node>`).join('')
    const town = [way(51, [1, 2, 3, 1], { barrier: 'wall' }), way(52, [1, 2], { barrier: 'hedge' }), way(53, [2, 3], { barrier: 'fence', highway: 'path' }), way(54, [1, 3], { barrier: 'retaining_wall', area: 'no' })]
    const first = await load([put('walls.osm', `<?xml version="1.0"?><osm version="0.6">${corners}${town.join('')}</osm>`)], { source: 'walls' })
    expect([first.failure, first.counts.walls, first.counts.streets?.inserted]).toEqual([undefined, { read: 3, inserted: 3, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 }, 1])
    const rows = async () => (await database.sql`select source_ref || ' ' || kind || ' ' || st_astext(geom) as text from wall where source = 'walls' order by source_ref`).map(({ text }) => text)
    expect(await rows()).toEqual(['w51 wall LINESTRING(20.02 50.02,20.03 50.02,20.03 50.03,20.02 50.02)', 'w53 fence LINESTRING(20.03 50.02,20.03 50.03)', 'w54 retaining_wall LINESTRING(20.02 50.02,20.03 50.03)'])
    const ring = [[20.02, 50.02], [20.03, 50.02], [20.03, 50.03], [20.02, 50.02]]
    const hole = [[20.026, 50.022], [20.028, 50.022], [20.028, 50.024], [20.026, 50.022]]
    const changed = put('walls.geojson', collection([
      { properties: { '@id': 'way/51', barrier: 'wall' }, geometry: { type: 'Polygon', coordinates: [ring] } },
      { properties: { '@id': 'way/53', barrier: 'city_wall' }, geometry: { type: 'Polygon', coordinates: [ring, hole] } },
      { properties: { '@id': 'node/2', barrier: 'gate' }, geometry: { type: 'Point', coordinates: [20.03, 50.02] } },
    ]))
    const second = await load([changed], { source: 'walls', as: 'walls' })
    expect([second.failure, second.counts.walls]).toEqual([undefined, { read: 2, inserted: 0, updated: 1, unchanged: 1, duplicate: 0, rejected: 0 }])
    expect((await rows())[1]).toMatch(/^w53 city_wall MULTILINESTRING\(\(20.02 50.02,.*\),\(20.026 50.022,/)
    expect((await undoImport(database.sql, first.id ?? 0)).removed).toMatchObject({ walls: 3, streets: 1 })
    expect(await rows()).toEqual([])
  })

  it('take street lights from OSM tags as mappers set them, from a register of lights and from lists of places, counted apart and undone', async () => {
    const at = (id: number, tags: Record<string, string>) => `<node id="${id}" lat="50.0${id}" lon="20.02">${Object.entries(tags).map(([k, v]) => `<tag k="${k}" v="${v}"/>`).join('')}</node>`
    // Tags as they stand in the extracts of London, Porto and Munich.
    const nodes = [at(11, { highway: 'street_lamp', lamp_mount: 'bent_mast' }), at(12, { highway: 'street_lamp', support: 'wall_mounted' }), at(13, { highway: 'street_lamp', amenity: 'charging_station' }), at(14, { amenity: 'bench' }), at(15, { amenity: 'police', name: 'Post' })]
    const osm = await load([put('lamps.osm', `<?xml version="1.0"?><osm version="0.6">${nodes.join('')}</osm>`)], { source: 'lamps' })
    const all = { read: 3, inserted: 3, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 }
    expect([osm.failure, osm.counts.lights, osm.counts.places?.inserted]).toEqual([undefined, all, 1])
    const tagged = put('lamps.geojson', collection([{ properties: { '@id': 'node/11', highway: 'street_lamp' }, geometry: { type: 'Point', coordinates: [20.02, 50.011] } }, { properties: { '@id': 'node/16', amenity: 'cafe' }, geometry: { type: 'Point', coordinates: [20.02, 50.016] } }]))
    const again = await load([tagged], { source: 'lamps', as: 'lights' })
    expect([again.counts.lights, again.counts.places?.read ?? 0]).toEqual([{ ...all, read: 1, inserted: 0, unchanged: 1 }, 0])
    const register = await load([put('register.csv', '灯杆编号,经度,纬度\nL-1,20.021,50.02\nL-2,20.022,50.02\nL-3,,50.02')], { as: 'lights', source: 'register' })
    expect(register.counts.lights).toEqual({ ...all, inserted: 2, rejected: 1 })
    const listed = await load([put('listed.csv', 'id,kind,longitude,latitude\n1,Street lamp,20.023,50.02\n2,路灯,20.024,50.02\n3,bank,20.025,50.02')], { source: 'listed' })
    expect([listed.counts.lights?.inserted, listed.counts.places?.inserted]).toEqual([2, 1])
    const kinds = await database.sql`select source, source_ref, kind, area_id is not null as housed from place where source in ('lamps', 'register', 'listed') and kind = 'street_light' order by source, source_ref`
    expect(kinds.map(({ source, sourceRef, housed }) => `${source} ${sourceRef} ${housed}`)).toEqual(['lamps n11 true', 'lamps n12 true', 'lamps n13 true', 'listed 1 true', 'listed 2 true', 'register L-1 true', 'register L-2 true'])
    expect((await undoImport(database.sql, osm.id ?? 0)).removed).toMatchObject({ lights: 3, places: 1 })
  })
})

describe('positions', () => {
  it('become teams with devices; broken fixes are kept apart with their reason; again adds nothing', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'bus 1' : 'bus 2'},2024-03-01T10:${String(i).padStart(2, '0')}:00+01:00,5.5,${20.01 + i / 1000},50.02`)
    const path = put('fleet.csv', ['vehicle_id,timestamp,speed,longitude,latitude', ...rows, 'bus 1,2024-03-01T11:00:00+01:00,0,0,0', 'bus 1,never,0,20.01,50.02'].join('\n'))
    const first = await load([path])
    expect(first.counts.positions).toMatchObject({ read: 42, inserted: 40, rejected: 2 })
    const second = await load([path])
    expect(second.counts.positions).toMatchObject({ inserted: 0, unchanged: 40, rejected: 2 })
    const bad = await database.sql`select reason from position_reject order by id`
    expect(bad.map(({ reason }) => reason)).toEqual(['coordinates are (0, 0)', 'the time cannot be read'])
    const [point] = await database.sql<{ lng: number; lat: number; speed: number }[]>`select st_x(geom) as lng, st_y(geom) as lat, speed_cm_s as speed from position_point order by at limit 1`
    expect(point?.lng).toBeCloseTo(20.01, 6)
    expect(point?.lat).toBeCloseTo(50.02, 6)
    expect(point?.speed).toBe(550)
    const { removed } = await undoImport(database.sql, first.id ?? 0)
    expect(removed).toEqual({ positions: 40, teams: 2 })
  })

  it('bring the coverage of their days, as the analysis counts it, and take it back; what others drove stays', async () => {
    const fixesOf = (bus: number, minutes: number) => Array.from({ length: 60 }, (_, i) => ({ bus, timeMs: Date.parse('2024-03-01T22:30:00Z') + i * minutes * 60_000 + (i % 7) * 5_000, place: [20.01 + i / 3000 + bus / 100, 50.02] as [number, number] }))
    const csv = (fixes: ReturnType<typeof fixesOf>) => ['vehicle_id,timestamp,speed,longitude,latitude', ...fixes.map(({ bus, timeMs, place }) => `bus ${bus},${new Date(timeMs).toISOString()},5,${place[0]},${place[1]}`)].join('\n')
    // Bus 1 is silent for three minutes each time: unknown. Bus 2 drives past midnight of the area's clock (+01:00).
    const [silent, driving] = [fixesOf(1, 3), fixesOf(2, 1)]
    const stored = () => database.sql<{ cell: string; day: string; hour: number; seconds: number }[]>`select cell::text, day::text, hour, seconds from coverage order by day, hour, cell`
    const expected = (buses: ReturnType<typeof fixesOf>[]) => new Map(buses.flatMap((fixes) => coverageOf(fixes, 0, 'Europe/Berlin')).map(({ cell, day, hour, seconds }) => [`${cell} ${day} ${hour}`, seconds]))
    const first = await load([put('fleet.csv', csv([...silent, ...driving]))])
    const rows = await stored()
    const wanted = expected([silent, driving])
    expect(wanted.size).toBeGreaterThan(20)
    expect(new Set(rows.map(({ day }) => day))).toEqual(new Set(['2024-03-01', '2024-03-02']))
    expect(new Map(rows.map(({ cell, day, hour, seconds }) => [`${cell} ${day} ${hour}`, seconds]))).toEqual(wanted)
    const other = fixesOf(3, 1)
    const second = await load([put('other.csv', csv(other))], { source: 'fleet' })
    expect((await stored()).reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo([...expected([silent, driving, other]).values()].reduce((a, b) => a + b, 0), 3)
    await undoImport(database.sql, first.id ?? 0)
    expect(new Map((await stored()).map(({ cell, day, hour, seconds }) => [`${cell} ${day} ${hour}`, seconds]))).toEqual(expected([other]))
    await undoImport(database.sql, second.id ?? 0)
    expect(await stored()).toHaveLength(0)
  })
})
