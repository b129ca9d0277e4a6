// Views are made in the background of what is due, and due is what stands near to what changed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCameraViews } from '../../server/cameras/makeViews.ts'
import { createCameraViewJob } from '../../server/jobs/cameraViews.ts'
import { dueCameras, keepCameraViews } from '../../server/queries/cameraView.ts'
import { viewsOf } from '../../server/cameras/viewsOf.ts'
import type { CoverFigures, EstateCover, StreetCover } from '../../geodata/model/cameraCover.ts'
import { tileOf } from '../../geodata/geometry/mercator.ts'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => (door = await openDoor()))
afterAll(() => door?.close())

const due = async () => (await door.db.sql<{ cameraId: number }[]>`select camera_id from camera_due order by camera_id`).map(({ cameraId }) => cameraId)
async function makeAll(): Promise<number> {
  let made = 0
  for (let some = await makeCameraViews(door.deps.sql); some > 0; some = await makeCameraViews(door.deps.sql)) made += some
  return made
}
const views = () => door.db.sql<{ cameraId: number; areaId: number; band: string; always: boolean; squareMeters: number; measured: number; meters: number }[]>`
  select camera_id, area_id, band, always, square_meters, st_area(geom::geography) as measured from camera_view order by camera_id, band`
const outbox = async () => (await door.db.sql<{ n: number }[]>`select count(*)::integer as n from outbox where noun = 'camera_view'`)[0]!.n

