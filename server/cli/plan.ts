import { type Command, InvalidArgumentError } from 'commander'

const wholeNumber = (least: number, most: number) => (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`)
  return value
}

const seconds = (text: string): number => {
  const value = Number(text)
  if (!(value > 0 && value <= 3_600)) throw new InvalidArgumentError('expected seconds above 0 and up to 3600.')
  return value
}

export function addPlan(program: Command): void {
  program.command('plan')
    .summary('routes for an instance of TSPLIB, VRPLIB or OPLib')
    .description('Reads a round trip (.tsp), capacitated routes with or without time windows (.vrp) or an orienteering problem (.oplib), searches by the planner of patrols, and writes routes and cost. Distances are rounded as TSPLIB says; with time windows they are cut to one decimal.')
    .requiredOption('--instance <file>', '.tsp, .vrp or .oplib')
    .requiredOption('--out <file>', 'JSON to write (.gz too): nodes as the file numbers them, without the depot')
    .option('--seed <number>', 'of the search', wholeNumber(0, 2_147_483_647), 1)
    .option('--seconds <number>', 'to search', seconds, 5)
    .option('--rounds <number>', 'of the search, instead of seconds: the same seed then gives the same routes', wholeNumber(1, 1_000_000_000))
    .addHelpText('after', `
Example:
  fangcun plan --instance X-n101-k25.vrp --seed 1 --seconds 10 --out solution.json

An .oplib is a .tsp with TYPE : OP, a line COST_LIMIT : 213 in its head, and before EOF its scores:
  NODE_SCORE_SECTION
  1 0
  2 17
  ...
  DEPOT_SECTION
  1
  -1`)
    .action(async (flags: { instance: string; out: string; seed: number; seconds: number; rounds?: number }) => {
      const { planFile } = await import('../patrols/planFile.ts')
      for (const line of await planFile(flags)) console.log(line)
    })
}
