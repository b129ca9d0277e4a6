import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WallFigures } from '../../geodata/model/wallFigures.ts'
import { newId } from './matrix/world.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
const [west, city, retired] = [newId(), newId(), newId()]
const read = async (wallId: string, as = 'demo-command') => (await (await door.ask(`/api/wall-figures?wallId=${wallId}`, { as })).json()) as WallFigures
const statusOf = async (wallId: string, as: string) => (await door.ask(`/api/wall-figures?wallId=${wallId}`, { as })).status

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    for (const [id, area] of [['wall-west', 2], ['wall-city', 1], ['wall-east', 3]] as const) {
      await sql`insert into account (id, name_zh, name_en) values (${id}, '大屏', 'Wall')`
      await sql`insert into assignment (account_id, area_id, role) values (${id}, ${area}, 'wall_display')`
    }
    for (const [id, area, account, gone] of [[west, 2, 'wall-west', null], [city, 1, 'wall-city', null], [retired, 2, 'wall-west', new Date()]] as const)
      await sql`insert into map_wall (id, area_id, name, layout, view, rotation, account_id, created_by, retired_at) values (${id}, ${area}, 'wall', '{}', '{}', '{}', ${account}, 'somebody', ${gone})`
    // Hours ago, severity, state, due in hours; of the east one each that a wall of the west must not count.
    const rows: [number, number, number, string, number | null][] = [
      [2, 0.5, 4, 'reported', -3], [2, 3, 1, 'handling', 0.5], [2, 23, 3, 'closed', null], [2, 25, 2, 'handling', 30], [2, 26, 4, 'archived', null], [2, 27, 1, 'merged', null], [2, 49, 4, 'suspended', -50], [2, 90, 1, 'closed', null], [3, 1, 4, 'reported', -1],
    ]
    for (const [area, ago, severity, state, due] of rows) {
      const id = newId()
      const into = state === 'merged' ? (await sql<{ id: string }[]>`select id from incident limit 1`)[0]?.id ?? null : null
      await sql`insert into incident (id, area_id, category_id, severity, channel, state, title, occurred_at, due_at, merged_into, geom) values (${id}, ${area}, 1, ${severity}, 'phone', ${state}, 'x', now() - make_interval(secs => ${ago * 3600}::float8), ${due === null ? null : sql`now() + make_interval(secs => ${due * 3600}::float8)`}, ${into}, st_setsrid(st_makepoint(121.405, 31.205), 4326))`
      if (['closed', 'archived'].includes(state)) await sql`update incident set closed_at = now() - make_interval(secs => ${ago * 1800}::float8) where id = ${id}`
    }
    const cells = [[121.405, 1, 1800], [121.4051, 3, 1800], [121.415, 30, 3600], [121.425, 2, 900], [121.405, 72, 7200]] as const
    for (const [lng, ago, seconds] of cells)
      await sql`insert into coverage (area_id, cell, day, hour, seconds) select ${lng > 121.42 ? 3 : 2}, interleave((mercator_x(${lng}) >> 11), (mercator_y(31.205) >> 11)), (t at time zone 'Asia/Shanghai')::date, extract(hour from t at time zone 'Asia/Shanghai'), ${seconds} from (select now() - make_interval(hours => ${ago}) as t) m`
    const need = async (area: number, from: number, to: number, needed: number, teams: number[]) => {
      const [row] = await sql<{ id: string }[]>`insert into shift_need (area_id, name, during, needed) values (${area}, 'need', tstzrange(now() + make_interval(hours => ${from}), now() + make_interval(hours => ${to})), ${needed}) returning id`
      for (const team of teams) await sql`insert into shift (area_id, team_id, during, need_id) values (${area}, ${team}, tstzrange(now() + make_interval(hours => ${from}), now() + make_interval(hours => ${to})), ${row?.id ?? null})`
    }
    await need(2, -1, 3, 2, [1])
    await need(2, -1, 3, 1, [1])
    await need(2, 4, 8, 3, [])
    await need(2, 9, 12, 5, [])
    await need(3, -1, 3, 4, [2])
    await sql`insert into live_position (team_id, area_id, at, x, y) values (1, 2, now(), 1, 1), (2, 3, now() - interval '6 minutes', 1, 1)`
    await sql`insert into camera (area_id, code, name, kind, state, state_since, geom) select 2, 'D-' || i, '', 'fixed', 'offline', now() - make_interval(hours => i), st_setsrid(st_makepoint(121.405, 31.205), 4326) from generate_series(1, 10) i`
    await sql`insert into camera (area_id, code, kind, state, geom) values (2, 'soon', 'fixed', 'planned', st_setsrid(st_makepoint(121.405, 31.205), 4326))`
  })
})
afterAll(() => door?.close())

