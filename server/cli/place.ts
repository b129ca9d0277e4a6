import { type Command, InvalidArgumentError } from 'commander'

const number = (text: string, fits: (value: number) => boolean, expected: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!fits(value)) throw new InvalidArgumentError(`expected ${expected}.`)
  return value
}

export function addPlace(program: Command): void {
  program.command('place')
    .summary('choose sites that cover as much demand as can be')
    .description('Maximal covering on plain files: which sites, so many of them, have the most demand within a distance, and how far from the best that can be at most.')
    .requiredOption('--demand <file>', 'CSV: what is to be covered')
    .requiredOption('--sites <file>', 'CSV: where something could be put')
    .requiredOption('--distances <file>', 'CSV: distance in metres, the site, the demand; the columns of names are found by their values')
    .requiredOption('--radius <metres>', 'how far a site reaches', (text) => number(text, (value) => value >= 0 && Number.isFinite(value), 'metres of 0 or more'))
    .requiredOption('--count <number>', 'how many sites', (text) => number(text, (value) => Number.isInteger(value) && value >= 1, 'a whole number of 1 or more'))
    .option('--weight <column>', 'what a row of demand is worth (default: a column named weight, demand, population, households or incidents, else 1)')
    .option('--out <file>', 'CSV of the chosen sites')
    .addHelpText('after', `
Example:
  fangcun place --demand demand_205.csv --sites candidate_sites_16.csv --distances network_distance_16x205.csv --radius 5000 --count 4 --weight POP2000`)
    .action(async (flags: { demand: string; sites: string; distances: string; radius: number; count: number; weight?: string; out?: string }) => {
      const { placeFiles } = await import('../cameras/placeFiles.ts')
      for (const line of (await placeFiles(flags)).said) console.log(line)
    })
}
