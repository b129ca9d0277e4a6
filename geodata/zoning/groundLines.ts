import { pointInPolygon } from '../geometry/pointInPolygon.ts'
import type { MultiPolygon } from '../model/geometry.ts'
import { StreetClass } from '../model/ground.ts'
import type { BarrierKind, PlanBuilding, PlanGround } from '../model/zonePlan.ts'
import type { Lattice } from './lattice.ts'
import type { Segments } from './nodeLines.ts'
import type { Segment } from './segmentIndex.ts'
import { ringArea } from './sharedGround.ts'
import { wallEnds, type WallTarget } from './wallEnds.ts'

/** What lines are drawn by: the outline of the area, classes of streets, gaps between buildings, walls that are barriers; from `firstPolygon` on water, then zones that are to be told apart, then buildings, one number each. */
export const outlineLine = 0
export const gapLine = 12
const wallLine = 13
export const firstPolygon = 16
const streetLine = (kind: StreetClass) => 1 + StreetClass.options.indexOf(kind)

/** Footpaths, steps and rails that are no border are no centre lines to cut by. Ways to a door end in nothing and fall away by themselves. */
const cutting: readonly StreetClass[] = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian']
/** Half the side of the square that stands for a building of which only the place is known. */
const pointMeters = 3

/** How many of each stand one after the other from `firstPolygon` on. */
export type Drawn = { water: number; zones: number }

export type GroundLines = {
  segments: Segments
  drawn: Drawn
  /** Those in the area, each once. */
  buildings: PlanBuilding[]
  outside: PlanBuilding[]
  duplicates: { kept: PlanBuilding; left: PlanBuilding }[]
}

type XY = readonly [number, number]

/** Rings of a building's footprint; around the place where there is none. */
export function ringsOf({ geometry, at }: PlanBuilding, { eastMeters, northMeters, xOf, yOf }: Lattice): XY[][] {
  const rings = geometry.type === 'Polygon' ? (geometry.coordinates as number[][][]) : geometry.type === 'MultiPolygon' ? (geometry.coordinates as number[][][][]).flat() : []
  if (rings.length) return rings.map((ring) => ring.map(([lng = 0, lat = 0]): XY => [xOf(lng), yOf(lat)]))
  const [x, y, dx, dy] = [xOf(at[0]), yOf(at[1]), Math.round(pointMeters / eastMeters), Math.round(pointMeters / northMeters)]
  return [[[x - dx, y - dy], [x + dx, y - dy], [x + dx, y + dy], [x - dx, y + dy], [x - dx, y - dy]]]
}

/** The same place twice: box and area alike within a metre and a twentieth. */
function sortDuplicates(buildings: PlanBuilding[], lattice: Lattice): Pick<GroundLines, 'buildings' | 'duplicates'> {
  const stepsPerMeter = 1 / lattice.northMeters
  const seen = new Map<string, { building: PlanBuilding; box: number[]; area: number }[]>()
  const kept: PlanBuilding[] = []
  const duplicates: GroundLines['duplicates'] = []
  for (const building of buildings) {
    const rings = ringsOf(building, lattice)
    const [xs, ys] = [rings.flat().map(([x]) => x), rings.flat().map(([, y]) => y)]
    const box = [xs, ys].flatMap((list) => [list.reduce((a, b) => Math.min(a, b), Infinity), list.reduce((a, b) => Math.max(a, b), -Infinity)])
    const area = rings.reduce((sum, ring) => sum + Math.abs(ringArea(ring)), 0)
    const cell = box.map((side) => Math.floor(side / (8 * stepsPerMeter)))
    const near = [-1, 0, 1].flatMap((i) => [-1, 0, 1].flatMap((j) => seen.get(`${(cell[0] as number) + i} ${(cell[2] as number) + j}`) ?? []))
    const same = near.find((other) => other.box.every((side, k) => Math.abs(side - (box[k] as number)) <= stepsPerMeter) && Math.abs(other.area - area) <= Math.max(other.area, area) / 20)
    if (same) {
      duplicates.push({ kept: same.building, left: building })
      continue
    }
    kept.push(building)
    const key = `${cell[0]} ${cell[2]}`
    seen.set(key, [...(seen.get(key) ?? []), { building, box, area }])
  }
  return { buildings: kept, duplicates }
}

