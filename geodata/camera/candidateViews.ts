import type { CameraOffer } from '../model/cameraPlacement.ts'
import type { Cover } from './cover.ts'
import { facedWindows, offAxis, windowsWithin } from './facedWindows.ts'
import type { Mount } from './mounts.ts'
import { type FootprintIndex, wallsOf } from './nearFootprints.ts'
import { detectPixelsPerMeter, reachMeters } from './pixelDensity.ts'
import { fillCells, type Ground, groundKinds } from './publicGround.ts'
import { viewshed } from './viewshed.ts'

/** A mount with a kind of camera and a direction; of cameras that see or turn all around, null. */
type CandidateView = { mount: number; offer: number; azimuthDegrees: number | null }
export type Candidates = {
  views: CandidateView[]
  /** Public ground that each detects something on, by cell of the ground. */
  start: Uint32Array
  cells: Uint32Array
  /** Cells of ground of homes that each looks at, by cell too. */
  homesStart: Uint32Array
  homes: Uint32Array
  /** Metres of walls of homes that each faces within the distance asked for. */
  windows: Float64Array
}
/** Cameras that look in one direction are tried in as many as this. */
const directions = 12

/** How far a kind detects something: as far as is asked, and as its lens has the pixels for. */
export const rangeOf = ({ rangeMeters, pixels, fieldOfViewDegrees }: CameraOffer): number => Math.min(rangeMeters, reachMeters(detectPixelsPerMeter, { pixels, fieldOfViewDegrees }))

/** True visibility of every candidate: all around each mount the visibility polygon is made once, and what each kind and direction sees is cut from it. */
export function candidateViews(mounts: readonly Mount[], offers: readonly CameraOffer[], ground: Ground, at: { all: FootprintIndex; homes: FootprintIndex; windowMeters: number }, told: (share: number) => void): Candidates {
  const ranges = offers.map(rangeOf)
  const farthest = Math.max(...ranges)
  const [views, start, cells, homesStart, homes, windows]: [CandidateView[], number[], number[], number[], number[], number[]] = [[], [0], [], [0], [], []]
  mounts.forEach(({ xMeters, yMeters }, mount) => {
    if (mount % 25 === 0) told(mount / mounts.length)
    const eye = { xMeters, yMeters, azimuthDegrees: 0, fieldOfViewDegrees: 360, rangeMeters: farthest }
    const ring = viewshed(eye, wallsOf(at.all.near(xMeters, yMeters, farthest)))
    const near = seenCells(ground, ring, xMeters, yMeters)
    const faced = facedWindows(eye, ring, wallsOf(at.homes.near(xMeters, yMeters, at.windowMeters)), at.windowMeters)
    offers.forEach((offer, i) => {
      const around = offer.kind !== 'fixed'
      for (let k = 0; k < (around ? 1 : directions); k++) {
        const azimuth = (k * 360) / directions
        const field = around ? 360 : offer.fieldOfViewDegrees
        const before = cells.length
        for (const cell of near) {
          if (cell.away > ranges[i]! || offAxis(cell.bearing, azimuth) > field / 2) continue
          if (cell.kind === groundKinds.public) cells.push(cell.cell)
          else homes.push(cell.cell)
        }
        if (cells.length === before) { homes.length = homesStart.at(-1)!; continue }
        views.push({ mount, offer: i, azimuthDegrees: around ? null : azimuth })
        start.push(cells.length)
        homesStart.push(homes.length)
        windows.push(windowsWithin(faced, azimuth, field, ranges[i]!))
      }
    })
  })
  return { views, start: Uint32Array.from(start), cells: Uint32Array.from(cells), homesStart: Uint32Array.from(homesStart), homes: Uint32Array.from(homes), windows: Float64Array.from(windows) }
}

type SeenCell = { cell: number; kind: number; away: number; bearing: number }

function seenCells(ground: Ground, ring: Float64Array, xMeters: number, yMeters: number): SeenCell[] {
  const seen: SeenCell[] = []
  fillCells(ground, [ring], (cell) => {
    const kind = ground.kinds[cell]!
    if (kind !== groundKinds.public && kind !== groundKinds.shared) return
    const [dx, dy] = [ground.westMeters + ((cell % ground.columns) + 0.5) * ground.cellMeters - xMeters, ground.southMeters + (Math.floor(cell / ground.columns) + 0.5) * ground.cellMeters - yMeters]
    seen.push({ cell, kind, away: Math.hypot(dx, dy), bearing: (Math.atan2(dx, dy) * 180) / Math.PI })
  })
  return seen
}

/** The candidates as a cover of the cells that are worth something; cells that the same candidates see are one demand. */
export function coverOfCells({ start, cells }: Candidates, worth: Float64Array): Cover {
  const seenBy = new Map<number, number[]>()
  for (let view = 0; view + 1 < start.length; view++) for (const cell of cells.subarray(start[view], start[view + 1])) if (worth[cell]! > 0) {
    const views = seenBy.get(cell)
    if (views) views.push(view)
    else seenBy.set(cell, [view])
  }
  const groups = new Map<string, { views: number[]; worth: number }>()
  for (const [cell, views] of seenBy) {
    const key = views.join()
    const group = groups.get(key)
    if (group) group.worth += worth[cell]!
    else groups.set(key, { views, worth: worth[cell]! })
  }
  const lists: number[][] = Array.from({ length: start.length - 1 }, () => [])
  const demands = [...groups.values()]
  demands.forEach(({ views }, demand) => { for (const view of views) lists[view]!.push(demand) })
  const starts = new Uint32Array(start.length)
  lists.forEach((list, view) => (starts[view + 1] = starts[view]! + list.length))
  return { start: starts, demand: Uint32Array.from(lists.flat()), worth: Float64Array.from(demands, (each) => each.worth) }
}
