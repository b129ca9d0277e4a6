import type { PatrolProblem } from '../../../geodata/patrol/problem.ts'

export type Best = { missing: number; reward: number; lastFinish: number; sum: number }

/**
 * The best there is, for up to nine stops in all and one visit of each hotspot at full dwell: the earliest finish of every team over every subset in every order (Held & Karp 1962: who is earlier can do all that
 * who is later can), then every way to share the stops among the teams. Written without the search; for teams without breaks and stops with at most one window.
 */
export function bestOfAll(problem: PatrolProblem): Best {
  const stops = [...problem.checkpoints.map(({ place, dwellSeconds, windows }) => ({ place, dwellSeconds, window: windows[0], worth: 0 })), ...problem.hotspots.map(({ place, dwellSeconds, worth }) => ({ place, dwellSeconds, window: undefined, worth }))]
  const all = 2 ** stops.length
  const finishes = problem.teams.map(({ travel, from, to, start, end }) => {
    const way = (a: number, b: number) => { const value = problem.travels[travel]!.seconds[a * problem.places + b]!; return value < 0 ? Infinity : value }
    const leave = (ready: number, stop: (typeof stops)[number]) => { const begins = Math.max(ready, stop.window?.from ?? 0); return begins > (stop.window?.to ?? Infinity) ? Infinity : begins + stop.dwellSeconds }
    const best = Array.from({ length: all }, () => stops.map(() => Infinity))
    stops.forEach((stop, i) => { best[1 << i]![i] = leave(from + way(start, stop.place), stop) })
    for (let set = 1; set < all; set++) for (let last = 0; last < stops.length; last++) for (let next = 0; next < stops.length; next++) {
      if (best[set]![last] === Infinity || set & (1 << next)) continue
      const [into, time] = [best[set | (1 << next)]!, leave(best[set]![last]! + way(stops[last]!.place, stops[next]!.place), stops[next]!)]
      into[next] = Math.min(into[next]!, time)
    }
    const home = (place: number) => (end === null ? 0 : way(place, end))
    return best.map((ends, set) => { const finish = set === 0 ? from + home(start) : Math.min(...ends.map((time, i) => time + home(stops[i]!.place))); return finish <= to ? finish : Infinity })
  })
  let best: Best = { missing: Infinity, reward: 0, lastFinish: 0, sum: 0 }
  const share = (team: number, left: number, lastFinish: number, sum: number) => {
    if (team === problem.teams.length) {
      const isOut = (i: number) => (left & (1 << i)) !== 0
      const found = { missing: problem.checkpoints.filter((_, i) => isOut(i)).length, reward: stops.reduce((total, { worth }, i) => total + (isOut(i) ? 0 : worth), 0), lastFinish, sum }
      if ((found.missing - best.missing || best.reward - found.reward || found.lastFinish - best.lastFinish || found.sum - best.sum) < 0) best = found
      return
    }
    for (let set = left; ; set = (set - 1) & left) {
      const finish = finishes[team]![set]!
      if (finish < Infinity) share(team + 1, left & ~set, set === 0 ? lastFinish : Math.max(lastFinish, finish), sum + finish - problem.teams[team]!.from)
      if (set === 0) break
    }
  }
  share(0, all - 1, 0, 0)
  return best
}
