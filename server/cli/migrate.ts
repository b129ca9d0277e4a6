import type { Command } from 'commander'
import { connect } from '../database.ts'
import { startEmbedded } from '../embedded/start.ts'
import { migrate } from '../migrate.ts'
import { settings } from './withDatabase.ts'

export function addMigrate(program: Command): void {
  program.command('migrate')
    .summary('bring the database schema up to date')
    .description('Applies new migrations, and all functions and policies if one changed. The server does the same when it starts.')
    .action(async () => {
      const env = settings()
      const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env.FANGCUN_DATA)
      const sql = connect(env.DATABASE_URL ?? embedded?.url ?? '', { max: 1 })
      try {
        const { applied, replaced } = await migrate(sql, undefined, (name) => console.error(name))
        console.log(applied.length || replaced ? `${applied.length} migrations applied${replaced ? ', functions and policies renewed' : ''}.` : 'The schema is up to date.')
      } finally {
        await sql.end({ timeout: 5 })
        await embedded?.stop()
      }
    })
}
