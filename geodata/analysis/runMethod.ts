import type { MethodId } from '../model/analysis.ts'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type Method, type Tell } from './method.ts'
import { methods } from './methods.ts'
import { parseParameters } from './parameters.ts'

/** @throws AnalysisRefusal when it is in the list of ids but not made yet */
export function methodOf(id: MethodId): Method<never> {
  const method = methods[id]
  if (!method) throw new AnalysisRefusal('unknown_method', `There is no method ${id}.`, 'method')
  return method
}

const missing: Record<string, { code: string; message: string; field: string }> = {
  points: { code: 'no_points', message: 'needs incidents as points', field: 'points' },
  areas: { code: 'no_areas', message: 'needs areas', field: 'areas' },
  streets: { code: 'no_streets', message: 'needs streets', field: 'streets' },
  times: { code: 'no_times', message: 'needs points with times', field: 'points' },
  population: { code: 'no_population', message: 'needs areas with the population that carries the risk', field: 'population' },
}

/** One question answered: parameters judged, needs looked after, the method run. @throws AnalysisRefusal */
export function runMethod({ method: id, parameters }: { method: MethodId; parameters: Record<string, unknown> }, input: AnalysisInput, tell: Tell = () => {}): AnalysisResult {
  const method = methodOf(id)
  const parsed = parseParameters(method, parameters)
  checkNeeds(method, input)
  return method.run(input, parsed, tell)
}

export function checkNeeds(method: Method<never>, { points, areas, streets }: AnalysisInput): void {
  const has: Record<string, boolean> = { points: Boolean(points), times: Boolean(points), areas: Boolean(areas), streets: Boolean(streets), population: Boolean(areas?.population) }
  for (const need of method.needs) {
    const lack = missing[need]
    if (!has[need] && lack) throw new AnalysisRefusal(lack.code, `${method.id} ${lack.message}.`, lack.field)
  }
}
