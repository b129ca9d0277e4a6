import type { TrackFix } from './queries/team.ts'

/** Longer silence is unknown, not a way: the line is cut there (the gap rule of coverage). */
const gapMs = 120_000

export type Track = { type: 'Feature'; id: string; geometry: { type: 'LineString'; coordinates: [number, number][] }; properties: { teamId: number; from: string; to: string; times: number[] } }

/** Lines of one device without a gap of over two minutes; `times` are Unix seconds, one a vertex. A lone fix makes no line. */
export function tracksOf(fixes: readonly TrackFix[]): Track[] {
  const runs: TrackFix[][] = []
  for (const fix of fixes) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const follows = last && last.deviceId === fix.deviceId && Date.parse(fix.at) - Date.parse(last.at) <= gapMs
    if (run && follows) run.push(fix)
    else runs.push([fix])
  }
  return runs.filter((run) => run.length > 1).map((run) => {
    const [first, last] = [run[0], run.at(-1)] as [TrackFix, TrackFix]
    const times = run.map(({ at }) => Math.floor(Date.parse(at) / 1000))
    const coordinates = run.map(({ lng, lat }): [number, number] => [Number(lng.toFixed(7)), Number(lat.toFixed(7))])
    return { type: 'Feature', id: `${first.deviceId}-${times[0]}`, geometry: { type: 'LineString', coordinates }, properties: { teamId: first.teamId, from: first.at, to: last.at, times } }
  })
}
