import { expect, it } from 'vitest'
import { areaRate, areasInOrder } from '../../web/panels/analysis/areaRate.ts'
import { bandOf, bandText } from '../../web/panels/analysis/bandText.ts'
import { groundOf } from '../../web/panels/analysis/groundText.ts'
import { analysis as en } from '../../web/i18n/en/analysis.ts'
import { answer, found, unit } from './analysisFixture.ts'

it('bands are read without brackets', () => {
  expect(bandOf('(0, 100)')).toEqual({ from: 0, to: 100 })
  expect(bandOf('[7, 14]')).toEqual({ from: 7, to: 14 })
  expect(bandOf('0')).toBeNull()
  expect(bandText('[100, 200)')).toBe('100 – 200')
  expect(bandText('clustered')).toBe('clustered')
})

it.each(['110 areas', '110 areas with population', '1866 street segments, 196.0 km, points within 50 m', '1865 street segments, 196.0 km, in 8708 pieces of at most 25 m', '3 polygon(s), cells whose middle lies inside: 288 cells of 200 m', 'cells with at least one row of the training data: 43 cells of 500 m', 'wherever rows lie', '3 polygon(s), which set how many neighbours chance brings', 'times alone'])('the ground has words: %s', (studyArea) => {
  const ground = groundOf(studyArea)
  expect(Object.keys(en.ground)).toContain(ground?.key)
})

it('hot areas of rates come by rate, others as they were found', () => {
  const result = found([unit(0, 'hot', { count: 40, population: 1_000, rate: 40 }), unit(1, 'hot', { count: 30, population: 100, rate: 300 })], { method: 'rates', unitKind: 'areas' })
  result.evidence.parameters = { per: 1_000 }
  const given = answer({ result })
  const area = (index: number, now: number) => ({ ...given.previous!.areas[0]!, units: [index], now })
  given.previous!.areas = [area(0, 40), area(1, 30)]
  expect(areasInOrder(given).map((each) => areaRate(given, each))).toEqual([300, 40])
  const counts = answer()
  expect(areasInOrder(counts)).toEqual(counts.previous!.areas)
})
