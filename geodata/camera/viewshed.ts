/** Where a camera stands and looks, in metres of a local plane (x east, y north). */
export type Eye = {
  xMeters: number
  yMeters: number
  /** Middle of the view, clockwise from north; of no meaning when it sees all around. */
  azimuthDegrees: number
  /** Above 0, up to 360. */
  fieldOfViewDegrees: number
  rangeMeters: number
}

/** Arcs are drawn with corners this far apart: the ground lost inside of them is 0.01 %. */
const arcStep = (1.5 * Math.PI) / 180
const tiny = 1e-12
const turn = 2 * Math.PI
const radians = Math.PI / 180

/** A wall as the eye sees it: from one angle of the sweep to another; the nearness 1/r of its line towards a direction is `cosine * cos + sine * sin`. */
type Edge = { from: number; to: number; cosine: number; sine: number }

/**
 * The ground that is seen, as one ring (x, y in turn, not closed, counter-clockwise): the exact visibility polygon of the walls within range, limited by field of view and range. The lower
 * envelope of the walls is swept by angle: between two ends of walls the nearest one changes where two lines cross, and in 1/r such a line is one sine wave, so the crossing is an arctangent.
 * Walls that cross, touch or repeat are no matter. Costs n log n for n walls and as many steps as there are walls behind each other.
 * @param walls four numbers each: both ends, in the plane of the eye; none may pass through it (see `standOff`)
 * @throws RangeError for a field of view or range that is none
 */
export function viewshed(eye: Eye, walls: ArrayLike<number>): Float64Array {
  const { fieldOfViewDegrees, rangeMeters } = eye
  if (!(fieldOfViewDegrees > 0 && fieldOfViewDegrees <= 360)) throw new RangeError(`a field of view is above 0 and up to 360 degrees, got ${fieldOfViewDegrees}`)
  if (!(rangeMeters > 0 && Number.isFinite(rangeMeters))) throw new RangeError(`a range is above 0 metres, got ${rangeMeters}`)
  const sweep = fieldOfViewDegrees * radians
  const whole = fieldOfViewDegrees >= 360
  const start = whole ? 0 : Math.PI / 2 - eye.azimuthDegrees * radians - sweep / 2
  const edges = edgesOf(eye, walls, start, sweep)
  const ring = new Outline(eye, start)
  if (!whole) ring.addEye()
  envelope(edges, sweep, (from, to, edge) => (edge ? ring.addWall(edge, from, to) : ring.addArc(from, to)))
  return ring.closed()
}

function edgesOf({ xMeters, yMeters, rangeMeters }: Eye, walls: ArrayLike<number>, start: number, sweep: number): Edge[] {
  const edges: Edge[] = []
  for (let i = 0; i + 3 < walls.length; i += 4) {
    const [ax, ay, bx, by] = [walls[i]! - xMeters, walls[i + 1]! - yMeters, walls[i + 2]! - xMeters, walls[i + 3]! - yMeters]
    const cut = inDisc(ax, ay, bx, by, rangeMeters)
    if (!cut) continue
    const cross = ax * by - ay * bx
    // Seen end on, a wall hides nothing.
    if (Math.abs(cross) < 1e-9 * Math.hypot(bx - ax, by - ay)) continue
    const [[px, py], [qx, qy]] = cross > 0 ? cut : [cut[1], cut[0]]
    const [cosine, sine] = [(by - ay) / cross, (ax - bx) / cross]
    const from = mod(Math.atan2(py, px) - start)
    let to = mod(Math.atan2(qy, qx) - start)
    if (to < from) to += turn
    // The part that wraps around the beginning of the sweep is an edge of its own.
    for (const [low, high] of to > turn ? [[from, turn], [0, to - turn]] : [[from, to]]) if (low! < sweep && high! > low!) edges.push({ from: low!, to: Math.min(high!, sweep), cosine, sine })
  }
  // Angles of the sweep, once and for all.
  const [c, s] = [Math.cos(start), Math.sin(start)]
  return edges.map((edge) => ({ ...edge, cosine: edge.cosine * c + edge.sine * s, sine: edge.sine * c - edge.cosine * s }))
}

const mod = (angle: number) => { const rest = angle % turn; return rest < 0 ? rest + turn : rest }

