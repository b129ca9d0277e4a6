// The pyramid of counts against a group-by of the incidents (tests/sql/counts.ts): after every kind of change, folded or not, and while others write and fold.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tileOf } from '../../geodata/geometry/mercator.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createRandom, type Random } from '../../geodata/random.ts'
import { asActor } from '../../server/database.ts'
import { createCountJob } from '../../server/jobs/counts.ts'
import { tileBytes } from '../../server/queries/tile.ts'
import { importFile } from '../../server/import/importFile.ts'
import { undoImport } from '../../server/import/undo.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { importFolder } from '../server/import.files.ts'
import { makeCity } from '../server/city.ts'
import { foldAll, pyramidFaults, storedTileIsRight, tileFaults } from './counts.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
})
afterAll(() => db?.drop())

/** Few places, so that cells are shared, emptied and filled again; both communities. */
const placeOf = (random: Random) => ({ lng: 121.4005 + Math.floor(random() * 12) * 0.0033, lat: 31.2005 + Math.floor(random() * 6) * 0.0031 })
const zooms = [0, 5, 9, 11, 13]
/** Those that are stored, near ones too. */
const storedZooms = [...zooms, 14, 15, 17]
const actors = ['demo-command', 'demo-lead-01']
const one = 'id = (select id from incident order by md5(id::text || $1) limit 1)'

/** Each changes something in a transaction of its own; `key` makes the choice of rows a matter of the seed. */
const changes: Record<string, (random: Random, key: string) => Promise<unknown>> = {
  report(random) {
    const { lng, lat } = placeOf(random)
    const report = { id: uuidv7(random, Date.now()), categoryId: 1 + Math.floor(random() * 3), channel: 'phone', provenance: 'public', title: 'x', occurredAt: new Date(1_790_000_000_000 + Math.floor(random() * 9) * 40_000_000).toISOString(), geometry: { type: 'Point', coordinates: [lng, lat] } }
    return asActor(db.sql, 'demo-command', (tx) => tx`select from report_incident(${db.sql.json(report)}::jsonb)`)
  },
  bulk: (random, key) => db.sql`
    insert into incident (id, area_id, category_id, severity, channel, provenance, title, occurred_at, geom)
    select gen_random_uuid(), 2 + i % 2, 1 + i % 3, 1 + abs(hashtext(${key} || i)) % 4, 'phone', (array['public', 'patrol', 'camera', 'sensor'])[1 + i % 4], 'x', timestamptz '2026-09-01' + i % 7 * interval '7 hours',
      st_setsrid(st_makepoint(121.4005 + (i * 7 + ${Math.floor(random() * 100)}) % 12 * 0.0033, 31.2005 + i % 6 * 0.0031), 4326) from generate_series(1, 60) i`,
  step: (_, key) => db.sql.unsafe(`update incident set state = 'handling' where ${one}`, [key]),
  categorise: (random, key) => db.sql.unsafe(`update incident set category_id = ${1 + Math.floor(random() * 3)}, severity = ${1 + Math.floor(random() * 4)} where ${one}`, [key]),
  move: (random, key) => db.sql.unsafe(`update incident set area_id = 5 - area_id, geom = st_setsrid(st_makepoint(${placeOf(random).lng}, ${placeOf(random).lat}), 4326) where ${one}`, [key]),
  retime: (_, key) => db.sql.unsafe(`update incident set occurred_at = occurred_at - interval '1 hour' where ${one}`, [key]),
  swap: () => db.sql`update incident set occurred_at = occurred_at + interval '1 minute', severity = 5 - severity where id in (select id from incident order by occurred_at desc limit 5)`,
  remove: (_, key) => db.sql`delete from incident where id in (select id from incident order by md5(id::text || ${key}) limit 12)`,
  clock: (random) => db.sql`update area set time_zone = ${random() < 0.5 ? 'UTC' : 'Asia/Shanghai'} where id = 3`,
  fold: (random) => db.sql`select fold_incident_counts(${1 + Math.floor(random() * 20)})`,
}
const names = Object.keys(changes)

