import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns, idOfRow } from '../../geodata/format/incidentColumns.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { east, outside, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

describe('the door', () => {
  it('says that it is well, with the number of migrations', async () => {
    const answer = await door.ask('/health')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ status: 'ok', migrations: readdirSync('sql/migrations').length })
  })

  it('describes the data of the actor', async () => {
    const config = await (await door.ask('/api/config')).json()
    expect(config.bounds.map((value: number) => Number(value.toFixed(6)))).toEqual([121.4, 31.2, 121.44, 31.22])
    expect(config).toMatchObject({ names: { zh: '方城', en: 'Square City' }, timeZone: 'Asia/Shanghai', counts: { zones: 4, cameras: 2 } })
    const narrow = await (await door.ask('/api/config', { as: 'demo-lead-01' })).json()
    expect(narrow).toMatchObject({ names: { zh: '西社区' }, counts: { zones: 2, cameras: 1 } })
  })

  it('lets a demo account sign in, and no other', async () => {
    const { actor, methods: { demo: actors } } = await (await door.ask('/api/session')).json()
    expect(actor).toEqual(actors[0])
    expect(actors).toHaveLength(7)
    expect(actors[0]).toEqual({ id: 'demo-command', nameZh: '指挥员', nameEn: 'Operator', assignments: [{ role: 'command_operator', areaId: 1 }], rights: ['acknowledge', 'brief', 'camera', 'export', 'patrol', 'plan', 'read', 'report', 'step', 'wall', 'watch'] })
    const chosen = await door.ask('/api/session/demo', { as: null, method: 'POST', body: { id: 'demo-auditor' } })
    expect(chosen.headers.getSetCookie()[0]).toMatch(/^fangcun_session=[\w-]{43};.*HttpOnly.*SameSite=Strict/)
    expect((await chosen.json()).actor.id).toBe('demo-auditor')
    expect((await door.ask('/api/session/demo', { as: null, method: 'POST', body: { id: 'root' } })).status).toBe(422)
  })

  it('tags answers by content and answers 304 to who has them', async () => {
    const first = await door.ask('/api/categories')
    const etag = first.headers.get('etag') as string
    expect((await door.ask('/api/categories', { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await door.ask('/api/categories', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })
})

describe('incidents', () => {
  it('are taken in once, and come back as columns and in detail', async () => {
    const sent = report(west)
    const first = await door.ask('/api/incidents', { method: 'POST', body: sent })
    expect(first.status).toBe(201)
    const { incident } = await first.json()
    expect(incident).toMatchObject({ id: sent.id, areaId: 2, zoneId: 1, severity: 3, state: 'reported', provenance: 'public', version: 1, occurredAt: sent.occurredAt })
    const again = await door.ask('/api/incidents', { method: 'POST', body: sent })
    expect([again.status, (await again.json()).incident.number]).toEqual([200, incident.number])

    const backwards = await door.ask('/api/incidents/columns?from=2100-01-01T00:00:00Z&to=2020-01-01T00:00:00Z')
    expect([backwards.status, (await backwards.json()).errors[0]]).toEqual([400, { field: 'to', expected: 'expected a time after from' }])
    const from = new Date(Date.now() - 3_600_000).toISOString()
    const to = new Date(Date.now() + 3_600_000).toISOString()
    const columns = decodeColumns(new Uint8Array(await (await door.ask(`/api/incidents/columns?from=${from}&to=${to}`)).arrayBuffer()))
    expect(columns.count).toBe(1)
    expect(idOfRow(columns, 0)).toBe(sent.id)
    expect(columns.occurredAt[0]).toBe(Date.parse(sent.occurredAt))
    expect(((columns.x[0] as number) / 2 ** 31) * 360 - 180).toBeCloseTo(west.lng, 5)

    const detail = await (await door.ask(`/api/incidents/${sent.id}`)).json()
    expect(detail).toMatchObject({ incident: { id: sent.id }, geometry: sent.geometry, zone: { code: '310101001001001', households: 60 }, orders: [], deadlines: [], photos: [], merged: [], parts: [], hasContact: false })
    expect(detail.actions.map(({ action }: { action: string }) => action)).toEqual(['register', 'categorise', 'refuse', 'merge'])
    expect(detail.actions[0]).toEqual({ subject: 'incident', action: 'register', workOrderId: null, needs: [], toState: 'registered' })
    expect(detail.area.map((area: { level: string }) => area.level)).toEqual(['community', 'city'])
    expect(detail.log).toMatchObject([{ action: 'report', fromState: null, toState: 'reported', actor: 'demo-command' }])
    expect(detail.posts).toMatchObject([{ kind: 'zone_lead', holder: '西01' }])
    expect(detail.cameras).toHaveLength(1)
    // 0.0001 degrees each way: 9.5 m east, 11.1 m north
    expect(detail.cameras[0].distanceMeters).toBeCloseTo(Math.hypot(9.53, 11.09), 0)
  })

  it('go step by step, with a conflict for the second of two people', async () => {
    const sent = report(west)
    await door.ask('/api/incidents', { method: 'POST', body: sent })
    const step = { id: uuidv7(Math.random, Date.now()), action: 'register', version: 1 }
    const done = await door.ask(`/api/incidents/${sent.id}/steps`, { method: 'POST', body: step })
    expect((await done.json()).incident).toMatchObject({ state: 'registered', version: 2 })
    const late = await door.ask(`/api/incidents/${sent.id}/steps`, { method: 'POST', body: { ...step, id: uuidv7(Math.random, Date.now()) } })
    expect([late.status, (await late.json()).errors[0].field]).toEqual([409, 'version'])
    const impossible = await door.ask(`/api/incidents/${sent.id}/steps`, { method: 'POST', body: { id: uuidv7(Math.random, Date.now()), action: 'archive', version: 2 } })
    expect([impossible.status, (await impossible.json()).errors[0].field]).toEqual([422, 'action'])
    const auditor = await door.ask(`/api/incidents/${sent.id}/steps`, { as: 'demo-auditor', method: 'POST', body: { ...step, id: uuidv7(Math.random, Date.now()), version: 2 } })
    expect(auditor.status).toBe(403)
  })

  it('are refused elsewhere, and where the actor has no say', async () => {
    const refused = async (as: string, at: typeof west) => (await door.ask('/api/incidents', { as, method: 'POST', body: report(at) })).status
    expect(await refused('demo-command', outside)).toBe(403)
    expect(await refused('demo-lead-01', east)).toBe(403)
    expect(await refused('demo-auditor', west)).toBe(403)
    expect(await refused('demo-lead-01', west)).toBe(201)
  })

  it('with an impossible shape are refused with the place of the fault', async () => {
    const bow = { type: 'Polygon', coordinates: [[[121.405, 31.205], [121.406, 31.206], [121.406, 31.205], [121.405, 31.206], [121.405, 31.205]]] }
    const answer = await door.ask('/api/incidents', { method: 'POST', body: report(west, { geometry: bow }) })
    expect(answer.status).toBe(422)
    expect((await answer.json()).errors[0].field).toMatch(/^geometry\.coordinates/)
  })
})
