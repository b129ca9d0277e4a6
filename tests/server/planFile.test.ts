import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planFile } from '../../server/patrols/planFile.ts'

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'plan-')) })
afterAll(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path }
const plan = async (instance: string, rounds = 200) => {
  const out = join(folder, 'solution.json')
  const said = await planFile({ instance, seed: 1, seconds: 1, rounds, out })
  return { said, solution: JSON.parse(readFileSync(out, 'utf8')) as { cost: number; score: number | null; routes: number[][]; broken: string[] } }
}

// Four corners of a square with sides of 10 and its middle.
const square = 'DIMENSION : 5\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 10 10\n3 10 0\n4 0 10\n5 5 5\n'

test('a round trip, capacitated routes and an orienteering problem whose best is plain to see', async () => {
  const trip = await plan(write('a.tsp', `NAME : a\nTYPE : TSP\n${square}EOF\n`))
  expect(trip.solution).toMatchObject({ cost: 44, score: null, broken: [] })
  expect(trip.solution.routes.flat().toSorted()).toEqual([2, 3, 4, 5])
  expect(trip.said).toEqual([expect.stringMatching(/^a: cost 44, 1 route of 4 stops, in /), expect.stringContaining('Written to ')])
  const loads = await plan(write('b.vrp', `NAME : b\nTYPE : CVRP\nCAPACITY : 2\n${square}DEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n5 1\nDEPOT_SECTION\n1\n-1\nEOF\n`))
  expect(loads.solution).toMatchObject({ cost: 58, broken: [] })
  const score = await plan(write('c.oplib', `NAME : c\nTYPE : OP\nCOST_LIMIT : 35\n${square}NODE_SCORE_SECTION\n1 0\n2 9\n3 2\n4 1\n5 1\nDEPOT_SECTION\n1\n-1\nEOF\n`))
  expect(score.solution).toMatchObject({ score: 12, broken: [] })
})

test('what cannot be read or written is said', async () => {
  await expect(plan(join(folder, 'none.tsp'))).rejects.toThrow('there is no such file')
  await expect(plan(write('d.tsp', 'NAME : d\nTYPE : TOUR\n'))).rejects.toThrow(/d\.tsp: TYPE is "TOUR", expected one of TSP/)
  await expect(plan(write('f.tsp', 'PK\0\0'))).rejects.toThrow('f.tsp is not a text file')
  await expect(plan(write('g.vrp', `NAME : g\nTYPE : CVRP\nCAPACITY : 2\n${square}DEMAND_SECTION\n1 0\n2 1\n3 3\n4 1\n5 1\nEOF\n`))).rejects.toThrow('DEMAND_SECTION, node 3 is 3, more than CAPACITY (2).')
  await expect(plan(write('h.vrp', `NAME : h\nTYPE : CVRP\nCAPACITY : 2\nVEHICLES : 1\n${square}DEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n5 1\nEOF\n`))).rejects.toThrow(/^h: no solution was found in .* 2 nodes are in no route/)
  await expect(planFile({ instance: write('e.tsp', `TYPE : TSP\n${square}`), seed: 1, seconds: 1, rounds: 1, out: join(folder, 'no', 'where.json') })).rejects.toThrow('--out')
})