function wallTargets({ ends, by }: Segments, walls: readonly XY[][], firstHouse: number): WallTarget[] {
  const drawn = by.map((line, i): WallTarget => ({ segment: ends.slice(4 * i, 4 * i + 4) as unknown as Segment, isHouse: line >= firstHouse, wall: -1, piece: -1 }))
  return [...drawn, ...walls.flatMap((line, wall) => line.slice(1).map(([x, y], piece): WallTarget => ({ segment: [...(line[piece] as XY), x, y], isHouse: false, wall, piece })))]
}

/** All lines that ground is cut by, in the whole numbers of the lattice. Streets only where they can touch the area. @param zones of today whose borders are to stay */
export function groundLines({ area, buildings, streets, water, walls }: PlanGround, zones: readonly MultiPolygon[], lattice: Lattice, barriers: readonly BarrierKind[]): GroundLines {
  const segments: Segments = { ends: [], by: [] }
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  const draw = (by: number, line: readonly XY[], everywhere = false) => {
    for (let i = 1; i < line.length; i++) {
      const [[ax, ay], [bx, by_]] = [line[i - 1] as XY, line[i] as XY]
      if (ax === bx && ay === by_) continue
      if (!everywhere && (Math.max(ax, bx) < (box[0] as number) || Math.min(ax, bx) > (box[2] as number) || Math.max(ay, by_) < (box[1] as number) || Math.min(ay, by_) > (box[3] as number))) continue
      segments.ends.push(ax, ay, bx, by_)
      segments.by.push(by)
    }
  }
  const onLattice = (line: readonly (readonly number[])[]) => line.map(([lng = 0, lat = 0]): XY => [lattice.xOf(lng), lattice.yOf(lat)])
  for (const ring of area.geometry.coordinates.flat()) {
    for (const [x, y] of onLattice(ring)) box.splice(0, 4, Math.min(box[0] as number, x), Math.min(box[1] as number, y), Math.max(box[2] as number, x), Math.max(box[3] as number, y))
    draw(outlineLine, onLattice(ring), true)
  }
  const isDrawn = (kind: StreetClass) => cutting.includes(kind) || barriers.some((barrier) => barrier === kind)
  for (const street of streets) if (isDrawn(street.class)) draw(streetLine(street.class), onLattice(street.geometry.coordinates))
  const shapes = [...water, ...zones]
  shapes.forEach((shape, i) => { for (const ring of shape.coordinates.flat()) draw(firstPolygon + i, onLattice(ring), true) })
  const inside = (building: PlanBuilding) => pointInPolygon(building.at, area.geometry)
  const standing = sortDuplicates(buildings.filter(inside), lattice)
  standing.buildings.forEach((building, i) => { for (const ring of ringsOf(building, lattice)) draw(firstPolygon + shapes.length + i, ring, true) })
  if (barriers.includes('wall')) {
    const lines = walls.flatMap(({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates)).map(onLattice)
    for (const line of [...lines, ...wallEnds(lines, wallTargets(segments, lines, firstPolygon + shapes.length), lattice)]) draw(wallLine, line)
  }
  return { segments, drawn: { water: water.length, zones: zones.length }, ...standing, outside: buildings.filter((building) => !inside(building)) }
}

/** Barriers by how easily people cross them. */
export const weakestFirst: readonly BarrierKind[] = ['tertiary', 'secondary', 'primary', 'wall', 'trunk', 'rail', 'motorway', 'water']

/** What people agreed not to cross that a line was drawn by: its place in `weakestFirst` from 1; 0 for none. */
export function barrierLines(barriers: readonly BarrierKind[], drawn: Drawn): (by: number) => number {
  const lines = new Map(barriers.flatMap((kind) => { const found = StreetClass.safeParse(kind); return found.success ? [[streetLine(found.data), 1 + weakestFirst.indexOf(kind)] as const] : [] }))
  const water = barriers.includes('water') ? 1 + weakestFirst.indexOf('water') : 0
  if (barriers.includes('wall')) lines.set(wallLine, 1 + weakestFirst.indexOf('wall'))
  return (by) => lines.get(by) ?? (by >= firstPolygon && by < firstPolygon + drawn.water ? water : 0)
}

/** Whether borders along it stay as they are drawn: centre lines, walls that are barriers, banks, the outline and borders of today, but not gaps and sides of houses. */
export const isFixedLine = (drawn: Drawn) => (by: number) => by < gapLine || by === wallLine || (by >= firstPolygon && by < firstPolygon + drawn.water + drawn.zones)

/** Borders of zones of today that keep their shape. */
export const isKeptLine = ({ water, zones }: Drawn) => (by: number) => by >= firstPolygon + water && by < firstPolygon + water + zones
