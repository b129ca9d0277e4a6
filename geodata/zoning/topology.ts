import type { MultiPolygon } from '../model/geometry.ts'
import type { PlanZone } from '../model/zonePlan.ts'
import { checkPolygons } from '../geometry/checkPolygons.ts'
import { geometryOf } from './cellPolygon.ts'
import { noBox, twiceArea, widen, type Cell, type CellBox, type CellMeters } from './grid.ts'

/** Rings of vertices without closing corner, shells counter-clockwise with their holes clockwise. */
export type VertexPolygons = readonly (readonly (readonly number[])[])[]
export type TopologyZone = Omit<PlanZone, 'geometry'> & { polygons: VertexPolygons }

/**
 * The zones of a plan over vertices that they share: a border between two of them is the same vertices in both, so that what moves moves for all.
 * It is changed by `applyChange` alone.
 */
export type Topology = {
  /** Of each vertex, in cells of the grid; a vertex that nobody uses is NaN. */
  x: number[]
  y: number[]
  area: VertexPolygons
  /** Corners of the area itself, which no plan moves. */
  fixed: ReadonlySet<number>
  zones: Map<string, TopologyZone>
  /** Keys of the zones at each vertex; '' is the area. */
  users: Map<number, Set<string>>
  meters: CellMeters
}

/** What an operation does, as a value: it can be taken back, done again and kept. Zones keep their place in the order by their key. */
export type TopologyChange = {
  vertices: { id: number; before: Cell | null; after: Cell | null }[]
  /** A zone whose vertices move has new `polygons` too, the same rings in another array: what is known of rings is known by that array. */
  zones: { key: string; before: TopologyZone | null; after: TopologyZone | null }[]
  area?: { before: VertexPolygons; after: VertexPolygons }
}

/** Why an operation cannot be done, for the interface. */
export const refusals = ['fixed', 'crosses', 'junction', 'too_few_corners', 'line_does_not_cut', 'crosses_itself', 'outside', 'not_adjacent', 'no_neighbour', 'too_close', 'locked', 'whole_zone'] as const
export type TopologyRefusal = { refused: (typeof refusals)[number] }
export type Outcome = TopologyChange | TopologyRefusal
export const isRefusal = (outcome: Outcome): outcome is TopologyRefusal => 'refused' in outcome
export const refuse = (refused: TopologyRefusal['refused']): TopologyRefusal => ({ refused })

export function emptyTopology(meters: CellMeters): Topology {
  return { x: [], y: [], area: [], fixed: new Set(), zones: new Map(), users: new Map(), meters }
}

export function applyChange(topology: Topology, { vertices, zones, area }: TopologyChange) {
  for (const { id, after } of vertices) [topology.x[id], topology.y[id]] = after ?? [Number.NaN, Number.NaN]
  for (const { key, before, after } of zones) {
    if (before?.polygons !== after?.polygons) use(topology, key, before?.polygons ?? [], after?.polygons ?? [])
    if (after) topology.zones.set(key, after)
    else topology.zones.delete(key)
  }
  if (area) {
    use(topology, '', area.before, area.after)
    topology.area = area.after
  }
}

export const reversed = ({ vertices, zones, area }: TopologyChange): TopologyChange => ({
  vertices: vertices.map(({ id, before, after }) => ({ id, before: after, after: before })).toReversed(),
  zones: zones.map(({ key, before, after }) => ({ key, before: after, after: before })).toReversed(),
  ...(area ? { area: { before: area.after, after: area.before } } : {}),
})

