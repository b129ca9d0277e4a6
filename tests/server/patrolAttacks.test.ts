import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PatrolPlan } from '../../geodata/model/patrolPlan.ts'
import { type Door, openDoor } from './door.ts'
import { newId } from './planTown.ts'
import { hours, patrolDuties, patrolRoute, patrolStop, question } from './patrolWorld.ts'

/** What somebody tried who means no good, or a device that is broken. */
let door: Door
beforeAll(async () => void (door = await openDoor(patrolDuties)))
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

type Field = { errors?: { field: string; code?: string }[] }
async function ask<Answer = Field>(method: string, path: string, body?: object, as: string | null = 'west-planner') {
  const response = await door.ask(`/api/${path}`, { method, as, ...(body ? { body } : {}) })
  return { status: response.status, body: (await response.json()) as Answer }
}
const keep = async (change: object = {}, as?: string) => ask<Field & { plan: PatrolPlan }>('POST', 'patrol-plans', { id: newId(), areaId: 2, name: '夜巡', question: question(), figures: {}, routes: [patrolRoute()], ...change }, as)

describe('a device', () => {
  it('that sends things for times and places is told so, with its key and without', async () => {
    const thing = { toString: 1, valueOf: 1 }
    const { key } = (await ask<{ key: string }>('POST', 'device-keys', { id: newId(), teamId: 1, name: 'broken' }, 'demo-command')).body
    const [traccar, owntracks] = [{ location: { coords: { latitude: 31.2, longitude: 121.4 }, timestamp: thing } }, { _type: 'location', lat: 31.2, lon: 121.4, tst: thing }]
    expect((await ask('POST', 'device/osmand', traccar, null)).status).toBe(401)
    expect((await ask('POST', 'device/owntracks', owntracks, null)).status).toBe(401)
    expect(await ask('POST', `device/osmand?key=${key}`, traccar, null)).toMatchObject({ status: 200, body: { accepted: 0, rejected: [{ reason: expect.stringContaining('at:') }] } })
    expect((await ask('POST', `device/owntracks?key=${key}`, owntracks, null)).status).toBe(200)
    const good = { at: new Date(Date.now() - 1_000).toISOString(), lng: 121.405, lat: 31.205 }
    expect(await ask('POST', 'positions', { teamId: 1, device: 'broken', fixes: [{ ...good, at: thing }, good, { at: [[thing]] }] }, 'west-member')).toMatchObject({ status: 200, body: { accepted: 1, rejected: [{ index: 0 }, { index: 2 }] } })
  })
})

describe('the past of a team', () => {
  it('is told to the audit log of each team, also where it is played, and as the cells that it covered', async () => {
    const span = `from=${hours(-1)}&to=${hours(0)}`
    for (const path of ['positions/tracks?reason=playback&teamId=1&', 'positions/tracks?reason=playback&teamId=3&', 'positions/tracks?reason=playback&teamId=3&', 'coverage?teamId=3&', 'coverage?teamId=1&', 'coverage?']) expect((await ask('GET', path + span)).status).toBe(200)
    expect((await ask('GET', `coverage?teamId=1&${span}`, undefined, 'west-member')).status).toBe(200)
    const looks = await door.db.sql<{ target: string; reason: string }[]>`select target, detail ->> 'reason' as reason from audit_entry where action = 'position.history' order by id`
    expect(looks).toMatchObject([['1', 'playback'], ['3', 'playback'], ['3', 'coverage'], ['1', 'coverage']].map(([target, reason]) => ({ target, reason })))
  })

  it('also goes from check-ins after the days of the area', async () => {
    const { sql } = door.db
    for (const days of [29, 40]) await sql`insert into check_in (id, area_id, team_id, kind, at, geom, account_id) values (${newId()}, 2, 1, 'arrive', now() - make_interval(days => ${days}::integer), st_setsrid(st_makepoint(121.405, 31.205), 4326), 'west-member')`
    await sql`select drop_old_positions()`
    expect(await sql`select geom is null as gone from check_in where team_id = 1 and at < now() - interval '20 days' order by at`).toMatchObject([{ gone: true }, { gone: false }])
  })
})

