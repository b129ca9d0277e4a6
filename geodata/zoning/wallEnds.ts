import Flatbush from 'flatbush'
import type { Lattice } from './lattice.ts'
import type { Segment } from './segmentIndex.ts'

type XY = readonly [number, number]
/** What a wall may reach: streets, banks, the outline and walls, or a house, to which it must stand close. `wall`: which wall it is the `piece`th stretch of, -1 for other lines. */
export type WallTarget = { segment: Segment; isHouse: boolean; wall: number; piece: number }

/** A wall along a pavement ends this short of the middle of the street, and a gate is no wider. */
const reachMeters = 12
/** As far as walls and houses that touch are drawn apart. */
const houseMeters = 2
/** Along a wall from its end: what it must not be taken to reach. */
const ownMeters = 3 * reachMeters

/**
 * Lines from the loose ends of walls to what they all but reach, a little beyond it so that they meet: a wall drawn up to the pavement would otherwise end in nothing and close nothing off.
 * Gaps as wide as a gate are closed with it; ends farther from everything stay loose, for there one walks around.
 */
export function wallEnds(walls: readonly (readonly XY[])[], targets: readonly WallTarget[], { eastMeters, northMeters }: Lattice): XY[][] {
  if (!walls.length || !targets.length) return []
  const index = new Flatbush(targets.length, 16, Float64Array)
  for (const { segment: [ax, ay, bx, by] } of targets) index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  index.finish()
  const meters = ([ax, ay]: XY, [bx, by]: XY) => Math.hypot((ax - bx) * eastMeters, (ay - by) * northMeters)
  const reach = (line: readonly XY[], isOwn: (target: WallTarget) => boolean): XY[] | undefined => {
    const end = line[0] as XY
    const [dx, dy] = [reachMeters / eastMeters, reachMeters / northMeters]
    let [nearest, best]: [XY | undefined, number] = [undefined, reachMeters]
    for (const i of index.search(end[0] - dx, end[1] - dy, end[0] + dx, end[1] + dy)) {
      const target = targets[i] as WallTarget
      if (isOwn(target)) continue
      const at = nearestOn(target.segment, end, eastMeters, northMeters)
      const far = meters(end, at)
      if (far <= best && (!target.isHouse || far <= houseMeters)) [nearest, best] = [at, far]
    }
    if (!nearest || best < 2 * northMeters) return undefined
    const beyond = 1 + (4 * northMeters) / best
    return [end, [Math.round(end[0] + beyond * (nearest[0] - end[0])), Math.round(end[1] + beyond * (nearest[1] - end[1]))]]
  }
  return walls.flatMap((line, wall) => {
    const [first, last] = [line[0], line.at(-1)]
    if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return []
    const back = line.toReversed()
    const [head, tail] = [piecesNear(line, meters), line.length - 1 - piecesNear(back, meters)]
    const ends = [reach(line, (target) => target.wall === wall && target.piece < head), reach(back, (target) => target.wall === wall && target.piece >= tail)]
    return ends.filter((each) => each !== undefined)
  })
}

/** How many stretches of a wall, from its beginning on, are the end itself. */
function piecesNear(line: readonly XY[], meters: (a: XY, b: XY) => number): number {
  let [pieces, along] = [0, 0]
  while (pieces < line.length - 1 && along < ownMeters) along += meters(line[pieces] as XY, line[++pieces] as XY)
  return pieces
}

function nearestOn([ax, ay, bx, by]: Segment, [x, y]: XY, eastMeters: number, northMeters: number): XY {
  const [ex, ey, px, py] = [(bx - ax) * eastMeters, (by - ay) * northMeters, (x - ax) * eastMeters, (y - ay) * northMeters]
  const squared = ex * ex + ey * ey
  const share = squared > 0 ? Math.max(0, Math.min(1, (px * ex + py * ey) / squared)) : 0
  return [ax + share * (bx - ax), ay + share * (by - ay)]
}
