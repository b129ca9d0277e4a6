import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
const id = () => uuidv7(Math.random, Date.now())
const stops = { here: id(), moved: id(), withdrawn: id() }
const places = { hotspot: id(), checkpoint: id() }

/** A plan of the west community with one route of a team and one stop on it. */
async function plan(state: 'published' | 'withdrawn', teamId: number, stop: string): Promise<void> {
  const { sql } = door.db
  const [planId, routeId] = [id(), id()]
  await sql`insert into patrol_plan (id, area_id, name, during, state, created_by) values (${planId}, 2, 'tonight', tstzrange(now() - interval '1 hour', now() + interval '1 hour'), ${state}, 'demo-command')`
  await sql`insert into patrol_route (id, plan_id, area_id, team_id, starts_at, ends_at, meters) values (${routeId}, ${planId}, 2, ${teamId}, now(), now(), 0)`
  await sql`insert into patrol_stop (id, route_id, area_id, ordinal, kind, checkpoint_id, arrives_at, leaves_at, geom) values (${stop}, ${routeId}, 2, 0, 'checkpoint', ${places.checkpoint}, now(), now(), st_setsrid(st_makepoint(121.405, 31.205), 4326))`
}
beforeAll(async () => {
  door = await openDoor()
  const { sql } = door.db
  await sql`insert into shift (area_id, team_id, during) values (3, 2, tstzrange(now() - interval '2 hours', now() + interval '2 hours'))`
  await sql`insert into account (id, name_zh, name_en) values ('west-member', '西队员', 'West member')`
  await sql`insert into assignment (account_id, area_id, role) values ('west-member', 2, 'patrol_member')`
  await sql`insert into team_member (team_id, account_id) values (1, 'west-member')`
  await sql`insert into checkpoint (id, area_id, name, geom, created_by) values (${places.checkpoint}, 2, '西门', st_setsrid(st_makepoint(121.405, 31.205), 4326), 'demo-command')`
  await plan('published', 1, stops.here)
  await plan('published', 2, stops.moved)
  await plan('withdrawn', 1, stops.withdrawn)
})
afterAll(() => door?.close())

const said = (change: object = {}) => ({ id: id(), teamId: 1, kind: 'arrive', at: new Date(Date.now() - 60_000).toISOString(), place: [121.405, 31.205], ...change })
const send = async (checkIns: unknown[], as = 'west-member') => {
  const answer = await door.ask('/api/check-ins', { as, method: 'POST', body: { checkIns } })
  return { status: answer.status, ...(await answer.json()) }
}
const period = `from=${new Date(Date.now() - 86_400_000).toISOString()}&to=${new Date(Date.now() + 86_400_000).toISOString()}`
const read = async (as: string) => ((await (await door.ask(`/api/check-ins?${period}`, { as })).json()) as { checkIns: { id: string; stopId: string | null; checkpointId: string | null; lng: number | null }[] }).checkIns