describe('a plan of patrols', () => {
  it('does not last for years, does not ask for forty ways of travelling, and not for what is somebody’s voice', async () => {
    expect(await keep({ routes: [patrolRoute({ startsAt: '1900-01-01T00:00:00Z', endsAt: '2199-01-01T00:00:00Z' })] })).toMatchObject({ status: 400, body: { errors: [{ field: 'routes.0.endsAt' }] } })
    const teams = Array.from({ length: 9 }, (_, i) => ({ ...question().teams[0], teamId: i + 1, speedMetersPerSecond: 1 + i / 10 }))
    const asked = await ask('POST', 'patrol-routes', { ...question(), teams })
    expect([asked.status, asked.body.errors?.map(({ field }) => field)]).toEqual([422, expect.arrayContaining(['teams'])])
    const [voice] = await door.db.sql<{ id: string }[]>`insert into hotspot (id, area_id, name, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by) values (${newId()}, 2, '诉求', st_setsrid(st_geomfromtext('MULTIPOLYGON(((121.404 31.204, 121.406 31.204, 121.406 31.206, 121.404 31.206, 121.404 31.204)))'), 4326), tstzrange(now() - interval '9 days', now()), 'test', 1, '{"categoryIds":[3]}', '{}', 9, 9, 'demo-command') returning id`
    expect(await ask('POST', 'patrol-routes', { ...question(), hotspots: [{ hotspotId: voice?.id, name: '诉求', place: [121.405, 31.205] }] })).toMatchObject({ status: 422, body: { errors: [{ field: 'hotspots.0.hotspotId' }] } })
  })

  it('of an area above is walked by teams below: what they say at its stops stays with them', async () => {
    const stop = patrolStop('路口', { hotspot: 0 })
    const { plan } = (await keep({ areaId: 1, question: { ...question(), areaId: 1 }, routes: [patrolRoute({ stops: [stop] })] }, 'demo-patrol')).body
    expect((await ask('POST', `patrol-plans/${plan.id}/publish`, { version: 1 }, 'demo-patrol')).status).toBe(200)
    const said = { id: newId(), teamId: 1, kind: 'arrive', at: new Date(Date.now() - 1_000).toISOString(), stopId: stop.id }
    expect((await ask('POST', 'check-ins', { checkIns: [said] }, 'west-member')).body).toMatchObject({ kept: [said.id], remarks: [] })
    expect((await ask('POST', `patrol-plans/${plan.id}/withdraw`, { version: 2 }, 'demo-patrol')).status).toBe(200)
  })

  it('is one of two that are published for a team at the same moment', async () => {
    const both = await Promise.all([keep(), keep()])
    const answers = await Promise.all(both.map(({ body: { plan } }) => ask('POST', `patrol-plans/${plan.id}/publish`, { version: 1 })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  })
})

describe('a change of a roster', () => {
  it('that was made over several areas is not put back by somebody who plans for one of them', async () => {
    const at = (after: number) => hours(400 + after)
    const made = { id: newId(), areaId: 2, kind: 'edit', add: [1, 2].map((teamId) => ({ teamId, from: at(0), to: at(4) })) }
    expect((await ask('POST', 'roster-changes', made, 'demo-command')).status).toBe(200)
    expect((await ask('POST', `roster-changes/${made.id}/undo`, {})).status).toBe(403)
    expect(await door.db.sql`select team_id from shift where lower(during) = ${at(0)}::timestamptz order by 1`).toMatchObject([{ teamId: 1 }, { teamId: 2 }])
    expect((await ask('POST', `roster-changes/${made.id}/undo`, {}, 'demo-command')).status).toBe(200)
  })
})

describe('an event', () => {
  it('does not need a million teams', async () => {
    const posts = Array.from({ length: 110 }, (_, i) => ({ id: newId(), code: `c${i}`, needs: Array<number>(8).fill(1), lng: 121.41, lat: 31.21 }))
    const windows = Array.from({ length: 8 }, (_, i) => ({ from: `0${i}:00`, to: `0${i + 1}:00` }))
    const id = newId()
    expect((await ask('PUT', `event-plans/${id}`, { version: 0, areaId: 2, name: '节', startsOn: '2027-01-01', endsOn: '2027-03-01', windows, posts })).status).toBe(200)
    expect(await ask('POST', `event-plans/${id}/publish`, { version: 1 })).toMatchObject({ status: 422, body: { errors: [{ field: 'posts' }] } })
  })
})
