import type { Random } from '../random.ts'
import { evaluateRoutes } from './evaluate.ts'
import type { OrderedStop, PatrolProblem, RouteOrder } from './problem.ts'
import { type PatrolAnswer, type SolveOptions, type SolveTold, solvePatrols } from './solve.ts'

/** `changed`: stops of the teams that go on which are no longer with their team, or no longer in their order. */
export type Replanned = PatrolAnswer & { changed: number }

/**
 * Rounds anew with the least change, where a team drops out or something is to be added: every team keeps its stops in their order, and what has none is put between them. Only where a checkpoint would stay out do the fewest and least worthy visits
 * give way to it, never one that is locked.
 */
export function replanRoutes(problem: PatrolProblem, before: readonly RouteOrder[], options: SolveOptions, random: Random, told?: SolveTold): Replanned {
  const held = before.map(({ team, stops }): RouteOrder => ({ team, stops: stops.map((stop) => ({ ...stop, locked: true })) }))
  const { seconds, ...same } = options
  // Twice where room has to be made: half the time each, for there is little to search between stops that stay.
  const half = { ...same, ...(seconds === undefined ? {} : { seconds: seconds / 2 }) }
  let answer = solvePatrols(problem, { ...half, locked: held }, random, told)
  const late = answer.figures.leftOut.filter(({ kind, reason }) => kind === 'checkpoint' && reason !== 'unreachable')
  if (late.length > 0) {
    const all = problem.teams.map((_, team) => held.find((one) => one.team === team) ?? { team, stops: [] })
    const room = late.reduce((orders, { index }) => withRoomFor(problem, orders, index, before), all)
    if (room !== all) answer = solvePatrols(problem, { ...half, locked: room }, random, told)
  }
  const isLocked = ({ kind, index }: OrderedStop, team: number) => before.some((order) => order.team === team && order.stops.some((stop) => stop.locked && stop.kind === kind && stop.index === index))
  const unlocked = <T extends Pick<PatrolAnswer, 'routes'>>(one: T): T => ({ ...one, routes: one.routes.map((route) => ({ ...route, stops: route.stops.map((stop) => ({ ...stop, locked: isLocked(stop, route.team) })) })) })
  const changed = changedStops(before, answer.routes)
  const noted = { ...answer, figures: { ...answer.figures, notes: [...(changed > 0 ? [`changed_stops:${changed}`] : []), ...answer.figures.notes] } }
  return { ...unlocked(noted), others: answer.others.map(unlocked), changed }
}

const mostGivingWay = 3

/** The orders with a checkpoint in them, and without the fewest and then least worthy visits that have to go for it; as they are where that does not do. */
function withRoomFor(problem: PatrolProblem, orders: RouteOrder[], checkpoint: number, before: readonly RouteOrder[]): RouteOrder[] {
  const stop: OrderedStop = { kind: 'checkpoint', index: checkpoint, dwellSeconds: problem.checkpoints[checkpoint]!.dwellSeconds, notBefore: 0, locked: true }
  const isPinned = ({ kind, index }: OrderedStop, team: number) => kind !== 'hotspot' || before.some((order) => order.team === team && order.stops.some((one) => one.locked && one.kind === kind && one.index === index))
  for (let count = 0; count <= mostGivingWay; count++) {
    let best: { order: RouteOrder; worth: number; finish: number } | null = null
    for (const { team, stops } of orders) {
      const free = Array.from(stops.keys()).filter((i) => !isPinned(stops[i]!, team))
      for (const out of choices(free, count)) {
        const worth = out.reduce((sum, i) => sum + problem.hotspots[stops[i]!.index]!.worth, 0)
        if (best && worth > best.worth) continue
        const rest = stops.filter((_, i) => !out.includes(i))
        for (let at = 0; at <= rest.length; at++) {
          const order = { team, stops: rest.toSpliced(at, 0, stop) }
          const { violations, lastFinish } = evaluateRoutes(problem, [order])
          if (violations.every(({ code }) => code === 'revisit_early') && (!best || worth < best.worth || lastFinish < best.finish)) best = { order, worth, finish: lastFinish }
        }
      }
    }
    if (best) return orders.map((order) => (order.team === best.order.team ? best.order : order))
  }
  return orders
}

function* choices(from: readonly number[], count: number, first = 0): Generator<number[]> {
  if (count === 0) yield []
  else for (let i = first; i <= from.length - count; i++) for (const rest of choices(from, count - 1, i + 1)) yield [from[i]!, ...rest]
}

/** How many stops of the teams in `before` are no longer with their team in the order they had: all but the longest common run of each (longest common subsequence). */
export function changedStops(before: readonly RouteOrder[], after: readonly RouteOrder[]): number {
  return before.reduce((sum, { team, stops }) => {
    const keys = (list: readonly OrderedStop[]) => list.filter(({ kind }) => kind !== 'break').map(({ kind, index }) => `${kind} ${index}`)
    const [old, now] = [keys(stops), keys(after.find((one) => one.team === team)?.stops ?? [])]
    let row = [0, ...now.map(() => 0)]
    for (const key of old) {
      const next = [0]
      now.forEach((one, i) => next.push(one === key ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!)))
      row = next
    }
    return sum + old.length - row.at(-1)!
  }, 0)
}
