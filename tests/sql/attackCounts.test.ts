// Counts and kept hotspots by statements of one's own: nothing of other areas is read, and nothing at all is written or folded.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor, asRelay } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from '../server/city.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await makeIncidents(db.sql, 2, 40)
  await asRelay(db.sql, (tx) => tx`select fold_incident_counts(1000)`)
  await makeIncidents(db.sql, 3, 30)
  await db.sql`insert into account (id, name_zh, name_en) values ('west-admin', '西管', 'West administrator')`
  await db.sql`insert into assignment (account_id, area_id, role) values ('west-admin', 2, 'administrator')`
})
afterAll(() => db?.drop())

const tell = (actor: string, text: string) => asActor(db.sql, actor, (tx) => tx.unsafe(text))
const refused = (actor: string, text: string) => expect(tell(actor, text), text).rejects.toMatchObject({ code: '42501' })
const tables = ['incident_cell', 'incident_day', 'incident_delta'] as const

test('counts are read of one’s own areas, folded or not, and of none by nobody', async () => {
  for (const table of tables) {
    const areas = async (actor: string) => (await tell(actor, `select distinct area_id from ${table} order by 1`)).map(({ areaId }) => areaId)
    const own = table === 'incident_delta' ? [[], [3]] : [[2], []]
    expect([await areas('demo-lead-01'), await areas('demo-lead-02'), await areas(''), await areas('nobody')], table).toEqual([...own, [], []])
  }
  const points = async (actor: string) => (await tell(actor, `select sum(count)::integer as n from incident_cells_marked(8, ${Math.floor(((121.41 + 180) / 360) * 256)}, 104)`))[0]?.n ?? 0
  expect([await points('demo-lead-01'), await points('demo-lead-02'), await points('demo-command'), await points('')]).toEqual([40, 30, 70, 0])
})

test('counts, changes and hotspots are written by nobody', async () => {
  for (const actor of ['west-admin', 'demo-admin']) {
    for (const table of [...tables, 'incident_change', 'incident_tile', 'incident_touch', 'hotspot', 'hotspot_log']) for (const text of [`insert into ${table} default values`, `delete from ${table}`, `truncate ${table}`]) await refused(actor, text)
    for (const text of [
      'select * from incident_change', 'select * from incident_tile', 'select * from incident_touch', 'select forget_old_near_tiles(0)', 'select forget_touched_tiles(1)', `select forget_incident_tiles(6, '{1}', 0, 6)`, 'update incident_cell set count = 9', 'update incident_day set count = 9', 'update incident_delta set change = 0', 'select fold_incident_counts(1)', 'select rebuild_incident_counts()',
      `select fold_incident_level(12, '{1}', '{3}')`, 'select area_over(null)', `select leads_patrols('demo-patrol', 3)`,
    ]) await refused(actor, text)
  }
})

test('what is somebody’s voice is said by nobody’s statement', async () => {
  for (const actor of ['west-admin', 'demo-admin']) await refused(actor, 'update category set voice = false where voice')
  expect((await tell('west-admin', `update category set name_en = 'Petitions' where voice`)).count).toBe(1)
})
