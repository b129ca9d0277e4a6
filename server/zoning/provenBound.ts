import loadHighs from 'highs'
import { balanceBound } from '../../geodata/zoning/balanceBound.ts'
import { connectedSets } from '../../geodata/zoning/connectedSets.ts'
import { coverModel } from '../../geodata/zoning/coverModel.ts'
import type { ConnectedSets } from '../../geodata/zoning/connectedSets.ts'
import type { ZoneOf, ZoningUnits } from '../../geodata/zoning/units.ts'

type Highs = Awaited<ReturnType<typeof loadHighs>>

export type ProvenBound = { deviation: number; /** How far the plan is above the bound, in shares of the mean. */ gap: number; method: 'islands' | 'largest_unit' | 'sums' | 'none' | 'cover'; /** A plan that is balanced better than the one found, where the program came upon one. */ better: ZoneOf | null }

/** Beyond these the program is given up as too large; both are less than a second or two. */
const setVisits = 3_000_000
const mostSets = 30_000

/**
 * How much better than a plan that was found any plan could be balanced: by simple arguments, and where units are few and large enough to list all zones that are better, by
 * covering the units with them (HiGHS, dual bound of the mixed-integer program, so that it holds when time runs out as well).
 */
export type Prove = (units: ZoningUnits, question: { zones: number; min: number; max: number }, found: { deviation: number }, seconds: number) => ProvenBound

/** The solver is loaded once; after that a bound is computed on the spot, which blocks the thread. */
export async function openProver(): Promise<Prove> {
  const highs = await loadHighs()
  return (units, question, found, seconds) => provenBound(highs, units, question, found, seconds)
}

function provenBound(highs: Highs, ...[units, question, found, seconds]: Parameters<Prove>): ProvenBound {
  const simple = balanceBound(units, question)
  const answer = (deviation: number, method: ProvenBound['method'], better: ZoneOf | null = null): ProvenBound => ({ deviation, gap: Math.max(0, found.deviation - deviation), method, better })
  if (found.deviation <= simple.deviation + 1e-9) return answer(Math.min(simple.deviation, found.deviation), simple.method)
  const meanLoad = units.load.reduce((sum, load) => sum + load, 0) / question.zones
  const sets = connectedSets(units, { ...question, meanLoad, below: found.deviation - 1e-9, visits: setVisits })
  if (!sets || sets.deviation.length > mostSets) return answer(simple.deviation, simple.method)
  const cover = sets.deviation.length === 0 ? { bound: found.deviation, better: null } : bestCover(highs, sets, units.ids.length, question.zones, found.deviation, seconds)
  return cover.bound > simple.deviation ? answer(cover.bound, 'cover', cover.better) : answer(simple.deviation, simple.method, cover.better)
}

function bestCover(highs: Highs, sets: ConnectedSets, units: number, zones: number, found: number, seconds: number): { bound: number; better: ZoneOf | null } {
  return highs.withModel(coverModel(sets, units, zones), (solver) => {
    solver.options.set({ output_flag: false, time_limit: seconds })
    solver.run()
    if (solver.getModelStatus() === highs.constants.modelStatus.infeasible) return { bound: found, better: null }
    const dual = Number(solver.info.get('mip_dual_bound'))
    return { bound: Number.isFinite(dual) ? Math.min(found, Math.max(0, dual)) : 0, better: planOf(sets, units, solver.getSolution().colValue) }
  })
}

/** The zones of the sets that were taken; null when they do not cover every unit once. */
function planOf(sets: ConnectedSets, units: number, taken: ArrayLike<number>): ZoneOf | null {
  const zoneOf = new Int32Array(units).fill(-1)
  let zone = 0
  for (let set = 0; set < sets.deviation.length; set++) {
    if (!(Number(taken[set]) > 0.5)) continue
    for (const unit of sets.unit.subarray(sets.start[set], sets.start[set + 1])) {
      if (zoneOf[unit]! >= 0) return null
      zoneOf[unit] = zone
    }
    zone++
  }
  return zoneOf.includes(-1) ? null : zoneOf
}
