import { outlineOf } from './outline.ts'
import { overlay } from './overlay.ts'
import type { Cell } from './grid.ts'
import { reassign, type Region } from './reassign.ts'
import { ringArea } from './sharedGround.ts'
import { applyChange, isRefusal, refuse, reversed, type Outcome, type Topology, type TopologyChange, type TopologyZone } from './topology.ts'

type Made = Omit<TopologyZone, 'polygons'>
/** A new zone, without its ground. */
export const madeZone = (key: string, nameZh = '', nameEn = ''): Made => ({ key, zoneId: null, code: null, nameZh, nameEn, locked: false })

/** Pieces of a zone, or of what lies around it, that a line closes off: rings, the borders they came from, and whether the line is part of their outline. */
type Cut = { rings: Cell[][]; area: number; parents: (readonly [number, number])[]; drawn: boolean }

function cutsOf(topology: Topology, key: string, line: readonly Cell[]): { inside: Cut[]; outside: Cut[] } {
  const over = overlay(topology, [{ label: '', cells: line, closed: false }], [key], false)
  const { edges, faces, owners } = over
  const parents = new Map<string, readonly [number, number]>()
  over.parents.forEach((parent, e) => { if (parent) parents.set(pairOf(edges.from[e]!, edges.to[e]!), parent) })
  const cut = (isIn: (face: number) => boolean): Cut[] => outlineOf(edges, faces, isIn).map((rings) => {
    const from = rings.flatMap((ring) => ring.map((id, i) => parents.get(pairOf(ring[(i + ring.length - 1) % ring.length]!, id)) ?? null))
    const cells = rings.map((ring) => ring.map((id): Cell => [edges.x[id]!, edges.y[id]!]))
    return { rings: cells, area: cells.reduce((sum, ring) => sum + ringArea(ring), 0), parents: from.filter((parent) => parent !== null), drawn: from.includes(null) }
  })
  const each = (wanted: (face: number) => boolean): Cut[] => Array.from({ length: faces.count - 1 }, (_, f) => f + 1).filter(wanted).flatMap((face) => cut((other) => other === face))
  return { inside: each((face) => owners[face]!.has(key)), outside: each((face) => !owners[face]!.has(key)) }
}
const pairOf = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Cuts a zone along a line that crosses it, once or several times: the largest piece stays what it was, each other one becomes a zone of `keys`. */
export function splitZone(topology: Topology, key: string, line: readonly Cell[], keys: readonly string[]): Outcome {
  const { inside } = cutsOf(topology, key, line)
  const off = inside.toSorted((a, b) => b.area - a.area).slice(1)
  if (inside.length <= topology.zones.get(key)!.polygons.length || off.length > keys.length) return refuse('line_does_not_cut')
  const made = off.map((_, i) => madeZone(keys[i]!))
  return reassign(topology, off.map(({ rings }) => rings), (owners) => {
    const region = off.findIndex((_, i) => owners.has(`*${i}`))
    return zonesOf(owners).map((owner) => (owner === key && region >= 0 ? keys[region]! : owner))
  }, made)
}

const zonesOf = (owners: ReadonlySet<string>) => [...owners].filter((label) => label !== '' && !label.startsWith('*'))
const inRegion = (owners: ReadonlySet<string>) => [...owners].some((label) => label.startsWith('*'))

/** A new zone over ground of the area: it takes what is there from whoever has it, and what nobody has. */
export function drawZone(topology: Topology, made: Made, region: Region): Outcome {
  return orOutside(reassign(topology, [region], (owners) => (owners.has('*0') && owners.has('') ? [made.key] : zonesOf(owners)), [made]))
}
const orOutside = (outcome: Outcome): Outcome => (isRefusal(outcome) && outcome.refused === 'line_does_not_cut' ? refuse('outside') : outcome)

/** Gives ground of the area, a gap or an overlap as a rule, to one zone alone. */
export function assignGround(topology: Topology, key: string, regions: readonly Region[]): Outcome {
  return orOutside(reassign(topology, regions, (owners) => (inRegion(owners) && owners.has('') ? [key] : zonesOf(owners))))
}

/** Cuts off what lies outside of the area. */
export function trimZones(topology: Topology, regions: readonly Region[]): Outcome {
  return orOutside(reassign(topology, regions, (owners) => (inRegion(owners) && !owners.has('') ? [] : zonesOf(owners))))
}

/** One zone out of two or more that touch; it is the first of them that goes on. */
export function mergeZones(topology: Topology, keys: readonly string[]): Outcome {
  const [into, ...others] = keys as [string, ...string[]]
  const pieces = keys.reduce((sum, key) => sum + topology.zones.get(key)!.polygons.length, 0)
  const merged = reassign(topology, [], (owners) => {
    const zones = zonesOf(owners)
    return zones.some((key) => others.includes(key)) ? [...zones.filter((key) => !others.includes(key) && key !== into), into] : zones
  }, [], keys)
  if (isRefusal(merged) || keys.length === 1) return merged
  if (topology.zones.get(into)!.polygons.length <= pieces - others.length) return merged
  applyChange(topology, reversed(merged))
  return refuse('not_adjacent')
}

/** Takes a zone off; its ground is nobody's then. */
export function removeZone(topology: Topology, key: string): TopologyChange {
  const change: TopologyChange = { vertices: [], zones: [{ key, before: topology.zones.get(key)!, after: null }] }
  applyChange(topology, change)
  return change
}

/** Names, code, lock. */
export function describeZone(topology: Topology, key: string, words: Partial<Pick<TopologyZone, 'code' | 'nameZh' | 'nameEn' | 'locked' | 'zoneId'>>): TopologyChange {
  const before = topology.zones.get(key)!
  const change: TopologyChange = { vertices: [], zones: [{ key, before, after: { ...before, ...words } }] }
  applyChange(topology, change)
  return change
}

/**
 * Replaces a stretch of a zone's border by a line that begins and ends on it: what the line closes off outside comes to the zone, what it closes off inside goes to the
 * neighbour with the longest border there.
 */
export function reshapeZone(topology: Topology, key: string, line: readonly Cell[]): Outcome {
  const { inside, outside } = cutsOf(topology, key, line)
  const take = outside.filter(({ drawn }) => drawn)
  const give = inside.toSorted((a, b) => b.area - a.area).slice(topology.zones.get(key)!.polygons.length)
  if (take.length + give.length === 0) return refuse('line_does_not_cut')
  const to = give.map(({ parents }) => neighbourAlong(topology, key, parents))
  if (to.includes(null)) return refuse('no_neighbour')
  return reassign(topology, [...take, ...give].map(({ rings }) => rings), (owners) => {
    const zones = zonesOf(owners)
    if (!owners.has('')) return zones
    const region = [...owners].find((label) => label.startsWith('*'))
    if (region === undefined) return zones
    const n = Number(region.slice(1))
    return n < take.length ? [key] : [to[n - take.length]!]
  })
}

/** Whoever has the longest border on the other side. */
function neighbourAlong(topology: Topology, key: string, parents: readonly (readonly [number, number])[]): string | null {
  const meters = new Map<string, number>()
  for (const [a, b] of parents) for (const other of topology.users.get(a) ?? []) {
    if (other === key || other === '' || !topology.users.get(b)?.has(other)) continue
    meters.set(other, (meters.get(other) ?? 0) + Math.hypot((topology.x[a]! - topology.x[b]!) * topology.meters.x, (topology.y[a]! - topology.y[b]!) * topology.meters.y))
  }
  return [...meters].toSorted((p, q) => q[1] - p[1])[0]?.[0] ?? null
}

