import type { Cut } from './faceUnits.ts'
import { firstPolygon } from './groundLines.ts'
import { keepsShape } from './keepsShape.ts'
import type { Chain, ZoneMesh } from './mesh.ts'
import { meet, type Segment, segmentIndex } from './segmentIndex.ts'

type Wall = { segment: Segment; edge: number }

/** Whether a straight line would cut through a building: it meets a wall, or goes from corner to corner inside. */
export function cutsBuildings({ noded, faces, covers }: Cut): (segment: Segment) => boolean {
  const walls: Wall[] = []
  for (let e = 0; e < noded.a.length; e++) {
    const built = (f: number) => (f > 0 ? (covers.buildings[f] ?? []).join() : '')
    if (built(faces.face[2 * e] as number) === built(faces.face[2 * e + 1] as number)) continue
    const [a, b] = [noded.a[e] as number, noded.b[e] as number]
    walls.push({ edge: e, segment: [noded.xs[a] as number, noded.ys[a] as number, noded.xs[b] as number, noded.ys[b] as number] })
  }
  const near = segmentIndex(walls.map(({ segment }) => segment))
  const isInside = (x: number, y: number) => {
    let cover = 0
    const far: Segment = [x, y, 0x1ffffff, y]
    const odd = new Map<number, number>()
    near(far, (i) => {
      const [ax, ay, bx, by] = (walls[i] as Wall).segment
      if (ay > y === by > y || x >= ax + ((bx - ax) * (y - ay)) / (by - ay)) return false
      const { edge } = walls[i] as Wall
      for (let k = noded.from[edge] as number; k < (noded.from[edge + 1] as number); k++) if ((noded.drawnBy[k] as number) >= firstPolygon) odd.set(noded.drawnBy[k] as number, (odd.get(noded.drawnBy[k] as number) ?? 0) + 1)
      return false
    })
    for (const count of odd.values()) cover += count % 2
    return cover > 0
  }
  return (segment) => near(segment, (i) => meet(segment, (walls[i] as Wall).segment)) || isInside((segment[0] + segment[2]) / 2, (segment[1] + segment[3]) / 2)
}

export const segmentsOf = ({ xs, ys }: Chain): Segment[] => xs.slice(1).map((x, i) => [xs[i] as number, ys[i] as number, x, ys[i + 1] as number])

function straightened(chain: Chain, { eastMeters, northMeters }: ZoneMesh['lattice'], meters: number, cuts: (segment: Segment) => boolean): Chain {
  const points = chain.xs.map((x, i) => [x * eastMeters, (chain.ys[i] as number) * northMeters, x, chain.ys[i] as number] as const)
  const kept = keepsShape(points, meters, (from, to) => (from[2] !== to[2] || from[3] !== to[3]) && !cuts([from[2], from[3], to[2], to[3]]))
  return { ...chain, xs: kept.map((point) => point[2]), ys: kept.map((point) => point[3]) }
}

/** Chains that meet others elsewhere than in their ends. */
function conflicting(chains: readonly Chain[]): Set<number> {
  const segments = chains.flatMap((chain, c) => segmentsOf(chain).map((segment) => ({ segment, c })))
  const near = segmentIndex(segments.map(({ segment }) => segment))
  const found = new Set<number>()
  segments.forEach(({ segment, c }, i) => near(segment, (j) => {
    const other = segments[j] as (typeof segments)[number]
    if (j > i && (sameEnds(segment, other.segment) || meet(segment, other.segment))) found.add(c).add(other.c)
    return false
  }))
  return found
}

const sameEnds = ([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment) => (ax === cx && ay === cy && bx === dx && by === dy) || (ax === dx && ay === dy && bx === cx && by === cy)

/**
 * Parcel lines without the little steps of walls and gaps; never through a building, never over each other. What would not fit stays as it was.
 * @param meters how far a line may be moved to be straight; the next of them where that would not fit
 */
export function straightenBorders(mesh: ZoneMesh, meters: readonly number[]): ZoneMesh {
  const tries = mesh.chains.map((chain) => (chain.fixed || chain.xs.length < 3 ? [chain] : [...meters.map((most) => straightened(chain, mesh.lattice, most, mesh.cuts)), chain]))
  const level = tries.map(() => 0)
  for (;;) {
    const chains = tries.map((choices, c) => choices[level[c] as number] as Chain)
    const again = [...conflicting(chains)].filter((c) => (level[c] as number) < (tries[c]?.length ?? 1) - 1)
    if (again.length === 0) return { ...mesh, chains }
    for (const c of again) level[c] = (level[c] as number) + 1
  }
}
