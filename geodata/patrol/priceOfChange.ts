import type { RoutesPrice, Violation } from './evaluate.ts'

/** What a change costs: seconds by team, the last finish before and after, visits by hotspot, and what it newly breaks. */
export type MovePrice = { teams: { team: number; seconds: number }[]; lastFinish: [before: number, after: number]; visits: { hotspot: number; by: number }[]; checkpoints: { checkpoint: number; by: number }[]; reward: [before: number, after: number]; broken: Violation[] }

const countsOf = ({ routes }: RoutesPrice, wanted: 'hotspot' | 'checkpoint') => {
  const counts = new Map<number, number>()
  for (const { stops } of routes) for (const { kind, index } of stops) if (kind === wanted) counts.set(index, (counts.get(index) ?? 0) + 1)
  return counts
}
function changes(before: Map<number, number>, after: Map<number, number>): { index: number; by: number }[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((index) => ({ index, by: (after.get(index) ?? 0) - (before.get(index) ?? 0) })).filter(({ by }) => by !== 0)
}
/** The thing that is broken, wherever it stands in its route. */
const keyOf = ({ routes }: RoutesPrice, { code, team, stop }: Violation) => { const at = stop === null ? null : routes.find((route) => route.team === team)!.stops[stop]!; return `${code}/${at ? `${at.kind}/${at.index}` : team}` }

export function priceOfChange(before: RoutesPrice, after: RoutesPrice): MovePrice {
  const finish = new Map(before.routes.map((route) => [route.team, route.finish]))
  const known = new Map<string, number>()
  for (const each of before.violations) known.set(keyOf(before, each), Math.max(known.get(keyOf(before, each)) ?? 0, each.seconds))
  return {
    teams: after.routes.map((route) => ({ team: route.team, seconds: route.finish - (finish.get(route.team) ?? route.starts) })).filter(({ seconds }) => seconds !== 0),
    lastFinish: [before.lastFinish, after.lastFinish],
    visits: changes(countsOf(before, 'hotspot'), countsOf(after, 'hotspot')).map(({ index, by }) => ({ hotspot: index, by })),
    checkpoints: changes(countsOf(before, 'checkpoint'), countsOf(after, 'checkpoint')).map(({ index, by }) => ({ checkpoint: index, by })),
    reward: [before.reward, after.reward],
    // What was broken before counts again where it gets worse by more than a minute.
    broken: after.violations.filter((each) => { const was = known.get(keyOf(after, each)); return was === undefined || each.seconds > was + 60 }),
  }
}