/** The part of a wall that lies within range, null where none does. */
function inDisc(ax: number, ay: number, bx: number, by: number, range: number): [[number, number], [number, number]] | null {
  const [dx, dy] = [bx - ax, by - ay]
  const lengthSquared = dx * dx + dy * dy
  if (lengthSquared === 0) return null
  const middle = -(ax * dx + ay * dy) / lengthSquared
  const nearest = (ax + middle * dx) ** 2 + (ay + middle * dy) ** 2
  if (nearest >= range * range) return null
  const half = Math.sqrt((range * range - nearest) / lengthSquared)
  const [low, high] = [Math.max(0, middle - half), Math.min(1, middle + half)]
  return low < high ? [[ax + low * dx, ay + low * dy], [ax + high * dx, ay + high * dy]] : null
}

const nearness = ({ cosine, sine }: Edge, angle: number) => cosine * Math.cos(angle) + sine * Math.sin(angle)

/** Tells, from 0 to `sweep`, which edge is the nearest from where to where; null where none stands in the way. */
function envelope(edges: Edge[], sweep: number, tell: (from: number, to: number, edge: Edge | null) => void): void {
  edges.sort((a, b) => a.from - b.from)
  const stops = [...new Set([0, sweep, ...edges.flatMap(({ from, to }) => [from, to])])].toSorted((a, b) => a - b)
  let open: Edge[] = []
  let next = 0
  for (let i = 1; i < stops.length; i++) {
    const [from, to] = [stops[i - 1]!, stops[i]!]
    while (next < edges.length && edges[next]!.from <= from) open.push(edges[next++]!)
    open = open.filter((edge) => edge.to > from)
    if (to - from > tiny) nearestBetween(open, from, to, tell)
  }
}

function nearestBetween(open: readonly Edge[], from: number, to: number, tell: (from: number, to: number, edge: Edge | null) => void): void {
  // A hair inside: where walls share an end, they are told apart by what follows.
  const hair = (to - from) * 1e-6
  let nearest: Edge | null = null
  for (const edge of open) if (!nearest || nearness(edge, from + hair) > nearness(nearest, from + hair)) nearest = edge
  let at = from
  while (nearest) {
    const now: Edge = nearest
    let [crossing, overtaker]: [number, Edge | null] = [to - hair, null]
    for (const other of open) {
      const [cosine, sine] = [other.cosine - now.cosine, other.sine - now.sine]
      if (cosine === 0 && sine === 0) continue
      // Where the other one comes nearer: the rising root of cosine cos + sine sin.
      const root = Math.atan2(-cosine, sine)
      const angle = root + Math.ceil((at + hair - root) / turn) * turn
      if (angle < crossing) [crossing, overtaker] = [angle, other]
    }
    tell(at, overtaker ? crossing : to, now)
    if (!overtaker) return
    at = crossing
    nearest = overtaker
  }
  tell(from, to, null)
}

/** Gathers the corners of the ring; a corner that repeats the last one, or lies on a wall that goes on, is left out. */
class Outline {
  readonly #eye: Eye
  readonly #start: number
  readonly #points: number[] = []
  #wall: Edge | null = null

  constructor(eye: Eye, start: number) {
    this.#eye = eye
    this.#start = start
  }

  addEye(): void {
    this.#points.push(this.#eye.xMeters, this.#eye.yMeters)
  }

  addWall(edge: Edge, from: number, to: number): void {
    const goesOn = this.#wall && this.#wall.cosine === edge.cosine && this.#wall.sine === edge.sine
    if (goesOn) this.#points.length -= 2
    else this.#add(from, 1 / nearness(edge, from))
    this.#add(to, 1 / nearness(edge, to))
    this.#wall = edge
  }

  addArc(from: number, to: number): void {
    const steps = Math.max(1, Math.ceil((to - from) / arcStep))
    for (let i = 0; i <= steps; i++) this.#add(from + ((to - from) * i) / steps, this.#eye.rangeMeters)
    this.#wall = null
  }

  #add(angle: number, distance: number): void {
    const reach = Math.min(distance, this.#eye.rangeMeters)
    const [x, y] = [this.#eye.xMeters + reach * Math.cos(angle + this.#start), this.#eye.yMeters + reach * Math.sin(angle + this.#start)]
    const [lastX, lastY] = this.#points.slice(-2)
    if (lastX !== undefined && Math.abs(x - lastX) < 1e-9 && Math.abs(y - lastY!) < 1e-9) return
    this.#points.push(x, y)
  }

  closed(): Float64Array {
    const points = this.#points
    if (points.length > 2 && Math.abs(points[0]! - points.at(-2)!) < 1e-9 && Math.abs(points[1]! - points.at(-1)!) < 1e-9) points.length -= 2
    return Float64Array.from(points)
  }
}
