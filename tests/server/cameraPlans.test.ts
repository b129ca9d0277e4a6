import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CameraPlan, CameraPlanRecord } from '../../geodata/model/cameraPlan.ts'
import { type Door, openDoor } from './door.ts'
import { newId, seedPlans } from './planTown.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(seedPlans)))
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

type Body = CameraPlanRecord & { plans: CameraPlan[]; detail: string; errors: { field: string; expected: string }[] }
async function ask(method: string, path: string, body?: object, as = 'west-boss') {
  const response = await door.ask(`/api/camera-plans${path}`, { method, as, ...(body ? { body } : {}) })
  return { status: response.status, body: (await response.json()) as Body }
}
const site = (change: object = {}) => ({ mount: 'corner', kind: 'fixed', azimuthDegrees: 90, fieldOfViewDegrees: 60, rangeMeters: 40, pixels: 2560, gain: 0.25, lng: 121.405, lat: 31.205, ...change })
const keep = (change: object = {}, as?: string) => ask('POST', '', { id: newId(), areaId: 2, name: '补点', sites: [site(), site({ kind: 'dome', azimuthDegrees: null, fieldOfViewDegrees: 360, lng: 121.406 })], ...change }, as)
const cameras = (id: string) => door.db.sql<{ id: number; state: string; areaId: number; azimuthDeg: number | null; pixels: number | null }[]>`select c.id, c.state, c.area_id, c.azimuth_deg, c.pixels from camera c where c.source = 'plan' and starts_with(c.source_ref, ${id}) order by c.source_ref`

