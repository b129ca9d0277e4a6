import type { Cover } from '../../geodata/camera/cover.ts'
import { csvLine } from '../../geodata/format/csvCell.ts'
import { readRows } from '../analyse/table.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'
import { openPlacer, type ProvenPlacement } from './placementOptimum.ts'

export type PlaceFlags = { demand: string; sites: string; distances: string; radius: number; count: number; weight?: string | undefined; out?: string | undefined }
/** The solver has so long to prove that nothing is better. */
const proofSeconds = 30
type Table = { path: string; header: string[]; rows: string[][] }
export type Placed = { placement: ProvenPlacement; names: string[]; demands: number; all: number; said: string[] }

/** Maximal covering on plain files: `count` of the sites so that as much of the demand as can be lies within `radius` metres of one. @throws CommandError or FormatError with a sentence */
export async function placeFiles(flags: PlaceFlags): Promise<Placed> {
  const [demand, sites, distances] = await Promise.all([flags.demand, flags.sites, flags.distances].map(readTable)) as [Table, Table, Table]
  const metersAt = columnLike(distances, /^(distance|dist|metres|meters|m|length|network_?distance)$/i, 'of distances in metres, named distance')
  const demandIds = joinOf(distances, demand, [metersAt])
  const siteIds = joinOf(distances, sites, [metersAt, demandIds.from])
  const weights = weightsOf(demand, flags.weight)
  const { cover, names } = coverOf({ distances, metersAt, demandIds, siteIds, weights, sites, demand, radius: flags.radius })
  if (flags.count > names.length) throw new CommandError(`--count ${flags.count}: ${flags.sites} has ${names.length} sites.`)
  const placement = (await openPlacer())(cover, { count: flags.count }, proofSeconds)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  if (flags.out) await writeWhole(flags.out, [csvLine(['order', 'site']), ...placement.sites.map((site, i) => csvLine([String(i + 1), names[site]!]))])
  const percent = (value: number) => `${((value / all) * 100).toFixed(2)} %`
  return {
    placement, names, demands: demand.rows.length, all,
    said: [
      `sites: ${names.length} by ${sites.header[siteIds.to]}; demand: ${demand.rows.length} by ${demand.header[demandIds.to]}, ${all.toLocaleString('en')} in all`,
      `chosen: ${placement.sites.map((site) => names[site]).join(', ') || 'none: no site has demand within the radius'}`,
      `covered: ${placement.covered.toLocaleString('en')} (${percent(placement.covered)}); ${proofOf(placement, flags.count)}`,
      ...(flags.out ? [`written: ${flags.out}`] : []),
    ],
  }
}

const proofOf = ({ proof, gap, bound }: ProvenPlacement, count: number) => proof === 'optimum'
  ? `no choice of ${count} covers more (proven)`
  : `no choice of ${count} covers more than ${Math.floor(bound).toLocaleString('en')} (${proof === 'solver' ? 'bound of HiGHS' : 'bound of the Lagrangian relaxation'}): at most ${(gap * 100).toFixed(2)} % short of the best`

async function readTable(path: string): Promise<Table> {
  const { header, rows } = await readRows(path)
  return { path, header, rows: rows.map(({ cells }) => cells.map((cell) => cell.trim())) }
}

function columnLike({ header, path }: Table, name: RegExp, what: string): number {
  const at = header.findIndex((each) => name.test(each.trim()))
  if (at < 0) throw new CommandError(`${path}: no column ${what}; its columns are ${header.join(', ')}.`)
  return at
}

/** The column of `from` whose values are all ids of `to`: names that are the same in both files, whatever the columns are called. */
function joinOf(from: Table, to: Table, taken: readonly number[]): { from: number; to: number } {
  for (const [toAt] of to.header.entries()) {
    const ids = to.rows.map((row) => row[toAt] ?? '')
    if (new Set(ids).size !== ids.length || ids.includes('')) continue
    const known = new Set(ids)
    for (const [fromAt] of from.header.entries()) if (!taken.includes(fromAt) && from.rows.every((row) => known.has(row[fromAt] ?? ''))) return { from: fromAt, to: toAt }
  }
  throw new CommandError(`${from.path}: none of its columns (${from.header.join(', ')}) names the rows of ${to.path} by one of that file's own columns (${to.header.join(', ')}).`)
}

function weightsOf({ header, rows, path }: Table, wanted: string | undefined): Float64Array {
  const at = wanted === undefined ? header.findIndex((name) => /^(weight|demand|population|pop|households|incidents)\d*$/i.test(name)) : header.findIndex((name) => name.toLowerCase() === wanted.toLowerCase())
  if (at < 0 && wanted !== undefined) throw new CommandError(`${path}: there is no column "${wanted}"; its columns are ${header.join(', ')}.`)
  const weights = Float64Array.from(rows, (row) => (at < 0 ? 1 : row[at] === '' ? Number.NaN : Number(row[at])))
  const bad = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)))
  if (bad >= 0) throw new CommandError(`${path}: row ${bad + 1} has the ${header[at]} "${rows[bad]![at]}"; expected a number of 0 or more.`)
  return weights
}

type Joined = { distances: Table; metersAt: number; demandIds: { from: number; to: number }; siteIds: { from: number; to: number }; weights: Float64Array; sites: Table; demand: Table; radius: number }

function coverOf({ distances, metersAt, demandIds, siteIds, weights, sites, demand, radius }: Joined): { cover: Cover; names: string[] } {
  const names = sites.rows.map((row) => row[siteIds.to]!)
  const siteAt = new Map(names.map((name, i) => [name, i]))
  const demandAt = new Map(demand.rows.map((row, i) => [row[demandIds.to]!, i]))
  const lists = names.map(() => new Set<number>())
  for (const [i, row] of distances.rows.entries()) {
    const meters = Number(row[metersAt] || Number.NaN)
    if (!(meters >= 0)) throw new CommandError(`${distances.path}: row ${i + 1} has the distance "${row[metersAt]}"; expected metres of 0 or more.`)
    if (meters <= radius) lists[siteAt.get(row[siteIds.from]!)!]!.add(demandAt.get(row[demandIds.from]!)!)
  }
  const start = new Uint32Array(lists.length + 1)
  lists.forEach((list, i) => (start[i + 1] = start[i]! + list.size))
  return { cover: { start, demand: Uint32Array.from(lists.flatMap((list) => [...list])), worth: weights }, names }
}