/** Tiles that are stored, which the embedded database does not do: it encodes none. Alone, for both are drawn one after the other. */
async function expectStoredTilesRight(): Promise<void> {
  if (db.kind === 'embedded') return
  for (const actor of actors) for (const zoom of storedZooms) expect(await storedTileIsRight(db.sql, actor, tileOf([121.4206, 31.2101], zoom)), `${actor} at zoom ${zoom}`).toBe(true)
}

async function expectTilesRight(): Promise<void> {
  for (const actor of actors) for (const zoom of zooms) {
    const { faults } = await tileFaults(db.sql, actor, tileOf([121.4206, 31.2101], zoom))
    expect(faults, `${actor} at zoom ${zoom}`).toBe(0)
  }
}

test('tiles and tables agree with the incidents after random changes, folded or not', async () => {
  const random = createRandom(20_261_125)
  for (let n = 0; n < 60; n++) {
    const name = names[Math.floor(random() * names.length)] as string
    await changes[name]?.(random, `${n}`)
    if (n % 6 === 0) await expectTilesRight()
    if (n % 3 === 0) await expectStoredTilesRight()
    if (n % 20 === 19) {
      await foldAll(db.sql, 25)
      expect(await pyramidFaults(db.sql), `after ${n} changes`).toEqual({ deltas: 0, cells: 0, days: 0 })
    }
  }
  expect((await tileFaults(db.sql, 'demo-command', tileOf([121.4206, 31.2101], 11))).cells).toBeGreaterThan(10)
  await db.sql`delete from incident`
  await foldAll(db.sql)
  expect((await db.sql`select from incident_cell union all select from incident_day`).count).toBe(0)
})

test('and while four write and one folds', async (context) => {
  if (db.kind === 'embedded') return context.skip('one statement at a time')
  let writing = 4
  const writer = async (seed: number) => {
    const random = createRandom(seed)
    for (let n = 0; n < 30; n++) {
      const name = names.filter((each) => each !== 'fold' && each !== 'clock')[Math.floor(random() * (names.length - 2))] as string
      // Two who change the same rows in another order are told so by the database; nothing is left of the second.
      await changes[name]?.(random, `${seed} ${n}`).catch((error: { code?: string }) => { if (error.code !== '40P01') throw error })
    }
    writing--
  }
  let seen = 0
  const reader = async () => {
    for (; writing; seen++) {
      await expectTilesRight()
      // Stored in between: one that was drawn before a fold must not be there after it.
      for (const actor of actors) for (const zoom of storedZooms) await tileBytes(db.sql, actor, { layer: 'incidents', ...tileOf([121.4206, 31.2101], zoom) }, true)
    }
  }
  const folder = async () => { while (writing) await db.sql`select fold_incident_counts(15)` }
  await Promise.all([writer(1), writer(2), writer(3), writer(4), reader(), folder()])
  expect(seen).toBeGreaterThan(0)
  await foldAll(db.sql)
  await expectStoredTilesRight()
  expect(await pyramidFaults(db.sql)).toEqual({ deltas: 0, cells: 0, days: 0 })
})

