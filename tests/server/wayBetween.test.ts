// How far around two places the quickest way is looked for.
import { expect, test } from 'vitest'
import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import type { StreetGraph } from '../../geodata/graph/graph.ts'
import { Problem } from '../../server/problem.ts'
import { wayBetween } from '../../server/streets/wayBetween.ts'
import { street } from '../geodata/graph/streets.ts'

/** A long way round within 600 m, and a short cut that a narrow box does not hold because it swings out by 700 m at one place. */
const near = [street('round', [[11.57, 48.13], [11.574, 48.13], [11.574, 48.1255], [11.577, 48.1255], [11.577, 48.1345], [11.58, 48.1345], [11.58, 48.13]], { nameEn: 'Round' })]
const far = [...near, street('out', [[11.57, 48.13], [11.575, 48.1367], [11.58, 48.13]], { nameEn: 'Out' })]
const [from, to]: [[number, number], [number, number]] = [[11.57, 48.13], [11.58, 48.13]]
const graphs = (answer: (margin: number) => StreetGraph) => {
  const asked: number[] = []
  return { asked, around: async (_: string, __: unknown, margin: number) => { asked.push(margin); return answer(margin) } }
}
const graph = (streets: typeof near) => buildStreetGraph(streets, [], { profile: 'foot' })

test('grows until no way outside could be quicker', async () => {
  const boxes = graphs((margin) => graph(margin < 1_000 ? near : far))
  const found = await wayBetween(boxes, 'a', from, to, { profile: 'foot' })
  expect(found.way?.steps.map(({ nameEn }) => nameEn)).toEqual(['Out'])
  expect(found.way!.meters).toBeLessThan(1_700)
  expect(boxes.asked).toEqual([600, 1_800])
})
test('ends where growing adds nothing, and with what was found where the wider box is too large', async () => {
  const same = graphs(() => graph(near))
  expect((await wayBetween(same, 'a', from, to, { profile: 'foot' })).way?.steps.map(({ nameEn }) => nameEn)).toEqual(['Round'])
  expect(same.asked).toEqual([600, 1_800])
  const large = new Problem(422, 'too many', [{ field: 'bbox', expected: 'fewer', code: 'too_large' }])
  const boxes = graphs((margin) => { if (margin < 1_000) return graph(near); throw large })
  expect((await wayBetween(boxes, 'a', from, to, { profile: 'foot' })).way?.steps.map(({ nameEn }) => nameEn)).toEqual(['Round'])
  await expect(wayBetween(graphs(() => { throw large }), 'a', from, to, { profile: 'foot' })).rejects.toBe(large)
})
