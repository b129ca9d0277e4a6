import type { OsmVisitor } from '../osm/element.ts'
import { readBlock } from './block.ts'
import { FormatError, readBlobs, type Inflate } from './blobs.ts'

/**
 * Reads an OSM PBF file: nodes, ways and relations go to the visitor in the order of the file, coordinates in degrees (EPSG:4326).
 * Written here because the packages on npm are untyped or bring their own streams; the wire format itself is read by `pbf`.
 * @throws FormatError with a sentence for the person who gave the file
 */
export function readOsmPbf(bytes: Uint8Array, inflate: Inflate, visitor: OsmVisitor): void {
  if (!bytes.length) throw new FormatError('The file is empty.')
  for (const blob of readBlobs(bytes, inflate)) {
    if (blob.type !== 'OSMData') continue
    try {
      readBlock(blob.data, visitor)
    } catch (error) {
      throw new FormatError(`The OSM PBF file is damaged: ${error instanceof Error ? error.message : error}`)
    }
  }
}
