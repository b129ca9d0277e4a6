// Zones of a file that are wrong: each row with its reason, and where it can be drawn; as a whole they go again, or become a draft that is mended.
import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ImportProblem } from '../../geodata/model/importProblem.ts'
import { importFile } from '../../server/import/importFile.ts'
import type { ImportOptions } from '../../server/import/types.ts'
import { undoImport } from '../../server/import/undo.ts'
import { type Door, openDoor } from './door.ts'
import { collection, importFolder } from './import.files.ts'

let door: Door
const { folder, put } = importFolder()
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`update building set zone_id = null`
    await sql`delete from zone`
    // A street grid, so that borders along it tell the datum.
    await sql`insert into street (class, geom) select 'residential', st_setsrid(st_makeline(st_makepoint(121.4 + i * 0.002, 31.2), st_makepoint(121.4 + i * 0.002, 31.22)), 4326) from generate_series(0, 10) i`
    await sql`insert into street (class, geom) select 'residential', st_setsrid(st_makeline(st_makepoint(121.4, 31.2 + i * 0.002), st_makepoint(121.42, 31.2 + i * 0.002)), 4326) from generate_series(0, 10) i`
  })
})
afterAll(() => door?.close())

type Ring = [number, number][]
const ring = (west: number, east: number, south: number, north: number): Ring => [[west, south], [east, south], [east, north], [west, north], [west, south]]
const feature = (serial: number | string, ...rings: Ring[]) => ({ properties: { code: typeof serial === 'number' ? `31010100100100${serial}` : serial, name: `格${serial}` }, geometry: { type: 'Polygon', coordinates: rings } })
const load = (features: { properties: object; geometry: object }[], options: Partial<ImportOptions> = {}) => importFile(door.db.sql, { files: [put('zones.geojson', collection(features))], as: 'zones', dataFolder: folder, ...options })
const problems = async (id: number | null) => ((await (await door.ask(`/api/imports/${id}/problems`, { as: 'demo-admin' })).json()) as { problems: ImportProblem[] }).problems
const bow: Ring = [[121.4, 31.2], [121.41, 31.21], [121.41, 31.2], [121.4, 31.21], [121.4, 31.2]]

const bad = () => [
  feature(1, ring(121.4, 121.41, 31.2, 31.212), ring(121.404, 121.405, 31.204, 31.205)),
  feature(2, ring(121.409, 121.425, 31.2, 31.21)),
  { ...feature(3), geometry: { type: 'MultiPolygon', coordinates: [[ring(121.41, 121.42, 31.21, 31.22)], [ring(121.4, 121.40001, 31.213, 31.218)]] } },
  feature(4, bow), feature(3, ring(121.4, 121.405, 31.212, 31.22)), feature('Z-far', ring(120, 120.01, 30, 30.01)), { ...feature(5), geometry: { type: 'Point', coordinates: [121.41, 31.21] } },
]

