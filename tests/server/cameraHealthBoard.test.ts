import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CameraHealth, OneCameraHealth } from '../../geodata/model/cameraHealth.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
const ids: Record<string, number> = {}
const hour = 3_600_000
const start = Math.floor(Date.now() / hour) * hour - 48 * hour
const at = (hours: number) => new Date(start + hours * hour).toISOString()

/** A camera of the west that watches a box of 0.0001 degrees steps east of 121.405, and how it went: state and the hour it began, in turn. */
async function camera(code: string, box: [number, number] | null, went: [string, number][], more: { lng?: number; areaId?: number; kind?: string } = {}): Promise<void> {
  const { sql } = door.db
  const { lng = 121.405, areaId = 2, kind = 'fixed' } = more
  const [state, since] = went.at(-1)!
  const [row] = await sql<{ id: number }[]>`insert into camera (area_id, code, name, kind, state, state_since, geom) values (${areaId}, ${code}, ${code}, ${kind}, ${state}, ${at(since)}, st_setsrid(st_makepoint(${lng}, 31.205), 4326)) returning id`
  ids[code] = row!.id
  await sql`delete from camera_state where camera_id = ${row!.id}`
  for (const [i, [was, from]] of went.entries()) await sql`insert into camera_state (camera_id, area_id, state, from_at, to_at, told_by) values (${row!.id}, ${areaId}, ${was}, ${at(from)}, ${went[i + 1] ? at(went[i + 1]![1]) : null}, 'gateway')`
  if (box) await sql`insert into camera_view (camera_id, area_id, band, always, geom, square_meters) values (${row!.id}, ${areaId}, 'detect', ${kind !== 'ptz'}, st_multi(st_makeenvelope(${121.405 + box[0] * 1e-4}, 31.205, ${121.405 + box[1] * 1e-4}, 31.206, 4326)), 1)`
}
/** Square metres of so many steps of 0.0001 degrees, 0.001 degrees high: by the parallel through its middle on WGS 84. */
const ground = (steps: number) => { const phi = (31.2055 * Math.PI) / 180, e2 = 0.00669438, w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2); return ((steps * 1e-4 * Math.PI) / 180) * (6_378_137 / w) * Math.cos(phi) * ((1e-3 * Math.PI) / 180) * ((6_378_137 * (1 - e2)) / w ** 3) }

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => void (await sql`delete from camera`))
  // Down since hour 36, its ground half shared with one that works and half with another that is down too.
  await camera('gone', [0, 10], [['online', 0], ['offline', 12], ['fault', 13], ['online', 14], ['offline', 36]])
  await camera('works', [0, 4], [['online', 0]])
  await camera('broken', [8, 12], [['online', 0], ['fault', 24]])
  await camera('turns', [11, 12], [['online', 0]], { kind: 'ptz' })
  // In the second zone of the west, view not known.
  await camera('blank', null, [['online', 0], ['offline', 47]], { lng: 121.415 })
  await camera('soon', null, [['planned', 0]])
  await camera('foreign', [0, 50], [['online', 0], ['offline', 1]], { lng: 121.425, areaId: 3 })
})
afterAll(() => door?.close())

const read = async (query = '', as = 'demo-lead-01') => (await (await door.ask(`/api/camera-health?from=${at(0)}&to=${at(48)}${query}`, { as })).json()) as CameraHealth
const one = async (code: string) => (await (await door.ask(`/api/cameras/${ids[code]!}/health`)).json()) as OneCameraHealth

describe('the health of cameras', () => {
  it('lists what is down, the greatest loss first: ground that no camera that works can see', async () => {
    const { down, total } = await read()
    expect(total).toEqual({ online: 2, offline: 2, fault: 1, planned: 1, unknown: 0 })
    expect(down.map(({ code, state, zoneId, toldBy, since }) => [code, state, zoneId, toldBy, since])).toEqual([['gone', 'offline', 1, 'gateway', at(36)], ['broken', 'fault', 1, 'gateway', at(24)], ['blank', 'offline', 2, 'gateway', at(47)]])
    expect(down[0]!.lostSquareMeters! / ground(6)).toBeCloseTo(1, 4)
    expect(down[1]!.lostSquareMeters! / ground(3)).toBeCloseTo(1, 4)
    expect(down[2]!.lostSquareMeters).toBeNull()
  })

  it('counts by zone: how many work, how much of the time, how many outages, and lost ground once', async () => {
    const { zones } = await read()
    expect(zones.map(({ zoneId, cameras, online, offline, fault, outages }) => [zoneId, cameras, online, offline, fault, outages])).toEqual([[1, 4, 2, 1, 1, 3], [2, 1, 0, 1, 0, 1]])
    // Of 4 × 48 hours: 14 of `gone` and 24 of `broken` were down.
    expect(zones[0]!.working).toBeCloseTo(1 - (2 + 12 + 24) / (4 * 48), 6)
    expect(zones[1]!.working).toBeCloseTo(47 / 48, 6)
    // 4 to 11 steps: 4 to 8 of one, 8 to 10 of both, 10 to 11 of the other.
    expect(zones[0]!.lostSquareMeters / ground(7)).toBeCloseTo(1, 4)
  })

  it('counts by time: cameras that were down, hour by hour', async () => {
    const { bins } = await read()
    expect(bins).toHaveLength(48)
    expect(bins[0]!.from).toBe(at(0))
    const by = (i: number) => [bins[i]!.offline, bins[i]!.fault].map((value) => Math.round(value * 1e6) / 1e6)
    expect([11, 12, 13, 14, 24, 36, 47].map(by)).toEqual([[0, 0], [1, 0], [0, 1], [0, 0], [0, 1], [1, 1], [2, 1]])
  })

  it('is of the areas of who asks, and of the area that is asked for', async () => {
    expect((await read('', 'demo-lead-02')).down.map(({ code }) => code)).toEqual(['foreign'])
    const all = await read('', 'demo-command')
    expect(all.down).toHaveLength(4)
    expect((await read('&areaId=3', 'demo-command')).down.map(({ code }) => code)).toEqual(['foreign'])
    // Zones of the other community are not told for ground that reaches into them.
    expect((await read('&areaId=2', 'demo-command')).zones.map(({ zoneId }) => zoneId)).toEqual([1, 2])
  })

  it('of one camera is what only it watches, whether it works or not', async () => {
    const [works, gone, blank] = [await one('works'), await one('gone'), await one('blank')]
    // The other that sees this ground is down.
    expect(works.onlySquareMeters! / ground(4)).toBeCloseTo(1, 4)
    expect(gone.squareMeters! / ground(10)).toBeCloseTo(1, 4)
    expect(gone.onlySquareMeters! / ground(6)).toBeCloseTo(1, 4)
    expect([gone.outages, works.outages, works.working, blank.squareMeters, blank.onlySquareMeters]).toEqual([2, 0, 1, null, null])
    expect((await door.ask(`/api/cameras/${ids.foreign!}/health`, { as: 'demo-lead-01' })).status).toBe(404)
    expect(door.failures).toEqual([])
  })
})
