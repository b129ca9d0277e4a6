import { type Command, InvalidArgumentError, Option } from 'commander'
import type { MatchFlags } from '../streets/matchFiles.ts'
import { zone } from './timeZone.ts'

const between = (least: number, most: number, unit: string) => (text: string): number => {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!(value >= least && value <= most)) throw new InvalidArgumentError(`expected ${unit} from ${least} to ${most}.`)
  return value
}

export function addMatch(program: Command): void {
  program.command('match')
    .summary('where on the streets of a file a track went, and what is not known')
    .description('Reads positions (CSV or GeoJSON with vehicle, time, longitude, latitude; or GPX) and finds the streets they went along by a hidden Markov model (Newson & Krumm 2009). Fixes at (0, 0), doubles and jumps are left aside with their reason; between fixes farther apart in time than the gap rule nothing is said.')
    .requiredOption('--streets <file>', '.osm.pbf, .osm or .geojson (.gz too)')
    .requiredOption('--track <file>', '.csv, .geojson or .gpx (.gz too)')
    .requiredOption('--out <file>', 'GeoJSON to write (.gz too): stretches of street with their times, points for stays')
    .addOption(new Option('--profile <profile>', 'who went').choices(['foot', 'bicycle', 'car']).default('foot'))
    .option('--noise <metres>', 'standard deviation of a fix', between(1, 100, 'metres'), 10)
    .option('--gap <seconds>', 'the gap rule', between(1, 86_400, 'seconds'), 180)
    .option('--time-zone <zone>', 'of times without an offset', zone, 'UTC')
    .addHelpText('after', `
Example:
  fangcun match --streets munich_centre.osm.pbf --track walk.gpx --out matched.geojson`)
    .action(async (flags: MatchFlags) => {
      const { matchFiles } = await import('../streets/matchFiles.ts')
      for (const line of await matchFiles(flags)) console.log(line)
    })
}
