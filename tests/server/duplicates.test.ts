import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Duplicate } from '../../geodata/model/duplicate.ts'
import { asActor } from '../../server/database.ts'
import { candidatesIn } from '../../server/queries/duplicate.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 8_000, 60)
  await makeIncidents(sql, 3, 2_000, 60)
  await sql`analyze incident`
})))
afterAll(() => door?.close())

const minutesAgo = (minutes: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString()
const send = async (change: object, as = 'demo-command') => (await (await door.ask('/api/incidents', { as, method: 'POST', body: report(west, change) })).json()).incident as { id: string; number: string }
const ask = async (query: Record<string, string | number>, as = 'demo-command') => {
  const answer = await door.ask(`/api/duplicates?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`, { as })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { duplicates: Duplicate[] }).duplicates
}
const point = (dLng: number, dLat: number) => ({ type: 'Point', coordinates: [west.lng + dLng, west.lat + dLat] })
const idsOf = (found: Duplicate[]) => found.map(({ incident }) => incident.id)

describe('doubles of what is being typed', () => {
  it('are found by place, time, category and words, with metres and minutes as they are', async () => {
    const one = await send({ title: '西一格路灯不亮', categoryId: 2, occurredAt: minutesAgo(20), geometry: point(0.0003, 0.0002) })
    const found = await ask({ ...west, occurredAt: minutesAgo(0), categoryId: 2, title: '路灯不亮' })
    const mine = found.find(({ incident }) => incident.id === one.id)
    expect(mine?.reasons).toMatchObject({ sameCategory: true, sameGroup: true })
    expect(mine?.reasons.wording).toBeCloseTo((2 * 3) / (6 + 3))
    expect(mine?.reasons.minutesEarlier).toBeCloseTo(20, 1)
    // The spheroid, by a second way: PostGIS answered, Lambert's formula agrees to a centimetre.
    expect(mine?.reasons.distanceMeters).toBeCloseTo(distanceMeters([west.lng, west.lat], [west.lng + 0.0003, west.lat + 0.0002]), 2)
    expect(mine?.incident).toMatchObject({ number: one.number, shape: 'point' })
    expect(mine?.incident.lng).toBeCloseTo(west.lng + 0.0003, 6)
    expect(found.length).toBeLessThanOrEqual(10)
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a))
    // Another day, or another place, and it is none.
    expect(idsOf(await ask({ ...west, lng: west.lng + 0.004, occurredAt: minutesAgo(0), categoryId: 2, title: '路灯不亮' }))).not.toContain(one.id)
    expect(idsOf(await ask({ ...west, occurredAt: minutesAgo(60 * 24 * 40), categoryId: 2, title: '路灯不亮' }))).not.toContain(one.id)
  })

  it('a line and an area count by their nearest point', async () => {
    const at = (dLng: number, dLat: number) => [west.lng + dLng, west.lat + dLat]
    const line = await send({ title: '道路积水', geometry: { type: 'LineString', coordinates: [at(0.0001, -0.002), at(0.0001, 0.002)] } })
    const area = await send({ title: '道路积水', geometry: { type: 'Polygon', coordinates: [[at(-0.001, -0.001), at(0.001, -0.001), at(0.001, 0.001), at(-0.001, 0.001), at(-0.001, -0.001)]] } })
    const found = await ask({ ...west, occurredAt: minutesAgo(0), categoryId: 1, title: '道路积水' })
    const metersOf = (id: string) => found.find(({ incident }) => incident.id === id)?.reasons.distanceMeters
    expect(metersOf(area.id)).toBe(0)
    expect(metersOf(line.id)).toBeCloseTo(distanceMeters([west.lng, west.lat], [west.lng + 0.0001, west.lat]), 1)
  })

  it('of an incident leave out itself, what is merged or archived, and what was finished long ago', async () => {
    const title = '楼道堆物占用消防通道'
    const [own, open, merged, archived, closedNow, closedThen] = await Promise.all([0, 1, 2, 3, 4, 5].map(() => send({ title, categoryId: 3 })))
    const { sql } = door.db
    await sql`update incident set state = 'merged', merged_into = ${own!.id} where id = ${merged!.id}`
    await sql`update incident set state = 'archived' where id = ${archived!.id}`
    await sql`update incident set state = 'closed', closed_at = now() - interval '1 day' where id = ${closedNow!.id}`
    await sql`update incident set state = 'closed', closed_at = now() - interval '8 days' where id = ${closedThen!.id}`
    const answer = await door.ask(`/api/incidents/${own!.id}/duplicates`)
    const { duplicates } = (await answer.json()) as { duplicates: Duplicate[] }
    expect(idsOf(duplicates).toSorted()).toEqual([open!.id, closedNow!.id].toSorted())
    expect(duplicates[0]?.score).toBeGreaterThan(0.99)
  })

  it('are those of the actor’s areas alone; of a foreign incident nothing is said', async () => {
    const one = await send({ title: '只在西边', categoryId: 2 })
    const query = { ...west, occurredAt: minutesAgo(0), categoryId: 2, title: '只在西边' }
    expect(idsOf(await ask(query, 'demo-lead-01'))).toContain(one.id)
    expect(await ask(query, 'demo-lead-02')).toEqual([])
    const [foreign, absent] = [await door.ask(`/api/incidents/${one.id}/duplicates`, { as: 'demo-lead-02' }), await door.ask('/api/incidents/01930000-0000-7000-8000-000000000000/duplicates', { as: 'demo-lead-02' })]
    expect([foreign.status, await foreign.text()]).toEqual([absent.status, await absent.text()])
    expect(foreign.status).toBe(404)
  })

  it('are those that a look at every row finds, with the same scores', async () => {
    const asked = { lng: 121.41, lat: 31.21, occurredAt: minutesAgo(0), categoryId: 1, title: 'matter 1' }
    const rows = await door.db.sql<{ lng: number; lat: number; categoryId: number; title: string; occurredAt: string }[]>`
      select st_x(geom) as lng, st_y(geom) as lat, category_id, title, occurred_at from incident where title like 'matter %'`
    const pairs = (text: string) => { const plain = text.replace(/\W/g, ''); return [...plain].slice(1).map((sign, i) => plain[i] + sign) }
    const byHand = rows.flatMap(({ lng, lat, categoryId, title, occurredAt }) => {
      const meters = distanceMeters([asked.lng, asked.lat], [lng, lat])
      const days = Math.abs(Date.parse(asked.occurredAt) - Date.parse(occurredAt)) / 86_400_000
      if (meters > 150 || days > 30) return []
      const rest = pairs(title)
      const all = rest.length + pairs(asked.title).length
      const common = pairs(asked.title).filter((pair) => rest.includes(pair) && rest.splice(rest.indexOf(pair), 1)).length
      return [0.35 * Math.exp(-2 * (meters / 150) ** 2) + 0.2 / (1 + days) + (categoryId === 1 ? 0.2 : 0) + (0.25 * 2 * common) / all]
    })
    const found = await ask(asked)
    expect(found.length).toBe(10)
    byHand.toSorted((a, b) => b - a).slice(0, 10).forEach((score, i) => expect(found[i]?.score).toBeCloseTo(score, 6))
  })
})

