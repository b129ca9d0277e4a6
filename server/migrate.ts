import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql, Transaction } from './database.ts'

/** The schema cannot be brought up to date as it stands; the message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

export type Migrated = { applied: string[]; replaced: boolean }

type Source = { name: string; text: string; sha256: string }

const schemaFolder = fileURLToPath(new URL('../sql/', import.meta.url))
/** Any constant will do, as long as every migrating process takes the same one. */
const lockKey = 7_266_346

/**
 * Brings the database to the state of `folder`: each file of `migrations/` once, in order; then all of `functions/` and `policies/`
 * again if any of them changed. Each of the two sets is one transaction. Safe to run from several processes at once.
 * `report` is told each file's name before it runs. Throws MigrationError, naming the file.
 */
export async function migrate(sql: Sql, folder: string = schemaFolder, report: (name: string) => void = () => {}): Promise<Migrated> {
  const migrations = sources(folder, 'migrations')
  const replaceable = [...sources(folder, 'functions'), ...sources(folder, 'policies')]
  checkNumbers(migrations)
  await makeRoles(sql, ['fangcun_app', 'fangcun_relay', 'fangcun_door'])
  const applied = await inTurn(sql, (tx) => applyNew(tx, migrations, report))
  const replaced = await inTurn(sql, (tx) => replace(tx, replaceable, applied.length > 0, report))
  if (applied.length || replaced) await sql.unsafe('analyze')
  return { applied, replaced }
}

/** Roles belong to the whole cluster, and the lock below to one database: two programs that set up two databases of a new cluster at once make the same roles. */
export async function makeRoles(sql: Sql, names: readonly string[]): Promise<void> {
  for (const name of names) {
    // `name` is a word of ours. Who waited for another to make it finds that it is there, as a row that stands twice.
    await sql.unsafe(`do $$ begin
      if not exists (select from pg_roles where rolname = '${name}') then create role ${name} nologin; end if;
      exception when duplicate_object or unique_violation then null;
    end $$`)
  }
}

function sources(folder: string, kind: string): Source[] {
  const place = join(folder, kind)
  const names = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.sql')).toSorted() : []
  return names.map((file) => {
    const text = readFileSync(join(place, file), 'utf8')
    // A checkout with other line ends is the same file.
    const sha256 = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
    return { name: kind === 'migrations' ? file : `${kind}/${file}`, text, sha256 }
  })
}

function checkNumbers(migrations: Source[]): void {
  let before = ''
  for (const { name } of migrations) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (!number) throw new MigrationError(`The migration ${name} must be named like 0001_what_it_does.sql.`)
    if (number === before) throw new MigrationError(`Two migrations have the number ${number}; renumber ${name}.`)
    before = number
  }
}

/** The books are kept in a schema of their own, away from the tables that policies guard. */
async function inTurn<Result>(sql: Sql, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const answer = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Transaction
    await tx`select pg_advisory_xact_lock(${lockKey})`
    await tx.unsafe(`
      create schema if not exists meta;
      create table if not exists meta.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now());
      create table if not exists meta.replaceable (one boolean primary key default true check (one), sha256 text not null);
    `)
    return { result: await work(tx) }
  })
  return (answer as { result: Result }).result
}

async function applyNew(tx: Transaction, migrations: Source[], report: (name: string) => void): Promise<string[]> {
  const rows = await tx<{ name: string; sha256: string }[]>`select name, sha256 from meta.migration order by name`
  const done = new Map(rows.map((row) => [row.name, row.sha256]))
  const fresh = migrations.filter(({ name }) => !done.has(name))
  checkHistory(migrations, done, fresh)
  for (const source of fresh) {
    await apply(tx, source, report)
    await tx`insert into meta.migration (name, sha256) values (${source.name}, ${source.sha256})`
  }
  return fresh.map(({ name }) => name)
}

function checkHistory(migrations: Source[], done: Map<string, string>, fresh: Source[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  for (const name of done.keys()) {
    if (!known.has(name)) throw new MigrationError(`The database has the migration ${name}, which this program does not know; use a newer program.`)
  }
  for (const { name, sha256 } of migrations) {
    if (done.has(name) && done.get(name) !== sha256)
      throw new MigrationError(`The migration ${name} was changed after it was applied; restore it and write a new migration for the change.`)
  }
  const last = [...done.keys()].at(-1) ?? ''
  const late = fresh.find(({ name }) => name < last)
  if (late) throw new MigrationError(`The migration ${late.name} comes before ${last}, which is applied already; give it the next number.`)
}

async function replace(tx: Transaction, all: Source[], always: boolean, report: (name: string) => void): Promise<boolean> {
  const sha256 = createHash('sha256').update(all.map((each) => `${each.name} ${each.sha256}\n`).join('')).digest('hex')
  const [kept] = await tx<{ sha256: string }[]>`select sha256 from meta.replaceable`
  if (kept?.sha256 === sha256 && !always) return false
  if (!all.length && !kept) return false
  for (const source of all) await apply(tx, source, report)
  await tx`insert into meta.replaceable (sha256) values (${sha256}) on conflict (one) do update set sha256 = excluded.sha256`
  return true
}

async function apply(tx: Transaction, { name, text }: Source, report: (name: string) => void): Promise<void> {
  report(name)
  try {
    await tx.unsafe(text).simple()
  } catch (error) {
    const { message, position } = error as { message: string; position?: string }
    const line = position ? ` (line ${[...text].slice(0, Number(position)).join('').split('\n').length})` : ''
    throw new MigrationError(`${name}${line}: ${message}`, { cause: error })
  }
}