describe('counts of a wall', () => {
  it('are those of its area, for its own account as for an operator', async () => {
    const own = await read(west, 'wall-west')
    expect(own).toMatchObject({ wallId: west, areaId: 2, areaNameZh: '西社区', timeZone: 'Asia/Shanghai', received: { now: 3, before: 2 }, severe: { now: 2, before: 1 }, closed: { now: 2, before: 1 } })
    expect([own.hours.length, own.hours.reduce((a, b) => a + b), own.hours.at(-1), own.hours.at(-4), own.hours.at(-24), own.hours.at(-26)]).toEqual([48, 5, 1, 1, 1, 1])
    const { at: _own, oldestDueAt: _due, ...counts } = own
    const { at: _his, oldestDueAt: _his2, ...his } = await read(west)
    expect(his).toEqual(counts)
    expect((await read(city, 'wall-city')).received).toEqual({ now: 4, before: 2 })
  })
  it('tell what is open and overdue', async () => {
    const { queue, dueWithinHour, oldestDueAt } = await read(west, 'wall-west')
    expect(queue.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([{ state: 'handling', open: 2, overdue: 0 }, { state: 'reported', open: 1, overdue: 1 }, { state: 'suspended', open: 1, overdue: 1 }])
    expect(dueWithinHour).toBe(1)
    expect(Date.now() - Date.parse(oldestDueAt as string)).toBeGreaterThan(49.9 * 3_600_000)
  })
  it('tell how many posts are filled, though who is wanted where is not the account’s to read', async () => {
    const { shifts } = await read(west, 'wall-west')
    expect(shifts).toMatchObject({ now: { needed: 3, filled: 2, short: 1 }, next: { needed: 3, filled: 0, short: 1 }, teams: 1, heard: 1 })
    expect(Math.round((Date.parse(shifts.next?.at as string) - Date.now()) / 3_600_000)).toBe(4)
  })
  it('tell cameras that are down, the last ones by name', async () => {
    const { cameras } = await read(west, 'wall-west')
    expect(cameras).toMatchObject({ online: 1, offline: 10, fault: 0 })
    expect(cameras.down.map(({ code }) => code)).toEqual(['D-1', 'D-2', 'D-3', 'D-4', 'D-5', 'D-6', 'D-7', 'D-8'])
  })
  it('tell presence of both days and in how many zones', async () => {
    expect((await read(west, 'wall-west')).coverage).toEqual({ patrolHours: { now: 1, before: 1 }, zonesVisited: { now: 1, before: 1 }, zones: 2 })
    expect((await read(city, 'wall-city')).coverage).toEqual({ patrolHours: { now: 1.25, before: 1 }, zonesVisited: { now: 2, before: 1 }, zones: 4 })
  })
  it('are nobody else’s: a wall that is not there, retired or another’s answers alike', async () => {
    expect([await statusOf(newId(), 'wall-west'), await statusOf(retired, 'wall-west'), await statusOf(west, 'wall-east'), await statusOf(city, 'wall-west'), await statusOf(west, 'demo-lead-01')]).toEqual([404, 404, 404, 404, 404])
    expect(door.failures).toEqual([])
  })
})
