import type { Evidence } from './evidence.ts'
import type { AnalysisInput } from './method.ts'
import type { UnitSet } from './unitsOf.ts'

const isoOrNull = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null)

/** Evidence of a method on units. Switches are written as text, for a parameter is a number or a text. */
export function areaEvidence(input: Pick<AnalysisInput, 'window'>, set: UnitSet, method: string, source: string, parameters: Record<string, number | string | boolean>, seed: number | null): Evidence {
  const shown = Object.entries(parameters).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value] as const)
  return {
    method,
    source,
    parameters: Object.fromEntries(shown),
    seed,
    window: { from: isoOrNull(input.window.fromMs), to: isoOrNull(input.window.toMs) },
    rowsUsed: set.rowsUsed,
    rowsLeftOut: set.rowsLeftOut,
    studyArea: set.studyArea,
  }
}
