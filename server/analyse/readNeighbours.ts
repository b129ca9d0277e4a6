import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { readRows } from './table.ts'

export type NeighboursFound = { neighbours: number[][]; weights: number[][] | null; /** Which of the areas' names the file uses. */ names: { column: string; ids: string[] }; said: string[] }

type Pair = { from: string; to: string; weight: number }
type Pairs = { pairs: Pair[]; /** Each place that has a line of its own, also without neighbours. */ places: Set<string>; weighted: boolean; listed: boolean }

/**
 * Who neighbours whom, as a file says: a list in a line (`id,neighbours`), pairs (`from,to[,weight]`), GAL or GWT of GeoDa.
 * @throws FormatError where names of the file are no areas
 */
export async function readNeighbours(path: string, candidates: readonly { column: string; ids: string[] }[]): Promise<NeighboursFound> {
  const found = /\.(gal|gwt)(\.gz)?$/i.test(path) ? readGal(path) : await readTable(path)
  const used = new Set(found.pairs.flatMap(({ from, to }) => [from, to]).concat(...found.places))
  const share = (ids: readonly string[]) => {
    const known = new Set(ids)
    return [...used].filter((name) => known.has(name)).length / Math.max(1, used.size)
  }
  const shares = candidates.map(({ ids }) => share(ids))
  const best = Math.max(...shares)
  const names = candidates[shares.indexOf(best)]
  if (!names || best < 0.5) throw new FormatError(`${path}: its names are not those of the areas, for example "${[...used][0]}" against "${candidates[0]?.ids[0]}" (${candidates[0]?.column}); say with --id which field of the areas names them.`)
  return numbered(found, names, used.size - Math.round(best * used.size))
}

function numbered({ pairs, weighted, listed }: Pairs, names: { column: string; ids: string[] }, unknown: number): NeighboursFound {
  const place = new Map(names.ids.map((id, i) => [id, i]))
  const lists = names.ids.map(() => new Map<number, number>())
  let own = 0
  for (const { from, to, weight } of pairs) {
    const [i, j] = [place.get(from), place.get(to)]
    if (i === undefined || j === undefined) continue
    if (i === j) own++
    else lists[i]?.set(j, weight)
  }
  // Pairs named once, from the lower to the higher, are meant both ways; a list in a line is what it says.
  const once = !listed && lists.every((list, i) => [...list.keys()].every((j) => !lists[j]?.has(i)))
  if (once) lists.forEach((list, i) => list.forEach((weight, j) => !lists[j]?.has(i) && lists[j]?.set(i, weight)))
  const alone = lists.filter((list) => !list.size).length
  const said = [
    `neighbours: ${lists.reduce((sum, list) => sum + list.size, 0).toLocaleString('en')} links by ${names.column}${weighted ? ', with weights' : ''}${once ? ', each pair both ways' : ''}`,
    ...(alone ? [`${alone} areas have no neighbour`] : []), ...(own ? [`${own} pairs of an area with itself were left out`] : []), ...(unknown ? [`${unknown} names of the neighbours file are no areas`] : []),
  ]
  return { neighbours: lists.map((list) => [...list.keys()]), weights: weighted ? lists.map((list) => [...list.values()]) : null, names, said }
}

const listNames = new Set(['neighbours', 'neighbors', 'neighbourlist', 'neighborlist'])
const fromNames = ['from', 'i', 'focal', 'source', 'origin', 'id', 'ida']
const toNames = ['to', 'j', 'neighbor', 'neighbour', 'target', 'destination', 'idb']
const weightNames = ['weight', 'w', 'wij', 'weights', 'value']

async function readTable(path: string): Promise<Pairs> {
  const { header, rows } = await readRows(path)
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''))
  const list = plain.findIndex((name) => listNames.has(name))
  const whole = rows.filter(({ broken }) => !broken)
  if (list >= 0) {
    const id = list === 0 ? 1 : 0
    const pairs = whole.flatMap(({ cells }) => (cells[list] ?? '').split(/[\s;|,]+/).filter(Boolean).map((to) => ({ from: cells[id] ?? '', to, weight: 1 })))
    return { pairs, places: new Set(whole.map(({ cells }) => cells[id] ?? '')), weighted: false, listed: true }
  }
  const find = (wanted: string[], other: number) => (wanted.some((name) => plain.includes(name)) ? plain.indexOf(wanted.find((name) => plain.includes(name)) as string) : other)
  const [from, to, weight] = [find(fromNames, 0), find(toNames, 1), find(weightNames, -1)]
  if (from === to) throw new FormatError(`${path}: neighbours come as columns id,neighbours or from,to[,weight]; the columns are ${header.join(', ')}.`)
  const pairs = whole.map(({ cells }) => ({ from: cells[from]?.trim() ?? '', to: cells[to]?.trim() ?? '', weight: weight < 0 ? 1 : Number(cells[weight]) }))
  const bad = pairs.findIndex((pair) => !Number.isFinite(pair.weight))
  if (bad >= 0) throw new FormatError(`${path}: the weight of ${pairs[bad]?.from} and ${pairs[bad]?.to} is "${whole[bad]?.cells[weight]}", expected a number.`)
  // R writes a place without neighbours as a line without a second name.
  const named = pairs.filter((pair) => pair.to !== '' && pair.weight !== 0)
  return { pairs: named, places: new Set(pairs.map((pair) => pair.from)), weighted: weight >= 0 && named.some((pair) => pair.weight !== 1), listed: false }
}

/** GAL: a header, then `id count` and a line of neighbours; GWT: a header, then `from to distance`, of which the distance is no weight. Source: GeoDa workbook, "Contiguity-Based Spatial Weights". */
function readGal(path: string): Pairs {
  const bytes = readFileSync(path)
  const lines = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/).slice(1)
  if (/\.gwt(\.gz)?$/i.test(path)) {
    const pairs = lines.map((line) => line.trim().split(/\s+/)).filter((cells) => cells.length >= 2).map(([from = '', to = '']) => ({ from, to, weight: 1 }))
    return { pairs, places: new Set(pairs.map(({ from }) => from)), weighted: false, listed: true }
  }
  const pairs: Pair[] = []
  const places = new Set<string>()
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [from = '', count] = (lines[at] ?? '').trim().split(/\s+/)
    if (from === '') break
    places.add(from)
    const list = (lines[at + 1] ?? '').trim().split(/\s+/).filter(Boolean)
    if (Number(count) !== list.length) throw new FormatError(`${path}: ${from} should have ${count} neighbours and has ${list.length} (line ${at + 3}).`)
    for (const to of list) pairs.push({ from, to, weight: 1 })
  }
  return { pairs, places, weighted: false, listed: true }
}

