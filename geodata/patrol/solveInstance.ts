import type { Random } from '../random.ts'
import { anneal } from './anneal.ts'
import { type Instance, routingOfInstance } from './instance.ts'
import type { RouteCost } from './routeCost.ts'
import { prepareRouting } from './routing.ts'
import { emptyState } from './routeState.ts'
import { shortTour, tourLength } from './tour.ts'

/** By `rounds` a seed repeats itself; by `seconds` of `clock` (milliseconds) it does not. */
export type InstanceLimits = ({ rounds: number } | { seconds: number; clock: () => number }) & { /** A cost, of orienteering a score, that is good enough to end with. */ enough?: number }
/** `routes`: nodes as the file numbers them, without the depot. `score`: what an orienteering route collects, the depot's included, as OPLib counts. `broken`: what the routes do not keep to, in words; empty for a solution. */
export type InstanceSolution = { name: string; kind: Instance['kind']; cost: number; score: number | null; routes: number[][]; broken: string[] }

export function solveInstance(instance: Instance, limits: InstanceLimits, random: Random): InstanceSolution {
  const routes = instance.kind === 'tsp' && isSymmetric(instance) ? [tourOf(instance, limits, random)] : routesOf(instance, limits, random)
  return { name: instance.name, kind: instance.kind, ...checkRoutes(instance, routes), routes: routes.map((route) => route.map((place) => place + 1)) }
}

function isSymmetric({ distance, dimension: n }: Instance): boolean {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (distance[i * n + j] !== distance[j * n + i]) return false
  return true
}

/** Kicks beyond the first trips are for those with all the time they want: the search starts anew now and then, and keeps the best. */
const kicksForPlace = 100

function tourOf({ distance, dimension, depot }: Instance, limits: InstanceLimits, random: Random): number[] {
  const start = 'clock' in limits ? limits.clock() : 0
  const isOver = 'clock' in limits ? () => limits.clock() - start >= 1000 * limits.seconds : () => false
  let [best, left] = [new Int32Array(), 'rounds' in limits ? limits.rounds : Infinity]
  do {
    const kicks = Math.min(left, kicksForPlace * dimension)
    const tour = shortTour(distance, dimension, kicks, random, isOver)
    if (best.length === 0 || tourLength(distance, tour) < tourLength(distance, best)) best = tour as Int32Array<ArrayBuffer>
    left -= kicks
  } while (left > 0 && !isOver() && !(tourLength(distance, best) <= (limits.enough ?? 0)))
  const at = best.indexOf(depot)
  return [...best.slice(at + 1), ...best.slice(0, at)]
}

function routesOf(instance: Instance, limits: InstanceLimits, random: Random): number[][] {
  const { routing, customers } = routingOfInstance(instance)
  const prepared = prepareRouting(routing)
  const start = 'clock' in limits ? limits.clock() : 0
  const all = instance.score.reduce((sum, each) => sum + each, 0)
  const isEnough = ({ missing, lost, first }: RouteCost) => limits.enough !== undefined && missing === 0 && (instance.kind === 'op' ? all - lost >= limits.enough : first <= limits.enough)
  const share = 'clock' in limits ? () => (limits.clock() - start) / (1000 * limits.seconds) : (done: number) => done / limits.rounds
  const { state } = anneal(prepared, emptyState(prepared), random, { rounds: 'rounds' in limits ? limits.rounds : Infinity, share: (done, best) => (isEnough(best) ? 1 : share(done)) })
  return state.routes.filter((route) => route.length > 0).map((route) => route.map((node) => customers[node]!))
}

/** Cost and score of routes by the instance alone, and what they break. */
export function checkRoutes(instance: Instance, routes: readonly number[][]): Pick<InstanceSolution, 'cost' | 'score' | 'broken'> {
  const { kind, dimension, depot, distance, demand, capacity, windows, stay, costLimit, score, vehicles } = instance
  const broken: string[] = []
  const seen = new Uint8Array(dimension)
  let cost = 0
  for (const [r, route] of routes.entries()) {
    let [here, now, load] = [depot, windows[depot]?.from ?? 0, 0]
    for (const place of [...route, depot]) {
      const way = distance[here * dimension + place]!
      cost += way
      now = Math.max(now + way, windows[place]?.from ?? 0)
      if (now > (windows[place]?.to ?? Infinity) + 1e-6) broken.push(`route ${r + 1} is too late at node ${place + 1}`)
      now += stay[place]!
      load += demand[place]!
      if (place !== depot && seen[place]! > 0) broken.push(`node ${place + 1} is visited twice`)
      seen[place] = 1
      here = place
    }
    if (load > capacity) broken.push(`route ${r + 1} carries ${load}, more than ${capacity}`)
  }
  if (kind === 'op' && cost > costLimit) broken.push(`the route is ${cost} long, more than ${costLimit}`)
  const left = Array.from(seen.keys()).filter((place) => place !== depot && seen[place] === 0)
  if (kind !== 'op' && left.length > 0) broken.push(`${left.length} nodes are in no route`)
  if (vehicles !== null && routes.length > vehicles) broken.push(`${routes.length} routes, more than ${vehicles} vehicles`)
  const collected = score.reduce((sum, each, place) => sum + (place === depot || seen[place] === 1 ? each : 0), 0)
  return { cost: Math.round(cost * 1e6) / 1e6, score: kind === 'op' ? collected : null, broken }
}