describe('a plan of cameras', () => {
  it('is kept once, read with its sites in their order, and saved by version', async () => {
    const id = newId()
    const first = await keep({ id, origin: { bound: 0.9 } })
    expect([first.status, first.body.plan]).toMatchObject([201, { id, areaId: 2, state: 'draft', sites: 2, version: 1, createdBy: 'west-boss', origin: { bound: 0.9 }, adoptedAt: null }])
    expect((await keep({ id, name: 'other' })).body.plan).toEqual(first.body.plan)
    expect((await ask('GET', `/${id}`)).body.sites).toEqual([{ ...site(), ordinal: 1, cameraId: null, heightMeters: null, seen: null }, { ...site({ kind: 'dome', azimuthDegrees: null, fieldOfViewDegrees: 360, lng: 121.406 }), ordinal: 2, cameraId: null, heightMeters: null, seen: null }])
    expect((await ask('PUT', `/${id}`, { version: 1, sites: [site()], note: '少一个' })).body.plan).toMatchObject({ version: 2, sites: 1, note: '少一个' })
    expect((await ask('PUT', `/${id}`, { version: 1, note: 'late' })).status).toBe(409)
  })
  it('becomes cameras that are planned, and is taken back while none of them stands', async () => {
    const { plan } = (await keep()).body
    const adopted = await ask('POST', `/${plan.id}/adopt`, { version: 1 })
    expect([adopted.status, adopted.body.plan]).toMatchObject([200, { state: 'adopted', version: 2, adoptedBy: 'west-boss' }])
    expect((await ask('POST', `/${plan.id}/adopt`, { version: 1 })).body.plan).toEqual(adopted.body.plan)
    const made = await cameras(plan.id)
    expect(made).toMatchObject([{ state: 'planned', areaId: 2, azimuthDeg: 90, pixels: 2560 }, { state: 'planned', areaId: 2, azimuthDeg: null }])
    expect((await ask('GET', `/${plan.id}`)).body.sites.map(({ cameraId }) => cameraId)).toEqual(made.map(({ id }) => id))
    expect((await ask('PUT', `/${plan.id}`, { version: 2, note: 'x' })).status).toBe(422)
    expect((await ask('POST', `/${plan.id}/discard`, { version: 2 })).status).toBe(422)
    expect((await ask('POST', `/${plan.id}/withdraw`, { version: 2 })).body.plan).toMatchObject({ state: 'draft', version: 3, adoptedAt: null, adoptedBy: null })
    expect(await cameras(plan.id)).toEqual([])
    await ask('POST', `/${plan.id}/adopt`, { version: 3 })
    await door.db.sql`update camera set state = 'online' where id = ${(await cameras(plan.id))[1]!.id}`
    const refused = await ask('POST', `/${plan.id}/withdraw`, { version: 4 })
    expect([refused.status, refused.body.detail]).toMatchObject([422, expect.stringMatching(/camera P-.*-02 stands already/)])
    expect(await cameras(plan.id)).toHaveLength(2)
    // Nor does it reach into an area to which somebody moved one of them.
    await door.db.sql`update camera set state = 'planned', area_id = 3 where id = ${(await cameras(plan.id))[1]!.id}`
    expect((await ask('POST', `/${plan.id}/withdraw`, { version: 4 })).status).toBe(422)
    expect(await cameras(plan.id)).toHaveLength(2)
  })
  it('is given up, and then shown only where it is asked for', async () => {
    const { plan } = (await keep()).body
    expect((await ask('POST', `/${plan.id}/discard`, { version: 1 })).body.plan.state).toBe('discarded')
    expect((await ask('POST', `/${plan.id}/discard`, { version: 1 })).body.plan.version).toBe(2)
    const listed = async (query: string) => (await ask('GET', query)).body.plans.map(({ id }) => id)
    expect(await listed('?areaId=2')).not.toContain(plan.id)
    expect(await listed('?areaId=2&discarded=true')).toContain(plan.id)
    expect((await ask('POST', `/${plan.id}/adopt`, { version: 2 })).status).toBe(422)
  })
  it('is refused with the field where it cannot be', async () => {
    const empty = (await keep({ sites: [] })).body.plan
    const refused = [await keep({ areaId: 3 }), await keep({ sites: [site({ lng: 122 })] }), await ask('POST', `/${empty.id}/adopt`, { version: 1 }), await keep({ sites: [site({ fieldOfViewDegrees: 400 })] }), await keep({ sites: [site({ rangeMeters: 6_371_000 })] })]
    expect(refused.map(({ status, body }) => [status, body.errors[0]?.field])).toEqual([[403, 'areaId'], [422, 'sites'], [422, 'sites'], [400, 'sites.0.fieldOfViewDegrees'], [400, 'sites.0.rangeMeters']])
    const { plan } = (await keep()).body
    const [absent, foreign] = [await ask('GET', `/${newId()}`, undefined, 'east-boss'), await ask('GET', `/${plan.id}`, undefined, 'east-boss')]
    expect(foreign).toEqual(absent)
    // A lead of a zone plans and does not adopt.
    expect((await ask('POST', `/${plan.id}/adopt`, { version: 1 }, 'demo-lead-01')).status).toBe(403)
  })
  it('does not reach into ground of an area where its maker may not plan; what lies there and what lies too far are answered alike', async () => {
    // The east begins at 121.42; what lies south of both is nobody's.
    const [over, far, nobody] = [await keep({ sites: [site(), site({ lng: 121.4203 })] }), await keep({ sites: [site(), site({ lng: 123 })] }), await keep({ sites: [site({ lat: 31.1995 })] })]
    expect(over).toEqual(far)
    expect([over.status, over.body.errors[0]?.field, nobody.status]).toEqual([422, 'sites', 201])
    expect((await ask('PUT', `/${nobody.body.plan.id}`, { version: 1, sites: [site({ lng: 121.4203 })] })).status).toBe(422)
    // Who plans in both may, and the camera is of the area in which it stands.
    const both = (await keep({ sites: [site(), site({ lng: 121.4203 })] }, 'demo-admin')).body.plan
    expect((await ask('POST', `/${both.id}/adopt`, { version: 1 }, 'west-boss')).status).toBe(422)
    expect((await ask('POST', `/${both.id}/adopt`, { version: 1 }, 'demo-admin')).status).toBe(200)
    expect((await cameras(both.id)).map(({ areaId }) => areaId)).toEqual([2, 3])
  })
})

it('who asks for blind spots without end waits for itself', async () => {
  const all = await Promise.all(Array.from({ length: 12 }, () => door.ask('/api/blind-spots?areaId=99', { as: 'west-boss' })))
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([404, 429]))
})
