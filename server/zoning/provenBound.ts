import loadHighs from 'highs'
import { balanceBound } from '../../geodata/zoning/balanceBound.ts'
import { connectedSets } from '../../geodata/zoning/connectedSets.ts'
import { coverModel } from '../../geodata/zoning/coverModel.ts'
import type { ZoningUnits } from '../../geodata/zoning/units.ts'

export type ProvenBound = { deviation: number; /** How far the plan is above the bound, in shares of the mean. */ gap: number; method: 'islands' | 'largest_unit' | 'sums' | 'none' | 'cover' }

/** Sets that are looked at before the program is given up as too large; some seconds at most. */
const setVisits = 400_000
const mostSets = 30_000

/**
 * How much better than a plan that was found any plan could be balanced: by simple arguments, and where units are few and large enough to list all zones that are better, by
 * covering the units with them (HiGHS, dual bound of the mixed-integer program, so that it holds when time runs out as well).
 */
export async function provenBound(units: ZoningUnits, question: { zones: number; min: number; max: number }, found: { deviation: number }, seconds: number): Promise<ProvenBound> {
  const simple = balanceBound(units, question)
  const answer = (deviation: number, method: ProvenBound['method']): ProvenBound => ({ deviation, gap: Math.max(0, found.deviation - deviation), method })
  if (found.deviation <= simple.deviation + 1e-9) return answer(Math.min(simple.deviation, found.deviation), simple.method)
  const meanLoad = units.load.reduce((sum, load) => sum + load, 0) / question.zones
  const sets = connectedSets(units, { ...question, meanLoad, below: found.deviation - 1e-9, visits: setVisits })
  if (!sets || sets.deviation.length > mostSets) return answer(simple.deviation, simple.method)
  const bound = sets.deviation.length === 0 ? found.deviation : await coverBound(coverModel(sets, units.ids.length, question.zones), found.deviation, seconds)
  return bound > simple.deviation ? answer(bound, 'cover') : answer(simple.deviation, simple.method)
}

async function coverBound(model: ReturnType<typeof coverModel>, found: number, seconds: number): Promise<number> {
  const highs = await loadHighs()
  return highs.withModel({ ...model, integrality: model.integrality }, (solver) => {
    solver.options.set({ output_flag: false, time_limit: seconds })
    solver.run()
    const status = solver.getModelStatus()
    if (status === highs.constants.modelStatus.infeasible) return found
    const dual = Number(solver.info.get('mip_dual_bound'))
    return Number.isFinite(dual) ? Math.min(found, Math.max(0, dual)) : 0
  })
}
