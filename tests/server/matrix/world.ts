import { randomBytes } from 'node:crypto'
import { uuidv7 } from '../../../geodata/model/id.ts'
import { Role } from '../../../geodata/model/actor.ts'
import { east, makeIncidents, west } from '../city.ts'
import { type Door, openDoor, report } from '../door.ts'

export type Side = 'west' | 'east'
/** A thing of one side, or one that nobody has. */
export type Wanted = Side | 'absent'
export const sides: readonly Side[] = ['west', 'east']
export const other = { west: 'east', east: 'west' } as const
export const places = { west, east }
export const areas = { west: 2, east: 3, absent: 999 } as const
export const incidentCounts = { west: 60, east: 40 } as const
export const roles = Role.options

/** The last days as a window in the body of a request. */
export const days = (back: number) => ({ from: new Date(Date.now() - back * 86_400_000).toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() })
/** The account of a role over one side; every role has one on each. */
export const accountOf = (role: Role, side: Side) => `${side}-${role.replaceAll('_', '-')}`
/** An account of each side that is acted upon and never acts. */
export const spareOf = (side: Side) => `spare-${side}`
/** Holds no duty anywhere. */
export const dutyless = 'no-duty'
export const newId = () => uuidv7(Math.random, Date.now())

export type World = {
  door: Door
  /** Texts that only rows of that side hold; the ground (buildings, streets) is open to all and left out. */
  marks: Record<Side, string[]>
  /** An incident of each side that nothing changes. */
  incident: Record<Wanted, string>
  photo: Record<Wanted, string>
  /** A kept hotspot of each side that nothing changes. */
  hotspot: Record<Wanted, string>
  /** A matter reported a moment ago on that side; an id without a matter for `absent`. */
  freshIncident(wanted: Wanted): Promise<string>
  /** A plan of that side, whose zones are those of today, that nothing changes. */
  plan: Record<Wanted, string>
  /** A draft of that side, or one that waits for tomorrow, made a moment ago; nothing else there waits. */
  freshPlan(wanted: Wanted, state?: 'draft' | 'scheduled'): Promise<string>
  /** A plan of cameras of that side that nothing changes. */
  cameraPlan: Record<Wanted, string>
  /** A plan of one camera of that side, a draft or adopted, made a moment ago. */
  freshCameraPlan(wanted: Wanted, state?: 'draft' | 'adopted'): Promise<string>
  /** A published plan of patrols of each side that nothing changes. */
  patrolPlan: Record<Wanted, string>
  /** A plan of patrols of that side with one round, made a moment ago; nothing else is published there at that hour. */
  freshPatrolPlan(wanted: Wanted, state?: 'draft' | 'published' | 'discarded'): Promise<string>
  /** A checkpoint of that side, made a moment ago. */
  freshCheckpoint(wanted: Wanted): Promise<string>
  /** A tour of each side that nothing changes. */
  tour: Record<Wanted, string>
  /** A tour of that side, made a moment ago. */
  freshTour(wanted: Wanted): Promise<string>
  /** A look of this account at the camera of that side, begun a moment ago. */
  freshLook(wanted: Wanted, as: string): Promise<string>
  /** A hotspot kept a moment ago on that side. */
  freshHotspot(wanted: Wanted): Promise<string>
  /** A camera put up a moment ago on that side. */
  freshCamera(wanted: Wanted): Promise<number>
  /** A gateway of that side, made a moment ago. */
  freshGateway(wanted: Wanted): Promise<string>
  /** Asks as the operator of the whole city; throws on anything but success. */
  operate(method: string, path: string, body?: unknown): Promise<unknown>
}

/** One team of that side on duty for an hour. */
export const patrolQuestion = (wanted: Wanted) => ({
  areaId: areas[wanted], checkpoints: [], hotspots: [{ name: 'a hotspot', place: [121.405, 31.206] }],
  teams: [{ teamId: areas[wanted] - 1, vehicle: 'foot', speedMetersPerSecond: 1.2, from: new Date().toISOString(), to: new Date(Date.now() + 3_600_000).toISOString(), start: [121.405, 31.205] }],
})