test('a tile is stored once for all who see the same in it, and goes with what changes in it', async (context) => {
  if (db.kind === 'embedded') return context.skip('encodes no tiles')
  await foldAll(db.sql)
  await changes.bulk?.(createRandom(9), 'stored')
  const address = { layer: 'incidents' as const, ...tileOf([121.4206, 31.2101], 9) }
  const kept = () => db.sql<{ areas: number[] }[]>`select areas from incident_tile order by zoom, areas`
  await db.sql`delete from incident_tile`
  await tileBytes(db.sql, 'demo-command', address, true)
  expect(await kept(), 'nothing is stored while something is marked').toHaveLength(0)
  await foldAll(db.sql)
  for (const actor of ['demo-command', 'demo-admin', 'demo-lead-01', 'nobody']) await tileBytes(db.sql, actor, address, true)
  expect((await kept()).map(({ areas }) => areas)).toEqual([[2], [2, 3]])
  expect(await tileBytes(db.sql, 'nobody', address, true)).toHaveLength(0)
  const away = { ...address, x: 0 }
  expect(await tileBytes(db.sql, 'demo-command', away, true)).toHaveLength(0)
  // Many stored tiles that are asked at once are still found, and a fold that comes between them takes them all.
  await Promise.all(Array.from({ length: 6 }, () => tileBytes(db.sql, 'demo-command', address, true)))
  await changes.bulk?.(createRandom(10), 'again')
  await foldAll(db.sql)
  expect(await kept()).toHaveLength(0)
  await tileBytes(db.sql, 'demo-command', address, true)
  expect(await kept()).toHaveLength(1)
  await db.sql`select rebuild_incident_counts()`
  expect(await kept()).toHaveLength(0)
  // While something is folded, tiles are drawn and none is stored: it would be that of before.
  await db.sql.begin(async (folding) => {
    await folding`select fold_incident_counts()`
    await folding`select pg_advisory_xact_lock(7266349)`
    expect(await storedTileIsRight(db.sql, 'demo-command', address)).toBe(true)
  })
  expect(await kept()).toHaveLength(0)
})

test('near tiles of many points are stored, and go with a step, a report and a line that comes near', async (context) => {
  if (db.kind === 'embedded') return context.skip('encodes no tiles')
  await db.sql`delete from incident`
  const put = (n: number, lng: number) => db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) select gen_random_uuid(), 2 + i % 2, 1, 1, 'phone', 'x', now(), st_setsrid(st_makepoint(${lng} + i * 0.000001, 31.2101), 4326) from generate_series(1, ${n}) i`
  await put(200, 121.4206)
  await put(20, 121.4606)
  await foldAll(db.sql)
  const [many, few] = [tileOf([121.4206, 31.2101], 16), tileOf([121.4606, 31.2101], 16)]
  const kept = async () => (await db.sql<{ areas: number[] }[]>`select areas from incident_tile where zoom = 16 order by areas`).map(({ areas }) => areas)
  const ask = async () => { for (const actor of [...actors, 'nobody']) for (const tile of [many, few]) expect(await storedTileIsRight(db.sql, actor, tile), actor).toBe(true) }
  await ask()
  expect(await kept()).toEqual([[2], [2, 3]])
  await db.sql`update incident set state = 'handling' where id = (select id from incident where area_id = 3 limit 1)`
  await ask()
  await foldAll(db.sql)
  expect(await kept(), 'a step takes them away').toEqual([])
  await ask()
  await put(1, 121.4206)
  await ask()
  await foldAll(db.sql)
  expect(await kept(), 'a report does').toEqual([])
  await ask()
  await db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) values (gen_random_uuid(), 3, 1, 1, 'phone', 'line', now(), st_geomfromtext('linestring(121.40 31.2101, 121.45 31.2101)', 4326))`
  await ask()
  await db.sql`delete from incident where title = 'line'`
  await ask()
  await db.sql`select forget_old_near_tiles(1)`
  expect(await kept()).toHaveLength(1)
})

test('reports in one cell do not wait for each other, nor for the folding', async (context) => {
  if (db.kind === 'embedded') return context.skip('one statement at a time')
  const report = (n: number) => ({ id: uuidv7(createRandom(n), Date.now()), categoryId: 1, channel: 'phone', provenance: 'public', title: 'x', occurredAt: '2026-11-01T00:00:00Z', geometry: { type: 'Point', coordinates: [121.4055, 31.2055] } })
  await db.sql.begin(async (folding) => {
    await folding`select fold_incident_counts()`
    // Two transactions stand open in the same cell while a third comes and goes; any lock between them would make this wait until it is broken off.
    await asActor(db.sql, 'demo-command', async (first) => {
      await first`select from report_incident(${db.sql.json(report(1))}::jsonb)`
      await asActor(db.sql, 'demo-command', async (second) => {
        await second`select from report_incident(${db.sql.json(report(2))}::jsonb)`
        await asActor(db.sql, 'demo-command', async (third) => {
          await third`set local lock_timeout = '2s'`
          expect((await third`select from report_incident(${db.sql.json(report(3))}::jsonb)`).count).toBe(1)
        })
      })
    })
  })
  await expectTilesRight()
})

