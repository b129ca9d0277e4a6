import { coverOf, type SeenGround } from '../../geodata/camera/cameraCover.ts'
import { footprintsIn } from '../../geodata/camera/footprintsIn.ts'
import type { Projection } from '../../geodata/geometry/projection.ts'
import type { CameraCover, CoverFigures, StreetCover } from '../../geodata/model/cameraCover.ts'
import type { CoverRows } from '../queries/cameraCover.ts'
import { planeOf } from './viewsOf.ts'

const rounded = (figures: CoverFigures): CoverFigures => Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Math.round(value)])) as CoverFigures

/** What cameras see, part by part, in the plane. */
export const seenIn = (plane: Projection, views: CoverRows['views']): SeenGround[] => views.flatMap(({ geometry, ...view }) => footprintsIn(plane, [geometry]).map((rings) => ({ ...view, rings: [...rings] })))

/** Cover of each zone, estate and street, in one plane through the middle of them all. */
export function coverOfRows({ area, zones, estates, streets, buildings, water, homes, views, due }: CoverRows): CameraCover {
  const projection = planeOf([...(area ? [area] : []), ...zones.map(({ geometry }) => geometry)])
  const { ofArea, ofLines } = coverOf({ buildings: footprintsIn(projection, buildings), estates: footprintsIn(projection, homes), water: footprintsIn(projection, water), views: seenIn(projection, views) })
  const lineOf = (line: readonly number[][]) => Float64Array.from(line.flatMap(([lng, lat]) => projection.forward([lng!, lat!])))
  const both = (geometry: { type: string; coordinates: unknown }) => {
    const cover = ofArea(footprintsIn(projection, [geometry]))
    return { public: rounded(cover.public), shared: rounded(cover.shared) }
  }
  return {
    area: area && both(area),
    zones: zones.map(({ zoneId, geometry }) => ({ zoneId, ...both(geometry) })),
    estates: estates.map(({ geometry, ...estate }) => ({ ...estate, shared: rounded(ofArea(footprintsIn(projection, [geometry]), true).shared) })),
    streets: byName(streets).map(({ lines, ...street }) => ({ ...street, line: rounded(ofLines(lines.map(lineOf))) })),
    due,
  }
}

/** A street of the register is a piece between two crossings; one is meant by its name. */
function byName(streets: CoverRows['streets']): (Omit<StreetCover, 'line'> & { lines: number[][][] })[] {
  const named = new Map<string, Omit<StreetCover, 'line'> & { lines: number[][][] }>()
  for (const { geometry, ...street } of streets) {
    const key = street.nameZh || street.nameEn || `(${street.class})`
    const known = named.get(key)
    if (known) known.lines.push(geometry.coordinates)
    else named.set(key, { ...street, lines: [geometry.coordinates] })
  }
  return [...named.values()]
}
