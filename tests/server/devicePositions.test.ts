import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from './matrix/world.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
let key = ''
const id = newId()
beforeAll(async () => {
  // The team of the west is on shift since two hours.
  door = await openDoor()
  const made = await door.ask('/api/device-keys', { as: 'demo-command', method: 'POST', body: { id, teamId: 1, name: 'phone-1' } })
  expect(made.status).toBe(201)
  key = ((await made.json()) as { key: string }).key
})
afterAll(() => door?.close())

const now = () => Math.floor(Date.now() / 1000) - 1
const form = (fields: Record<string, string | number>) => new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString()
const nobody = { as: null } as const
const ask = async (path: string, options: Parameters<Door['ask']>[1] = {}) => {
  const answer = await door.ask(path, { ...nobody, ...options })
  return { status: answer.status, body: (await answer.json()) as { accepted: number; duplicates: number; rejected: { index: number; reason: string }[]; rejectedCount?: number } }
}
const stored = () => door.db.sql<{ ms: number; lng: number; lat: number; speed: number | null; accuracy: number | null }[]>`select (extract(epoch from p.at) * 1000)::bigint as ms, round(st_x(geom)::numeric, 5)::float8 as lng, round(st_y(geom)::numeric, 5)::float8 as lat, speed_cm_s as speed, accuracy_m as accuracy
  from position_point p join device d on d.id = p.device_id where d.name = 'phone-1' order by p.at`

