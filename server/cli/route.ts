import { type Command, InvalidArgumentError, Option } from 'commander'
import { Instant } from '../../geodata/model/time.ts'
import type { RouteFlags } from '../streets/routeFiles.ts'
import { zone } from './timeZone.ts'

const place = (text: string): [number, number] => {
  const [lng, lat, more] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  if (more !== undefined || !(Math.abs(lng as number) <= 180 && Math.abs(lat as number) <= 90)) throw new InvalidArgumentError('expected longitude,latitude in degrees, e.g. 11.5754,48.1372.')
  return [lng as number, lat as number]
}
const moment = (text: string): string => {
  if (!Instant.safeParse(text).success) throw new InvalidArgumentError('expected a time with an offset, e.g. 2026-03-02T23:00:00+08:00.')
  return text
}
const speed = (text: string): number => {
  const value = Number(text)
  if (!(value >= 0.3 && value <= 30)) throw new InvalidArgumentError('expected metres a second from 0.3 to 30.')
  return value
}

export function addRoute(program: Command): void {
  program.command('route')
    .summary('the quickest way between two places on the streets of a file')
    .description('Reads streets and barriers (OSM PBF or XML, or GeoJSON with OpenStreetMap tags) and finds the quickest way for feet, bicycle or car: one-ways, steps, gates with hours, barriers. Says what is cut off or missing.')
    .requiredOption('--streets <file>', '.osm.pbf, .osm or .geojson (.gz too)')
    .requiredOption('--from <lon,lat>', 'where it begins', place)
    .requiredOption('--to <lon,lat>', 'where it ends', place)
    .addOption(new Option('--profile <profile>', 'who goes').choices(['foot', 'bicycle', 'car']).default('foot'))
    .option('--at <time>', 'for gates and streets with hours; left out: whatever opens at all is open', moment)
    .option('--time-zone <zone>', 'of these hours', zone, 'UTC')
    .option('--speed <m/s>', 'left out: 1.3 on foot, 4 by bicycle, 12 by car where streets allow it', speed)
    .option('--out <file>', 'GeoJSON of the way to write (.gz too)')
    .addHelpText('after', `
Example:
  fangcun route --streets munich_centre.osm.pbf --profile foot --from 11.5754,48.1372 --to 11.5820,48.1391`)
    .action(async (flags: RouteFlags) => {
      const { routeFiles } = await import('../streets/routeFiles.ts')
      for (const line of await routeFiles(flags)) console.log(line)
    })
}