it('candidates come by the Z-order and the box index, as the application role', async () => {
  const [row] = await asActor(door.db.sql, 'demo-command', (tx) => tx<{ queryPlan: string }[]>`explain (format json) ${candidatesIn(tx, [121.404, 31.204, 121.406, 31.206], minutesAgo(0))}`)
  const plan = JSON.stringify(Object.values(row as object)[0])
  expect(plan).toContain('incident_z_order')
  expect(plan).toContain('incident_shape')
})

describe('a place full of outlines of thousands of corners', () => {
  it('is answered like any other: it is anybody’s to report', async () => {
    const ring = (lng: number) => `POLYGON((${Array.from({ length: 4_901 }, (_, k) => { const angle = (2 * Math.PI * (k % 4_900)) / 4_900, r = 0.004 + (k % 2) * 0.0004; return `${lng + r * Math.cos(angle)} ${31.21 + r * Math.sin(angle)}` }).join(',')}))`
    const ids = Array.from({ length: 60 }, () => uuidv7(Math.random, Date.now()))
    for (const [k, id] of ids.entries()) await door.db.sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, occurred_at, geom) values (${id}, 2, 1, 1, 3, 'phone', 'public', '大片积水', now(), st_geomfromtext(${ring(121.41 + k * 1e-5)}, 4326))`
    const began = performance.now()
    const answer = await door.ask(`/api/incidents/${ids[0]}/duplicates`)
    const tookMs = performance.now() - began
    const { duplicates } = (await answer.json()) as { duplicates: { incident: { id: string } }[] }
    expect(duplicates.length).toBeGreaterThan(0)
    expect(duplicates.every(({ incident }) => ids.includes(incident.id))).toBe(true)
    const exactBegan = performance.now()
    await door.db.sql`select max(st_distance(i.geom::geography, o.geom::geography)) from incident i, incident o where i.id = any(${ids}::uuid[]) and o.id = ${ids[0] as string}`
    const exactMs = performance.now() - exactBegan
    // Asked as they are, each distance would be worked out three times over.
    expect(tookMs).toBeLessThan(exactMs * 2)
    await door.db.sql`delete from incident where id = any(${ids}::uuid[])`
  })
})
