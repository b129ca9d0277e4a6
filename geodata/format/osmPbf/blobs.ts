import Pbf from 'pbf'

/** A file that is not what it says, or ends too early; the message is a sentence for the person who gave it. */
export class FormatError extends Error {
  override name = 'FormatError'
}

export type Blob = { type: string; data: Uint8Array }

/** Undoes zlib compression (RFC 1950); given by the caller, because this folder knows no platform. */
export type Inflate = (bytes: Uint8Array) => Uint8Array

// The format's own limits: a header under 64 KiB, a blob under 32 MiB.
const maxHeaderBytes = 64 * 1024
const maxBlobBytes = 32 * 1024 * 1024

/**
 * The blobs of an OSM PBF file in order, unpacked one at a time.
 * Source of the format: OpenStreetMap wiki, "PBF Format" (length in network byte order, BlobHeader, Blob).
 * @throws FormatError if the bytes are no OSM PBF or end inside a blob
 */
export function* readBlobs(bytes: Uint8Array, inflate: Inflate): Generator<Blob> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.length; ) {
    const headerBytes = at + 4 <= bytes.length ? view.getUint32(at) : Infinity
    if (at === 0 && headerBytes > maxHeaderBytes) throw new FormatError('This is not an OSM PBF file: it does not start with a block header.')
    const headerEnd = at + 4 + headerBytes
    if (headerEnd > bytes.length) throw truncated(bytes.length)
    const header = readHeader(bytes.subarray(at + 4, headerEnd))
    if (at === 0 && header.type !== 'OSMHeader') throw new FormatError('This is not an OSM PBF file: its first block is not OSMHeader.')
    if (header.size > maxBlobBytes) throw new FormatError(`The OSM PBF file is damaged: a block of ${header.size} bytes at byte ${at}.`)
    const end = headerEnd + header.size
    if (end > bytes.length) throw truncated(bytes.length)
    yield { type: header.type, data: unpack(bytes.subarray(headerEnd, end), inflate, at) }
    at = end
  }
}

const truncated = (length: number) => new FormatError(`The OSM PBF file ends inside a block after ${length} bytes: it was cut off. Download it again.`)

function readHeader(bytes: Uint8Array): { type: string; size: number } {
  try {
    return new Pbf(bytes).readFields((tag, header, pbf) => {
      if (tag === 1) header.type = pbf.readString()
      else if (tag === 3) header.size = pbf.readVarint()
    }, { type: '', size: 0 })
  } catch {
    return { type: '', size: 0 }
  }
}

function unpack(bytes: Uint8Array, inflate: Inflate, at: number): Uint8Array {
  const blob = new Pbf(bytes).readFields<{ raw?: Uint8Array; zlib?: Uint8Array; other?: number }>((tag, found, pbf) => {
    if (tag === 1) found.raw = pbf.readBytes()
    else if (tag === 3) found.zlib = pbf.readBytes()
    else if (tag > 3) found.other = tag
  }, {})
  if (blob.raw) return blob.raw
  if (!blob.zlib) throw new FormatError('The OSM PBF file uses a compression other than zlib; write it again with osmium cat -f pbf,pbf_compression=zlib.')
  try {
    return inflate(blob.zlib)
  } catch {
    throw new FormatError(`The OSM PBF file is damaged: the block at byte ${at} does not unpack.`)
  }
}
