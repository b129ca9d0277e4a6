import { outlineOf } from './outline.ts'
import { overlay, type Overlay } from './overlay.ts'
import type { Cell } from './grid.ts'
import { trySound, refuse, type Outcome, type Topology, type TopologyChange, type TopologyZone, type VertexPolygons } from './topology.ts'

/** Ground of zones of cells, shells counter-clockwise and holes clockwise. */
export type Region = readonly (readonly Cell[])[]

/**
 * Gives ground to other zones: the regions are laid over the zones, and `owner` says whose the ground of a face is that was of `owners` (with '' for the area, '*0', '*1' … for the
 * regions). Borders that come about are shared vertex by vertex; corners that are needed by nobody are left out again.
 * @param made zones that there were not before, without their ground
 */
export function reassign(topology: Topology, regions: readonly Region[], owner: (owners: ReadonlySet<string>) => readonly string[], made: readonly Omit<TopologyZone, 'polygons'>[] = [], only?: readonly string[]): Outcome {
  const laid = regions.flatMap((rings, i) => rings.map((cells) => ({ label: `*${i}`, cells, closed: true })))
  const over = overlay(topology, laid, only)
  const after = over.owners.map((owners) => new Set(owner(owners)))
  const changed = new Set<string>()
  over.owners.forEach((owners, face) => {
    for (const key of [...over.keys, ...made.map((zone) => zone.key)]) if (owners.has(key) !== after[face]!.has(key)) changed.add(key)
  })
  if (changed.size === 0) return refuse('line_does_not_cut')
  const outlines = new Map([...changed].map((key) => [key, outlineOf(over.edges, over.faces, (face) => after[face]!.has(key))]))
  return trySound(topology, changeOf(topology, over, outlines, made), 'too_close')
}

function changeOf(topology: Topology, over: Overlay, outlines: Map<string, number[][][]>, made: readonly Omit<TopologyZone, 'polygons'>[]): TopologyChange {
  const spare = spareCorners(topology, over, outlines)
  const without = (polygons: VertexPolygons) => polygons.map((rings) => rings.map((ring) => ring.filter((id) => !spare.has(id))))
  const cut = (polygons: VertexPolygons) => without(withCorners(polygons, over.along))
  const zones: TopologyChange['zones'] = []
  for (const key of new Set([...over.keys, ...outlines.keys()])) {
    const before = topology.zones.get(key) ?? null
    const outline = outlines.get(key)
    const polygons = outline ? without(outline) : before ? cut(before.polygons) : []
    const same = before !== null && !outline && polygons.every((rings, p) => rings.every((ring, r) => ring.length === before.polygons[p]![r]!.length))
    if (same) continue
    const rest = before ?? made.find((zone) => zone.key === key)!
    zones.push({ key, before, after: polygons.length > 0 ? { ...rest, polygons } : null })
  }
  const area = cut(topology.area)
  const grown = area.some((rings, p) => rings.some((ring, r) => ring.length !== topology.area[p]![r]!.length))
  const used = new Set([...zones.flatMap(({ after }) => after?.polygons.flat(2) ?? []), ...(grown ? area.flat(2) : [])])
  const vertices = [...over.fresh].filter(([id]) => used.has(id)).map(([id, cell]) => ({ id, before: null, after: cell }))
  return { vertices, zones, ...(grown ? { area: { before: topology.area, after: area } } : {}) }
}

/** New corners on old borders where nothing branches off in the end. */
function spareCorners(topology: Topology, over: Overlay, outlines: Map<string, number[][][]>): Set<number> {
  const candidates = new Set([...over.along.values()].flat().filter((id) => over.fresh.has(id)))
  const beside = new Map<number, Set<number>>()
  const see = (polygons: VertexPolygons) => {
    for (const ring of polygons.flat()) ring.forEach((id, i) => {
      if (!candidates.has(id)) return
      const set = beside.get(id) ?? new Set()
      set.add(ring[(i + ring.length - 1) % ring.length]!).add(ring[(i + 1) % ring.length]!)
      beside.set(id, set)
    })
  }
  for (const key of new Set([...over.keys, ...outlines.keys()])) {
    const outline = outlines.get(key)
    const zone = topology.zones.get(key)
    see(outline ?? (zone ? withCorners(zone.polygons, over.along) : []))
  }
  see(withCorners(topology.area, over.along))
  const straight = new Map<number, [number, number]>()
  for (const [border, ids] of over.along) {
    const [a, b] = border.split(' ').map(Number) as [number, number]
    ids.forEach((id, i) => straight.set(id, [ids[i - 1] ?? a, ids[i + 1] ?? b]))
  }
  return new Set([...candidates].filter((id) => [...(beside.get(id) ?? [])].every((other) => straight.get(id)!.includes(other))))
}

function withCorners(polygons: VertexPolygons, along: ReadonlyMap<string, number[]>): VertexPolygons {
  if (along.size === 0) return polygons
  return polygons.map((rings) => rings.map((ring) => ring.flatMap((b, i) => {
    const a = ring[(i + ring.length - 1) % ring.length]!
    const corners = a < b ? along.get(`${a} ${b}`) : along.get(`${b} ${a}`)?.toReversed()
    return corners ? [...corners, b] : [b]
  })))
}
