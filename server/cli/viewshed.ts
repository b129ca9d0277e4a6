import { type Command, InvalidArgumentError } from 'commander'

const meters = (text: string): number => {
  const value = Number(text)
  if (!(value > 0 && value <= 2_000)) throw new InvalidArgumentError('expected metres above 0 and up to 2000.')
  return value
}

export function addViewshed(program: Command): void {
  program.command('viewshed')
    .summary('the ground that cameras see, cut by buildings')
    .description('Reads cameras (GeoJSON or CSV; OpenStreetMap tags as mappers typed them) and footprints, and writes what each camera sees as polygons, and the nearer part in which it observes.')
    .requiredOption('--cameras <file>', 'points, with direction, field of view, range where known')
    .requiredOption('--buildings <file>', 'GeoJSON polygons')
    .requiredOption('--out <file>', 'GeoJSON to write (.gz too)')
    .option('--range <metres>', 'for cameras that name none', meters)
    .addHelpText('after', `
Example:
  fangcun viewshed --cameras osm_cameras.geojson --buildings osm_buildings.geojson.gz --out views.geojson`)
    .action(async (flags: { cameras: string; buildings: string; out: string; range?: number }) => {
      const { viewshedFiles } = await import('../cameras/viewshedFiles.ts')
      for (const line of await viewshedFiles(flags)) console.log(line)
    })
}
