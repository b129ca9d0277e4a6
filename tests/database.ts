import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { connect, type Sql } from '../server/database.ts'
import { startEmbedded } from '../server/embedded/start.ts'
import { type Source, withDatabase } from './database.harness.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: Source
  }
}

export type FreshDatabase = {
  kind: Source['kind']
  sql: Sql
  url: string
  /** Ends `sql` and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of the caller's own: migrated, or with PostGIS only if `blank`. On PostGIS it costs some 50 ms; embedded it is a process
 * of about 1 GB that takes 2 to 3 s, so one for each test file.
 */
export function freshDatabase({ blank = false } = {}): Promise<FreshDatabase> {
  return freshFrom(inject('database'), blank)
}

/** The same outside of a test, for a global setup that has a harness of its own. */
export function freshFrom(source: Source, blank = false): Promise<FreshDatabase> {
  const template = blank ? source.blank : source.migrated
  return source.kind === 'postgis' ? clone(source.adminUrl, template) : copy(template)
}

async function clone(adminUrl: string, template: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const asAdmin = async (statement: string) => {
    const admin = connect(adminUrl, { max: 1 })
    await admin.unsafe(statement).finally(() => admin.end())
  }
  await asAdmin(`create database ${name} template ${template}`)
  const url = withDatabase(adminUrl, name)
  const sql = connect(url)
  const drop = async () => {
    await sql.end({ timeout: 1 })
    await asAdmin(`drop database ${name} with (force)`)
  }
  return { kind: 'postgis', sql, url, drop }
}

async function copy(template: string): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
  cpSync(template, folder, { recursive: true })
  const { url, stop } = await startEmbedded(folder)
  const sql = connect(url)
  const drop = async () => {
    await sql.end({ timeout: 1 })
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { kind: 'embedded', sql, url, drop }
}