/** One change out of two that follow each other, as a drag is of its steps. */
export function joined(first: TopologyChange, second: TopologyChange): TopologyChange {
  const vertices = new Map(first.vertices.map((each) => [each.id, each]))
  for (const each of second.vertices) vertices.set(each.id, { ...each, before: vertices.has(each.id) ? vertices.get(each.id)!.before : each.before })
  const zones = new Map(first.zones.map((each) => [each.key, each]))
  for (const each of second.zones) zones.set(each.key, { ...each, before: zones.has(each.key) ? zones.get(each.key)!.before : each.before })
  const area = first.area && second.area ? { before: first.area.before, after: second.area.after } : (first.area ?? second.area)
  return { vertices: [...vertices.values()], zones: [...zones.values()], ...(area ? { area } : {}) }
}

function use({ users }: Topology, key: string, before: VertexPolygons, after: VertexPolygons) {
  const now = new Set(after.flat(2))
  for (const id of before.flat(2)) {
    if (now.has(id)) continue
    const set = users.get(id)
    set?.delete(key)
    if (set?.size === 0) users.delete(id)
  }
  for (const id of now) {
    const set = users.get(id)
    if (set) set.add(key)
    else users.set(id, new Set([key]))
  }
}

const shapes = new WeakMap<VertexPolygons, MultiPolygon>()
/** Shapes are kept by their rings: a zone that did not change is the same object again. */
export function geometryOfZone({ x, y }: Topology, { polygons }: TopologyZone): MultiPolygon {
  let shape = shapes.get(polygons)
  if (!shape) shapes.set(polygons, (shape = geometryOf(polygons.map((rings) => rings.map((ring) => ring.map((id): Cell => [x[id]!, y[id]!]))))))
  return shape
}
export function planZone(topology: Topology, key: string): PlanZone {
  const zone = topology.zones.get(key)!
  const { zoneId, code, nameZh, nameEn, locked } = zone
  return { key, zoneId, code, nameZh, nameEn, locked, geometry: geometryOfZone(topology, zone) }
}
export const planZones = (topology: Topology): PlanZone[] => [...topology.zones.keys()].map((key) => planZone(topology, key))

const boxes = new WeakMap<VertexPolygons, CellBox>()
export function boxOfZone({ x, y }: Topology, polygons: VertexPolygons): CellBox {
  let box = boxes.get(polygons)
  if (!box) {
    boxes.set(polygons, (box = noBox()))
    for (const rings of polygons) for (const id of rings[0] ?? []) widen(box, x[id]!, y[id]!)
  }
  return box
}

const sound = new WeakMap<VertexPolygons, boolean>()
/** Whether rings make valid polygons with their ground on the left. Where all zones are sound and their borders cancel out, the area is covered once. */
export function isSound(topology: Pick<Topology, 'x' | 'y'>, polygons: VertexPolygons): boolean {
  let known = sound.get(polygons)
  if (known === undefined) sound.set(polygons, (known = areValid(topology, polygons)))
  return known
}

function areValid({ x, y }: Pick<Topology, 'x' | 'y'>, polygons: VertexPolygons): boolean {
  const turned = polygons.every((rings) => rings.every((ring, r) => {
    const turns = twiceArea(ring.map((id) => x[id]!), ring.map((id) => y[id]!))
    return r === 0 ? turns > 0 : turns < 0
  }))
  if (!turned) return false
  const positions = polygons.map((rings) => rings.map((ring) => [...ring, ring[0]!].map((id) => [x[id]!, y[id]!])))
  return checkPolygons(positions, polygons.map((_, i) => String(i))) === undefined
}

/** Applies a change if all zones that it touches are sound afterwards, or were not before. It is then in the topology; what is refused has left no trace. */
export function trySound(topology: Topology, change: TopologyChange, why: TopologyRefusal['refused'] = 'crosses'): Outcome {
  const wasSound = new Set(change.zones.filter(({ before }) => before && isSound(topology, before.polygons)).map(({ key }) => key))
  applyChange(topology, change)
  const broken = change.zones.some(({ key, before, after }) => after && (!before || wasSound.has(key)) && !isSound(topology, after.polygons))
  if (!broken) return change
  applyChange(topology, reversed(change))
  return refuse(why)
}
