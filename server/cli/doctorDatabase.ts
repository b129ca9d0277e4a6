import { readdirSync } from 'node:fs'
import { installCommand, installedMajors } from '../cluster/start.ts'
import { connect, type Sql } from '../database.ts'
import type { Env } from '../env.ts'
import type { Check } from './doctorMachine.ts'

export async function checkDatabase({ DATABASE_URL }: Env): Promise<Check[]> {
  const majors = installedMajors()
  const local: Check = majors.length
    ? { what: 'PostGIS packages', state: 'good', found: `PostgreSQL ${majors.join(', ')} (for fangcun database and the tests)` }
    : { what: 'PostGIS packages', state: 'note', found: 'not installed (for fangcun database and the tests)', remedy: `sudo ${installCommand()}` }
  if (!DATABASE_URL) return [local, { what: 'Database', state: 'good', found: 'embedded (DATABASE_URL is not set)' }]
  const sql = connect(DATABASE_URL, { max: 1 })
  try {
    await sql`select 1`
    return [local, ...(await checkServer(sql))]
  } catch (error) {
    const shown = DATABASE_URL.replace(/:[^:@/]*@/, ':***@')
    return [local, { what: 'Database', state: 'bad', found: `${shown} does not answer: ${(error as Error).message}`, remedy: 'Start it, or correct DATABASE_URL; or unset it for the embedded database; or: npx fangcun database' }]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

type Facts = { major: number; postgis: string | null; available: string | null; bypasses: boolean; leakproof: boolean | null }

async function checkServer(sql: Sql): Promise<Check[]> {
  const [facts] = await sql<Facts[]>`
    select current_setting('server_version_num')::integer / 10000 as major, (select extversion from pg_extension where extname = 'postgis') as postgis,
      (select default_version from pg_available_extensions where name = 'postgis') as available, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
      (select bool_and(proleakproof) from pg_proc where proname = 'geometry_overlaps') as leakproof`
  const { major = 0, postgis = null, available = null, bypasses = false, leakproof = null } = facts ?? {}
  const version = postgis ?? available
  const fits = version !== null && Number.parseFloat(version) >= 3.3
  return [
    { what: 'PostgreSQL', state: major >= 15 ? 'good' : 'bad', found: String(major), ...(major >= 15 ? {} : { remedy: 'PostgreSQL 15 or newer is needed.' }) },
    { what: 'PostGIS', state: fits ? 'good' : 'bad', found: postgis ?? (available ? `${available}, not created in this database yet` : 'not installed on the server'), ...(fits ? {} : { remedy: 'PostGIS 3.3 or newer is needed on the server: apt-get install postgresql-15-postgis-3' }) },
    bypasses
      ? { what: 'Database role', state: 'good', found: 'may set up the schema' }
      : { what: 'Database role', state: 'bad', found: 'is bound by row-level security, so it cannot look up rights', remedy: 'As a superuser: alter role <the role of DATABASE_URL> bypassrls;' },
    leakproof === false
      ? { what: 'Box queries', state: 'note', found: 'geometry_overlaps is not leakproof: right, but slower', remedy: 'As a superuser: alter function geometry_overlaps(geometry, geometry) leakproof;' }
      : { what: 'Box queries', state: 'good', found: leakproof ? 'leakproof' : 'marked when PostGIS is created' },
    await checkSchema(sql),
  ]
}

async function checkSchema(sql: Sql): Promise<Check> {
  const known = readdirSync(new URL('../../sql/migrations/', import.meta.url)).filter((name) => name.endsWith('.sql'))
  const [table] = await sql<{ there: boolean }[]>`select to_regclass('meta.migration') is not null as there`
  const done = table?.there ? (await sql`select from meta.migration`).count : 0
  if (done === known.length) return { what: 'Schema', state: 'good', found: `${done} migrations` }
  if (done > known.length) return { what: 'Schema', state: 'bad', found: `${done} migrations where this program knows ${known.length}`, remedy: 'Use the newer program that made this database.' }
  return { what: 'Schema', state: 'note', found: `${done} of ${known.length} migrations; fangcun start applies the rest`, remedy: 'npx fangcun migrate' }
}
