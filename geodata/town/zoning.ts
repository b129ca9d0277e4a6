import type { Random } from '../random.ts'
import type { Superblock } from './communities.ts'
import { divide } from './divide.ts'
import type { Layout, PlanLine } from './layout.ts'
import type { Names } from './names.ts'
import { cellAcross, cutCell, lineOf, outlineOf, pointsOf, ringOf, splitEdge, type Plan } from './plan.ts'
import { at, between, centroid, distance, nearestShare, signedArea, type XY } from './plane.ts'

/** A zone of the plan: its blocks of land and its share of the water in front of it. */
export type ZonePlan = { community: number; serial: number; blocks: number[]; water: number[]; ring: number[]; centre: XY; old: boolean }

type Land = { cell: number; community: number }

function cutIntoZones(layout: Layout, superblocks: readonly Superblock[], names: Names, random: Random): Land[] | null {
  const done: Land[] = []
  const open = superblocks.map((s) => ({ ...s, depth: 0 }))
  while (open.length > 0) {
    const { cell, zones, community, depth } = open.shift() as (typeof open)[number]
    if (zones === 1) {
      done.push({ cell, community })
      continue
    }
    const low = Math.max(1, Math.floor(zones / 2) - (zones > 5 && random() < 0.4 ? 1 : 0))
    const line = newLine(layout, zones >= 4 ? 'tertiary' : 'residential', names.road(zones < 4 && random() < 0.3 ? 'street' : 'road'))
    const parts = divide(layout.plan, cell, { share: low / zones, line: line.id, random })
    if (!parts) return null
    open.push(
      { cell: parts[0], zones: low, community, depth: depth + 1 },
      { cell: parts[1], zones: zones - low, community, depth: depth + 1 },
    )
  }
  return done
}

export function newLine(layout: Layout, streetClass: PlanLine['class'], name: PlanLine['name'], inZone = false): PlanLine {
  const line: PlanLine = { id: layout.lines.length, class: streetClass, water: null, barrier: false, name, inZone }
  layout.lines.push(line)
  return line
}

/** Cuts the half strips of water from bank to middle wherever the zone on the bank changes. */
function cutWater(layout: Layout, zoneOf: Map<number, number>): void {
  const { plan, lines } = layout
  const open = [...plan.rings.keys()].filter((cell) => !zoneOf.has(cell))
  const border = newLine(layout, null, { zh: '', en: '' }).id
  while (open.length > 0) {
    const cell = open.pop() as number
    const ring = ringOf(plan, cell)
    const beyond = ring.map((a, i) => zoneOf.get(cellAcross(plan, a, at(ring, i + 1)) ?? -1))
    for (let i = 0; i < ring.length; i++) {
      const [before, after] = [at(beyond, i - 1), beyond[i]]
      if (before === undefined || after === undefined || before === after) continue
      const node = ring[i] as number
      const target = nearestOnMiddle(plan, ring, lines, plan.nodes[node] as XY)
      const end = target && splitEdge(plan, target.a, target.b, target.point, 4)
      const parts = end === undefined || end === null ? null : cutCell(plan, cell, node, end, [], border)
      if (!parts) continue
      open.push(...parts)
      break
    }
  }
}

function nearestOnMiddle(plan: Plan, ring: number[], lines: readonly PlanLine[], p: XY): { a: number; b: number; point: XY } | null {
  let best: { a: number; b: number; point: XY } | null = null
  let bestGap = Infinity
  ring.forEach((a, i) => {
    const b = at(ring, i + 1)
    if (!lines[lineOf(plan, a, b)]?.water) return
    const [from, to] = [plan.nodes[a] as XY, plan.nodes[b] as XY]
    const point = between(from, to, nearestShare(p, from, to))
    if (distance(p, point) >= bestGap) return
    bestGap = distance(p, point)
    best = { a, b, point }
  })
  return best
}

/** The zone with the longest common border, by metres; pieces of water that touch none wait for their neighbours. */
function attachWater(layout: Layout, zoneOf: Map<number, number>, cells: number[]): void {
  const { plan, lines } = layout
  for (let round = 0, open = cells; open.length > 0 && round < 9; round++) {
    const found: [number, number][] = []
    for (const cell of open) {
      const shared = new Map<number, number>()
      const ring = ringOf(plan, cell)
      ring.forEach((a, i) => {
        const b = at(ring, i + 1)
        const zone = zoneOf.get(cellAcross(plan, a, b) ?? -1)
        const line = lines[lineOf(plan, a, b)]
        if (zone === undefined || (line?.barrier && (round < 4 || line.water === null))) return
        shared.set(zone, (shared.get(zone) ?? 0) + distance(plan.nodes[a] as XY, plan.nodes[b] as XY))
      })
      const best = [...shared].toSorted((a, b) => b[1] - a[1])[0]
      if (best) found.push([cell, best[0]])
    }
    for (const [cell, zone] of found) zoneOf.set(cell, zone)
    open = open.filter((cell) => !zoneOf.has(cell))
  }
}

/** Cuts the town into its 110 zones: land by streets, then the water in front of them. Null when a cut did not fit. */
export function makeZones(
  layout: Layout,
  superblocks: readonly Superblock[],
  names: Names,
  old: { centre: XY; radius: number },
  random: Random,
): ZonePlan[] | null {
  const lands = cutIntoZones(layout, superblocks, names, random)
  if (!lands) return null
  const { plan } = layout
  const zoneOf = new Map(lands.map((land, i) => [land.cell, i]))
  cutWater(layout, zoneOf)
  const waterCells = [...plan.rings.keys()].filter((cell) => !zoneOf.has(cell))
  attachWater(layout, zoneOf, waterCells)
  if (waterCells.some((cell) => !zoneOf.has(cell))) return null
  const zones = lands.map(({ cell, community }, i): ZonePlan => {
    const centre = centroid(pointsOf(plan, cell))
    return {
      community,
      serial: 0,
      blocks: [cell],
      water: waterCells.filter((w) => zoneOf.get(w) === i),
      ring: [],
      centre,
      old: distance(centre, old.centre) < old.radius,
    }
  })
  for (let c = 0; c < 13; c++) {
    const own = zones.filter((zone) => zone.community === c).toSorted((a, b) => a.centre[0] - a.centre[1] - (b.centre[0] - b.centre[1]))
    own.forEach((zone, i) => (zone.serial = i + 1))
  }
  return zones
}

/** Cuts zones into blocks by lanes. */
export function cutBlocks(layout: Layout, zones: ZonePlan[], random: Random): void {
  const { plan } = layout
  for (const zone of zones) {
    const wanted = (zone.old ? 15_000 : 32_000) * (0.8 + 0.5 * random())
    const open = [...zone.blocks]
    zone.blocks = []
    while (open.length > 0) {
      const cell = open.pop() as number
      const parts = Math.round(signedArea(pointsOf(plan, cell)) / wanted)
      const low = Math.floor(parts / 2)
      const made =
        parts < 2
          ? null
          : divide(plan, cell, {
              share: low / parts,
              line: newLine(layout, zone.old ? 'service' : parts > 3 ? 'residential' : 'service', { zh: '', en: '' }, true).id,
              random,
              wobbleDegrees: zone.old ? 16 : 6,
            })
      if (made) open.push(...made)
      else zone.blocks.push(cell)
    }
  }
}

/** Fixes each zone's ring once no edge is split any more. */
export function closeZones({ plan }: Layout, zones: readonly ZonePlan[]): void {
  for (const zone of zones) zone.ring = outlineOf(plan, [...zone.blocks, ...zone.water])[0] as number[]
}
