import type { MethodId } from '../model/analysis.ts'
import { createRandom } from '../random.ts'
import { areaEvidence } from './areaEvidence.ts'
import type { Tails } from './conditionalSums.ts'
import { pseudoP } from './conditionalSums.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { settingOf, spread, type Setting } from './localSetting.ts'
import type { AnalysisInput, AnalysisResult, Tell } from './method.ts'
import { twoSidedP } from './normal.ts'
import type { LocalParameters } from './unitParameters.ts'

/** A statistic of each unit: its own figures, z of the normal approximation, and how draws are made for it. */
export type LocalStatistic = {
  columns: Record<string, Float64Array>
  /** NaN where it has none; such a unit is not tested. */
  z: Float64Array
  tails: (permutations: number, random: () => number, tell: Tell) => Tails
  findings: readonly string[]
  /** What a significant unit is called, by its place in `findings`. */
  findingOf: (i: number) => number
}

export type LocalMethod = { id: MethodId; version: number; name: string; source: string; statistic: (setting: Setting, parameters: LocalParameters) => LocalStatistic }

/** Counts or values -> statistic -> p by permutation or the normal approximation -> false discovery rate -> findings. */
export function localResult(input: AnalysisInput, parameters: LocalParameters, tell: Tell, { id, version, name, source, statistic }: LocalMethod): AnalysisResult {
  const setting = settingOf(input, parameters)
  tell(0.1)
  const { columns, z, tails, findings, findingOf } = statistic(setting, parameters)
  const { permutations, seed, alpha } = parameters
  const pNormal = z.map(twoSidedP)
  const drawn = permutations > 0 ? pseudoP(tails(permutations, createRandom(seed), (share) => tell(0.1 + 0.85 * share))) : null
  const p = drawn ? drawn.map((value, i) => (Number.isNaN(z[i]) ? NaN : value)) : pNormal
  const q = falseDiscoveryRate(p)
  const isCalled = (i: number) => (q[i] as number) <= alpha // false for NaN
  const finding = new Uint8Array(setting.set.count)
  setting.kept.forEach((unit, i) => (finding[unit] = isCalled(i) ? findingOf(i) : 0))
  const everywhere = (column: Float64Array) => spread(setting, column)
  tell(1)
  return {
    method: id,
    version,
    evidence: areaEvidence(input, setting.set, `${name}, ${drawn ? 'conditional permutation' : 'normal approximation'}, false discovery rate after Benjamini-Hochberg`, `${source}; Benjamini & Hochberg 1995`, parameters, drawn ? seed : null),
    units: setting.set.units,
    columns: {
      [setting.set.counted ? 'count' : 'value']: setting.set.values,
      ...Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, everywhere(column)])),
      z: everywhere(z),
      p: everywhere(p),
      ...(drawn ? { pNormal: everywhere(pNormal) } : {}),
      q: everywhere(q),
    },
    findings,
    finding,
    summary: { units: setting.set.count, tested: p.filter((value) => !Number.isNaN(value)).length, significant: finding.filter((value) => value > 0).length, ...(drawn ? { smallestP: 2 / (permutations + 1) } : {}) },
    table: null,
    notes: [...setting.notes, ...coarseNote(p, alpha, permutations)],
  }
}

/** So many units that even the smallest p of these draws could not stand the correction alone. */
function coarseNote(p: Float64Array, alpha: number, permutations: number) {
  const tested = p.filter((value) => !Number.isNaN(value)).length
  const least = Math.ceil(((2 / (permutations + 1)) * tested) / alpha)
  return permutations > 0 && least > 1 ? [{ code: 'coarse_p', values: { permutations, least } }] : []
}
