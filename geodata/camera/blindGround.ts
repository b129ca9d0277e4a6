import { mercatorOf, MERCATOR_BITS } from '../geometry/mercator.ts'
import type { Projection } from '../geometry/projection.ts'
import { blindLevel, type BlindSpots } from '../model/blindSpot.ts'
import type { SeenGround } from './cameraCover.ts'
import { cellAt, cellMiddle, fillCells, type Ground, gridAround, groundKinds, publicGround } from './publicGround.ts'
import type { Footprints } from './standOff.ts'

const shift = MERCATOR_BITS - blindLevel
/** Finer shows no more of a cell of 35 m; coarser where an area is large. */
const [finestMeters, mostGroundCells] = [2.5, 1_500_000]
const [always, turning] = [1, 2]

type BlindWorld = {
  area: Footprints
  buildings: Footprints
  estates: Footprints
  water: Footprints
  views: readonly SeenGround[]
  /** In the plane; x, y in turn. */
  streets: readonly Float64Array[]
}
type BlindGround = { cells: Pick<BlindSpots['cells'], 'x' | 'y' | 'publicMeters' | 'unwatchedMeters' | 'turningMeters'>; streets: { meters: number; cells: number[]; unwatchedMeters: number[] }[] }

/**
 * Public ground by cell of presence, and what of it no camera that is on watches always, by the middles of small squares; of streets by the middles of pieces as long as such a square.
 * Cells are told in the order of their number, south last.
 */
export function blindGround({ area, buildings, estates, water, views, streets }: BlindWorld, plane: Projection): BlindGround {
  const span = gridAround(area, 1)
  const cellMeters = Math.max(finestMeters, Math.sqrt((span.columns * span.rows * span.cellMeters ** 2) / mostGroundCells))
  const ground = publicGround({ area, buildings, estates, water }, cellMeters)
  const flags = flagsOf(ground, views)
  const cells: BlindGround['cells'] = { x: [], y: [], publicMeters: [], unwatchedMeters: [], turningMeters: [] }
  const indexOf = new Map<number, number>()
  const square = ground.cellMeters ** 2
  for (let cell = 0; cell < ground.kinds.length; cell++) {
    if (ground.kinds[cell] !== groundKinds.public) continue
    const at = slotOf(cellMiddle(ground, cell, plane))
    cells.publicMeters[at]! += square
    if (flags[cell]! & always) continue
    cells.unwatchedMeters[at]! += square
    if (flags[cell]! & turning) cells.turningMeters[at]! += square
  }
  return { cells, streets: streets.map(streetOf) }

  function slotOf(place: readonly [number, number]): number {
    const { x, y } = mercatorOf(place)
    const [cx, cy] = [x >>> shift, y >>> shift]
    const key = cy * 2 ** blindLevel + cx
    const known = indexOf.get(key)
    if (known !== undefined) return known
    const at = cells.x.push(cx) - 1
    indexOf.set(key, at)
    cells.y.push(cy)
    for (const column of [cells.publicMeters, cells.unwatchedMeters, cells.turningMeters]) column.push(0)
    return at
  }

  /** What runs under a building, through an estate or outside of the area is nobody's street here. */
  function streetOf(line: Float64Array) {
    const unwatched = new Map<number, number>()
    let meters = 0
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, dx, dy] = [line[i - 2]!, line[i - 1]!, line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!]
      const pieces = Math.max(1, Math.ceil(Math.hypot(dx, dy) / ground.cellMeters))
      const each = Math.hypot(dx, dy) / pieces
      for (let piece = 0; piece < pieces; piece++) {
        const cell = cellAt(ground, ax + (dx * (piece + 0.5)) / pieces, ay + (dy * (piece + 0.5)) / pieces)
        if (cell < 0 || ground.kinds[cell] !== groundKinds.public) continue
        meters += each
        if (flags[cell]! & always) continue
        const at = slotOf(cellMiddle(ground, cell, plane))
        unwatched.set(at, (unwatched.get(at) ?? 0) + each)
      }
    }
    return { meters, cells: [...unwatched.keys()], unwatchedMeters: [...unwatched.values()] }
  }
}

function flagsOf(ground: Ground, views: readonly SeenGround[]): Uint8Array {
  const flags = new Uint8Array(ground.kinds.length)
  for (const view of views) {
    if (view.state !== 'online' || view.band !== 'detect') continue
    const bit = view.always ? always : turning
    fillCells(ground, view.rings, (cell) => void (flags[cell]! |= bit))
  }
  return flags
}
