import { z } from 'zod'
import type { MethodId } from '../model/analysis.ts'
import { createRandom } from '../random.ts'
import { areaEvidence } from './areaEvidence.ts'
import { momentsOf } from './giStar.ts'
import type { GlobalStatistic } from './globalMoments.ts'
import { globalPermutation } from './globalPermutation.ts'
import { requireUnits, settingOf, spread, type Setting } from './localSetting.ts'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type Tell } from './method.ts'
import { neighbourSums, rowStandardised, weightSums, type NeighbourTable } from './neighbourTable.ts'
import { twoSidedP } from './normal.ts'
import { neighbourFields, testFields, unitFields } from './unitParameters.ts'

const globalFields = {
  ...unitFields,
  ...neighbourFields,
  alpha: testFields.alpha.describe('below this p the map as a whole is called clustered or dispersed'),
  permutations: z.coerce.number().int().min(0).max(99_999).default(999).describe('shuffles of all values; 0: analytic moments only'),
  seed: testFields.seed,
}
const weighing = z.enum(['row', 'binary'])

export const GlobalParameters = z.strictObject({ ...globalFields, weights: weighing.default('row').describe('row: the neighbours of a unit weigh 1 together; binary: each neighbour weighs 1') })
export type GlobalParameters = z.infer<typeof GlobalParameters>
/** G is published for weights of 1. */
export const GlobalGParameters = z.strictObject({ ...globalFields, weights: weighing.default('binary').describe('row: the neighbours of a unit weigh 1 together; binary: each neighbour weighs 1') })

export type GlobalMethod = {
  id: MethodId
  version: number
  name: string
  source: string
  /** What the statistic is called among the figures: I, C, G. */
  figure: string
  /** Whether a figure above its expectation means that alike values are neighbours, or one below. */
  clusteredAbove: boolean
  statistic: (values: Float64Array, table: NeighbourTable) => GlobalStatistic
  /** The part of it that permutation changes, of differences from the mean unless `isPositive`. */
  varying: (table: NeighbourTable) => (values: Float64Array) => number
  /** Needs values from 0 up, as they are. */
  isPositive?: boolean
}

/** One figure for the whole map, with its chance by published moments and by shuffling. */
export function globalResult(input: AnalysisInput, parameters: GlobalParameters, tell: Tell, method: GlobalMethod): AnalysisResult {
  const setting = settingOf(input, parameters)
  const { values, set } = setting
  requireUnits(values.length, 4) // moments divide by n - 3
  if (method.isPositive && values.some((value) => value < 0)) throw new AnalysisRefusal('negative_values', `${method.name} needs values from 0 up, and the smallest is ${values.reduce((least, value) => Math.min(least, value))}`, 'field')
  const table = parameters.weights === 'row' ? rowStandardised(setting.table) : setting.table
  const { permutations, seed } = parameters
  const { mean } = momentsOf(values)
  tell(0.1)
  const moments = method.statistic(values, table)
  const pPermutation = permutations > 0 ? globalPermutation(method.isPositive ? values : values.map((value) => value - mean), method.varying(table), permutations, createRandom(seed), (share) => tell(0.1 + 0.9 * share)) : null
  tell(1)
  return {
    method: method.id,
    version: method.version,
    evidence: areaEvidence(input, set, method.name, method.source, parameters, permutations > 0 ? seed : null),
    units: set.units,
    columns: { [set.counted ? 'count' : 'value']: set.values, lag: spread(setting, meanOfNeighbours(setting)) },
    findings: ['none'],
    finding: new Uint8Array(set.count),
    summary: summaryOf(setting, moments, pPermutation, parameters, method),
    table: null,
    notes: setting.notes,
  }
}

function meanOfNeighbours({ values, table }: Setting): Float64Array {
  const { sum } = weightSums(table)
  return neighbourSums(values, table).map((near, i) => (sum[i] ? near / (sum[i] as number) : NaN))
}

function summaryOf({ values, table }: Setting, { value, expected, varianceNormality, varianceRandomisation }: GlobalStatistic, pPermutation: number | null, { alpha }: GlobalParameters, { figure, clusteredAbove }: GlobalMethod): AnalysisResult['summary'] {
  const tested = (variance: number | null) => {
    const score = variance === null ? NaN : (value - expected) / Math.sqrt(variance)
    return Number.isFinite(score) ? { z: score, p: twoSidedP(score) } : { z: null, p: null }
  }
  const [randomised, normal] = [tested(varianceRandomisation), tested(varianceNormality)]
  const p = pPermutation ?? randomised.p
  const isCalled = p !== null && p <= alpha
  return {
    [figure]: Number.isFinite(value) ? value : null,
    expected,
    pattern: !isCalled ? 'none' : value > expected === clusteredAbove ? 'clustered' : 'dispersed',
    p,
    z: randomised.z,
    varianceRandomisation: Number.isFinite(varianceRandomisation) ? varianceRandomisation : null,
    pRandomisation: randomised.p,
    ...(varianceNormality === null ? {} : { varianceNormality, zNormality: normal.z, pNormality: normal.p }),
    ...(pPermutation === null ? {} : { pPermutation }),
    units: values.length,
    links: table.others.length,
  }
}
