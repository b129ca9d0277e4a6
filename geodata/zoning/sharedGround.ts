type Ring = readonly (readonly [number, number])[]
export type Box = readonly [west: number, south: number, east: number, north: number]

/** What of a ring lies in a box (Sutherland and Hodgman 1974): ground is kept to the last digit, though pieces may hang together along the box. */
export function ringInBox(ring: Ring, [west, south, east, north]: Box): [number, number][] {
  let kept = ring as [number, number][]
  for (const [axis, limit, sign] of [[0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1]] as const) {
    const from = kept
    kept = []
    for (let i = 0, j = from.length - 1; i < from.length; j = i++) {
      const [a, b] = [from[j]!, from[i]!]
      const [da, db] = [sign * (a[axis] - limit), sign * (b[axis] - limit)]
      if (da >= 0 !== db >= 0) kept.push([a[0] + ((b[0] - a[0]) * da) / (da - db), a[1] + ((b[1] - a[1]) * da) / (da - db)])
      if (db >= 0) kept.push(b)
    }
    if (kept.length === 0) return kept
  }
  return kept
}

/**
 * The area that two sets of rings have in common, shells counter-clockwise and holes clockwise: the sum over pairs of edges of what the triangles to a common place share.
 * It knows no special cases, and is quick where both are small. In the units of the places, squared.
 */
export function sharedArea(first: readonly Ring[], second: readonly Ring[]): number {
  const origin = first[0]?.[0]
  if (!origin) return 0
  const trianglesOf = (rings: readonly Ring[]) => rings.flatMap((ring) => ring.map((b, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!
    const [ax, ay, bx, by] = [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]]
    const turn = Math.sign(ax * by - bx * ay)
    return { turn, corners: (turn > 0 ? [[0, 0], [ax, ay], [bx, by]] : [[0, 0], [bx, by], [ax, ay]]) as [number, number][] }
  })).filter(({ turn }) => turn !== 0)
  const others = trianglesOf(second)
  let sum = 0
  for (const { turn, corners } of trianglesOf(first)) for (const other of others) sum += turn * other.turn * convexShare(corners, other.corners)
  return sum
}

function convexShare(subject: readonly [number, number][], clip: readonly [number, number][]): number {
  let kept = subject as [number, number][]
  for (let k = 0; k < clip.length && kept.length > 0; k++) {
    const [p, q] = [clip[k]!, clip[(k + 1) % clip.length]!]
    const from = kept
    kept = []
    for (let i = 0, j = from.length - 1; i < from.length; j = i++) {
      const [a, b] = [from[j]!, from[i]!]
      const da = (q[0] - p[0]) * (a[1] - p[1]) - (q[1] - p[1]) * (a[0] - p[0])
      const db = (q[0] - p[0]) * (b[1] - p[1]) - (q[1] - p[1]) * (b[0] - p[0])
      if (da >= 0 !== db >= 0) kept.push([a[0] + ((b[0] - a[0]) * da) / (da - db), a[1] + ((b[1] - a[1]) * da) / (da - db)])
      if (db >= 0) kept.push(b)
    }
  }
  return Math.abs(ringArea(kept))
}

export function ringArea(ring: Ring): number {
  let sum = 0
  for (let i = 1; i + 1 < ring.length; i++) sum += (ring[i]![0] - ring[0]![0]) * (ring[i + 1]![1] - ring[0]![1]) - (ring[i + 1]![0] - ring[0]![0]) * (ring[i]![1] - ring[0]![1])
  return sum / 2
}
