import type { PlanZone, ZonePlan, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { FreshDatabase } from '../database.ts'
import type { Door } from './door.ts'

export const newId = () => uuidv7(Math.random, Date.now())
/** A rectangle of the west community unless latitudes say otherwise; its zones are 121.4 to 121.41 and 121.41 to 121.42. */
export const box = (west: number, east: number, south = 31.2, north = 31.22): PlanZone['geometry'] => ({ type: 'MultiPolygon', coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] })
export const planZone = (geometry: PlanZone['geometry'], change: Partial<PlanZone> = {}): PlanZone => ({ key: newId(), zoneId: null, code: null, nameZh: '', nameEn: '', locked: false, geometry, ...change })
/** The two zones of the west as they are, with the border between them where it is wanted. */
export const twoZones = (border = 121.41) => [
  planZone(box(121.4, border), { zoneId: 1, code: '310101001001001', nameZh: '西一格', nameEn: 'West 1' }), planZone(box(border, 121.42), { zoneId: 2, code: '310101001001002', nameZh: '西二格', nameEn: 'West 2' }),
]

/** Supervisors of each side, homes along the west, and matters under way in it: one with the lead of zone 1, one in zone 2 that nobody was sent to, one that is closed. */
export async function seedPlans({ sql }: Pick<FreshDatabase, 'sql'>): Promise<void> {
  await sql`insert into account (id, name_zh, name_en) values ('west-boss', '西督导', 'West supervisor'), ('east-boss', '东督导', 'East supervisor'), ('west-1', '西一长', 'Lead of west 1')`
  await sql`insert into assignment (account_id, area_id, role) values ('west-boss', 2, 'supervisor'), ('east-boss', 3, 'supervisor'), ('west-1', 2, 'grid_officer')`
  await sql`update post set account_id = 'west-1' where id = 1`
  await sql`insert into building (area_id, zone_id, use, households, geom) select 2, case when i < 10 then 1 else 2 end, 'residential', 10, st_makeenvelope(121.4004 + i * 0.001, 31.21, 121.4006 + i * 0.001, 31.2102, 4326) from generate_series(0, 19) i`
  await sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, state, title, occurred_at, geom) select ('01930000-0000-7000-8000-00000000000' || n)::uuid, 2, z, 1, 1, 'phone', s, 'matter ' || n, now() - interval '1 day', st_setsrid(st_makepoint(x, 31.2101), 4326)
    from (values (1, 1, 'dispatched', 121.4005), (2, 2, 'registered', 121.4185), (3, 1, 'closed', 121.4005), (4, 1, 'reported', 121.4085)) t(n, z, s, x)`
  await sql`insert into work_order (id, incident_id, area_id, post_id, kind, state) values ('01930000-0000-7000-8000-0000000000a1', '01930000-0000-7000-8000-000000000001', 2, 1, 'lead', 'handling')`
}
export const matter = (n: number) => `01930000-0000-7000-8000-00000000000${n}`

type Body = { plan: ZonePlan; problems?: { kind: string; zoneKeys: string[]; buildingIds: number[]; squareMeters: number | null }[]; errors: { field: string }[]; detail: string }

/** Plans as people make them, through the door. */
export function plansOf(door: Door) {
  const ask = async <Answer = Body>(method: string, path: string, body?: object, as = 'west-boss') => {
    const response = await door.ask(path, { method, as, ...(body ? { body } : {}) })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const keep = (zones: PlanZone[] = [], change: object = {}, as?: string) => ask('POST', '/api/zone-plans', { id: newId(), areaId: 2, name: '新方案', zones, ...change }, as)
  const step = (verb: string, { id, version }: Pick<ZonePlan, 'id' | 'version'>, more: object = {}, as?: string) => ask('POST', `/api/zone-plans/${id}/${verb}`, { version, ...more }, as)
  const read = async (id: string, as?: string) => (await ask<ZonePlanRecord>('GET', `/api/zone-plans/${id}`, undefined, as)).body
  const dayOf = async (days = 0) => (await door.db.sql<{ day: string }[]>`select area_today(2) + ${days}::integer as day`)[0]?.day ?? ''
  return { ask, keep, step, read, dayOf, adopt: async (plan: Pick<ZonePlan, 'id' | 'version'>, days = 0, as?: string) => step('adopt', plan, { on: await dayOf(days) }, as) }
}