describe('views of cameras', () => {
  it('are made of all that was registered, kept, and due no more', async () => {
    expect(await due()).toEqual([1, 2])
    const before = await outbox()
    expect(await makeAll()).toBe(2)
    expect(await due()).toEqual([])
    expect(await outbox()).toBe(before + 1)
    const rows = await views()
    expect(rows.map(({ cameraId, areaId, band, always }) => [cameraId, areaId, band, always])).toEqual([[1, 2, 'detect', true], [1, 2, 'observe', true], [2, 3, 'detect', true], [2, 3, 'observe', true]])
    // The plane is right to some parts in a million; PostGIS measures on the spheroid.
    for (const { squareMeters, measured } of rows) expect(Math.abs(squareMeters / measured - 1)).toBeLessThan(1e-3)
    // The first one hangs on the northern wall of a house and looks east along it for 40 m through 60 degrees: half of them are hidden, but for 5 cm before the wall and what lies behind its end.
    expect(rows[0]!.squareMeters / ((Math.PI * 1600) / 12)).toBeGreaterThan(1)
    expect(rows[0]!.squareMeters / ((Math.PI * 1600) / 12)).toBeLessThan(1.02)
    const sights = await door.db.sql`select camera_id, area_id, camera_version, assumed, moved, walled_in from camera_sight order by camera_id`
    expect([...sights]).toEqual([
      { cameraId: 1, areaId: 2, cameraVersion: 1, assumed: ['range', 'pixels'], moved: 'wall', walledIn: false },
      { cameraId: 2, areaId: 3, cameraVersion: 1, assumed: ['range', 'pixels'], moved: 'wall', walledIn: false },
    ])
  })

  it('are due again when their camera turns, not when it is renamed or falls silent', async () => {
    await door.db.sql`update camera set name = 'other', state = 'offline'`
    expect(await due()).toEqual([])
    await door.db.sql`update camera set azimuth_deg = 180 where id = 1`
    expect(await due()).toEqual([1])
    await makeAll()
    // Now it looks at its wall.
    expect((await views())[0]!.squareMeters).toBeLessThan(1)
  })

  it('are due when a building near them comes, moves, changes its shape or goes, and only then', async () => {
    const { sql } = door.db
    const touched = async (change: Promise<unknown>) => { await change; const found = await due(); await makeAll(); return found }
    const box = (lng: number, lat: number) => sql`st_makeenvelope(${lng}::float8, ${lat}::float8, ${lng + 0.00005}::float8, ${lat + 0.00005}::float8, 4326)`
    // 30 m, then 70 m east of the second: its reach is 40 m.
    expect(await touched(sql`insert into building (geom) values (${box(121.42542, 31.2051)})`)).toEqual([2])
    expect(await touched(sql`insert into building (geom) values (${box(121.4259, 31.2051)})`)).toEqual([])
    const [near, far] = (await sql<{ id: number }[]>`select id from building order by id desc limit 2`).map(({ id }) => id).toReversed() as [number, number]
    expect(await touched(sql`update building set name_zh = '楼', households = 3`)).toEqual([])
    expect(await touched(sql`update building set geom = ${box(121.40535, 31.2051)} where id = ${far}`)).toEqual([1])
    expect(await touched(sql`update building set geom = ${box(121.4259, 31.2051)} where id = ${far}`)).toEqual([1])
    expect(await touched(sql`delete from building where id = ${near}`)).toEqual([2])
    await sql`update camera set range_m = 100 where id = 2`
    await makeAll()
    expect(await touched(sql`delete from building where id = ${far}`)).toEqual([2])
  })

  it('stay due when something changed while they were made', async () => {
    const { sql } = door.deps
    await door.db.sql`update camera set azimuth_deg = 0 where id = 1`
    const task = await dueCameras(sql, 10)
    await door.db.sql`update camera set azimuth_deg = 10 where id = 1`
    expect(await keepCameraViews(sql, viewsOf(task))).toBe(1)
    expect(await due()).toEqual([1])
    expect(await makeAll()).toBe(1)
    expect(await due()).toEqual([])
  })

  it('go with their camera, also while they are made', async () => {
    const { sql } = door.deps
    await door.db.sql`insert into camera (area_id, code, kind, geom) values (2, 'W-9', 'ptz', st_setsrid(st_makepoint(121.405, 31.2045), 4326))`
    const task = await dueCameras(sql, 10)
    expect(task.cameras).toHaveLength(1)
    await door.db.sql`delete from camera where code = 'W-9'`
    expect(await keepCameraViews(sql, viewsOf(task))).toBe(0)
    expect((await views()).map(({ cameraId }) => cameraId)).toEqual([1, 1, 2, 2])
  })

  it('of one that cannot be made keep no other from being made', async () => {
    const [bad] = await door.db.sql<{ id: number }[]>`select id from camera order by id limit 1`
    await door.db.sql`alter table camera_sight add constraint unmakeable check (camera_id <> ${door.db.sql.unsafe(String(bad!.id))}) not valid`
    await door.db.sql`insert into camera_due (camera_id, area_id) select id, area_id from camera on conflict do nothing`
    const job = createCameraViewJob({ sql: door.deps.sql, log: { info() {}, warn() {}, error() {} }, idle: 5 })
    job.start()
    await expect.poll(async () => (await door.db.sql<{ cameraId: number }[]>`select camera_id from camera_due`).map(({ cameraId }) => cameraId)).toEqual([bad!.id])
    await door.db.sql`alter table camera_sight drop constraint unmakeable`
    await expect.poll(async () => (await door.db.sql`select from camera_due`).length).toBe(0)
    await job.stop()
  })
  it('follow their camera into another area', async () => {
    await door.db.sql`update camera set area_id = 3 where id = 1`
    expect((await views()).map(({ areaId }) => areaId)).toEqual([3, 3, 3, 3])
    await door.db.sql`update camera set area_id = 2 where id = 1`
    expect(await due()).toEqual([])
  })
})

