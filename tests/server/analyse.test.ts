import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { tableFromIPC } from 'apache-arrow'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { analyseFiles } from '../../server/analyse/analyseFiles.ts'
import { tell } from '../../server/cli/tell.ts'

const program = fileURLToPath(new URL('../../fangcun.mjs', import.meta.url))
const samples = process.env.FANGCUN_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data')
const hasSamples = existsSync(join(samples, 'reference'))
const folder = mkdtempSync(join(tmpdir(), 'fangcun-analyse-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const put = (name: string, text: string | Uint8Array) => (writeFileSync(at(name), text), at(name))
const read = (name: string) => readFileSync(at(name), 'utf8')
/** The command as people type it, without a database. */
const typed = (...args: string[]) =>
  new Promise<Ran>((done) => {
    execFile(process.execPath, [program, 'analyse', ...args], { cwd: folder, env: { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } }, (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }))
  })
type Ran = { code: number; out: string; err: string }

/** The same in this process: starting one takes longer than most answers. Relative names are in the folder. */
async function once(...args: string[]): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (ran.out += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (ran.err += `${text}\n`)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((ran.err += String(text)))),
  ]
  try {
    await analyseFiles(args.map((arg, i) => (args[i - 1] === '--out' ? at(arg) : arg)))
  } catch (error) {
    tell(error)
    ran.code = 1
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return ran
}

let last: Promise<unknown> = Promise.resolve()
const analyse = (...args: string[]): Promise<Ran> => (last = last.then(() => once(...args))) as Promise<Ran>

type Json = { method: string; seed: number | null; summary: Record<string, unknown>; parameters: Record<string, unknown>; evidence: { rowsUsed: number; rowsLeftOut: Record<string, number>; window: { from: string | null; to: string | null } }; units: Record<string, number | string | null>[]; backtest: { trainedUntil: string; laterRows: number; rows: { method: string; shareAsked: number; hits: number; pai: number; pei: number }[] } | null }
const json = (name: string) => JSON.parse(read(name)) as Json
const csvRows = (name: string) => read(name).trim().split('\r\n').map((line) => line.split(','))

/** Forty matters on ten days around two corners of a town, and rows that are none. */
const incidents = ['编号,发生时间,类别,经度,纬度', ...Array.from({ length: 40 }, (_, i) => `${i},2026-03-${String(1 + (i % 10)).padStart(2, '0')} 0${i % 9}:30,${i % 4 ? '盗窃' : '噪声'},${(121.5 + (i % 2) * 0.01 + (i % 5) * 0.0001).toFixed(6)},${(31.2 + (i % 3) * 0.0001).toFixed(6)}`), '41,2026-03-02,盗窃,,', '42,2026-03-02,盗窃,0,0', '43,someday,盗窃,121.5,31.2', '44,2026-03-02,盗窃,31.2,121.5', '45,2026-03-02'].join('\n')

