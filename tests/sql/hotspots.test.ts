// What the application role may do to kept hotspots by itself: nothing but ask the functions, which ask who and where.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'

let db: FreshDatabase
const square = (west: number) => `SRID=4326;MULTIPOLYGON(((${west} 30,${west + 0.1} 30,${west + 0.1} 30.1,${west} 30.1,${west} 30)))`
const cell = (west: number) => `SRID=4326;POLYGON((${west} 30.05,${west + 0.001} 30.05,${west + 0.001} 30.051,${west} 30.051,${west} 30.05))`
const id = (last: number) => `01930000-0000-7000-8000-${String(last).padStart(12, '0')}`
const given = (last: number) => ({ id: id(last), name: 'x', from: '2026-11-01T00:00:00Z', to: '2026-11-08T00:00:00Z', method: 'counts', methodVersion: 1, question: {}, evidence: {}, incidents: 7 })
const keep = (actor: string, last: number, ...cells: string[]) => asActor(db.sql, actor, (tx) => tx<{ areaId: number }[]>`select area_id from keep_hotspot(${tx.json(given(last))}::jsonb, ${cells}::text[])`)
const change = (actor: string, last: number, wish: object) => asActor(db.sql, actor, (tx) => tx<{ version: number }[]>`select version from change_hotspot(${id(last)}::uuid, ${tx.json(wish as never)}::jsonb)`)

beforeAll(async () => {
  db = await freshDatabase()
  // The city has no shape of its own, as where only its parts were imported.
  await db.sql.unsafe(`
    insert into area (level, code, name_zh, geom) values ('city', '9999', '城', null);
    insert into area (parent_id, level, code, name_zh, geom) values (1, 'community', 'east', '东', '${square(110.1)}'), (1, 'community', 'west', '西', '${square(110)}');
    insert into account (id, name_zh, name_en) values ('city', '', ''), ('east', '', ''), ('reader', '', ''), ('nowhere', '', ''), ('patrol-east', '', ''), ('patrol-west', '', ''), ('gone', '', '');
    insert into assignment (account_id, area_id, role) values ('city', 1, 'command_operator'), ('east', 2, 'zone_lead'), ('reader', 1, 'auditor'), ('patrol-east', 2, 'patrol_leader'), ('patrol-west', 3, 'patrol_leader'), ('gone', 1, 'patrol_leader');
    update account set disabled_at = now() where id = 'gone';
  `)
})
afterAll(() => db?.drop())

describe('the tables', () => {
  test('are written by nobody directly, whatever the role', async () => {
    await keep('city', 1, cell(110.15))
    for (const actor of ['city', 'reader', 'nowhere']) {
      await expect(asActor(db.sql, actor, (tx) => tx`update hotspot set name = 'y'`)).rejects.toMatchObject({ code: '42501' })
      await expect(asActor(db.sql, actor, (tx) => tx`delete from hotspot`)).rejects.toMatchObject({ code: '42501' })
      await expect(asActor(db.sql, actor, (tx) => tx`insert into hotspot_log (hotspot_id, area_id, actor, action) values (${id(1)}, 2, 'city', 'keep')`)).rejects.toMatchObject({ code: '42501' })
      await expect(asActor(db.sql, actor, (tx) => tx`select note_hotspot(h, 'keep', '{}') from hotspot h`)).rejects.toMatchObject({ code: '42501' })
    }
  })
  test('are read below one’s own areas, patrols among them', async () => {
    const seen = async (actor: string) => (await asActor(db.sql, actor, (tx) => tx`select id from hotspot union all select hotspot_id from hotspot_log`)).length
    expect([await seen('city'), await seen('east'), await seen('patrol-east'), await seen('patrol-west'), await seen('nowhere'), await seen('')]).toEqual([2, 2, 2, 0, 0, 0])
  })
  test('the log is append-only, even for the owner', async () => {
    await expect(db.sql`update hotspot_log set actor = 'x'`).rejects.toMatchObject({ code: '42501' })
  })
})

