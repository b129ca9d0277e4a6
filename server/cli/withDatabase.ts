import { connect, type Sql } from '../database.ts'
import { startEmbedded } from '../embedded/start.ts'
import { type Env, readEnv } from '../env.ts'
import { migrate } from '../migrate.ts'
import { CommandError } from './tell.ts'

/** The settings, or a sentence that names the wrong one. */
export function settings(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    throw new CommandError(`The settings are wrong:\n${(error as Error).message}`)
  }
}

/** Opens the database of the settings, brings its schema up to date, and closes it after `work`, whatever happens. */
export async function withDatabase<Result>(work: (sql: Sql, env: Env) => Promise<Result>): Promise<Result> {
  const env = settings()
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env.FANGCUN_DATA)
  const sql = connect(env.DATABASE_URL ?? embedded?.url ?? '', { max: embedded ? 2 : 5 })
  try {
    await migrate(sql)
    return await work(sql, env)
  } finally {
    await sql.end({ timeout: 5 })
    await embedded?.stop()
  }
}
