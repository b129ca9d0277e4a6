import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns } from '../../geodata/format/incidentColumns.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 40)
  await makeIncidents(sql, 3, 25)
  for (const area of [2, 3]) await sql`insert into coverage (area_id, cell, day, hour, seconds) select ${area}, interleave((mercator_x(${area === 2 ? 121.405 : 121.425}) >> 11), (mercator_y(31.205) >> 11)), current_date, 9, 600`
  await sql`insert into device (area_id, team_id, name) values (2, 1, 'west'), (3, 2, 'east')`
  await sql`insert into live_position (team_id, area_id, at, x, y) values (1, 2, now(), mercator_x(121.405), mercator_y(31.205)), (2, 3, now(), mercator_x(121.425), mercator_y(31.205))`
})))
afterAll(() => door?.close())

const get = async (path: string, as: string) => (await door.ask(path, { as })).json()
const day = 86_400_000
const span = `from=${encodeURIComponent(new Date(Date.now() - 60 * day).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + day).toISOString())}`

/** What each actor sees: [whole city, west community, east community]. */
const views: [string, (as: string) => Promise<unknown>, unknown, unknown, unknown][] = [
  ['zones', async (as) => (await get('/api/zones', as)).zones.map(({ id }: { id: number }) => id), [1, 2, 3, 4], [1, 2], [3, 4]],
  ['areas', async (as) => (await get('/api/areas', as)).areas.map(({ id }: { id: number }) => id), [1, 2, 3], [2], [3]],
  ['collections of cameras', async (as) => (await get('/collections/cameras/items', as)).features.map(({ id }: { id: number }) => id), [1, 2], [1], [2]],
  ['collections of incidents', async (as) => (await get('/collections/incidents/items?limit=1000', as)).numberReturned, 65, 40, 25],
  ['columns', async (as) => decodeColumns(new Uint8Array(await (await door.ask(`/api/incidents/columns?${span}`, { as })).arrayBuffer())).count, 65, 40, 25],
  ['figures', async (as) => (await get(`/api/figures?${span}`, as)).received, 65, 40, 25],
  ['figures of zones', async (as) => (await get(`/api/zones/figures?${span}`, as)).rows.map(({ incidents }: { incidents: number }) => incidents), [40, 0, 25, 0], [40, 0], [25, 0]],
  ['coverage', async (as) => (await get(`/api/coverage?${span}`, as)).cells.seconds, [600, 600], [600], [600]],
  ['collections of coverage', async (as) => (await get('/collections/coverage/items', as)).numberReturned, 2, 1, 1],
  ['teams', async (as) => (await get('/api/teams', as)).teams.map(({ callSign }: { callSign: string }) => callSign), ['E1', 'W1'], ['W1'], ['E1']],
  ['live positions', async (as) => (await get('/api/positions/live', as)).positions.map(({ teamId }: { teamId: number }) => teamId).toSorted(), [1, 2], [1], [2]],
  ['patrols', async (as) => (await get('/collections/patrols/items', as)).numberReturned, 2, 1, 1],
  ['search', async (as) => (await get('/api/search?q=一格', as)).results.map(({ id }: { id: number }) => id), [1, 3], [1], [3]],
  ['a place in the west', async (as) => (await get('/api/place-of?lng=121.405&lat=31.205', as)).zone?.id ?? null, 1, 1, null],
  ['counts', async (as) => (await get('/api/config', as)).counts.incidents, 65, 40, 25],
]

describe('each actor sees its own areas', () => {
  it.each(views)('%s', async (_, look, city, west, east) => {
    expect(await look('demo-command')).toEqual(city)
    expect(await look('demo-lead-01')).toEqual(west)
    expect(await look('demo-lead-02')).toEqual(east)
  })

  it('what belongs to others is not there, rather than forbidden', async () => {
    const [foreign] = await door.db.sql<{ id: string }[]>`select id from incident where area_id = 3 limit 1`
    const id = foreign?.id as string
    for (const path of [`/api/incidents/${id}`, `/collections/incidents/items/${id}`, '/collections/cameras/items/2', '/api/zones/3']) {
      expect((await door.ask(path, { as: 'demo-lead-01' })).status).toBe(404)
      expect((await door.ask(path, { as: 'demo-lead-02' })).status).toBe(200)
    }
    const step = { id: uuidv7(Math.random, Date.now()), action: 'register', version: 1 }
    expect((await door.ask(`/api/incidents/${id}/steps`, { as: 'demo-lead-01', method: 'POST', body: step })).status).toBe(404)
  })

  it('an account that is not there, a token that was never given and nobody are nobody', async () => {
    const nobodies: Parameters<Door['ask']>[1][] = [{ as: 'somebody-else' }, { as: null }, { headers: { cookie: 'fangcun_actor=demo-command' } }, { headers: { authorization: `Bearer ${'a'.repeat(43)}` } }]
    for (const asked of nobodies) {
      expect((await (await door.ask('/api/session', asked)).json()).actor).toBeNull()
      expect((await door.ask('/api/zones', asked)).status).toBe(401)
    }
    expect((await (await door.ask('/api/session')).json()).actor.id).toBe('demo-command')
  })
})

describe('saved views', () => {
  const value = {
    camera: { lng: 121.4, lat: 31.2, zoom: 12, bearing: 0, pitch: 0 }, layers: ['zones', 'incidents'], zoneFigure: 'incidents', time: { lastHours: 24 }, categoryIds: null,
    states: null, minSeverity: 1, provenance: null, theme: 'dark', selection: null,
  }
  it('are kept as they are, seen in their area, deleted by their owner only', async () => {
    const id = uuidv7(Math.random, Date.now())
    const save = () => door.ask('/api/views', { as: 'demo-lead-01', method: 'POST', body: { id, name: '夜班', value } })
    expect([(await save()).status, (await save()).status]).toEqual([201, 200])
    const [mine] = (await get('/api/views', 'demo-lead-01')).views
    expect(mine).toMatchObject({ id, name: '夜班', value, areaId: 2, createdBy: 'demo-lead-01' })
    expect((await get('/api/views', 'demo-lead-02')).views).toEqual([])
    const remove = async (as: string) => (await door.ask(`/api/views/${id}`, { as, method: 'DELETE' })).status
    expect([await remove('demo-command'), await remove('demo-lead-01'), await remove('demo-lead-01')]).toEqual([404, 204, 404])
  })
})
