import type { Method } from '../../geodata/analysis/method.ts'
import { methods } from '../../geodata/analysis/methods.ts'
import { limitsText, parametersOf } from '../../geodata/analysis/parameters.ts'
import { kebab } from './flags.ts'

const about: Record<string, string> = {
  counts: 'incidents per cell, area or piece of street', gi_star: 'Getis-Ord Gi*: where high or low values stand together, the place itself included', gi: 'Getis-Ord Gi: the same without the place itself',
  local_moran: "local Moran's I: clusters and outliers", local_geary: "local Geary's c: where neighbours are alike or unlike", global_moran: "Moran's I of the whole", global_geary: "Geary's C of the whole", global_g: 'Getis-Ord general G of the whole',
  rates: 'rates per population, smoothed by empirical Bayes', kde: 'kernel density on a grid', network_kde: 'kernel density along streets', aoristic: 'weights of incidents with a time interval', st_dbscan: 'clusters in space and time',
  scan_permutation: 'space-time permutation scan', scan_poisson: 'Poisson scan against a population', knox: 'Knox test of interaction of space and time', near_repeat: 'near repeats by bands of distance and days', emerging: 'emerging hot spots of a space-time cube',
}

export function methodsHelp(): string {
  const width = Math.max(...Object.keys(methods).map((id) => id.length))
  return `Usage: fangcun analyse METHOD --points FILE | --areas FILE --field NAME [flags] --out result.json|geojson|csv|arrow

Asks a method of plain files (CSV, GeoJSON, gzip too); no database is needed. METHOD is one of
${Object.keys(methods).map((id) => `  ${id.padEnd(width)}  ${about[id] ?? ''}`).join('\n')}
  ${'backtest'.padEnd(width)}  any of them that ranks places (--method), trained on earlier and judged on later incidents

fangcun analyse METHOD --help lists the parameters of a method.

${flagsHelp}

Examples:
  fangcun analyse gi_star --points incidents.csv.gz --cell-meters 500 --study-area city.geojson --out hot.geojson
  fangcun analyse gi_star --areas block_groups.geojson --field robbery --neighbours queen.csv --out result.csv
  fangcun analyse backtest --method kde --points incidents.csv.gz --train-until 2018-05-01 --test-until 2018-06-01 --out judged.json
  fangcun analyse knox --points cases.csv --out knox.json`
}

const flagsHelp = `Files:
  --points FILE            incidents: CSV (columns by name, as import finds them) or GeoJSON points; --map field=column corrects
                           (longitude, latitude, occurredAt, until, category); x and y in metres and t in days are read too
  --areas FILE             GeoJSON polygons, or a table of figures; --field NAME their value, --population NAME, --id NAME their name
  --neighbours FILE        id,neighbours (a list in each line), from,to[,weight] (also i,j), GAL or GWT; by name or row number
  --streets FILE           lines of GeoJSON, or OpenStreetMap (.osm.pbf, .osm)
  --study-area FILE        polygons in which incidents could have been seen
  --crs-metres EPSG        plane to measure in, or the one that coordinates are in already: UTM (326nn, 327nn), CGCS2000
                           (4491-4554), national grids, +proj=...; "local": numbers are metres as they are. Left out: a local plane
  --out FILE               .json .geojson .csv .arrow (.gz too); --arrow: Arrow whatever the name
Rows:
  --category COLUMN=VALUE  only these; may be repeated
  --distinct               of rows with one id the first alone
  --from TIME --to TIME    from <= time < to; times without an offset are local to --time-zone ZONE
Judged on later incidents:
  --train-until TIME --test-until TIME    the map of the time before the first, judged until the second; --shares 1,3,5 (percent)
  --backtest                              the map of all, and its method judged on the last quarter of the time
Others:
  --seed N  --permutations N              as every other parameter of a method: --name value, or --param name=value
  --quiet                                 nothing but the file`

export function methodHelp(method: Method<never>): string {
  const parameters = parametersOf(method)
  const flag = ({ name }: { name: string }) => `--${kebab(name)}`
  const width = Math.max(0, ...parameters.map((each) => flag(each).length))
  const lines = parameters.map((each) => {
    const limits = each.choices ? each.choices.join(' | ') : limitsText(each)
    return `  ${flag(each).padEnd(width)}  default ${each.default ?? 'none'}${limits ? ` (${limits})` : ''}\n  ${' '.repeat(width)}  ${each.description}`
  })
  return `fangcun analyse ${method.id}: ${about[method.id] ?? ''} (version ${method.version})

Source: ${method.source}
Needs: ${method.needs.join(', ') || 'points or areas'}${method.rank ? `; ranks places by ${method.rank}, so that a backtest can judge it` : '; ranks no places, so that there is nothing to backtest'}

Parameters:
${lines.join('\n')}

fangcun analyse --help explains the flags for files, rows and backtests.`
}