test('an import and its undo are counted, and all can be made anew from the incidents', async () => {
  const { folder, put } = importFolder()
  const rows = Array.from({ length: 2_500 }, (_, i) => `${i},2026-05-${String(1 + i % 28).padStart(2, '0')} 10:30,TYPE ${i % 7},${(121.4005 + i % 61 * 0.0006).toFixed(5)},${(31.2005 + i % 37 * 0.0005).toFixed(5)}`)
  const { id, counts } = await importFile(db.sql, { files: [put('counts.csv', ['id,Date,Primary Type,Longitude,Latitude', ...rows].join('\n'))], dataFolder: folder })
  expect(counts.incidents?.inserted).toBe(2_500)
  await expectTilesRight()
  await db.sql`delete from incident where source = 'own'`
  await foldAll(db.sql)
  const folded = await db.sql`select * from incident_cell order by level, cell, area_id`
  await db.sql`select rebuild_incident_counts()`
  expect(await db.sql`select * from incident_cell order by level, cell, area_id`).toEqual(folded)
  expect(await pyramidFaults(db.sql)).toEqual({ deltas: 0, cells: 0, days: 0 })
  await undoImport(db.sql, id ?? 0)
  await expectTilesRight()
  await foldAll(db.sql)
  expect((await db.sql`select from incident_cell union all select from incident_day`).count).toBe(0)
})

test('incidents that were there before their counts are counted when the schema is brought up to date', async () => {
  await db.sql.unsafe('drop trigger tell_insert on incident; drop trigger tell_update on incident')
  await changes.bulk?.(createRandom(3), 'before')
  expect((await db.sql`select from incident_cell`).count).toBe(0)
  await db.sql.unsafe(readFileSync(new URL('../../sql/functions/incident_counts.sql', import.meta.url), 'utf8')).simple()
  expect(await pyramidFaults(db.sql)).toEqual({ deltas: 0, cells: 0, days: 0 })
  await changes.bulk?.(createRandom(4), 'after')
  await expectTilesRight()
})

test('a job folds what is left, and ends when it is told to', async () => {
  const warnings: unknown[] = []
  const note = (fields: object) => void warnings.push(fields)
  const job = createCountJob({ sql: db.sql, log: { info: note, warn: note, error: note }, idle: 5 })
  job.start()
  await expect.poll(() => pyramidFaults(db.sql), { timeout: 20_000 }).toEqual({ deltas: 0, cells: 0, days: 0 })
  await job.stop()
  await changes.bulk?.(createRandom(6), 'stopped')
  expect((await pyramidFaults(db.sql)).deltas).toBeGreaterThan(0)
  expect(warnings).toEqual([])
})

test('counts are read below one’s areas and written by nobody', async () => {
  await changes.bulk?.(createRandom(5), 'rights')
  await foldAll(db.sql)
  const areasOf = (actor: string) => asActor(db.sql, actor, async (tx) => (await tx<{ areaId: number }[]>`select distinct area_id from (select area_id from incident_cell union all select area_id from incident_day) rows order by 1`).map(({ areaId }) => areaId))
  expect([await areasOf('demo-command'), await areasOf('demo-lead-01'), await areasOf('nobody')]).toEqual([[2, 3], [2], []])
  for (const table of ['incident_delta', 'incident_cell', 'incident_day']) for (const statement of [`delete from ${table}`, `update ${table} set area_id = 1`, `truncate ${table}`]) {
    await expect(asActor(db.sql, 'demo-admin', (tx) => tx.unsafe(statement)), statement).rejects.toMatchObject({ code: '42501' })
  }
  await expect(asActor(db.sql, 'demo-admin', (tx) => tx`select fold_incident_counts()`)).rejects.toMatchObject({ code: '42501' })
})
