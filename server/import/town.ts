import { townCategories, categoryScheme, nearMeters } from '../../geodata/town/categories.ts'
import type { Town } from '../../geodata/town/types.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import type { Sql, Transaction } from '../database.ts'
import { assign, assignCity, demoAccounts, ensureDemoAccounts } from './accounts.ts'
import { loadDeadlines } from './townDeadlines.ts'
import { loadCameras, loadIncidents, loadPlaces, loadPosts, loadShifts, loadTeams } from './townDuty.ts'
import { loadTours } from './townTours.ts'
import { holdPosts, loadOrders } from './townOrders.ts'
import { loadBuildings, loadEstates, loadGrounds, loadStreets, loadZones } from './townMap.ts'

/** How chunks of a long load follow each other. */
export type Pace = <Result>(work: () => Promise<Result>) => Promise<Result>

export type LoadOptions = {
  /** The present of the town, ISO 8601. */
  now: string
  log?: (line: string) => void
  /** Runs in the same transaction, after the last noun. */
  after?: (tx: Transaction) => Promise<unknown>
}

/** Numbers that the database gave, by the town's own codes. */
export type TownIds = { areas: Map<string, number>; zones: Map<string, number>; estates: Map<string, number>; teams: Map<string, number>; categories: Map<string, number> }

export const townSource = 'town'

/**
 * Writes the demo town as the owner of the database, the map first, so that it is of use before the rest is there: areas and
 * accounts, zones, streets, ground, estates, buildings, places, cameras, categories, teams, shifts, incidents, work orders, deadlines. One transaction for all: a load that
 * is broken off leaves an empty database, never half a town.
 * The log of the incidents and the patrols' tracks follow with `loadTownHistory`.
 */
export async function loadTown(sql: Sql, town: Town, { log = () => {}, after }: LoadOptions): Promise<void> {
  const ids: TownIds = { areas: new Map(), zones: new Map(), estates: new Map(), teams: new Map(), categories: new Map() }
  const nouns: [string, (tx: Transaction) => Promise<number>][] = [
    ['areas', (tx) => loadAreas(tx, town, ids)],
    ['zones', (tx) => loadZones(tx, town, ids)],
    ['streets', (tx) => loadStreets(tx, town)],
    ['ground', (tx) => loadGrounds(tx, town)],
    ['estates', (tx) => loadEstates(tx, town, ids)],
    ['buildings', (tx) => loadBuildings(tx, town, ids)],
    ['places', (tx) => loadPlaces(tx, town, ids)],
    ['cameras', (tx) => withTriggers(tx, () => loadCameras(tx, town, ids))],
    ['tours', loadTours],
    ['posts', (tx) => loadPosts(tx, town, ids)],
    ['categories', (tx) => loadCategories(tx, ids)],
    ['teams', (tx) => loadTeams(tx, town, ids)],
    ['shifts', (tx) => loadShifts(tx, town, ids)],
    ['duties', holdPosts],
    ['incidents', (tx) => loadIncidents(tx, town, ids)],
    ['work orders', (tx) => loadOrders(tx, town, ids)],
    ['deadlines', (tx) => loadDeadlines(tx, town, ids)],
  ]
  await asSetup(sql, async (tx) => {
    for (const [noun, load] of nouns) await timed(noun, log, () => load(tx))
    await after?.(tx)
  })
}

export async function timed(noun: string, log: (line: string) => void, work: () => Promise<number>): Promise<void> {
  const start = performance.now()
  const rows = await work()
  log(`${noun}: ${rows.toLocaleString('en')} rows, ${Math.round(performance.now() - start)} ms`)
}

/**
 * A transaction of the owner without row triggers where the server allows it (superuser): the town refers to itself only, and a quarter of a
 * million questions about it would take longer than the rest. Checks of the tables still apply.
 */
export async function asSetup<Result>(sql: Sql, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const answer = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Transaction
    await tx`select set_config('session_replication_role', 'replica', true) where (select rolsuper from pg_roles where rolname = current_user)`
    return { result: await work(tx) }
  })
  return (answer as { result: Result }).result
}

/** With row triggers again, for what they write is wanted: the history of cameras begins with them, and views are made of what they mark. */
async function withTriggers<Result>(tx: Transaction, work: () => Promise<Result>): Promise<Result> {
  const [set] = await tx<{ was: string }[]>`select current_setting('session_replication_role') as was`
  const become = (role: string) => tx`select set_config('session_replication_role', ${role}, true) where current_setting('session_replication_role') <> ${role}`
  await become('origin')
  const result = await work()
  await become(set?.was ?? 'origin')
  return result
}

/** `[code, id]` rows as a map. */
export const idsOf = (rows: readonly { code: string; id: number }[]): Map<string, number> => new Map(rows.map(({ code, id }) => [code, id]))

/** Rows in pieces of at most `size`. */
export function* pieces<Row>(rows: readonly Row[], size = 2000): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

const order = ['city', 'district', 'subdistrict', 'community']

async function loadAreas(tx: Transaction, town: Town, ids: TownIds): Promise<number> {
  for (const level of order) {
    const rows = town.areas.filter((area) => area.level === level)
    const made = await tx<{ code: string; id: number }[]>`
      insert into area (parent_id, level, code, name_zh, name_en, geom, source, source_ref)
      select parent_id, ${level}, code, name_zh, name_en, wkb::geometry, ${townSource}, code
      from unnest(${rows.map((row) => ids.areas.get(row.parentCode ?? '') ?? null)}::integer[], ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.nameZh)}::text[], ${rows.map((row) => row.nameEn)}::text[],
        ${rows.map((row) => (row.geometry ? toWkbHex(row.geometry) : null))}::text[]) as t(parent_id, code, name_zh, name_en, wkb) returning code, id`
    for (const { code, id } of made) ids.areas.set(code, id)
  }
  await loadAccounts(tx, town, ids)
  return ids.areas.size
}

async function loadAccounts(tx: Transaction, town: Town, ids: TownIds): Promise<void> {
  await ensureDemoAccounts(tx)
  const first = (level: string) => ids.areas.get(town.areas.find((area) => area.level === level)?.code ?? '')
  const city = first('city') ?? first('district') ?? first('subdistrict')
  if (city !== undefined) await assignCity(tx, city)
  for (const { id, wholeCity } of demoAccounts) {
    const area = id === 'demo-lead-01' || id === 'demo-officer-01' ? first('community') : (first('subdistrict') ?? city)
    if (!wholeCity && area !== undefined) await assign(tx, id, area)
  }
}

async function loadCategories(tx: Transaction, ids: TownIds): Promise<number> {
  const of = <Key extends keyof (typeof townCategories)[number]>(key: Key) => townCategories.map((category) => category[key])
  const made = await tx<{ code: string; id: number }[]>`
    insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice, near_m)
    select ${categoryScheme}, code, group_zh, group_en, name_zh, name_en, severity, voice, near_m
    from unnest(${of('code')}::text[], ${of('groupZh')}::text[], ${of('group')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('severity')}::smallint[], ${of('voice').map(String)}::text[]::boolean[], ${of('setting').map((setting) => nearMeters[setting])}::smallint[])
      as t(code, group_zh, group_en, name_zh, name_en, severity, voice, near_m) returning code, id`
  ids.categories = idsOf(made)
  return made.length
}