it('are each rejected or taken with a warning, with the reason and the ground', async () => {
  const result = await load(bad())
  expect(result.failure).toBeUndefined()
  expect(result.counts.zones).toMatchObject({ read: 7, inserted: 3, rejected: 4 })
  const found = await problems(result.id)
  expect(found.filter(({ rejected }) => rejected).map(({ line, kind, geometry }) => [line, kind, geometry?.type]).toSorted()).toEqual([['4', 'invalid_shape', 'MultiPolygon'], ['5', 'double_code', 'Polygon'], ['6', 'outside', 'Polygon'], ['7', 'unreadable', 'Point']])
  expect([...new Set(found.filter(({ rejected }) => !rejected).map(({ kind, ref }) => `${kind} ${ref.slice(-3)}`))].toSorted()).toEqual(['gap 001', 'hole 001', 'in_pieces 003', 'outside 002', 'overlap 001', 'sliver 003'])
  for (const { kind, geometry } of found.filter(({ rejected }) => !rejected)) expect([kind, geometry?.type]).toEqual([kind, 'MultiPolygon'])
  expect(result.notes.join('\n')).toMatch(/look at them on the map: .*1 × overlap/)
  // Those who may not import see none of it.
  expect((await door.ask(`/api/imports/${result.id}/problems`, { as: 'demo-leader' })).status).toBe(404)
  // Who imports elsewhere sees none of what lies here, and what lies in no area is for who imports everywhere.
  await door.db.sql`insert into account (id, name_zh, name_en) values ('west-admin', '西', 'West'), ('east-admin', '东', 'East')`
  await door.db.sql`insert into assignment (account_id, area_id, role) values ('west-admin', 2, 'administrator'), ('east-admin', 3, 'administrator')`
  const seenBy = async (as: string) => ((await (await door.ask(`/api/imports/${result.id}/problems`, { as })).json()) as { problems: ImportProblem[] }).problems.map(({ kind }) => kind)
  expect(await seenBy('east-admin')).toEqual([])
  expect((await seenBy('west-admin')).toSorted()).toEqual(found.filter(({ line }) => line !== '6').map(({ kind }) => kind).toSorted())
  const [home] = await door.db.sql`select z.code from building b join zone z on z.id = b.zone_id where b.id = 1`
  expect(home).toEqual({ code: '310101001001001' })
  // As a whole it goes again, with its vacant posts; homes stand without a zone as before.
  await door.db.sql`insert into post (area_id, zone_id, kind) select area_id, id, 'zone_lead' from zone where code = '310101001001001'`
  expect((await undoImport(door.db.sql, result.id ?? 0)).removed).toEqual({ zones: 3 })
  expect([...(await door.db.sql`select (select count(*) from zone) as zones, (select count(*) from post) as posts, (select count(*) from building where zone_id is not null) as homes`)]).toEqual([{ zones: 0, posts: 0, homes: 0 }])
})

it('of another datum are warned of', async () => {
  // Corners on the crossings of the grid, shifted as GCJ-02 is there.
  const cells = Array.from({ length: 16 }, (_, i) => ring(121.402 + (i % 4) * 0.004, 121.406 + (i % 4) * 0.004, 31.202 + Math.floor(i / 4) * 0.004, 31.206 + Math.floor(i / 4) * 0.004))
  const result = await load(cells.map((each, i) => feature(`31010100100100${i}`, each.map((place) => gcoord.transform([...place], gcoord.WGS84, gcoord.GCJ02)) as Ring)), { dryRun: true })
  expect(result.notes.join('\n')).toMatch(/look like GCJ-02/)
  expect((await load(cells.map((each, i) => feature(`31010100100100${i}`, each)), { dryRun: true })).notes.join('\n')).not.toMatch(/GCJ-02/)
})

it('become a draft plan with all that is wrong in it, which goes with the import while nobody worked on it', async () => {
  const result = await load(bad().slice(0, 4), { asPlan: '新网格', area: '310101001001' })
  expect([result.failure, result.counts.zones]).toMatchObject([undefined, { read: 4, rejected: 0 }])
  const { plans } = (await (await door.ask('/api/zone-plans', { as: 'demo-admin' })).json()) as { plans: { id: string; name: string; origin: object }[] }
  expect(plans).toMatchObject([{ name: '新网格', areaId: 2, state: 'draft', origin: { importId: result.id } }])
  const { zones } = (await (await door.ask(`/api/zone-plans/${plans[0]?.id}`, { as: 'demo-admin' })).json()) as { zones: { code: string }[] }
  expect(zones.map(({ code }) => code)).toEqual(['310101001001001', '310101001001002', '310101001001003', '310101001001004'])
  expect([...(await door.db.sql`select count(*) as zones from zone`)]).toEqual([{ zones: 0 }])
  expect((await undoImport(door.db.sql, result.id ?? 0)).removed).toEqual({ 'zone plans': 1 })
  expect(((await (await door.ask('/api/zone-plans', { as: 'demo-admin' })).json()) as { plans: object[] }).plans).toEqual([])
  expect((await load(bad(), { asPlan: 'x' })).failure).toMatch(/--area CODE/)
  expect(door.failures).toEqual([])
})

it('that a plan counts on stay when their import is undone', async () => {
  const result = await load([feature(6, ring(121.4, 121.42, 31.2, 31.22))])
  await door.db.sql`insert into zone_plan (id, area_id, name, state, adopt_on, created_by) values (gen_random_uuid(), 2, 'x', 'adopted', current_date, 'demo-admin')`
  expect(await undoImport(door.db.sql, result.id ?? 0)).toMatchObject({ removed: {}, kept: [{ noun: 'zones' }] })
})