describe('keeping', () => {
  test('belongs to the smallest area that holds all of it, and needs the right there', async () => {
    expect([(await keep('city', 2, cell(110.12), cell(110.13)))[0]?.areaId, (await keep('city', 3, cell(110.05), cell(110.15)))[0]?.areaId]).toEqual([2, 1])
    expect((await keep('east', 4, cell(110.12)))[0]?.areaId).toBe(2)
    await expect(keep('east', 5, cell(110.05))).rejects.toMatchObject({ code: '42501' })
    await expect(keep('east', 5, cell(110.05), cell(110.15))).rejects.toMatchObject({ code: '42501' })
    await expect(keep('city', 5, cell(120))).rejects.toMatchObject({ code: '42501' })
    for (const actor of ['reader', 'nowhere', '']) await expect(keep(actor, 5, cell(110.15)), actor).rejects.toMatchObject({ code: '42501' })
  })
  test('of ground that is larger than an area does not belong to it, wherever its middle lies', async () => {
    const large = 'SRID=4326;POLYGON((110.02 30.01,110.3 30.01,110.3 30.09,110.02 30.09,110.02 30.01))'
    expect((await keep('city', 71, large))[0]?.areaId).toBe(1)
    await expect(keep('east', 72, 'SRID=4326;POLYGON((110.11 29.5,110.19 29.5,110.19 30.6,110.11 30.6,110.11 29.5))')).rejects.toMatchObject({ code: '42501' })
    expect((await keep('east', 73, 'SRID=4326;POLYGON((110.0995 30.05,110.1007 30.05,110.1007 30.051,110.0995 30.051,110.0995 30.05))'))[0]?.areaId).toBe(2)
  })
  test('is safe to repeat; the id of what one does not see is taken', async () => {
    expect((await keep('city', 4, cell(110.15)))[0]?.areaId).toBe(2)
    await keep('city', 6, cell(110.05))
    await expect(keep('east', 6, cell(110.15))).rejects.toMatchObject({ code: '23505' })
    expect(await db.sql`select count(*) as n from hotspot_log where hotspot_id = ${id(4)}`).toMatchObject([{ n: 1 }])
  })
  test('of nothing is refused', async () => {
    await expect(keep('city', 7)).rejects.toMatchObject({ code: '23514' })
    await expect(keep('city', 7, 'SRID=4326;LINESTRING(110.1 30.05, 110.2 30.05)')).rejects.toMatchObject({ code: '23514' })
  })
})

describe('changing', () => {
  test('is for those who brief there; others see no row', async () => {
    expect(await change('nowhere', 1, { version: 1, name: 'y' })).toHaveLength(0)
    expect(await change('patrol-west', 1, { version: 1, name: 'y' })).toHaveLength(0)
    await expect(change('reader', 1, { version: 1, name: 'y' })).rejects.toMatchObject({ code: '42501' })
    expect((await change('patrol-east', 1, { version: 1, name: 'y' }))[0]?.version).toBe(2)
    await expect(change('city', 1, { version: 1, name: 'z' })).rejects.toMatchObject({ code: '40001' })
  })
  test('gives it to those who lead patrols there and act', async () => {
    for (const other of ['patrol-west', 'east', 'gone', 'not-there']) await expect(change('city', 1, { version: 2, assignedTo: other }), other).rejects.toMatchObject({ code: '23514' })
    await change('city', 1, { version: 2, assignedTo: 'patrol-east' })
    expect(await db.sql`select assigned_to, assigned_at is not null as dated from hotspot where id = ${id(1)}`).toMatchObject([{ assignedTo: 'patrol-east', dated: true }])
    const leaders = (actor: string) => asActor(db.sql, actor, (tx) => tx`select id from patrol_leaders_of(${id(1)}::uuid)`)
    expect([(await leaders('city')).map(({ id: one }) => one), (await leaders('reader')).length, (await leaders('patrol-west')).length]).toEqual([['patrol-east'], 0, 0])
    await change('city', 1, { version: 3, assignedTo: null })
    expect(await db.sql`select assigned_to, assigned_at from hotspot where id = ${id(1)}`).toMatchObject([{ assignedTo: null, assignedAt: null }])
  })
})

test('an export must be allowed in all that would be in it', async () => {
  await db.sql`insert into assignment (account_id, area_id, role) values ('east', 3, 'leader')`
  const may = (actor: string, area: number | null) => asActor(db.sql, actor, (tx) => tx<{ home: number }[]>`select check_export(${area}::integer) as home`).then(([row]) => row?.home, () => 'no')
  expect([await may('city', null), await may('east', 3), await may('east', 2), await may('east', null), await may('reader', null), await may('', null)]).toEqual([1, 3, 'no', 'no', 'no', 'no'])
})
