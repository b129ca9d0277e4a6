import type { Projection } from '../geometry/projection.ts'
import type { Footprints } from './standOff.ts'

/** Polygons in the plane of a projection; what is no polygon is left out. */
export function footprintsIn({ forward }: Projection, shapes: readonly { type: string; coordinates: unknown }[]): Footprints {
  const ringOf = (ring: readonly number[][]) => Float64Array.from(ring.flatMap(([lng, lat]) => forward([lng!, lat!])))
  return shapes.flatMap(({ type, coordinates }) => {
    const parts = type === 'Polygon' ? [coordinates as number[][][]] : type === 'MultiPolygon' ? (coordinates as number[][][][]) : []
    return parts.map((part) => part.map(ringOf))
  })
}
