import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../../server/import/importFile.ts'
import type { ImportOptions } from '../../server/import/types.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { importFolder } from './import.files.ts'

const samples = process.env.FANGCUN_SAMPLES ?? '../shared/data'
const sample = (name: string) => join(samples, name)
const there = existsSync(sample('README.md'))
const extended = process.env.FANGCUN_EXTENDED === '1'

/** Expected numbers are those of the samples' own README, counted by whoever made them. */
describe.skipIf(!there)('real files as they are', () => {
  let database: FreshDatabase
  const { folder } = importFolder()
  const load = (files: string[], options: Partial<ImportOptions> = {}) => importFile(database.sql, { files: files.map(sample), dataFolder: folder, ...options })
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database?.drop())

  it('Munich: streets, buildings and cameras of the OSM file are those that osmium exported from it', { timeout: 120_000 }, async () => {
    const pbf = await load(['munich/munich_centre.osm.pbf'])
    expect(pbf.failure).toBeUndefined()
    expect(pbf.counts.buildings).toMatchObject({ inserted: 2425, rejected: 0 })
    expect(pbf.counts.streets?.inserted).toBeGreaterThanOrEqual(2858)
    // Bollards 18, gates 44, lift gates 14, as the file has them; ways that a bicycle may go against a one-way; limits as posted.
    expect([...(await database.sql`select kind, count(*)::integer as n from street_barrier where kind in ('bollard', 'gate', 'lift_gate') group by kind order by kind`)]).toEqual([{ kind: 'bollard', n: 18 }, { kind: 'gate', n: 44 }, { kind: 'lift_gate', n: 14 }])
    const [facts] = await database.sql`select count(*) filter (where oneway_bicycle = false)::integer >= 34 as against, count(*) filter (where max_speed = 30)::integer as thirty, count(*) filter (where hours = '10:00-18:00')::integer as hours from street`
    expect(facts).toEqual({ against: true, thirty: 246, hours: 3 })
    // Lamps as the file has them: most streets of it have none mapped. Walls and fences 84.
    expect([pbf.counts.lights, (await database.sql`select from wall`).count]).toEqual([{ read: 96, inserted: 96, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 }, 84])
    const exported = await load(['munich/osm_roads.geojson.gz', 'munich/osm_buildings.geojson.gz', 'munich/osm_places.geojson.gz', 'munich/osm_cameras.geojson'])
    expect(exported.counts.streets).toMatchObject({ inserted: 0, rejected: 0 })
    expect(exported.counts.buildings).toMatchObject({ inserted: 0, rejected: 0 })
    expect(exported.counts.cameras).toMatchObject({ read: 208, inserted: 0, rejected: 0 })
    const [cameras] = await database.sql`
      select count(*) filter (where kind = 'dome')::integer as dome, count(*) filter (where kind = 'ptz')::integer as ptz, count(azimuth_deg)::integer as directions, count(height_m)::integer as heights from camera`
    expect(cameras).toEqual({ dome: 81, ptz: 3, directions: 59, heights: 45 })
  })

  it('Chicago: 77 areas below a city', async () => {
    const { counts } = await load(['chicago/community_areas.geojson.gz'], { area: 'Chicago' })
    expect(counts.areas).toMatchObject({ read: 77, inserted: 78, rejected: 0 })
    const [row] = await database.sql`select count(*)::integer as n, bool_and(geom is not null) as shaped from area where code like 'CHICAGO%'`
    expect(row).toEqual({ n: 78, shaped: true })
  })

  it('Chicago: carjackings go to the area that the police named, but for a few per cent', async () => {
    const result = await load(['chicago/carjackings_2020.csv'], { map: { category: 'description' } })
    expect(result.counts.incidents).toMatchObject({ read: 1412, rejected: 0 })
    const [early] = await database.sql`select occurred_at from incident where source = 'carjackings' order by occurred_at limit 1`
    // Local time 2020-01-01T05:15 or before, at -06:00.
    expect(early?.occurredAt >= '2020-01-01T06:00:00.000Z').toBe(true)
  })

  it('Shanghai: 6,509 communities in 234 subdistricts of 16 districts', async () => {
    expect((await load(['shanghai/communities_2023.csv'])).counts.areas).toMatchObject({ read: 6509, rejected: 0, duplicate: 0 })
    const levels = await database.sql`select level, count(*)::integer as n from area where source = 'shanghai' group by level order by n`
    expect(levels).toEqual([{ level: 'city', n: 1 }, { level: 'district', n: 16 }, { level: 'subdistrict', n: 234 }, { level: 'community', n: 6509 }])
    const [huaihai] = await database.sql`select count(*)::integer as n from area where parent_id = (select id from area where code = '310101022')`
    expect(huaihai?.n).toBe(13)
  })

  it('Shanghai: the same streets from XML and GeoJSON', async () => {
    expect((await load(['shanghai/huangpu_roads.osm.gz'])).counts.streets).toMatchObject({ inserted: 796, rejected: 0 })
    expect((await load(['shanghai/huangpu_roads.geojson.gz'])).counts.streets).toMatchObject({ inserted: 0, updated: 0, unchanged: 796 })
  })

  it.skipIf(!extended)('Chicago: all 125,995 incidents, none twice', { timeout: 600_000 }, async () => {
    const { counts, failure } = await load(['chicago/incidents_2018-01_2018-06.csv.gz'])
    expect(failure).toBeUndefined()
    expect(counts.incidents).toMatchObject({ read: 125_995, inserted: 125_995, rejected: 0 })
    expect((await load(['chicago/incidents_2018-01_2018-06.csv.gz'])).counts.incidents).toMatchObject({ inserted: 0, updated: 0, unchanged: 125_995 })
  })

  it.skipIf(!extended)('Austin: 273,923 positions, 25 of them at (0, 0)', { timeout: 600_000 }, async () => {
    const files = ['2015-03-07', '2015-06-07', '2015-09-06', '2016-02-07', '2017-03-21', '2017-04-18'].map((day) => `austin/vehicle_positions_${day}.csv.gz`)
    const { counts, rejectedByReason } = await load(files)
    expect(counts.positions).toMatchObject({ read: 273_923, inserted: 273_898, rejected: 25 })
    expect(rejectedByReason).toEqual({ 'coordinates are (0, 0)': 25 })
  })
})