describe('fangcun analyse', { timeout: 120_000 }, () => {
  it('lists the methods and the parameters of each', async () => {
    const [all, one] = await Promise.all([typed('--help'), typed('GI*', '--help')])
    expect(all).toMatchObject({ code: 0, err: '' })
    for (const word of ['gi_star', 'kde', 'knox', 'backtest', '--crs-metres', '--neighbours', '--train-until']) expect(all.out).toContain(word)
    expect(one.out).toMatch(/--cell-meters +default 200 \(from 1 to 100000\)\n +side of a cell in metres/)
    expect(one.out).toContain('Ord & Getis 1995')
  })

  it('reads a Chinese table with gzip, counts what is no row by reason, and writes each kind of file', async () => {
    const file = put('matters.csv.gz', gzipSync(incidents))
    const run = await analyse('counts', '--points', file, '--cell-meters', '100', '--category', '类别=盗窃', '--out', 'counts.json')
    expect(run.code, run.err).toBe(0)
    expect(run.out).toMatch(/rows: 30 used/)
    const { evidence, units } = json('counts.json')
    expect(evidence.rowsLeftOut).toMatchObject({ withoutPlace: 1, placeZeroZero: 1, withoutTime: 1, placeLooksSwapped: 1, brokenRow: 1, otherCategory: 10 })
    expect(evidence.window).toEqual({ from: '2026-02-28T17:30:00.000Z', to: '2026-03-09T19:30:00.001Z' })
    expect(units.reduce((sum, unit) => sum + Number(unit.count), 0)).toBe(30)
    expect(run.err).toContain('times: Asia/Shanghai')
    const [geojson, table] = await Promise.all([analyse('counts', '--points', file, '--param', 'cellMeters=100', '--from', '2026-03-05', '--to', '2026-03-07', '--out', 'c.geojson.gz'), analyse('counts', '--points', file, '--arrow', '--quiet', '--out', 'c.arrow')])
    expect([geojson.code, table.code, table.out]).toEqual([0, 0, ''])
    const collection = JSON.parse(gunzipSync(readFileSync(at('c.geojson.gz'))).toString()) as { features: { geometry: { coordinates: number[][][] }; properties: { count: number } }[]; analysis: Json }
    expect(collection.features.reduce((sum, { properties }) => sum + properties.count, 0)).toBe(8)
    expect(collection.analysis.evidence.window).toEqual({ from: '2026-03-04T16:00:00.000Z', to: '2026-03-06T16:00:00.000Z' })
    expect(collection.features[0]?.geometry.coordinates[0]?.[0]?.[0]).toBeCloseTo(121.5, 1)
    expect(tableFromIPC(readFileSync(at('c.arrow'))).numRows).toBeGreaterThan(1)
  })

  it('has plain numbers in metres and days, in a plane of their own or of the registry', async () => {
    const file = put('plain.csv', `x,y,t\n${Array.from({ length: 20 }, (_, i) => `${(i % 4) * 300},${500 + i},${i}.5`).join('\n')}\n`)
    const utm = put('utm.csv', `x,y,date\n447726.87,4636644.76,2018-01-01\n447926.87,4636644.76,2018-01-02\n`)
    const [plain, grid] = await Promise.all([analyse('counts', '--points', file, '--cell-meters', '300', '--out', 'plain.geojson'), analyse('counts', '--points', utm, '--crs-metres', 'EPSG:32616', '--out', 'utm.json')])
    expect([plain.code, grid.code], plain.err + grid.err).toEqual([0, 0])
    const collection = JSON.parse(read('plain.geojson')) as { coordinates: string; features: { geometry: { coordinates: number[][][] } }[]; analysis: Json }
    expect(collection.coordinates).toMatch(/metres/)
    expect(collection.features[0]?.geometry.coordinates[0]?.[0]).toEqual([0, 300])
    expect(collection.analysis.evidence.window).toEqual({ from: 'day 0.5', to: 'day 19.5' })
    const [unit] = json('utm.json').units
    expect([unit?.longitude, unit?.latitude]).toEqual([expect.closeTo(-87.63, 2), expect.closeTo(41.88, 2)])
  })

  it('takes pairs, lists, GAL and row numbers for neighbours', async () => {
    const areas = put('areas.csv', 'name,v\nnorth,2\neast,3\nsouth,9\nwest,4\n')
    const files = [put('pairs.csv', 'from,to\nnorth,east\neast,south\nsouth,west\n'), put('lists.csv', 'id,neighbours\nnorth,east\neast,north south\nsouth,east west\nwest,south\n'), put('n.gal', '0 4 areas name\nnorth 1\neast\neast 2\nnorth south\nsouth 2\neast west\nwest 1\nsouth\n'), put('rows.csv', 'i,j\n1,2\n2,3\n3,4\n2,1\n3,2\n4,3\n')]
    const runs = await Promise.all(files.map((file, i) => analyse('gi*', '--areas', areas, '--value', 'v', '--neighbours', file, '--permutations', '0', '--out', `gi${i}.csv`)))
    expect(runs.map(({ code, err }) => (code ? err : 0))).toEqual([0, 0, 0, 0])
    const [first, ...others] = files.map((_, i) => csvRows(`gi${i}.csv`).map((cells) => cells.slice(2)))
    expect(others).toEqual([first, first, first])
    expect(csvRows('gi0.csv').map((cells) => cells[1])).toEqual(['id', 'north', 'east', 'south', 'west'])
    expect(csvRows('gi3.csv').map((cells) => cells[1])).toEqual(['id', '1', '2', '3', '4'])
    expect(runs[0]?.err).toContain('6 links by name, each pair both ways')
    expect(runs[3]?.err).toContain('row numbers from 1')
  })

  it('takes --weights for the weights of a method that has such a parameter, else for the neighbours', async () => {
    const files = ['--areas', put('chain.csv', 'name,v\nnorth,2\neast,3\nsouth,9\nwest,4\n'), '--field', 'v', '--permutations', '0']
    const pairs = put('chain_pairs.csv', 'from,to\nnorth,east\neast,south\nsouth,west\n')
    const runs = await Promise.all(['row', 'binary'].map((weights) => analyse('global_moran', ...files, '--neighbours', pairs, '--weights', weights, '--out', `${weights}.json`)))
    runs.push(await analyse('gi_star', ...files, '--weights', pairs, '--out', 'chain_gi.csv'))
    expect(runs.map(({ code, err }) => (code ? err : 0))).toEqual([0, 0, 0])
    // spdep 1.2-7: moran.test with style "W" and "B".
    expect(json('row.json').summary).toMatchObject({ I: expect.closeTo(-0.155172413793, 9), varianceRandomisation: expect.closeTo(0.074580525829, 9) })
    expect(json('binary.json').summary).toMatchObject({ I: expect.closeTo(-0.241379310345, 9), varianceRandomisation: expect.closeTo(0.081384595059, 9) })
  })

  it('backtests a method, as a command and beside its map', async () => {
    const file = put('matters.csv', incidents)
    const [judged, beside, table] = await Promise.all([
      typed('backtest', '--method', 'gi-star', '--points', file, '--cell-meters', '100', '--permutations', '0', '--train-until', '2026-03-08', '--test-until', '2026-03-11', '--shares', '20,50', '--out', 'judged.json'),
      analyse('counts', '--points', file, '--cell-meters', '100', '--backtest', '--out', 'beside.json'),
      analyse('backtest', '--points', file, '--cell-meters', '100', '--permutations', '0', '--train-until', '2026-03-08', '--test-until', '2026-03-11', '--out', 'judged.csv'),
    ])
    expect([judged.code, beside.code, table.code], judged.err + beside.err + table.err).toEqual([0, 0, 0])
    const { backtest, units, evidence } = json('judged.json')
    expect(backtest?.trainedUntil).toBe('2026-03-07T16:00:00.000Z')
    expect(evidence.window.to).toBe('2026-03-07T16:00:00.000Z')
    expect([...new Set(backtest?.rows.map(({ method }) => method))]).toEqual(['gi_star', 'plain_counts', 'random'])
    expect(units.reduce((sum, unit) => sum + Number(unit.laterCount), 0)).toBe(backtest?.laterRows)
    for (const row of backtest?.rows ?? []) expect(row.pei).toBeLessThanOrEqual(1)
    expect(judged.out).toMatch(/(Better|Worse|No better) than counting at 50 %: the \d+ cells that rank first held [\d.]+ % of the later incidents; plain counting would have held/)
    expect(json('beside.json').evidence.rowsUsed).toBe(40)
    expect(csvRows('judged.csv')[0]?.slice(0, 3)).toEqual(['method', 'shareAsked', 'share'])
  })

  it('refuses in one sentence with exit code 1, and writes nothing', async () => {
    const good = put('good.csv', incidents)
    const wrong: [RegExp, ...string[]][] = [
      [/There is no method "fly"; there are .*gi_star/, 'fly', '--points', good],
      [/gi_star has no parameter "wings"; there are .*cell-meters/, 'gi_star', '--points', good, '--wings', '2'],
      [/--cell-meters is "0": expected a number from 1 to 100000/, 'gi_star', '--points', good, '--cell-meters', '0'],
      [/--cell-meters is "NaN"/, 'gi_star', '--points', good, '--cell-meters', 'NaN'],
      [/no column was found for longitude and latitude; the columns are a, b/, 'counts', '--points', put('nothing.csv', 'a,b\n1,2\n')],
      [/has a header and no row/, 'counts', '--points', put('header.csv', 'x,y,t\n')],
      [/empty.csv is empty/, 'counts', '--points', put('empty.csv', '')],
      [/web mercator.*stretches/, 'counts', '--points', good, '--crs-metres', '3857'],
      [/EPSG:32616 does not suit .*UTM zone there is EPSG:32651/, 'counts', '--points', good, '--crs-metres', 'EPSG:32616'],
      [/the field "v" holds 3e\+300 in row 2; numbers up to 1e\+60/, 'global_moran', '--areas', put('large.csv', 'a,v\n1,2\n3,3e300\n4,5\n'), '--field', 'v'],
      [/The areas hold 10000000000004 cases together: counts up to 100000000/, 'rates', '--areas', put('cases.csv', 'a,v,pop\n1,1,10\n2,3,10\n3,1e13,10\n'), '--field', 'v', '--population', 'pop'],
      [/none of its 2 rows is a place: 2 place off the world/, 'kde', '--points', put('far.csv', 'x,y,t\n1e300,1e300,2\n-1e12,5,3\n'), '--crs-metres', 'local'],
      [/there is no field "v"; fields of numbers are a, b/, 'gi_star', '--areas', put('ab.csv', 'a,b\n1,2\n3,4\n'), '--field', 'v'],
      [/the field "v" holds no number/, 'gi_star', '--areas', put('nan.csv', 'a,v\n1,NaN\n3,none\n'), '--field', 'v'],
      [/--from 2027-01-01 lies behind the last row/, 'counts', '--points', good, '--from', '2027-01-01'],
      [/expected \.json, \.geojson, \.csv or \.arrow/, 'counts', '--points', good, '--out', 'result.xls'],
      [/there is no folder/, 'counts', '--points', good, '--out', 'nowhere/result.csv'],
      [/most frequent are 盗窃 \(\d+\), 噪声/, 'counts', '--points', good, '--category', '抢劫'],
    ]
    const before = readdirSync(folder).length
    const runs: Ran[] = []
    for (const [i, [, ...args]] of wrong.entries()) runs.push(await (i % 7 ? analyse : typed)(...args, ...(args.includes('--out') ? [] : ['--out', 'refused.csv'])))
    wrong.forEach(([expected, ...args], i) => {
      expect(runs[i]?.err, args.join(' ')).toMatch(expected)
      expect([runs[i]?.code, runs[i]?.out, runs[i]?.err.trim().split('\n').length], args.join(' ')).toEqual([1, '', 1])
    })
    expect(readdirSync(folder)).toHaveLength(before)
  })
})

