import loadHighs from 'highs'
import { type Cover, limitsOf, type SiteLimits } from '../../geodata/camera/cover.ts'
import { chooseSites, figuresOf, type Placement } from '../../geodata/camera/placement.ts'
import { placementBound } from '../../geodata/camera/placementBound.ts'
import { placementModel } from '../../geodata/camera/placementModel.ts'

type Highs = Awaited<ReturnType<typeof loadHighs>>

/** `optimum`: nothing is better. `solver`: HiGHS came so far in its time. `relaxation`: too large for it, the bound of the Lagrangian relaxation. */
export type ProvenPlacement = Placement & { proof: 'optimum' | 'solver' | 'relaxation'; /** How far below the bound it is at most, as a share of the bound. */ gap: number; sitesLeft: number }

/** Larger programs are left to the relaxation: they would take the memory of the thread and not end. */
const mostEntries = 250_000
const even = 1e-7

/** Chooses sites and proves how good the choice is. The solver is loaded once; after that a question blocks the thread. */
export async function openPlacer(): Promise<(cover: Cover, options: SiteLimits, seconds: number) => ProvenPlacement> {
  const highs = await loadHighs()
  return (cover, options, seconds) => provenPlacement(highs, cover, options, seconds)
}

/** Greedy with swaps, the Lagrangian bound, then the mixed-integer program of the sites that could still be of a better choice: what it finds is taken, and its dual bound holds when its time runs out as well. */
function provenPlacement(highs: Highs, cover: Cover, options: SiteLimits, seconds: number): ProvenPlacement {
  const limits = limitsOf(cover, options)
  const first = chooseSites(cover, limits)
  const own = figuresOf(cover, limits, first)
  const { bound, left } = placementBound(cover, limits, first)
  const answer = (placement: Omit<Placement, 'bound'>, most: number, proof: ProvenPlacement['proof']): ProvenPlacement => {
    const net = placement.covered - placement.cost
    const gap = Math.max(0, (most - net) / Math.max(1e-12, most))
    return { ...placement, bound: Math.max(most, net), gap: gap < even ? 0 : gap, proof: gap < even ? 'optimum' : proof, sitesLeft: left.length }
  }
  const net = own.covered - own.cost
  // A better choice would hold a site that could be of one.
  if (left.length === 0 || bound - net <= even * Math.max(1e-12, bound)) return answer(own, net, 'optimum')
  const candidates = [...new Set([...left, ...first])].toSorted((a, b) => a - b)
  // Tolerances of the solver are absolute: worth is brought to thousands.
  const scale = 10_000 / Math.max(1e-9, bound)
  const model = placementModel(cover, limits, candidates, scale)
  if (model.entries > mostEntries) return answer(own, bound, 'relaxation')
  return highs.withModel(model, (solver) => {
    solver.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: even / 10 })
    const chosen = new Set(first)
    solver.setSolution({ colValue: Float64Array.from({ length: model.numCols }, (_, at) => (at < candidates.length && chosen.has(candidates[at]!) ? 1 : 0)) })
    solver.run()
    const dual = model.before - Number(solver.info.get('mip_dual_bound')) / scale
    const values = solver.getSolution().colValue
    const better = figuresOf(cover, limits, candidates.filter((_, at) => Number(values[at] ?? 0) > 0.5))
    const found = better.covered - better.cost > net + even * Math.abs(net) && better.sites.length <= limits.count && better.price <= limits.budget * (1 + 1e-9) ? better : own
    return answer(inOrder(cover, limits, found), Math.min(bound, Number.isFinite(dual) ? Math.max(dual, net) : bound), 'solver')
  })
}

/** The same sites in the order in which greedy would take them, so that the first are those that matter most. */
function inOrder(cover: Cover, limits: ReturnType<typeof limitsOf>, found: Omit<Placement, 'bound'>): Omit<Placement, 'bound'> {
  const only = new Set(found.sites)
  const among = { ...limits, open: Uint8Array.from(limits.open, (_, site) => (only.has(site) ? 1 : 0)), budget: Infinity }
  const sites = chooseSites(cover, among)
  return sites.length === found.sites.length ? { ...found, sites } : found
}
