import { intersection, type Geom } from 'polyclip-ts'
import type { LngLat } from '../model/geometry.ts'
import { overWater } from './chains.ts'
import { insideStreets, type Built } from './buildings.ts'
import { drivesOf, type Gate } from './gates.ts'
import { corners, type Footprint } from './room.ts'
import { shifted } from './drawLine.ts'
import { canalSize, riverSize } from './layout.ts'
import { closedRing, toLngLat, toPolygon } from './local.ts'
import { add, leftOf, times, turned, type XY } from './plane.ts'
import type { Site } from './site.ts'
import type { TownGround, TownStreet } from './types.ts'

/** Streets as drawn: one per name and stretch, split where a bridge begins or ends; junctions are shared vertices. */
export function makeStreets(site: Site): TownStreet[] {
  const { layout, chains, water } = site
  const { plan, lines } = layout
  const streets: TownStreet[] = []
  for (const { line, nodes } of chains) {
    const drawn = lines[line]
    if (!drawn?.class) continue
    const pieces: { bridge: boolean; nodes: number[] }[] = []
    for (let i = 0; i + 1 < nodes.length; i++) {
      const [a, b] = [nodes[i] as number, nodes[i + 1] as number]
      const bridge = overWater(plan, water, a, b)
      const last = pieces.at(-1)
      if (last?.bridge === bridge) last.nodes.push(b)
      else pieces.push({ bridge, nodes: [a, b] })
    }
    for (const piece of pieces) {
      streets.push({
        ref: `street-${streets.length + 1}`,
        class: drawn.class,
        nameZh: drawn.name.zh,
        nameEn: drawn.name.en,
        // Every third narrow street inside a zone is one-way.
        oneway: drawn.inZone && drawn.id % 3 === 0,
        bridge: piece.bridge,
        geometry: { type: 'LineString', coordinates: piece.nodes.map((n) => toLngLat(plan.nodes[n] as XY)) },
      })
    }
  }
  return [...streets, ...driveStreets(site, streets.length)]
}

/** Drives have no name of their own. */
function driveStreets({ layout, blocks, gates }: Site, first: number): TownStreet[] {
  const drives = blocks.flatMap((block) => drivesOf(layout.plan, block.cell, gates.get(block.cell) as Gate, block.use))
  return drives.map((points, i) => ({
    ref: `street-${first + i + 1}`,
    class: 'service',
    nameZh: '',
    nameEn: '',
    oneway: false,
    bridge: false,
    geometry: { type: 'LineString', coordinates: points.map(toLngLat) },
  }))
}

const strip = (middle: readonly XY[], half: number): LngLat[] =>
  closedRing([...shifted(middle, -half), ...shifted(middle, half).toReversed()])

/** A pond that is not quite round. */
const pond = (centre: XY, radius: number, angle: number): XY[] =>
  Array.from({ length: 18 }, (_, i) => {
    const turn = (i / 18) * 2 * Math.PI
    return add(centre, turned([Math.cos(turn) * radius * 1.4, Math.sin(turn) * radius * (0.75 + 0.2 * Math.sin(2 * turn + angle))], angle))
  })

/** A block that was given over to homes after all keeps no field. */
const withFields = new Set(['school', 'kindergarten', 'sports'])

const blockKinds = {
  park: ['green', '公园', 'Park'],
  green: ['green', '绿地', 'Green'],
  square: ['square', '广场', 'Square'],
  stationSquare: ['square', '站前广场', 'Station Square'],
  sports: ['sports', '体育场', 'Sports Ground'],
} as const

/** The oval of a running track in its rectangle. */
function oval({ centre, axis, length, depth }: Footprint): XY[] {
  const half = length / 2 - depth / 2
  return Array.from({ length: 24 }, (_, i) => {
    const turn = ((i + 0.5) / 24) * 2 * Math.PI
    const along = Math.cos(turn) * (depth / 2) + Math.sign(Math.cos(turn)) * half
    return add(centre, add(times(axis, along), times(leftOf(axis), (Math.sin(turn) * depth) / 2)))
  })
}

export function makeGrounds(site: Site, fields: Built['fields']): TownGround[] {
  const { layout } = site
  const clip = (ring: LngLat[]): TownGround['geometry'] => {
    const parts = intersection([ring] as Geom, [closedRing(layout.outline)] as Geom) as LngLat[][][]
    return { type: 'MultiPolygon', coordinates: parts }
  }
  const named = (water: 'river' | 'canal') => layout.lines.find((line) => line.water === water)?.name as { zh: string; en: string }
  const grounds: TownGround[] = [
    { kind: 'green', nameZh: '滨河绿带', nameEn: 'Riverside Green', geometry: clip(strip(layout.river, riverSize.street - 9)) },
    { kind: 'water', nameZh: named('river').zh, nameEn: named('river').en, geometry: clip(strip(layout.river, riverSize.water)) },
    { kind: 'water', nameZh: named('canal').zh, nameEn: named('canal').en, geometry: clip(strip(layout.canal, canalSize.water)) },
  ]
  for (const block of site.blocks) {
    const rule = blockKinds[block.use as keyof typeof blockKinds]
    if (!rule) continue
    const name = site.names.root()
    grounds.push({
      kind: rule[0],
      nameZh: name.zh + rule[1],
      nameEn: `${name.en} ${rule[2]}`,
      geometry: toPolygon(insideStreets(site, block, 0.7)),
    })
    if (block.use === 'park' && block.area > 20_000) {
      grounds.push({
        kind: 'water',
        nameZh: `${name.zh}湖`,
        nameEn: `${name.en} Pond`,
        geometry: toPolygon(pond(add(block.centre, times([1, 0], 10)), Math.sqrt(block.area) / 9, block.centre[0])),
      })
    }
  }
  for (const { box, block } of fields) {
    if (!withFields.has(block.use)) continue
    grounds.push({
      kind: 'sports',
      nameZh: '操场',
      nameEn: 'Playing field',
      geometry: toPolygon(box.length > 60 ? oval(box) : corners(box)),
    })
  }
  return grounds
}
