import type { Projection } from '../../geodata/geometry/projection.ts'
import type { Footprints } from '../../geodata/camera/standOff.ts'
import { CommandError } from '../cli/tell.ts'
import { inspectFile } from '../import/openText.ts'
import { readFeatures } from '../import/readGeojson.ts'

/** Footprints of a GeoJSON in the plane of the projection; what is no polygon is counted. @throws FormatError or CommandError with a sentence */
export async function readFootprints(path: string, { forward }: Projection): Promise<{ footprints: Footprints; leftOut: number }> {
  const facts = await inspectFile(path)
  if (facts.kind !== 'geojson') throw new CommandError(`${path}: buildings come as GeoJSON with polygons.`)
  const footprints: Float64Array[][] = []
  let leftOut = 0
  const ringOf = (ring: readonly number[][]) => Float64Array.from(ring.flatMap(([lng, lat]) => forward([lng!, lat!])))
  for await (const features of readFeatures(facts)) for (const { geometry, broken } of features) {
    const parts = broken ? [] : geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : []
    const rings = parts.map((part) => part.map(ringOf)).filter((part) => part.every((ring) => ring.length >= 6 && ring.every(Number.isFinite)))
    if (rings.length) footprints.push(...rings)
    else leftOut++
  }
  if (!footprints.length) throw new CommandError(`${path}: none of its ${leftOut} features is a polygon.`)
  return { footprints, leftOut }
}
