import type { PolygonXY } from '../../geodata/analysis/method.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { MetersXY } from '../../geodata/geometry/lngLat.ts'
import { centroidMeters, squareMeters } from '../../geodata/geometry/polygonMeters.ts'
import { createProjection } from '../../geodata/geometry/projection.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { createBarriers, type BarrierLines } from '../../geodata/zoning/barrierLines.ts'
import { sharedBorders } from '../../geodata/zoning/sharedBorders.ts'
import type { ZoningUnits } from '../../geodata/zoning/units.ts'
import { planeAsked, planeOf } from '../analyse/planeChoice.ts'
import type { ZonesFlags } from './flags.ts'
import { readBarriers } from './readBarriers.ts'
import { readPairs, type Pair } from './readTables.ts'
import { readUnits, type UnitsFound } from './readUnits.ts'

export type UnitsOfFiles = { units: ZoningUnits; found: UnitsFound; said: string[] }

/** Units with their neighbours, in metres of one plane. @throws FormatError with a sentence */
export async function unitsOfFiles(flags: ZonesFlags): Promise<UnitsOfFiles> {
  const choice = planeAsked(flags.crs)
  const found = await readUnits(flags.units, { weight: flags.weight, id: flags.id, plane: choice })
  const given = flags.adjacency ? await readPairs(flags.adjacency, found.ids) : null
  if (!given && (!found.shapes || found.arePoints) && found.ids.length > 1) throw new FormatError(`${flags.units} has no polygons to tell who touches whom: give pairs of neighbours with --adjacency FILE (from,to).`)
  if (flags.barriers && !found.shapes) throw new FormatError(`${flags.units} has no places, so that barriers cannot be looked for; a column "blocked" of --adjacency says which borders are closed.`)
  const barriers = flags.barriers ? await readBarriers(flags.barriers, choice) : null
  const turn = (planeOf(choice).plane ?? createProjection(middleOf(found))).forward
  const polygons = (found.shapes ?? []).map((shape): PolygonXY => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).map((rings) => rings.map((ring) => ring.map((place) => turn(place as unknown as LngLat)))))
  const lines = barriers ? createBarriers(barriers.lines.map((line) => line.map((place) => turn(place as unknown as LngLat)))) : null
  const middles = polygons.map((polygon): MetersXY => (found.arePoints ? (polygon[0]?.[0]?.[0] as MetersXY) : centroidMeters(polygon)))
  const pairs = pairsOf(polygons, middles, given, lines, flags, found.arePoints)
  const blocked = pairs.filter((pair) => pair.blocked).length
  const said = [...found.said, ...(barriers?.said ?? []), `neighbours: ${pairs.length.toLocaleString('en')} pairs${given ? ' as given' : ' by shared borders'}${barriers || blocked ? `, ${blocked.toLocaleString('en')} of them across a barrier` : ''}`]
  return { units: assembled(found, polygons, middles, pairs), found, said }
}

function middleOf({ shapes }: UnitsFound): LngLat {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const shape of shapes ?? [])
    for (const [x = NaN, y = NaN] of (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()).flat()) {
      box.west = Math.min(box.west, x)
      box.east = Math.max(box.east, x)
      box.south = Math.min(box.south, y)
      box.north = Math.max(box.north, y)
    }
  return box.west <= box.east ? [(box.west + box.east) / 2, (box.south + box.north) / 2] : [0, 0]
}

/** A border is a barrier where one runs along most of it; between units that share none, where one lies on the way from middle to middle. */
function pairsOf(polygons: PolygonXY[], middles: MetersXY[], given: Pair[] | null, barriers: BarrierLines | null, { borderMeters, barrierMeters }: ZonesFlags, arePoints: boolean): Pair[] {
  const borders = arePoints || !polygons.length ? [] : sharedBorders(polygons, borderMeters)
  const isAlong = (stretches: Parameters<BarrierLines['shareAlong']>[0]) => (barriers ? barriers.shareAlong(stretches, barrierMeters) > 0.5 : false)
  if (!given) return borders.map(({ a, b, meters, stretches }) => ({ a, b, meters, blocked: isAlong(stretches) }))
  const shared = new Map(borders.map((border) => [border.a * polygons.length + border.b, border]))
  return given.map((pair) => {
    const border = shared.get(pair.a * polygons.length + pair.b)
    const isBarrier = border ? isAlong(border.stretches) : barriers !== null && barriers.isBetween(middles[pair.a] as MetersXY, middles[pair.b] as MetersXY)
    return { ...pair, meters: pair.meters ?? border?.meters ?? null, blocked: pair.blocked || isBarrier }
  })
}

function assembled({ ids, households, arePoints }: UnitsFound, polygons: PolygonXY[], middles: MetersXY[], pairs: Pair[]): ZoningUnits {
  const count = ids.length
  const lists: { to: number; meters: number; blocked: boolean }[][] = ids.map(() => [])
  for (const { a, b, meters, blocked } of pairs) {
    // Lengths that nobody knows all count the same.
    lists[a]?.push({ to: b, meters: meters ?? 1, blocked })
    lists[b]?.push({ to: a, meters: meters ?? 1, blocked })
  }
  const flat = lists.flat()
  const start = new Uint32Array(count + 1)
  lists.forEach((list, i) => (start[i + 1] = (start[i] as number) + list.length))
  const hasGround = polygons.length > 0 && !arePoints
  return {
    ids, households, load: households.slice(),
    squareMeters: Float64Array.from(ids, (_, i) => (hasGround ? squareMeters(polygons[i] as PolygonXY) : 0)), perimeterMeters: Float64Array.from(ids, (_, i) => (hasGround ? perimeterOf(polygons[i] as PolygonXY) : 0)),
    xMeters: Float64Array.from(ids, (_, i) => middles[i]?.[0] ?? 0), yMeters: Float64Array.from(ids, (_, i) => middles[i]?.[1] ?? 0), estate: new Int32Array(count).fill(-1),
    start, neighbour: Uint32Array.from(flat, ({ to }) => to), borderMeters: Float64Array.from(flat, ({ meters }) => meters), blocked: Uint8Array.from(flat, ({ blocked }) => (blocked ? 1 : 0)),
  }
}

const perimeterOf = (polygon: PolygonXY) => polygon.flat().reduce((sum, ring) => sum + ring.slice(1).reduce((meters, [x, y], i) => meters + Math.hypot(x - (ring[i] as MetersXY)[0], y - (ring[i] as MetersXY)[1]), 0), 0)
