import type { Cell } from './grid.ts'
import { refuse, trySound, type Outcome, type Topology, type TopologyChange, type VertexPolygons } from './topology.ts'

/** Every operation here is in the topology when it answers with a change. */

/** Moves a vertex and with it every border that it is of. On the border of the area it slides along, between its neighbours. */
export function moveVertex(topology: Topology, id: number, to: Cell): Outcome {
  if (topology.fixed.has(id)) return refuse('fixed')
  const users = topology.users.get(id)
  if (!users) return refuse('fixed')
  const after = users.has('') ? alongArea(topology, id, to) : to
  if (!after) return refuse('fixed')
  const zones = [...users].filter((key) => key !== '').map((key) => {
    const before = topology.zones.get(key)!
    return { key, before, after: { ...before, polygons: [...before.polygons] } }
  })
  return trySound(topology, { vertices: [{ id, before: [topology.x[id]!, topology.y[id]!], after }], zones })
}

/** The foot of a place on the edge of the area that a vertex lies on, short of the vertices beside it. */
function alongArea(topology: Topology, id: number, [px, py]: Cell): Cell | null {
  const { x, y, area, fixed, meters } = topology
  const ring = area.flat().find((each) => each.includes(id))!
  const at = ring.indexOf(id)
  const step = (from: number, by: number) => ring[(from + by + ring.length) % ring.length]!
  const corner = (by: number) => { let k = by; while (!fixed.has(step(at, k))) k += by; return step(at, k) }
  // Along the area's own edge, or small roundings would add up.
  const [a, b] = [corner(-1), corner(1)]
  const [dx, dy] = [(x[b]! - x[a]!) * meters.x, (y[b]! - y[a]!) * meters.y]
  const share = (vx: number, vy: number) => ((vx - x[a]!) * meters.x * dx + (vy - y[a]!) * meters.y * dy) / (dx * dx + dy * dy)
  const length = Math.hypot(dx, dy)
  // A hand's breadth away from the next vertex.
  const room = Math.min(0.2, 0.2 * length) / length
  const [low, high] = [share(x[step(at, -1)]!, y[step(at, -1)]!) + room, share(x[step(at, 1)]!, y[step(at, 1)]!) - room]
  if (!(low < high)) return null
  const t = Math.min(high, Math.max(low, share(px, py)))
  return [Math.round(x[a]! + (x[b]! - x[a]!) * t), Math.round(y[a]! + (y[b]! - y[a]!) * t)]
}

/** A new vertex on the border from a to b, in all zones that have it; its id is the last one of the change. */
export function insertVertex(topology: Topology, a: number, b: number, at: Cell): Outcome {
  const { x, y } = topology
  const id = x.length
  const users = [...(topology.users.get(a) ?? [])].filter((key) => topology.users.get(b)?.has(key))
  const onArea = users.includes('') && isEdge(topology.area, a, b)
  const [px, py] = onArea ? footOn(topology, a, b, at) : at
  const put = (polygons: VertexPolygons) => polygons.map((rings) => rings.map((ring) => ring.flatMap((corner, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]!
    return (before === a && corner === b) || (before === b && corner === a) ? [id, corner] : [corner]
  })))
  const zones = users.filter((key) => key !== '' && isEdge(topology.zones.get(key)!.polygons, a, b)).map((key) => {
    const before = topology.zones.get(key)!
    return { key, before, after: { ...before, polygons: put(before.polygons) } }
  })
  if (zones.length === 0) return refuse('fixed')
  if ((px === x[a] && py === y[a]) || (px === x[b] && py === y[b])) return refuse('too_close')
  const change: TopologyChange = { vertices: [{ id, before: null, after: [px, py] }], zones, ...(onArea ? { area: { before: topology.area, after: put(topology.area) } } : {}) }
  return trySound(topology, change)
}

const isEdge = (polygons: VertexPolygons, a: number, b: number): boolean =>
  polygons.some((rings) => rings.some((ring) => ring.some((corner, i) => { const before = ring[(i + ring.length - 1) % ring.length]!; return (before === a && corner === b) || (before === b && corner === a) })))

function footOn({ x, y, meters }: Topology, a: number, b: number, [px, py]: Cell): Cell {
  const [dx, dy] = [(x[b]! - x[a]!) * meters.x, (y[b]! - y[a]!) * meters.y]
  const t = Math.min(1, Math.max(0, ((px - x[a]!) * meters.x * dx + (py - y[a]!) * meters.y * dy) / (dx * dx + dy * dy)))
  return [Math.round(x[a]! + (x[b]! - x[a]!) * t), Math.round(y[a]! + (y[b]! - y[a]!) * t)]
}

/** The vertices beside a vertex, over all zones and the area. */
export function besideVertex(topology: Topology, id: number): Set<number> {
  const beside = new Set<number>()
  for (const key of topology.users.get(id) ?? []) {
    for (const ring of (key === '' ? topology.area : topology.zones.get(key)!.polygons).flat()) ring.forEach((corner, i) => {
      if (corner !== id) return
      beside.add(ring[(i + ring.length - 1) % ring.length]!)
      beside.add(ring[(i + 1) % ring.length]!)
    })
  }
  return beside
}

/** Takes a vertex out of the border that it is of; where three borders meet it cannot be missed. */
export function removeVertex(topology: Topology, id: number): Outcome {
  if (topology.fixed.has(id)) return refuse('fixed')
  if (besideVertex(topology, id).size !== 2) return refuse('junction')
  const users = [...(topology.users.get(id) ?? [])]
  const take = (polygons: VertexPolygons) => polygons.map((rings) => rings.map((ring) => (ring.includes(id) ? ring.filter((corner) => corner !== id) : ring)))
  const zones = users.filter((key) => key !== '').map((key) => {
    const before = topology.zones.get(key)!
    return { key, before, after: { ...before, polygons: take(before.polygons) } }
  })
  if (zones.some(({ after }) => after.polygons.some((rings) => rings.some((ring) => ring.length < 3)))) return refuse('too_few_corners')
  const area = users.includes('') ? { area: { before: topology.area, after: take(topology.area) } } : {}
  return trySound(topology, { vertices: [{ id, before: [topology.x[id]!, topology.y[id]!], after: null }], zones, ...area })
}

/** The next corner of a zone that can be moved, round and round; the first one where none is given. */
export function nextVertex(topology: Topology, key: string, from: number | null, step: 1 | -1): number | null {
  const free = (topology.zones.get(key)?.polygons.flat(2) ?? []).filter((id) => !topology.fixed.has(id))
  const at = from === null ? -1 : free.indexOf(from)
  if (free.length === 0) return null
  return free[at < 0 ? (step > 0 ? 0 : free.length - 1) : (at + step + free.length) % free.length]!
}

/** A new corner in the middle of the edge of a zone that follows a corner. */
export function insertAfter(topology: Topology, key: string, id: number): Outcome {
  const ring = topology.zones.get(key)?.polygons.flat().find((each) => each.includes(id))
  if (!ring) return refuse('fixed')
  const next = ring[(ring.indexOf(id) + 1) % ring.length]!
  return insertVertex(topology, id, next, [Math.round((topology.x[id]! + topology.x[next]!) / 2), Math.round((topology.y[id]! + topology.y[next]!) / 2)])
}
