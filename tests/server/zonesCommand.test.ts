import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { tell } from '../../server/cli/tell.ts'
import { zonesFiles } from '../../server/zones/zonesFiles.ts'

const program = fileURLToPath(new URL('../../fangcun.mjs', import.meta.url))
const samples = process.env.FANGCUN_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data')
const iowa = join(samples, 'benchmarks/districting_iowa/iowa_counties_2010.geojson')
const hasSamples = existsSync(iowa)
const folder = mkdtempSync(join(tmpdir(), 'fangcun-zones-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const put = (name: string, text: string) => (writeFileSync(at(name), text), at(name))
const read = (name: string) => readFileSync(at(name), 'utf8')

type Ran = { code: number; out: string; err: string }
const typed = (...args: string[]) => new Promise<Ran>((done) => {
  execFile(process.execPath, [program, 'zones', ...args], { cwd: folder, env: { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } }, (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }))
})
/** The same in this process: starting one takes longer than most answers. */
async function zones(...args: string[]): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' }
  const spies = [vi.spyOn(console, 'log').mockImplementation((text: string) => void (ran.out += `${text}\n`)), vi.spyOn(console, 'error').mockImplementation((text: string) => void (ran.err += `${text}\n`))]
  try {
    await zonesFiles(args)
  } catch (error) {
    tell(error)
    ran.code = 1
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return ran
}

/** Squares of about 100 m in a row of columns and rows, in degrees; the unit in column x and row y is named by them. */
function squares(columns: number, rows: number, propertiesOf: (x: number, y: number) => Record<string, unknown> = () => ({ households: 100 })): { type: string; features: { type: string; properties: Record<string, unknown>; geometry: { type: string; coordinates: number[][][] } }[] } {
  const [lng, lat, step] = [121.5, 31.2, 0.001]
  const features = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)]
    const [west, south] = [lng + x * step, lat + y * step]
    return { type: 'Feature', properties: { id: `${x}-${y}`, ...propertiesOf(x, y) }, geometry: { type: 'Polygon', coordinates: [[[west, south], [west + step, south], [west + step, south + step], [west, south + step], [west, south]]] } }
  })
  return { type: 'FeatureCollection', features }
}
const geojson = (name: string, value: unknown) => put(name, JSON.stringify(value))
const bounds = ['--min', '250', '--max', '500', '--steps', '40000']
const csv = (name: string) => read(name).trim().split('\r\n').map((line) => line.split(','))

/** Whether the units of each zone of an answer hang together, over pairs that are told apart from the command. */
function inOnePiece(zoneOf: Map<string, string>, pairs: [string, string][]): boolean {
  return [...new Set(zoneOf.values())].every((zone) => {
    const members = [...zoneOf].filter(([, own]) => own === zone).map(([id]) => id)
    const reached = new Set([members[0]!])
    for (const id of reached) for (const [a, b] of pairs) for (const [from, to] of [[a, b], [b, a]] as const) if (from === id && zoneOf.get(to) === zone) reached.add(to)
    return reached.size === members.length
  })
}
const gridPairs = (columns: number, rows: number) => Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)] as const).flatMap(([x, y]): [string, string][] => [...(x + 1 < columns ? [[`${x}-${y}`, `${x + 1}-${y}`] as [string, string]] : []), ...(y + 1 < rows ? [[`${x}-${y}`, `${x}-${y + 1}`] as [string, string]] : [])])