describe('check-ins', () => {
  it('are kept once, however often and in whatever batches they come', async () => {
    const ago = (seconds: number) => ({ at: new Date(Date.now() - seconds * 1_000).toISOString() })
    const rows = [said({ stopId: stops.here, ...ago(90) }), said({ kind: 'indoor', place: null, ...ago(80) }), said({ kind: 'leave', ...ago(70) })]
    expect(await send(rows)).toMatchObject({ status: 200, kept: rows.map((row) => row.id), again: [], remarks: [], refused: [] })
    expect(await send([rows[2], ...rows])).toMatchObject({ kept: [], again: [rows[2]!.id, ...rows.map((row) => row.id)] })
    const both = [said(), said()]
    const answers = await Promise.all([send(both), send(both)])
    expect(answers.flatMap(({ kept }) => kept).toSorted()).toEqual(both.map((row) => row.id).toSorted())
    expect(answers.flatMap(({ again }) => again).toSorted()).toEqual(both.map((row) => row.id).toSorted())
    expect((await read('west-member')).filter((row) => rows.some((one) => one.id === row.id))).toMatchObject([{ stopId: stops.here, checkpointId: places.checkpoint, lng: 121.405 }, { lng: null }, { lng: 121.405 }])
  })

  it('are judged one by one: what is refused is named with its reason, and the others are kept', async () => {
    const rows = [
      said(), 'nonsense', said({ kind: 'lap' }), said({ note: '\u0000' }), said({ teamId: 999 }), said({ teamId: 2 }), said({ at: new Date(Date.now() + 900_000).toISOString() }),
      said({ at: '2019-01-01T00:00:00Z' }), said({ at: new Date(Date.now() - 3 * 3_600_000).toISOString() }), said({ resident: 'nobody' }), said(),
    ]
    const answer = await send(rows)
    expect(answer.kept).toEqual([rows[0], rows[10]].map((row) => (row as { id: string }).id))
    expect(answer.refused.map(({ index, code, field }: { index: number; code: string; field: string }) => [index, code, field])).toEqual([
      [1, 'unreadable', '(row)'], [2, 'unreadable', 'kind'], [3, 'unreadable', 'note'], [4, 'team', 'teamId'], [5, 'team', 'teamId'], [6, 'clock_ahead', 'at'], [7, 'clock_behind', 'at'], [8, 'shift', 'at'], [9, 'unreadable', '(row)'],
    ])
    expect(answer.refused[4].id).toBe((rows[5] as { id: string }).id)
    const [left] = await door.db.sql<{ count: number }[]>`select count(*) from check_in where id = any(${rows.flatMap((row, i) => (i === 0 || i === 10 || typeof row === 'string' ? [] : [row.id]))}::uuid[])`
    expect(left).toEqual({ count: 0 })
  })

  it('whose stop is gone, moved or withdrawn are kept, and that is said', async () => {
    const [gone, moved, withdrawn, other] = [said({ stopId: id(), checkpointId: places.checkpoint }), said({ stopId: stops.moved }), said({ stopId: stops.withdrawn }), said({ checkpointId: id(), hotspotId: id() })]
    const answer = await send([gone, moved, withdrawn, other])
    expect(answer.kept).toHaveLength(4)
    expect(answer.remarks).toEqual([{ id: gone.id, code: 'stop_gone' }, { id: moved.id, code: 'stop_moved' }, { id: withdrawn.id, code: 'plan_withdrawn' }])
    // The answer may be lost on the way: it is given again.
    expect((await send([gone, moved, withdrawn, other])).remarks).toEqual(answer.remarks)
    const kept = new Map((await read('demo-command')).map((row) => [row.id, row]))
    expect(kept.get(gone.id)).toMatchObject({ stopId: null, checkpointId: places.checkpoint })
    expect(kept.get(moved.id)).toMatchObject({ stopId: null, checkpointId: places.checkpoint })
    expect(kept.get(withdrawn.id)).toMatchObject({ stopId: stops.withdrawn })
    expect(kept.get(other.id)).toMatchObject({ stopId: null, checkpointId: null })
  })

  it('of another account are not taken over by their id, and are read where one plans, briefs or rides along', async () => {
    const mine = said()
    await send([mine])
    expect((await send([mine], 'demo-patrol')).refused).toMatchObject([{ code: 'taken', field: 'id' }])
    expect((await send([said()], 'demo-lead-01')).refused).toMatchObject([{ code: 'team' }])
    expect(await read('demo-lead-02')).toEqual([])
    expect((await read('west-member')).some((row) => row.id === mine.id)).toBe(true)
  })

  it('wake the command room', async () => {
    const before = door.deps.versions.all().check_in ?? 0
    await send([said()])
    await expect.poll(() => door.deps.versions.all().check_in ?? 0).toBeGreaterThan(before)
  })

  it('belong to teams whose members see their hours', async () => {
    const mine = await (await door.ask('/api/my-teams', { as: 'west-member' })).json()
    expect(mine.teams).toMatchObject([{ id: 1, callSign: 'W1', vehicle: 'foot', shifts: [{ from: expect.any(String) }] }])
    expect(Date.parse(mine.teams[0].shifts[0].from)).toBeLessThan(Date.now())
    expect((await (await door.ask('/api/my-teams')).json()).teams).toEqual([])
  })
})
