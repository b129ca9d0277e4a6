import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { makeTown } from '../geodata/town/town.ts'
import { loadTown } from '../server/import/town.ts'
import { loadTownHistory } from '../server/import/townHistory.ts'
import { demoCookie } from '../server/cli/demoSession.ts'
import { buildWeb, webIsOld } from '../server/cli/web.ts'
import { readEnv } from '../server/env.ts'
import { startServer } from '../server/start.ts'
import { freshFrom } from './database.ts'
import { openHarness } from './database.harness.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of a server with a small town in it; the `cookie` header of its operator and its database, for what a browser does not do. */
    app: { url: string; cookie: string; databaseUrl: string }
  }
}

export const townSeed = 7

/** The app as a browser meets it: built, on PostGIS or embedded, with a town of 4,000 incidents in 90 days that ends now. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What was built last may be older than the sources: the browser must meet this code.
  if (webIsOld()) await buildAsUsual()
  const harness = await openHarness()
  const database = await freshFrom(harness.source)
  const town = makeTown({ seed: townSeed, now: new Date().toISOString(), days: 90, incidents: 4_000 })
  await loadTown(database.sql, town, { now: town.now })
  await loadTownHistory(database.sql, town, { now: town.now, alone: true })
  const server = await startServer(readEnv({ PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64') }))
  project.provide('app', { url: server.url, cookie: await demoCookie(server.url, 'demo-command'), databaseUrl: database.url })
  return async () => {
    await server.stop()
    await database.drop()
    await harness.close()
  }
}

/** The build's configuration looks elsewhere when it is read by the test runner. */
async function buildAsUsual(): Promise<void> {
  const { VITEST } = process.env
  delete process.env.VITEST
  await buildWeb(new AbortController().signal).finally(() => { process.env.VITEST = VITEST })
}