describe('fangcun zones', { timeout: 60_000 }, () => {
  it('explains itself, and refuses in one sentence with exit code 1', async () => {
    const [help, wrong] = await Promise.all([typed('--help'), typed('--units', 'none.geojson', '--weight', 'pop', '--min', '1', '--max', '2', '--out', 'x.csv')])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('fangcun zones --units estates.geojson')
    expect(wrong).toMatchObject({ code: 1, out: '', err: 'There is no file none.geojson.\n' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('divides polygons into connected zones within bounds, across no barrier', async () => {
    const units = geojson('units.geojson', squares(8, 4))
    // A street along the middle, drawn five metres beside the border.
    const barriers = geojson('street.geojson', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[121.50405, 31.199], [121.50405, 31.205]] } }] })
    const ran = await zones('--units', units, '--weight', 'households', '--barriers', barriers, ...bounds, '--out', at('plan.csv'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('neighbours: 52 pairs by shared borders, 4 of them across a barrier')
    expect(ran.out).toMatch(/all within the bounds[\s\S]*contiguous: yes/)
    const rows = csv('plan.csv').slice(1)
    const zoneOf = new Map(rows.map(([id, zone]) => [id!, zone!]))
    expect(zoneOf.size).toBe(32)
    expect(inOnePiece(zoneOf, gridPairs(8, 4).filter(([a, b]) => !(a.startsWith('3-') && b.startsWith('4-'))))).toBe(true)
    for (const zone of new Set(zoneOf.values())) expect(rows.filter((row) => row[1] === zone).length, zone).toSatisfy((count: number) => count >= 3 && count <= 5)
  })

  it.skipIf(!hasSamples)('leaves the districts of Iowa as they are, which are within the tolerance already', async () => {
    const ran = await zones('--units', iowa, '--weight', 'pop', '--count', '4', '--tolerance', '0.1', '--keep', 'cd_2010', '--steps', '20000', '--out', at('iowa.geojson'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('plan 1: 0 households moved; nothing changed')
    expect(ran.out).toContain('largest deviation from the mean: 0.00535 %')
    expect(ran.out).toContain('contiguous: yes')
    const { features } = JSON.parse(read('iowa.geojson')) as { features: { properties: Record<string, unknown>; geometry: unknown }[] }
    expect(features).toHaveLength(99)
    expect(features.every(({ properties }) => properties.zone === String(properties.cd_2010) && properties.moved === false)).toBe(true)
    const source = JSON.parse(readFileSync(iowa, 'utf8')) as { features: { geometry: unknown }[] }
    expect(features[7]!.geometry).toEqual(source.features[7]!.geometry)
  })
  it.skipIf(!hasSamples)('makes five districts of the four of Iowa with few people moved, the same for the same seed', async () => {
    const ask = (out: string) => zones('--units', iowa, '--weight', 'pop', '--id', 'fips', '--count', '5', '--tolerance', '2', '--keep', 'cd_2010', '--steps', '60000', '--seed', '3', '--out', at(out))
    const ran = await ask('five.csv')
    expect(ran).toMatchObject({ code: 0, err: '' })
    const rows = csv('five.csv').slice(1)
    const moved = rows.filter((row) => row[4] === 'true').reduce((sum, row) => sum + Number(row[2]), 0)
    expect(ran.out).toContain(`plan 1: ${moved.toLocaleString('en')} households moved`)
    // A fifth district needs 98 % of the mean, all of it from others; more than a third moved would be a new design.
    expect(moved).toBeGreaterThanOrEqual((0.98 * 3_046_355) / 5)
    expect(moved).toBeLessThan(3_046_355 / 3)
    const sums = new Map<string, number>()
    for (const [, zone = '', people] of rows) sums.set(zone, (sums.get(zone) ?? 0) + Number(people))
    expect(sums.size).toBe(5)
    for (const people of sums.values()) expect(Math.abs(people / (3_046_355 / 5) - 1)).toBeLessThanOrEqual(0.02)
    await ask('again.csv')
    expect(read('again.csv')).toBe(read('five.csv'))
  })

  it('changes today\'s zones with the fewest households moved, also of tables with pairs of neighbours', async () => {
    const ids = gridPairs(6, 2).flat().filter((id, i, all) => all.indexOf(id) === i)
    const units = put('units.csv', ['id,households', ...ids.map((id) => `${id},${id.startsWith('0') ? 160 : 80}`)].join('\n'))
    const pairs = put('pairs.csv', ['from,to', ...gridPairs(6, 2).map((pair) => pair.join(','))].join('\n'))
    // Zone west: columns 0 to 2 with 640 households; zone east: columns 3 to 5 with 480, of which one unit has no zone yet.
    const today = put('today.csv', ['id,zone', ...ids.filter((id) => id !== '5-1').map((id) => `${id},${Number(id[0]) < 3 ? 'west' : 'east'}`)].join('\n'))
    const ran = await zones('--units', units, '--weight', 'households', '--adjacency', pairs, '--keep', today, ...bounds, '--out', at('kept.csv'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('balance against households moved:')
    const moved = csv('kept.csv').filter((row) => row[4] === 'true')
    // 640 - 500 is 140: at least two units of 80 or one of 160; the other zone may take 20 only, so a new one is made.
    expect(moved.reduce((sum, row) => sum + Number(row[2]), 0)).toBeGreaterThanOrEqual(160)
    expect(ran.out).toMatch(/that had no zone placed/)
    const fixed = await zones('--units', units, '--weight', 'households', '--adjacency', pairs, '--keep', today, ...bounds, '--fix', 'east')
    expect(fixed.out).toContain('plan 1: 0 households moved')
  })

  it('reads points, and closes ways that cross a barrier', async () => {
    const points = put('points.csv', ['id,households,longitude,latitude', ...Array.from({ length: 6 }, (_, i) => `${i},250,${121.5 + i * 0.001},31.2`)].join('\n'))
    const pairs = put('chain.csv', ['from,to', ...Array.from({ length: 5 }, (_, i) => `${i},${i + 1}`)].join('\n'))
    const river = geojson('river.geojson', { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[121.5005, 31.19], [121.5005, 31.21]] } }] })
    const ran = await zones('--units', points, '--weight', 'households', '--adjacency', pairs, '--barriers', river, '--min', '250', '--max', '750', '--steps', '20000', '--out', at('points_plan.csv'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('5 pairs as given, 1 of them across a barrier')
    const zoneOf = new Map(csv('points_plan.csv').slice(1).map(([id, zone]) => [id, zone]))
    expect(zoneOf.get('0')).not.toBe(zoneOf.get('1'))
  })
})

describe('what cannot be done', { timeout: 60_000 }, () => {
  const good = squares(4, 3)
  const changed = (change: (features: typeof good.features) => void) => {
    const copy = structuredClone(good)
    change(copy.features)
    return copy
  }
  const cases: [string, () => string[], RegExp][] = [
    ['a field that is not there', () => ['--units', geojson('a.geojson', good), '--weight', 'pop', ...bounds], /there is no field "pop"; fields of numbers are households/],
    ['a weight beyond all counting', () => ['--units', geojson('a.geojson', changed((all) => (all[2]!.properties.households = 1e300))), '--weight', 'households', ...bounds], /"2-0" \(feature 3\) is "1e\+300"; expected a number of 0 or more, at most 1e12/],
    ['NaN, which is no JSON', () => ['--units', put('a.geojson', JSON.stringify(squares(3, 1)).replace('"households":100', '"households":NaN')), '--weight', 'households', ...bounds], /a\.geojson: row 1 cannot be read: it is not valid JSON/],
    ['JSON that is cut off', () => ['--units', put('a.geojson', '{"type":'), '--weight', 'households', ...bounds], /a\.geojson: this is not a GeoJSON FeatureCollection/i],
    ['today\'s zones in neither a file nor a field', () => ['--units', geojson('a.geojson', squares(3, 3)), '--weight', 'households', '--keep', 'zz', ...bounds], /--keep zz: there is no such file, and .*a\.geojson has no such field; its fields are id, households/],
    ['a negative weight', () => ['--units', geojson('a.geojson', changed((all) => (all[2]!.properties.households = -5))), '--weight', 'households', ...bounds], /the "households" of unit "2-0" \(feature 3\) is "-5"; expected a number of 0 or more/],
    ['a weight that is no number', () => ['--units', geojson('a.geojson', changed((all) => (all[2]!.properties.households = 'many'))), '--weight', 'households', ...bounds], /is "many"; expected a number/],
    ['nothing to balance', () => ['--units', geojson('a.geojson', squares(2, 2, () => ({ households: 0 }))), '--weight', 'households', ...bounds], /every unit has 0 households/],
    ['names given twice', () => ['--units', geojson('a.geojson', changed((all) => (all[3]!.properties.id = '0-0'))), '--weight', 'households', ...bounds], /two units are named "0-0" \(rows 1 and 4/],
    ['a shape that crosses itself', () => ['--units', geojson('a.geojson', changed((all) => all[1]!.geometry.coordinates[0]!.splice(1, 2, [121.502, 31.201], [121.502, 31.2]))), '--weight', 'households', ...bounds], /the shape of unit "1-0" \(feature 2\) is not valid: .* (crosses|touches)/],
    ['an empty file', () => ['--units', put('empty.geojson', ''), '--weight', 'households', ...bounds], /empty\.geojson is empty/],
    ['a file without features', () => ['--units', put('none.geojson', '{"type":"FeatureCollection","features":[]}'), '--weight', 'households', ...bounds], /has no features/],
    ['bounds the wrong way round', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--min', '500', '--max', '250'], /--min 500 is larger than --max 250/],
    ['no bounds', () => ['--units', geojson('a.geojson', good), '--weight', 'households'], /--min N --max N, or --count K/],
    ['both kinds of bounds', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--count', '3', ...bounds], /not both/],
    ['a unit that is too large', () => ['--units', geojson('a.geojson', changed((all) => (all[5]!.properties.households = 730))), '--weight', 'households', ...bounds], /"1-1" alone has 730 households, and a zone may have 500 at most/],
    ['one unit, two zones', () => ['--units', geojson('a.geojson', squares(1, 1)), '--weight', 'households', '--count', '2'], /2 zones cannot be made of 1 unit/],
    ['a count that cannot be', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--count', '7', '--tolerance', '1'], /No group of units has 169\.7 to 173\.1 households: the nearest have 100 and 200/],
    ['more zones than the bounds leave room for', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--count', '13', '--tolerance', '200'], /13 zones cannot be made of 12 units/],
    ['an island that is too small', () => ['--units', geojson('a.geojson', changed((all) => (all[0]!.geometry.coordinates = [[[121.6, 31.3], [121.601, 31.3], [121.601, 31.301], [121.6, 31.3]]]))), '--weight', 'households', ...bounds], /The ground around "0-0", cut off from the rest \(1 of 12 units\), has 100 households, fewer than one zone needs \(250\)/],
    ['neighbours that are no units', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--adjacency', put('p.csv', 'from,to\n0-0,9-9\n'), ...bounds], /line 2 names "9-9", which is no unit/],
    ['zones of today of no unit', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--keep', put('k.csv', 'id,zone\n9-9,1\n'), ...bounds], /line 2 names "9-9", which is no unit/],
    ['a zone to mend that is not there', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--keep', put('k.csv', 'id,zone\n0-0,1\n'), '--fix', '7', ...bounds], /--fix 7: there is no such zone today; there are 1/],
    ['a table without neighbours', () => ['--units', put('t.csv', 'id,households\na,100\nb,200\n'), '--weight', 'households', ...bounds], /give pairs of neighbours with --adjacency/],
    ['an answer of an unknown kind', () => ['--units', geojson('a.geojson', good), '--weight', 'households', ...bounds, '--out', at('plan.shp')], /expected \.geojson or \.csv/],
    ['a flag that is not there', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--speed', '9', ...bounds], /There is no flag --speed/],
    ['a seed that is none', () => ['--units', geojson('a.geojson', good), '--weight', 'households', '--seed', '-1', ...bounds], /--seed -1: expected a whole number/],
  ]
  it.each(cases)('%s', async (_, args, sentence) => {
    const words = args()
    const ran = await zones(...words, ...(words.includes('--out') ? [] : ['--out', at('never.csv')]))
    expect(ran.code).toBe(1)
    expect(ran.out).toBe('')
    expect(ran.err).toMatch(sentence)
    expect(ran.err.trim().split('\n')).toHaveLength(1)
    expect(readdirSync(folder).filter((name) => /never|\.part$/.test(name))).toEqual([])
  })
})
