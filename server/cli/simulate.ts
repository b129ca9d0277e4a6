import { type Command, InvalidArgumentError } from 'commander'
import { settings } from './withDatabase.ts'

const positive = (text: string) => {
  const value = Number(text)
  if (!(value > 0 && value <= 100_000)) throw new InvalidArgumentError('Expected a number above 0.')
  return value
}

export function addSimulate(program: Command): void {
  program.command('simulate')
    .summary('play the present of the demo town')
    .description('Plays the present through the public HTTP API of a running server: new incidents, steps, patrols on their way.')
    .option('--url <url>', 'the running server', `http://127.0.0.1:${process.env.PORT ?? 8080}`)
    .option('--pace <times>', 'how many times as many new incidents as in real life', positive, 1)
    .option('--seconds <seconds>', 'how long; default: until Ctrl-C', positive)
    .addHelpText('after', `
Example:
  fangcun simulate --pace 60 --seconds 120     two busy minutes`)
    .action(async ({ url, pace, seconds }: { url: string; pace: number; seconds?: number }) => {
      const [{ makeTown }, { playTown }] = await Promise.all([import('../../geodata/town/town.ts'), import('./play.ts')])
      const stop = new AbortController()
      process.once('SIGINT', () => stop.abort())
      process.once('SIGTERM', () => stop.abort())
      const timer = seconds === undefined ? undefined : setTimeout(() => stop.abort(), seconds * 1000)
      const town = makeTown({ seed: settings().FANGCUN_SEED, now: new Date().toISOString() })
      const played = await playTown({ url, town, pace, signal: stop.signal, report: (line) => console.error(line) })
      clearTimeout(timer)
      console.log(`${played.reports} incidents, ${played.steps} steps and ${played.fixes} positions were accepted, ${played.refused} refused.`)
    })
}
