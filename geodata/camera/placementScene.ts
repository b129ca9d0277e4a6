import { mercatorOf } from '../geometry/mercator.ts'
import { createProjection, type Projection } from '../geometry/projection.ts'
import type { CameraPlacementQuestion, PlacementRows } from '../model/cameraPlacement.ts'
import { cameraView } from './cameraView.ts'
import { cornerMounts, facadeMounts, type Mount, settleMounts, type XY } from './mounts.ts'
import { footprintsIn } from './footprintsIn.ts'
import { type FootprintIndex, indexFootprints } from './nearFootprints.ts'
import { type Demand, placementDemand } from './placementDemand.ts'
import { cellAt, cellMiddle, fillCells, gridAround, type Ground, groundKinds, publicGround } from './publicGround.ts'
import type { Footprints } from './standOff.ts'

/** Ground, mounts and what is watched already, in the plane. */
export type PlacementScene = {
  plane: Projection
  ground: Ground
  /** How many cells are public ground. */
  publicCells: number
  demand: Demand
  mounts: Mount[]
  mountsLeftOut: number
  index: { all: FootprintIndex; homes: FootprintIndex }
  /** Of each cell: 0 nobody, 1 only when a camera turns there, 2 always. */
  watched: Uint8Array
}

/** So many cells are enough to tell mounts apart, and no more than a search can go over again and again. */
const wantedCells = 60_000
const [finestMeters, coarsestMeters] = [2, 25]
/** More candidates than these make no better plan, only a later one. */
const mostMounts = 1_500
/** Cells in which a patrol was are of this level. */
const visitedShift = 31 - 20

const shapeOf = ({ geometry }: { geometry: { type: string; coordinates: unknown } }) => geometry

export function placementScene(rows: PlacementRows, question: CameraPlacementQuestion): PlacementScene {
  const corners = rows.shape.coordinates.flatMap(([outer]) => outer!)
  const middle = (axis: 0 | 1) => corners.reduce(([low, high], corner) => [Math.min(low, corner[axis]), Math.max(high, corner[axis])] as const, [Infinity, -Infinity] as readonly [number, number])
  const plane = createProjection([(middle(0)[0] + middle(0)[1]) / 2, (middle(1)[0] + middle(1)[1]) / 2])
  const area = footprintsIn(plane, [rows.shape])
  const buildings = footprintsIn(plane, rows.buildings.map(shapeOf))
  const homes = footprintsIn(plane, rows.buildings.filter((building) => building.homes).map(shapeOf))
  const span = gridAround(area, 1)
  const cellMeters = Math.min(coarsestMeters, Math.max(finestMeters, Math.sqrt((span.columns * span.rows * span.cellMeters ** 2) / wantedCells)))
  const ground = publicGround({ area, buildings, estates: footprintsIn(plane, rows.estates.map(shapeOf)), water: footprintsIn(plane, rows.water.map(shapeOf)) }, cellMeters)
  const index = { all: indexFootprints(buildings), homes: indexFootprints(homes) }
  const found = mountsOf(rows, question, plane, buildings).filter((mount) => isInside(ground, mount))
  const mounts = settleMounts(found, index.all, mostMounts)
  return {
    plane, ground, index, mounts, mountsLeftOut: found.length > mostMounts ? found.length - mounts.length : 0,
    publicCells: ground.kinds.reduce((sum, kind) => sum + Number(kind === groundKinds.public), 0),
    demand: placementDemand(ground, rows.incidents.map((place) => plane.forward(place)), visitedBy(rows.visited, ground, plane), question.weights),
    watched: watchedCells(rows, ground, plane, index.all),
  }
}

function mountsOf(rows: PlacementRows, { mounts, drawn }: CameraPlacementQuestion, { forward }: Projection, buildings: Footprints): Mount[] {
  const placed = (kind: Mount['kind'], places: readonly [number, number][]) => places.map((place): Mount => { const [xMeters, yMeters] = forward(place); return { kind, xMeters, yMeters } })
  return [
    ...(mounts.includes('drawn') ? placed('drawn', drawn) : []),
    ...(mounts.includes('street_light') ? placed('street_light', rows.lights) : []),
    ...(mounts.includes('corner') ? cornerMounts(rows.streets.map(({ coordinates }) => coordinates.map((place): XY => forward(place)))) : []),
    ...(mounts.includes('facade') ? facadeMounts(buildings) : []),
  ]
}

/** Not beyond the border, and not in a river. */
function isInside(ground: Ground, { xMeters, yMeters }: Mount): boolean {
  const cell = cellAt(ground, xMeters, yMeters)
  return cell >= 0 && ground.kinds[cell] !== groundKinds.outside && ground.kinds[cell] !== groundKinds.water
}

function visitedBy(visited: PlacementRows['visited'], ground: Ground, plane: Projection): (cell: number) => boolean {
  const keyOf = (place: readonly [number, number]) => { const { x, y } = mercatorOf(place); return `${x >> visitedShift} ${y >> visitedShift}` }
  const known = new Set(visited.map(keyOf))
  return (cell) => known.has(keyOf(cellMiddle(ground, cell, plane)))
}

/** What standing cameras see is known; what planned ones will is made as it was for their plan. */
function watchedCells(rows: PlacementRows, ground: Ground, plane: Projection, index: FootprintIndex): Uint8Array {
  const watched = new Uint8Array(ground.kinds.length)
  const mark = (rings: readonly Float64Array[], always: boolean) => fillCells(ground, rings, (cell) => { if (ground.kinds[cell] === groundKinds.public) watched[cell] = Math.max(watched[cell]!, always ? 2 : 1) })
  for (const { always, geometry } of rows.views) for (const rings of footprintsIn(plane, [geometry])) mark(rings, always)
  for (const { lng, lat, ...sight } of rows.planned) {
    const [xMeters, yMeters] = plane.forward([lng, lat])
    const { seen } = cameraView({ ...sight, xMeters, yMeters }, index)
    if (seen) mark([seen], sight.kind !== 'ptz')
  }
  return watched
}
