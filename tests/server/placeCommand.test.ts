import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlaceFlags, placeFiles } from '../../server/cameras/placeFiles.ts'

const benchmark = join(import.meta.dirname, '../../../shared/data/benchmarks/facility_location_sf')
const sanFrancisco: PlaceFlags = { demand: join(benchmark, 'demand_205.csv'), sites: join(benchmark, 'candidate_sites_16.csv'), distances: join(benchmark, 'network_distance_16x205.csv'), radius: 5_000, count: 4, weight: 'POP2000' }
let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'place-')) })
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path }

test('the San Francisco benchmark from its own files: the proven optimum, its sites, and a bound', async () => {
  const out = join(folder, 'chosen.csv')
  const { placement, names, said } = await placeFiles({ ...sanFrancisco, out })
  const expected = JSON.parse(readFileSync(join(benchmark, 'expected.json'), 'utf8')) as { mclp_max_population: number; optimal_sites: { mclp: string[] } }
  expect(placement.covered).toBe(expected.mclp_max_population)
  expect(placement.sites.map((site) => names[site]).toSorted()).toEqual(expected.optimal_sites.mclp.toSorted())
  expect(placement).toMatchObject({ proof: 'optimum', gap: 0, bound: placement.covered })
  expect(said.join('\n')).toMatch(/875,247 .*no choice of 4 covers more \(proven\)/)
  expect(readFileSync(out, 'utf8').trim().split(/\r?\n/)).toHaveLength(5)
})

test('what is wrong with the files is said in one sentence with the file, the row and what is expected', async () => {
  const [demand, sites] = [file('demand.csv', 'id,weight\na,1\nb,2\n'), file('sites.csv', 'site,kind\nx,pole\ny,pole\n')]
  const given = { demand, sites, distances: file('d.csv', 'distance,site,to\n10,x,a\n20,y,b\n'), radius: 15, count: 1 }
  expect((await placeFiles(given)).said.join('\n')).toContain('chosen: x')
  expect((await placeFiles({ ...given, radius: 1 })).said.join('\n')).toContain('none: no site has demand within the radius')
  const refused: [Partial<PlaceFlags>, RegExp][] = [
    [{ count: 3 }, /--count 3: .*has 2 sites/], [{ weight: 'people' }, /no column "people"; its columns are id, weight/], [{ distances: file('d1.csv', 'distance,site,to\n10,x,c\n') }, /none of its columns .* names the rows of .*demand\.csv/],
    [{ distances: file('d2.csv', 'how far,site,to\n10,x,a\n') }, /no column of distances/], [{ distances: file('d3.csv', 'distance,site,to\n-1,x,a\n') }, /row 1 has the distance "-1"/],
    [{ demand: file('w.csv', 'id,weight\na,-5\nb,2\n') }, /row 1 has the weight "-5"/], [{ demand: file('w2.csv', 'id,weight\na,\nb,2\n') }, /row 1 has the weight ""/], [{ sites: file('none.csv', 'site,kind\n') }, /no row/],
  ]
  for (const [change, words] of refused) await expect(placeFiles({ ...given, ...change })).rejects.toThrow(words)
})