const view = {
  camera: { lng: 121.4, lat: 31.2, zoom: 12, bearing: 0, pitch: 0 }, layers: ['zones'], zoneFigure: 'incidents', time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null,
  theme: 'dark', selection: null,
}
export const savedView = (name: string, id = newId()) => ({ id, name, value: view })

async function seed(door: Pick<Door, 'db'>, marks: World['marks'], incident: World['incident'], photo: World['photo']): Promise<void> {
  const { sql } = door.db
  await sql`insert into camera_view (camera_id, area_id, band, always, geom, square_meters) select id, area_id, 'detect', true, st_multi(st_buffer(geom, 0.0005)), 1 from camera`
  await sql`insert into account (id, name_zh, name_en) values (${dutyless}, '无岗', 'No duty')`
  for (const side of sides) {
    const area = areas[side]
    await sql`insert into camera (area_id, code, kind, state, geom) values (${area}, ${`${side}-out`}, 'fixed', 'fault', st_setsrid(st_makepoint(${places[side].lng}, 31.207), 4326))`
    await sql`insert into account (id, name_zh, name_en) values (${spareOf(side)}, '备', 'Spare')`
    await sql`insert into assignment (account_id, area_id, role) values (${spareOf(side)}, ${area}, 'leader')`
    for (const role of roles) {
      await sql`insert into account (id, name_zh, name_en) values (${accountOf(role, side)}, ${role}, ${role})`
      await sql`insert into assignment (account_id, area_id, role) values (${accountOf(role, side)}, ${area}, ${role})`
    }
    await makeIncidents(sql, area, incidentCounts[side])
    await sql`insert into coverage (area_id, cell, day, hour, seconds) select ${area}, interleave((mercator_x(${places[side].lng}) >> 11), (mercator_y(31.205) >> 11)), current_date, 9, 600`
    await sql`insert into device (area_id, team_id, name) values (${area}, ${area - 1}, ${`${side}-pda`})`
    await sql`insert into shift (area_id, team_id, during) select ${area}, ${area - 1}, tstzrange(now() - interval '2 hours', now() + interval '2 hours') where not exists (select from shift where team_id = ${area - 1})`
    await sql`insert into live_position (team_id, area_id, at, x, y) values (${area - 1}, ${area}, now(), mercator_x(${places[side].lng}), mercator_y(31.205))`
    const rows = await sql<{ id: string }[]>`select id from incident where area_id = ${area} order by id`
    incident[side] = rows[0]?.id ?? ''
    marks[side].push(...rows.map(({ id }) => id), `${side.toUpperCase()}PHOTO`)
    await sql`insert into camera_stream (camera_id, area_id, stream_url, snapshot_url) values (${area - 1}, ${area}, 'http://198.51.100.7/live.m3u8', 'http://198.51.100.7/now.jpg')`
    await sql`insert into photo (id, incident_id, area_id, width, height, bytes, added_by) values (${photo[side]}, ${incident[side]}, ${area}, 1, 1, ${Buffer.from(`${side.toUpperCase()}PHOTO`)}, 'somebody')`
  }
}