describe.skipIf(!hasSamples)('fangcun analyse beside published numbers', { timeout: 120_000 }, () => {
  it('Gi* and Gi of San Francisco robberies are spdep 1.2-7 to the digits printed there', async () => {
    const names = ['gi_star', 'gi']
    const runs = await Promise.all(names.map((method) => analyse(method, '--areas', join(samples, 'san_francisco/block_groups.geojson'), '--field', 'robbery', '--neighbours', join(samples, 'reference/sf_block_groups_queen_neighbours.csv'), '--permutations', '0', '--out', `${method}.csv`)))
    expect(runs.map(({ code }) => code)).toEqual([0, 0])
    const published = new Map(readFileSync(join(samples, 'reference/sf_robbery_local.csv'), 'utf8').trim().split('\n').slice(1).map((line) => [line.split(',')[0]?.replaceAll('"', ''), line.split(',').slice(3, 5).map(Number)]))
    names.forEach((method, column) => {
      const [header, ...rows] = csvRows(`${method}.csv`)
      expect(rows).toHaveLength(579)
      for (const row of rows) expect(Math.abs(Number(row[header?.indexOf('z') ?? -1]) - (published.get(row[1])?.[column] ?? NaN)), row[1]).toBeLessThan(5.1e-7)
    })
  })

  it('Gi* of six points with a value each is the published one', async () => {
    const { points, y, gi_star_z_including_self: published } = (JSON.parse(readFileSync(join(samples, 'reference/expected_small.json'), 'utf8')) as { getis_ord_six_points: { points: [number, number][]; y: number[]; gi_star_z_including_self: number[] } }).getis_ord_six_points
    const file = put('six.csv', `id,x,y,value\n${points.map(([x, north], i) => `p${i},${x},${north},${y[i]}`).join('\n')}\n`)
    const run = await typed('gi_star', '--points', file, '--field', 'value', '--crs-metres', 'local', '--neighbourhood', 'distance', '--distance-meters', '15', '--permutations', '0', '--out', 'six.csv.json')
    expect(run.code, run.err).toBe(0)
    json('six.csv.json').units.forEach((unit, i) => expect(Number(unit.z)).toBeCloseTo(published[i] as number, 7))
  })
})
