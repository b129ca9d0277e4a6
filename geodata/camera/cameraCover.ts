import type { CameraBand, CameraState } from '../model/camera.ts'
import type { CoverFigures } from '../model/cameraCover.ts'
import { type FootprintIndex, indexFootprints } from './nearFootprints.ts'
import { type Ground, fillCells, groundKinds, publicGround } from './publicGround.ts'
import { type Footprints, isInside } from './standOff.ts'

/** One part of a camera's view, as rings of x, y in turn in metres of a plane. */
export type SeenGround = { rings: Float64Array[]; band: CameraBand; always: boolean; state: CameraState }
/** What lies around the ground that is asked about, all in one plane. */
type CoverWorld = { buildings: Footprints; estates: Footprints; water: Footprints; views: readonly SeenGround[] }

const bits = { watched: 1, observed: 2, turning: 4, dark: 8, planned: 16 } as const
const sampleMeters = 2

function bitOf({ band, always, state }: SeenGround): number {
  if (state === 'planned') return band === 'detect' ? bits.planned : 0
  if (state !== 'online') return band === 'detect' ? bits.dark : 0
  if (!always) return band === 'detect' ? bits.turning : 0
  return band === 'detect' ? bits.watched : bits.observed
}

const none = (): CoverFigures => ({ ground: 0, watched: 0, observed: 0, turning: 0, dark: 0, planned: 0 })

function add(sum: CoverFigures, flags: number, amount: number): void {
  sum.ground += amount
  if (flags & bits.observed) sum.observed += amount
  if (flags & bits.watched) sum.watched += amount
  else if (flags & bits.turning) sum.turning += amount
  else if (flags & bits.dark) sum.dark += amount
  else if (flags & bits.planned) sum.planned += amount
}

/** Answers how much of any ground cameras see, on cells of `cellMeters`; costs what lies near that ground. */
export function coverOf({ buildings, estates, water, views }: CoverWorld, cellMeters = sampleMeters) {
  const [walls, homes, waters, seen] = [indexFootprints(buildings), indexFootprints(estates), indexFootprints(water), indexFootprints(views.map(({ rings }) => rings))]
  const bitOfRings = new Map(views.map((view) => [view.rings as readonly Float64Array[], bitOf(view)]))

  /** Both kinds of ground of an area: `isEstate` where the area is the ground of one estate, whatever other estates it overlaps. */
  function ofArea(area: Footprints, isEstate = false): { public: CoverFigures; shared: CoverFigures } {
    const near = within(area)
    const ground = publicGround({ area, buildings: near(walls), estates: isEstate ? area : near(homes), water: near(waters) }, cellMeters)
    const flags = new Uint8Array(ground.kinds.length)
    for (const rings of near(seen)) {
      const bit = bitOfRings.get(rings)!
      if (bit) fillCells(ground, rings, (cell) => void (flags[cell]! |= bit))
    }
    return { public: sumOf(ground, flags, groundKinds.public), shared: sumOf(ground, flags, groundKinds.shared) }
  }

  /** Of lines (x, y in turn), by the middles of pieces of at most two metres; what runs under a building is left out. */
  function ofLines(lines: readonly Float64Array[]): CoverFigures {
    const sum = none()
    for (const line of lines) for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, dx, dy] = [line[i - 2]!, line[i - 1]!, line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!]
      const length = Math.hypot(dx, dy)
      const [middleX, middleY, reach] = [ax + dx / 2, ay + dy / 2, length / 2]
      const [houses, around] = [walls.near(middleX, middleY, reach), seen.near(middleX, middleY, reach)]
      const pieces = Math.ceil(length / sampleMeters)
      for (let piece = 0; piece < pieces; piece++) {
        const [x, y] = [ax + (dx * (piece + 0.5)) / pieces, ay + (dy * (piece + 0.5)) / pieces]
        if (houses.some((rings) => isInside(x, y, rings))) continue
        let flags = 0
        for (const rings of around) if (isInside(x, y, rings)) flags |= bitOfRings.get(rings)!
        add(sum, flags, length / pieces)
      }
    }
    return sum
  }
  return { ofArea, ofLines }
}

/** What an index holds around an area. */
function within(area: Footprints): (index: FootprintIndex) => Footprints {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of area) for (const ring of rings) for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!)
    east = Math.max(east, ring[i]!)
    south = Math.min(south, ring[i + 1]!)
    north = Math.max(north, ring[i + 1]!)
  }
  return (index) => (east > west ? index.near((west + east) / 2, (south + north) / 2, Math.max(east - west, north - south) / 2) : [])
}

function sumOf({ kinds, cellMeters }: Ground, flags: Uint8Array, kind: number): CoverFigures {
  const sum = none()
  for (let cell = 0; cell < kinds.length; cell++) if (kinds[cell] === kind) add(sum, flags[cell]!, cellMeters * cellMeters)
  return sum
}