export async function openWorld(): Promise<World> {
  const marks: World['marks'] = {
    west: ['西社区', '西一格', '西二格', '310101001001', '"W-1"', '"W1"', 'WESTVIEW', 'WESTHOT', 'WESTPLAN', 'WESTTOUR', 'WESTLOOK', 'WESTWALL', 'west-'], east: ['东社区', '东一格', '东二格', '310101001002', '"E-1"', '"E1"', 'EASTVIEW', 'EASTHOT', 'EASTPLAN', 'EASTTOUR', 'EASTLOOK', 'EASTWALL', 'east-'],
  }
  const incident = { west: '', east: '', absent: newId() }
  const photo = { west: newId(), east: newId(), absent: newId() }
  const door = await openDoor((db) => seed({ db }, marks, incident, photo), { FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64') })
  const operate: World['operate'] = async (method, path, body) => {
    const answer = await door.ask(path, { method, ...(body === undefined ? {} : { body }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const freshIncident: World['freshIncident'] = async (wanted) => {
    if (wanted === 'absent') return newId()
    const sent = report(places[wanted])
    await operate('POST', '/api/incidents', sent)
    return sent.id
  }
  const freshHotspot: World['freshHotspot'] = async (wanted) => {
    const id = newId()
    if (wanted !== 'absent') await door.db.sql`insert into hotspot (id, area_id, name, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by)
      select ${id}, ${areas[wanted]}, ${`${wanted.toUpperCase()}HOT`}, st_multi(st_makeenvelope(${places[wanted].lng}, 31.205, ${places[wanted].lng + 0.001}, 31.206, 4326)), tstzrange(now() - interval '30 days', now()), 'counts', 1,
        ${door.db.sql.json({ method: 'counts', parameters: {}, ...days(30), categoryIds: null, provenance: ['public'], hoursOfWeek: null, areaId: null, backtest: false, compareWith: 'before' })}, '{"units": []}', 7, 10000, ${`${wanted}-supervisor`}`
    return id
  }
  const freshPlan: World['freshPlan'] = async (wanted, state = 'draft') => {
    const id = newId()
    if (wanted === 'absent') return id
    const scheduled = state === 'scheduled' ? door.db.sql`area_today(${areas[wanted]}) + 1` : door.db.sql`null`
    await door.db.sql`update zone_plan_zone set adopts_on = null where area_id = ${areas[wanted]}`
    await door.db.sql`update zone_plan set state = 'discarded', adopt_on = null where area_id = ${areas[wanted]} and state = 'scheduled'`
    await door.db.sql`insert into zone_plan (id, area_id, name, state, adopt_on, created_by) values (${id}, ${areas[wanted]}, ${`${wanted.toUpperCase()}PLAN`}, ${state}, ${scheduled}, ${`${wanted}-supervisor`})`
    await door.db.sql`insert into zone_plan_zone (plan_id, key, zone_id, area_id, code, name_zh, name_en, geom, adopts_on) select ${id}, gen_random_uuid(), z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom, ${scheduled} from zone z where z.area_id = ${areas[wanted]} and z.valid_to is null`
    return id
  }
  const freshCamera: World['freshCamera'] = async (wanted) => {
    if (wanted === 'absent') return 999_999
    const rows = await door.db.sql<{ id: number }[]>`insert into camera (area_id, code, kind, geom) values (${areas[wanted]}, ${`${wanted}-${newId().slice(-8)}`}, 'fixed', st_setsrid(st_makepoint(${places[wanted].lng}, 31.205), 4326)) returning id`
    return rows[0]?.id ?? 0
  }
  const freshGateway: World['freshGateway'] = async (wanted) => {
    const id = newId()
    if (wanted !== 'absent') await operate('POST', '/api/camera-gateways', { id, areaId: areas[wanted], name: `${wanted.toUpperCase()}VIEW` })
    return id
  }
  for (const side of sides) await freshGateway(side)
  const freshCameraPlan: World['freshCameraPlan'] = async (wanted, state = 'draft') => {
    const id = newId()
    if (wanted === 'absent') return id
    await door.db.sql`insert into camera_plan (id, area_id, name, state, created_by) values (${id}, ${areas[wanted]}, ${`${wanted.toUpperCase()}PLAN`}, ${state}, ${`${wanted}-supervisor`})`
    await door.db.sql`insert into camera_plan_site (plan_id, ordinal, area_id, mount, kind, field_of_view_deg, range_m, geom) values (${id}, 1, ${areas[wanted]}, 'corner', 'dome', 360, 30, st_setsrid(st_makepoint(${places[wanted].lng}, 31.206), 4326))`
    return id
  }
  const cameraPlan = { west: await freshCameraPlan('west'), east: await freshCameraPlan('east'), absent: newId() }
  let hour = 0
  const freshPatrolPlan: World['freshPatrolPlan'] = async (wanted, state = 'draft') => {
    const id = newId()
    if (wanted === 'absent') return id
    const from = new Date(Date.now() + 7_200_000 * hour++).toISOString()
    const to = new Date(Date.parse(from) + 3_600_000).toISOString()
    const [route, mark] = [newId(), `${wanted.toUpperCase()}PLAN`]
    await door.db.sql`insert into patrol_plan (id, area_id, name, during, state, question, created_by) values (${id}, ${areas[wanted]}, ${mark}, tstzrange(${from}, ${to}), ${state}, ${door.db.sql.json(patrolQuestion(wanted))}, ${`${wanted}-supervisor`})`
    await door.db.sql`insert into patrol_route (id, plan_id, area_id, team_id, starts_at, ends_at, meters) values (${route}, ${id}, ${areas[wanted]}, ${areas[wanted] - 1}, ${from}, ${to}, 0)`
    await door.db.sql`insert into patrol_stop (id, route_id, area_id, ordinal, kind, name, arrives_at, leaves_at, geom) values (${newId()}, ${route}, ${areas[wanted]}, 0, 'start', ${mark}, ${from}, ${from}, st_setsrid(st_makepoint(${places[wanted].lng}, 31.206), 4326))`
    return id
  }
  const patrolPlan = { west: await freshPatrolPlan('west', 'published'), east: await freshPatrolPlan('east', 'published'), absent: newId() }
  const freshCheckpoint: World['freshCheckpoint'] = async (wanted) => {
    const id = newId()
    if (wanted !== 'absent') await door.db.sql`insert into checkpoint (id, area_id, name, geom, created_by) values (${id}, ${areas[wanted]}, ${`${wanted.toUpperCase()}PLAN`}, st_setsrid(st_makepoint(${places[wanted].lng}, 31.206), 4326), ${`${wanted}-supervisor`})`
    return id
  }
  for (const side of sides) await freshCheckpoint(side)
  const freshTour: World['freshTour'] = async (wanted) => {
    const id = newId()
    if (wanted === 'absent') return id
    await door.db.sql`insert into camera_tour (id, area_id, name, mode) values (${id}, ${areas[wanted]}, ${`${wanted.toUpperCase()}TOUR`}, 'manual')`
    await door.db.sql`insert into camera_tour_stop (tour_id, ordinal, camera_id) values (${id}, 1, ${areas[wanted] - 1})`
    return id
  }
  const freshLook: World['freshLook'] = async (wanted, as) => {
    const id = newId()
    if (wanted !== 'absent') await door.db.sql`insert into camera_look (id, camera_id, area_id, account_id, reason) values (${id}, ${areas[wanted] - 1}, ${areas[wanted]}, ${as}, ${`${wanted.toUpperCase()}LOOK`})`
    return id
  }
  const tour = { west: await freshTour('west'), east: await freshTour('east'), absent: newId() }
  for (const side of sides) await freshLook(side, `${side}-supervisor`)
  const plan = { west: await freshPlan('west'), east: await freshPlan('east'), absent: newId() }
  const hotspot = { west: await freshHotspot('west'), east: await freshHotspot('east'), absent: newId() }
  for (const side of sides) {
    const answer = await door.ask('/api/views', { as: accountOf('zone_lead', side), method: 'POST', body: savedView(`${side.toUpperCase()}VIEW`) })
    if (answer.status !== 201) throw new Error(`a view was not saved: ${await answer.text()}`)
  }
  return { door, marks, incident, photo, hotspot, plan, cameraPlan, patrolPlan, freshPatrolPlan, freshCheckpoint, freshIncident, freshHotspot, freshPlan, freshCameraPlan, freshCamera, freshGateway, tour, freshTour, freshLook, operate }
}
