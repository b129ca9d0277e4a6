import { type Command, InvalidArgumentError } from 'commander'
import type { StartFlags } from './serve.ts'

const positive = (text: string) => {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return Number(text)
}

export function addStart(program: Command): void {
  program.command('start')
    .summary('serve the app')
    .description('Opens the database, brings its schema up to date, fills an empty one with the demo town, builds the web app when needed, and serves. Ctrl-C stops everything.')
    .option('--empty', 'leave an empty database empty')
    .option('--demo', 'play the present of the demo town on a DATABASE_URL too')
    .option('--no-simulate', 'do not play the present of the demo town')
    .option('--pace <times>', 'how many times as many new incidents as in real life', positive, 3)
    .option('--no-build', 'serve the web app as it was built last')
    .addHelpText('after', `
Examples:
  fangcun start
  PORT=9000 fangcun start --no-simulate
  DATABASE_URL=postgres://fangcun@127.0.0.1/fangcun fangcun start --empty`)
    .action(async (flags: StartFlags) => (await import('./serve.ts')).serve(flags))
}
