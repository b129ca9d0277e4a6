import { z } from 'zod'
import { areaEvidence } from '../areaEvidence.ts'
import { empiricalBayesIndex, globalEmpiricalBayes, localEmpiricalBayes } from '../empiricalBayes.ts'
import { globalMoran } from '../globalMoran.ts'
import { globalPermutation } from '../globalPermutation.ts'
import { momentsOf } from '../giStar.ts'
import { spread } from '../localSetting.ts'
import type { AnalysisResult, Method } from '../method.ts'
import { crossProducts, islandsOf, rowStandardised } from '../neighbourTable.ts'
import { rateSetting, type RateSetting } from '../rateSetting.ts'
import { rateTest } from '../rateTest.ts'
import { neighbourFields, testFields } from '../unitParameters.ts'
import { createRandom } from '../../random.ts'

const RateParameters = z.strictObject({
  smoothing: z.enum(['global', 'local']).default('global').describe('global: towards the rate of all areas; local: towards the rate of the area and its neighbours'),
  per: z.coerce.number().min(1).max(1_000_000).default(1_000).describe('rates are per so many households'),
  ...neighbourFields,
  alpha: testFields.alpha,
  permutations: z.coerce.number().int().min(0).max(99_999).default(999).describe("shuffles for Moran's I of the rates; 0: none"),
  seed: testFields.seed,
})
type RateParameters = z.infer<typeof RateParameters>

const source = 'Marshall 1991; Assunção & Reis 1999; Clopper & Pearson 1934'

/** Incidents per household, small areas drawn towards the mean, and which areas differ from it by more than chance. */
export const rates: Method<RateParameters> = {
  id: 'rates',
  version: 1,
  source,
  needs: ['areas', 'population'],
  parameters: RateParameters,
  rank: 'smoothed',
  run(input, parameters, tell) {
    const { per, smoothing, alpha, seed, permutations } = parameters
    const setting = rateSetting(input, parameters, smoothing === 'local')
    const { cases, population, table, set } = setting
    tell(0.2)
    const overall = globalEmpiricalBayes(cases, population)
    const { rate, smoothed } = smoothing === 'global' ? overall : localEmpiricalBayes(cases, population, table)
    const { p, q, low, high } = rateTest(cases, population)
    tell(0.5)
    const finding = new Uint8Array(set.count)
    setting.kept.forEach((unit, i) => (finding[unit] = (q[i] as number) <= alpha ? ((rate[i] as number) > overall.mean ? 1 : 2) : 0))
    const scaled = (values: Float64Array) => spread(setting, values.map((value) => value * per))
    return {
      method: 'rates',
      version: 1,
      evidence: areaEvidence(input, set, `Rates per ${per} households, empirical Bayes (${smoothing}), exact binomial test, false discovery rate after Benjamini-Hochberg`, `${source}; Benjamini & Hochberg 1995`, parameters, permutations > 0 ? seed : null),
      units: set.units,
      columns: {
        count: set.values,
        population: spread(setting, population),
        expected: spread(setting, population.map((value) => value * overall.mean)),
        rate: scaled(rate),
        smoothed: scaled(smoothed),
        low: scaled(low),
        high: scaled(high),
        standardised: spread(setting, empiricalBayesIndex(cases, population)),
        p: spread(setting, p),
        q: spread(setting, q),
      },
      findings: ['none', 'hot', 'cold'],
      finding,
      summary: { units: set.count, tested: cases.length, significant: finding.filter((value) => value > 0).length, overallRate: overall.mean * per, between: overall.between, ...clusteringOf(setting, permutations, seed, tell) },
      table: null,
      notes: [...setting.notes, ...(smoothing === 'local' && islandsOf(table).length ? [{ code: 'islands', values: { count: islandsOf(table).length } }] : [])],
    }
  },
}

/** Moran's I of the rates, each in its own standard errors, so that small areas do not lead it. */
function clusteringOf({ cases, population, table }: RateSetting, permutations: number, seed: number, tell: (share: number) => void): AnalysisResult['summary'] {
  const index = empiricalBayesIndex(cases, population)
  if (table.others.length === 0 || !index.every(Number.isFinite) || index.every((value) => value === index[0])) return {}
  const weights = rowStandardised(table)
  const { mean } = momentsOf(index)
  const p = permutations > 0 ? globalPermutation(index.map((value) => value - mean), (values) => crossProducts(values, weights), permutations, createRandom(seed), (share) => tell(0.5 + share / 2)) : null
  return { I: globalMoran(index, weights).value, pPermutation: p }
}
