import { classify, isWanted } from '../../geodata/format/osm/classify.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { StreetBarrier, StreetLine } from '../../geodata/graph/street.ts'
import type { Geometry, LngLat } from '../../geodata/model/geometry.ts'
import { osmRef, tagsOf } from '../import/importTagged.ts'
import { inspectFile } from '../import/openText.ts'
import { openOsm } from '../import/osmFile.ts'
import { readFeatures } from '../import/readGeojson.ts'

export type StreetFile = { streets: StreetLine[]; barriers: StreetBarrier[]; /** Ways that the edge of the extract cut, and features that cannot be read. */ leftOut: number }

/** Streets and barriers of an OSM file or of a GeoJSON with OSM's tags. @throws FormatError with a sentence */
export async function readStreetFile(path: string): Promise<StreetFile> {
  const facts = await inspectFile(path)
  if (facts.kind === 'csv') throw new FormatError(`${path} is a table; streets are read from .osm.pbf, .osm or a GeoJSON with OpenStreetMap's tags.`)
  const found: StreetFile = { streets: [], barriers: [], leftOut: 0 }
  const take = (ref: string, tags: Record<string, string>, shape: Geometry) => {
    for (const row of classify(ref, tags, shape)) {
      if (row.noun === 'street') found.streets.push({ ...row, id: row.ref, coordinates: row.geometry.coordinates as LngLat[] })
      if (row.noun === 'barrier') found.barriers.push({ ...row, id: row.ref, place: row.geometry.coordinates as LngLat })
    }
  }
  if (facts.kind === 'geojson') {
    for await (const batch of readFeatures(facts)) for (const feature of batch) {
      if (feature.broken || !feature.geometry) found.leftOut++
      else take(osmRef(feature, path), tagsOf(feature), feature.geometry)
    }
  } else {
    for (const feature of (await openOsm(facts)).collection.features((tags) => isWanted(tags) && (tags.highway !== undefined || tags.barrier !== undefined))) {
      if ('reason' in feature) found.leftOut++
      else take(feature.ref, feature.tags, feature.geometry)
    }
  }
  if (found.streets.length === 0) throw new FormatError(`${path} has no streets: lines with a highway tag.`)
  return found
}
