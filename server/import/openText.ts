import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
export type FileFacts = { path: string; bytes: number; gzip: boolean; kind: 'osm.pbf' | 'osm.xml' | 'geojson' | 'csv'; encoding: Encoding; bom: boolean; /** A GeoJSON whose features say which OpenStreetMap element they are. */ osm: boolean }

/** The file's bytes, unpacked if it is gzip. */
export function bytesOf(path: string, gzip: boolean): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  if (!gzip) return file
  const unpacked = createGunzip({ chunkSize: 1 << 18 })
  file.on('error', (error) => unpacked.destroy(error))
  return file.pipe(unpacked)
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new FormatError(error.code === 'ENOENT' ? `There is no file ${path}.` : `The file ${path} cannot be read: ${error.message}`)
  })
  try {
    if ((await file.stat()).isDirectory()) throw new FormatError(`${path} is a folder; name the files in it.`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Looks at the whole file once before anything is written: what it is, whether it unpacks to its end, and how its text is encoded.
 * @throws FormatError with a sentence for the person who gave it
 */
export async function inspectFile(path: string): Promise<FileFacts> {
  const first = await firstBytes(path)
  const { size: bytes } = statSync(path)
  if (!bytes) throw new FormatError(`${path} is empty.`)
  const gzip = first[0] === 0x1f && first[1] === 0x8b
  if (!gzip && /OSMHeader/.test(first.toString('latin1'))) return { path, bytes, gzip, kind: 'osm.pbf', encoding: 'utf-8', bom: false, osm: true }
  if (/\.pbf$/i.test(path)) throw new FormatError(`${path} is not an OSM PBF file, though its name says so.`)
  if (first.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') throw new FormatError(`${path} is a zip archive (or a spreadsheet); unpack it, or save the sheet as CSV.`)
  const { encoding, bom, start } = await encodingOf(path, gzip)
  const text = start.trimStart()
  if (!text) throw new FormatError(`${path} holds no text.`)
  const kind = text.startsWith('<') ? 'osm.xml' : text.startsWith('{') || text.startsWith('[') ? 'geojson' : 'csv'
  if (kind === 'osm.xml' && !/<osm[\s>]/.test(text)) throw new FormatError(`${path} is XML, but not OpenStreetMap; give .osm, .osm.pbf, GeoJSON or CSV.`)
  if (kind === 'csv' && /\.(geo)?json(\.gz)?$/i.test(path)) throw new FormatError(`${path} is not GeoJSON, though its name says so: it does not start with {.`)
  return { path, bytes, gzip, kind, encoding, bom, osm: kind === 'osm.xml' || (kind === 'geojson' && /"(osm_id|@id)"/.test(start)) }
}

type Found = { encoding: Encoding; bom: boolean; start: string }

async function encodingOf(path: string, gzip: boolean): Promise<Found> {
  let utf8: InstanceType<typeof TextDecoder> | undefined = new TextDecoder('utf-8', { fatal: true })
  let head: Buffer | undefined
  try {
    for await (const chunk of bytesOf(path, gzip) as AsyncIterable<Buffer>) {
      head ??= chunk.subarray(0, 4096)
      if (utf8) utf8 = stillFits(utf8, chunk)
      const [a, b] = head
      if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) utf8 = undefined
    }
  } catch (error) {
    throw new FormatError(unpackError(path, error as NodeJS.ErrnoException))
  }
  return named(head ?? Buffer.alloc(0), utf8 !== undefined, path)
}

function stillFits(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): InstanceType<typeof TextDecoder> | undefined {
  try {
    decoder.decode(chunk, { stream: true })
    return decoder
  } catch {
    return undefined
  }
}

function unpackError(path: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return `${path} ends before its compressed data does: it was cut off. Nothing was imported; download it again.`
  if (error.code === 'Z_DATA_ERROR') return `${path} is damaged: its compressed data does not unpack (${error.message}). Nothing was imported.`
  return `${path} cannot be read: ${error.message}`
}

function named(head: Buffer, isUtf8: boolean, path: string): Found {
  const decode = (encoding: Encoding) => new TextDecoder(encoding).decode(head)
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: true, start: decode('utf-16le') }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: true, start: decode('utf-16be') }
  if (head.includes(0)) throw new FormatError(`${path} is neither text nor an OSM PBF file.`)
  if (isUtf8) return { encoding: 'utf-8', bom: head[0] === 0xef && head[1] === 0xbb, start: decode('utf-8') }
  return { encoding: 'gb18030', bom: false, start: decode('gb18030') }
}

/** The file's text in pieces, without the byte order mark. */
export async function* textOf(facts: FileFacts): AsyncGenerator<string> {
  const decoder = new TextDecoder(facts.encoding)
  for await (const chunk of bytesOf(facts.path, facts.gzip) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
