import type { Command } from 'commander'
import { textTable } from './table.ts'
import { checkDatabase } from './doctorDatabase.ts'
import { type Check, checkMachine } from './doctorMachine.ts'
import { settings } from './withDatabase.ts'

const marks = { good: 'ok', bad: 'MISSING', note: 'note' } as const

export function addDoctor(program: Command): void {
  program.command('doctor')
    .summary('say what is missing or misconfigured')
    .description('Checks Node.js, packages, settings, data folder, port, database and what the tests need. Ends with 1 if something that the app needs is missing.')
    .action(async () => {
      const env = settings()
      const checks: Check[] = [...(await checkMachine(env)), ...(await checkDatabase(env))]
      console.log(textTable(checks.map(({ what, state, found }) => [what, marks[state], found]), 3))
      const remedies = checks.filter(({ remedy }) => remedy)
      if (remedies.length) console.log(`\n${remedies.map(({ what, remedy }) => `${what}:\n  ${remedy}`).join('\n')}`)
      const bad = checks.filter(({ state }) => state === 'bad').length
      console.log(bad ? `\n${bad} of ${checks.length} things need attention.` : '\nAll that the app needs is there.')
      if (bad) process.exitCode = 1
    })
}
