import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { PlaneChoice } from '../analyse/planeChoice.ts'
import { placesToPlane } from '../analyse/planeChoice.ts'
import { crsOfHead } from '../analyse/table.ts'
import { inspectFile } from '../import/openText.ts'
import { readFeatures } from '../import/readGeojson.ts'

/** Lines of a GeoJSON file, of polygons their outlines, in what the plane takes. @throws FormatError with a sentence */
export async function readBarriers(path: string, plane: PlaneChoice): Promise<{ lines: number[][][]; said: string[] }> {
  const facts = await inspectFile(path)
  if (facts.kind !== 'geojson') throw new FormatError(`${path} is no GeoJSON; barriers come as its lines or polygons.`)
  let head = ''
  const lines: number[][][] = []
  for await (const batch of readFeatures(facts, (text) => (head = text))) {
    for (const { geometry, broken, line } of batch) {
      if (broken) throw new FormatError(`${path}: feature ${line} cannot be read: ${broken}.`)
      const at = geometry?.coordinates as unknown
      if (geometry?.type === 'LineString') lines.push(at as number[][])
      else if (geometry?.type === 'MultiLineString' || geometry?.type === 'Polygon') lines.push(...(at as number[][][]))
      else if (geometry?.type === 'MultiPolygon') lines.push(...(at as number[][][][]).flat())
    }
  }
  const kept = lines.filter((line) => Array.isArray(line) && line.length >= 2)
  if (!kept.length) throw new FormatError(`${path} has no line and no polygon that could be a barrier.`)
  if (kept.some((line) => line.some((place) => !(typeof place?.[0] === 'number' && Number.isFinite(place[0] + (place[1] as number)))))) throw new FormatError(`${path} has a line with places that are no numbers.`)
  const flat = Float64Array.from(kept.flat().flatMap(([x, y]) => [x as number, y as number]))
  const { places } = placesToPlane(path, flat, plane, crsOfHead(head), {})
  if (places.some(Number.isNaN)) throw new FormatError(`${path} has lines that lie off the world: coordinates of some metre grid need --crs-metres EPSG:nnnn or --crs-metres local.`)
  let at = 0
  return { lines: kept.map((line) => line.map(() => [places[at++] as number, places[at++] as number])), said: [`barriers: ${kept.length.toLocaleString('en')} lines`] }
}