describe('a device with its key', () => {
  it('sends a fix as OsmAnd does, with time in seconds, milliseconds or words', async () => {
    const at = now() - 60
    const sent: Record<string, string | number>[] = [{ timestamp: at, speed: 1.5, accuracy: 7 }, { timestamp: (at + 10) * 1000 }, { timestamp: new Date((at + 20) * 1000).toISOString() }]
    for (const fields of sent) expect(await ask(`/api/device/osmand?${form({ key, lat: 31.205, lon: 121.402, altitude: 12, hdop: 4, batt: 80, ...fields })}`)).toMatchObject({ status: 200, body: { accepted: 1, rejected: [] } })
    expect(await ask(`/api/device/osmand?${form({ key, lat: 31.205, lon: 121.402, timestamp: at })}`)).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 1 } })
    expect(await stored()).toEqual([{ ms: at * 1000, lng: 121.402, lat: 31.205, speed: 150, accuracy: 7 }, ...[10, 20].map((later) => ({ ms: (at + later) * 1000, lng: 121.402, lat: 31.205, speed: null, accuracy: null }))])
  })

  it('sends as clients of Traccar do: a form with knots, or JSON', async () => {
    const at = now() - 30
    const posted = await ask('/api/device/osmand', { method: 'POST', body: form({ id: key, lat: 31.205, lon: 121.4021, timestamp: at, speed: 10 }), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(posted).toMatchObject({ status: 200, body: { accepted: 1 } })
    const body = { device_id: key, location: { timestamp: new Date((at + 5) * 1000).toISOString(), coords: { latitude: 31.205, longitude: 121.4022, accuracy: 6, speed: -1, heading: -1, altitude: 3 }, is_moving: true, battery: { level: 0.5 } } }
    expect(await ask('/api/device/osmand', { method: 'POST', body })).toMatchObject({ status: 200, body: { accepted: 1 } })
    expect((await stored()).slice(-2)).toMatchObject([{ ms: at * 1000, speed: 514 }, { ms: (at + 5) * 1000, speed: null, accuracy: 6 }])
  })

  it('sends as OwnTracks does, by Basic, and is answered with a list', async () => {
    const at = now() - 20
    const basic = { authorization: `Basic ${Buffer.from(`anyone:${key}`).toString('base64')}` }
    const answers = [await ask('/api/device/owntracks', { method: 'POST', headers: basic, body: { _type: 'location', lat: 31.205, lon: 121.4023, tst: at, acc: 9, vel: 18, batt: 7, tid: 'p1' } }), await ask('/api/device/owntracks', { method: 'POST', headers: basic, body: { _type: 'lwt', tst: at } })]
    expect(answers).toEqual([{ status: 200, body: [] }, { status: 200, body: [] }])
    expect((await stored()).at(-1)).toEqual({ ms: at * 1000, lng: 121.4023, lat: 31.205, speed: 500, accuracy: 9 })
  })

  it('sends a track as GPX, twice without harm; entities are refused', async () => {
    const at = now() - 3_000
    const points = Array.from({ length: 40 }, (_, i) => `<trkpt lat="31.206" lon="${121.402 + i * 0.0001}"><ele>4</ele><time>${new Date((at + i * 10) * 1000).toISOString()}</time></trkpt>`)
    const track = `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points.join('\n')}<trkpt lat="31.2" lon="121.4"/><trkpt lat="0" lon="0"><time>${new Date(at * 1000).toISOString()}</time></trkpt></trkseg></trk></gpx>`
    const post = (body: string) => ask('/api/device/gpx', { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/gpx+xml' } })
    expect(await post(track)).toMatchObject({ status: 200, body: { accepted: 40, duplicates: 0, rejectedCount: 1 } })
    expect(await post(track)).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 40, rejectedCount: 1 } })
    expect((await post(`<!DOCTYPE gpx [<!ENTITY a "b">]>${track}`)).status).toBe(400)
    expect((await post('{}')).status).toBe(400)
  })

  it('is refused row by row and not as a whole; what comes from off shift is left nowhere', async () => {
    const before = await stored()
    const [off, wrong] = [await ask(`/api/device/osmand?${form({ key, lat: 31.205, lon: 121.402, timestamp: now() - 3 * 3_600 })}`), await ask(`/api/device/osmand?${form({ key, lat: 'north', lon: 121.402 })}`)]
    const bad = await ask(`/api/device/osmand?${form({ key, lat: 31.205, lon: 121.402, timestamp: now() - 3 * 3_600, accuracy: 900 })}`)
    expect([off, wrong, bad].map(({ status, body }) => [status, body.accepted, body.rejected[0]?.reason])).toEqual([[200, 0, expect.stringMatching(/not on shift/)], [200, 0, expect.stringMatching(/^lat: /)], [200, 0, expect.stringMatching(/^accuracyMeters/)]])
    expect(await stored()).toEqual(before)
    const kept = await door.db.sql`select reason from position_reject where reason !~ '0, 0'`
    expect(kept.map(({ reason }) => reason)).toEqual([expect.stringMatching(/^lat: /)])
  })

  it('opens its own device and nothing else, and says nothing of keys that are none', async () => {
    expect((await door.ask('/api/teams', { as: null, headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
    const other = 'A'.repeat(43)
    const words = async (given: string) => { const answer = await door.ask(`/api/device/osmand?${form({ key: given, lat: 31.205, lon: 121.402 })}`, nobody); return [answer.status, await answer.text()] }
    const [unknown, misshapen] = [await words(other), await words('1')]
    expect(unknown[0]).toBe(401)
    expect(misshapen).toEqual(unknown)
    const [row] = (await (await door.ask('/api/device-keys')).json()).devices as { id: string; version: number; heardAt: string; name: string; callSign: string }[]
    expect(row).toMatchObject({ id, name: 'phone-1', callSign: 'W1', heardAt: expect.any(String) })
    expect((await door.ask(`/api/device-keys/${id}`, { method: 'PATCH', body: { version: row?.version, revoked: true } })).status).toBe(200)
    expect(await words(key)).toEqual(unknown)
    const renewed = await door.ask(`/api/device-keys/${id}/key`, { method: 'POST', body: { version: 2 } })
    const fresh = ((await renewed.json()) as { key: string }).key
    expect(await words(fresh)).toEqual(unknown)
    expect((await door.ask(`/api/device-keys/${id}`, { method: 'PATCH', body: { version: 3, revoked: false } })).status).toBe(200)
    expect((await words(fresh))[0]).toBe(200)
    expect(await words(key)).toEqual(unknown)
    key = fresh
    const told = await door.db.sql<{ action: string }[]>`select action from audit_entry where action like 'device_key.%' order by id`
    expect(told.map(({ action }) => action)).toEqual(['device_key.keep', 'device_key.change', 'device_key.key', 'device_key.change'])
    const answers = await Promise.all(Array.from({ length: 70 }, () => words(other)))
    expect(answers.map(([status]) => status)).toContain(429)
    expect((await words(key))[0]).toBe(200)
    expect(door.failures).toEqual([])
  })
})

describe('the history of a team', () => {
  const span = () => `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date().toISOString()}`
  const read = async (as: string, more: string) => (await door.ask(`/api/positions/tracks?${span()}${more}`, { as })).status
  const looks = () => door.db.sql<{ accountId: string; target: string; detail: { reason: string } }[]>`select account_id, target, detail from audit_entry where action = 'position.history' order by id`

  it('is read with a reason, which the audit log is told; the own one without', async () => {
    expect(await read('demo-command', '&teamId=1')).toBe(422)
    expect(await read('demo-command', '&teamId=1&reason=curiosity')).toBe(400)
    expect(await looks()).toEqual([])
    expect(await read('demo-command', '&teamId=1&reason=incident')).toBe(200)
    expect(await looks()).toEqual([expect.objectContaining({ accountId: 'demo-command', target: '1', detail: expect.objectContaining({ reason: 'incident' }) })])
    await door.db.sql`insert into team_member (team_id, account_id) values (1, 'demo-patrol') on conflict do nothing`
    expect(await read('demo-patrol', '&teamId=1')).toBe(200)
    expect(await read('demo-patrol', '')).toBe(422)
    for (const minutes of [50, 40, 30]) await door.ask(`/api/positions/live?at=${new Date(Date.now() - minutes * 60_000).toISOString()}`)
    expect((await looks()).map(({ detail }) => detail.reason)).toEqual(['incident', 'playback'])
  })
})

describe('a day of many positions', () => {
  it('gets an index by device once it is over', async () => {
    const { sql } = door.db
    await sql`select make_position_day(current_date - 3)`
    await sql`insert into position (device_id, at, area_id, x, y) select 2 + n % 40, (current_date - 3) + n * interval '1 second', 3, n, n from generate_series(0, 79999) n`
    expect((await sql`select current_date - index_position_day() as back`)[0]).toEqual({ back: 3 })
    expect((await sql`select index_position_day() as day`)[0]).toEqual({ day: null })
    await sql`analyze position`
    const plan = await sql`explain select count(*) from position where device_id = 7 and at >= current_date - 3 and at < current_date - 2`
    expect(plan.map((row) => row['query plan'] ?? row['QUERY PLAN'] ?? Object.values(row)[0]).join(' ')).toMatch(/Index (Only )?Scan .*_way/)
    await sql`delete from position where at >= current_date - 3 and at < current_date - 2`
  })
})

describe('detail of positions', () => {
  it('goes after the days of its area and leaves coverage; what an import brought a moment ago stays', async () => {
    const { sql } = door.db
    expect((await door.ask('/api/position-retention/2', { as: 'demo-admin', method: 'PUT', body: { days: 10 } })).status).toBe(200)
    expect((await door.ask('/api/position-retention/999', { as: 'demo-admin', method: 'PUT', body: { days: 10 } })).status).toBe(404)
    const [run] = await sql<{ id: number }[]>`insert into import_run (noun, source, files, state, started_by) values ('positions', 'test', '{}', 'done', 'demo-admin') returning id`
    const days = [8, 15, 40]
    for (const back of days) {
      await sql`select make_position_day(current_date - ${back}::integer)`
      await sql`insert into position (device_id, at, area_id, x, y, import_id) select 1, (current_date - ${back}::integer) + interval '12 hours' + n * interval '1 minute', 2 + n % 2, 1, 1, case when n = 5 then ${run?.id ?? 0}::integer end from generate_series(0, 9) n`
    }
    await sql`insert into coverage (area_id, cell, day, hour, seconds) values (2, 77, current_date - 40, 12, 60)`
    await sql`insert into check_in (id, area_id, team_id, kind, at, geom, account_id) select gen_random_uuid(), 2, (select min(id) from team), 'indoor', current_date - back + interval '12 hours', st_setsrid(st_makepoint(121.41, 31.21), 4326), 'demo-admin' from unnest(${[8, 15]}::integer[]) back`
    for (let day: unknown = ''; day !== null; ) day = (await sql`select drop_old_positions() as day`)[0]?.day ?? null
    const left = await sql<{ back: number; areaId: number; n: number }[]>`select current_date - at::date as back, area_id, count(*)::integer as n from position where device_id = 1 and at < current_date - 7 group by 1, 2 order by 1, 2`
    expect(await sql`select current_date - at::date as back, geom is null as bare from check_in where area_id = 2 and at < current_date - 7 order by 1`).toMatchObject([{ back: 8, bare: false }, { back: 15, bare: true }])
    // West after ten days, east after thirty; of forty days ago the fix that was imported today.
    expect([...left]).toEqual([{ back: 8, areaId: 2, n: 5 }, { back: 8, areaId: 3, n: 5 }, { back: 15, areaId: 3, n: 5 }, { back: 40, areaId: 3, n: 1 }])
    expect(await sql`select seconds::integer from coverage where cell = 77`).toMatchObject([{ seconds: 60 }])
    expect(await sql`select area_id, current_date - day as back from position_dropped order by 1, 2`).toMatchObject([{ areaId: 2, back: 15 }, { areaId: 2, back: 40 }, { areaId: 3, back: 40 }])
  })
})