describe('what is told of them', () => {
  type Cover = { area: { public: CoverFigures; shared: CoverFigures } | null; zones: { zoneId: number; public: CoverFigures; shared: CoverFigures }[]; estates: EstateCover[]; streets: StreetCover[]; due: number }
  const cover = async (query: string, as?: string) => (await (await door.ask(`/api/camera-cover${query}`, as ? { as } : {})).json()) as Cover
  const sight = async (id: number, as?: string) => door.ask(`/api/cameras/${id}/sight`, as ? { as } : {})

  it('one camera: ground, what was assumed, and whether it is being worked out', async () => {
    await makeAll()
    expect(await (await sight(2)).json()).toMatchObject({ id: 2, due: false, sight: { assumed: ['pixels'], moved: 'wall', walledIn: false, always: true } })
    await door.db.sql`update camera set range_m = 30 where id = 2`
    expect(await (await sight(2)).json()).toMatchObject({ due: true, sight: { assumed: ['pixels'] } })
    expect((await sight(2, 'demo-lead-01')).status).toBe(404)
  })

  it('zones, estates and streets: what is watched now, in metres of public ground', async () => {
    const { sql } = door.db
    await sql`update camera set kind = 'dome', range_m = 30, state = 'online', geom = st_setsrid(st_makepoint(121.4055, 31.2065), 4326) where id = 1`
    await makeAll()
    const [{ area, zones, estates, streets, due }, seen] = [await cover('?areaId=2'), await views()]
    expect(due).toBe(0)
    // In the open, inside of the estate: the circle is shared ground and no public ground.
    const { shared, public: open } = zones[0]!
    expect(zones.map(({ zoneId }) => zoneId)).toEqual([1, 2])
    expect(Math.abs(shared.watched / seen[0]!.squareMeters - 1)).toBeLessThan(0.02)
    expect([open.watched, zones[1]!.public.watched]).toEqual([0, 0])
    expect(Math.abs(area!.public.ground / (open.ground + zones[1]!.public.ground) - 1)).toBeLessThan(0.001)
    // PostGIS measures the same ground on the spheroid.
    const [{ meters }] = (await sql`select st_area(st_difference(z.geom, st_union(array[g.geom, e.geom]))::geography) as meters from zone z, ground g, estate e where z.id = 1`) as unknown as [{ meters: number }]
    expect(Math.abs(open.ground / meters - 1)).toBeLessThan(0.002)
    expect(estates.map(({ nameZh }) => nameZh)).toEqual(['西苑'])
    // Its cells lie a little otherwise than those of the zone.
    expect(Math.abs(estates[0]!.shared.watched / shared.watched - 1)).toBeLessThan(0.01)
    // The long one has its middle on the border.
    expect(new Set(streets.map(({ nameZh, line }) => `${nameZh} ${line.watched > 0}`))).toEqual(new Set(['小弄 true', '方城路 false']))
    await sql`update camera set state = 'fault' where id = 1`
    await expect.poll(async () => (await cover('?areaId=2')).zones[0]!.shared).toMatchObject({ watched: 0, dark: shared.watched })
  })

  it('only of areas that somebody reads; all zones without estates and streets where no area is named', async () => {
    expect((await cover('', 'demo-lead-02')).zones.map(({ zoneId }) => zoneId)).toEqual([3, 4])
    expect(await cover('')).toMatchObject({ area: null, estates: [], streets: [], zones: [{ zoneId: 1 }, { zoneId: 2 }, { zoneId: 3 }, { zoneId: 4 }] })
    expect((await door.ask('/api/camera-cover?areaId=2', { as: 'demo-lead-02' })).status).toBe(404)
  })

  it('tiles hold bands, states and what is due, for those who read there', async () => {
    await door.db.sql`update camera set azimuth_deg = 77, kind = 'ptz' where id = 1`
    const { z, x, y } = tileOf([121.4055, 31.2065], 16)
    const ask = async (as: string) => door.ask(`/tiles/cameraViews/${z}/${x}/${y}.mvt`, { as })
    const tile = new VectorTile(new Pbf(new Uint8Array(await (await ask('demo-lead-01')).arrayBuffer())))
    const rows = Array.from({ length: tile.layers.view!.length }, (_, i) => tile.layers.view!.feature(i).properties)
    expect(rows).toEqual([{ id: 1, band: 'detect', always: true, state: 'fault', due: true }, { id: 1, band: 'observe', always: true, state: 'fault', due: true }])
    expect(tile.layers.due!.length).toBe(1)
    expect((await ask('demo-lead-02')).status).toBe(204)
  })
})
