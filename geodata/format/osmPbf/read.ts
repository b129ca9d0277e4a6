import Pbf from 'pbf'
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
    try {
      if (blob.type === 'OSMHeader') readHeader(blob.data, visitor)
      else if (blob.type === 'OSMData') readBlock(blob.data, visitor)
    } catch (error) {
      throw new FormatError(`The OSM PBF file is damaged: ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** HeaderBBox: left, right, top, bottom in billionths of a degree. */
function readHeader(bytes: Uint8Array, visitor: OsmVisitor): void {
  const box = new Pbf(bytes).readFields<number[]>((tag, sides, pbf) => {
    if (tag === 1) pbf.readMessage((side, into: number[], inner) => void (side <= 4 && (into[side - 1] = inner.readSVarint() / 1e9)), sides)
  }, [])
  const [west, east, north, south] = box
  if (west !== undefined && east !== undefined && north !== undefined && south !== undefined && west < east && south < north) visitor.bounds?.([west, south, east, north])
}
