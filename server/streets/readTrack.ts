import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { guessColumns } from '../../geodata/format/columns.ts'
import { GpxError, readGpx } from '../../geodata/format/gpx.ts'
import { readTime } from '../../geodata/format/localTime.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { TrackFix } from '../../geodata/graph/observations.ts'
import { inspectFile } from '../import/openText.ts'
import { openTable } from '../import/openTable.ts'

/** Fixes by vehicle, and how many rows were none. */
export type TrackFile = { tracks: Map<string, TrackFix[]>; unread: number }
const mostFixes = 2_000_000

/** Positions of a CSV or GeoJSON, by vehicle where a column names one, or of a GPX. Those at (0, 0) stay: the matcher says what it left aside. @throws FormatError with a sentence */
export async function readTrack(path: string, timeZone: string): Promise<TrackFile> {
  if (/\.gpx(\.gz)?$/i.test(path)) return readGpxFile(path, timeZone)
  const { header, batches } = await openTable(await inspectFile(path))
  const { map } = guessColumns('positions', header)
  const missing = ['longitude', 'latitude', 'at'].filter((field) => map[field] === undefined)
  if (missing.length) throw new FormatError(`${path}: no column was found for ${missing.join(', ')}. The columns are: ${header.join(', ')}.`)
  const found: TrackFile = { tracks: new Map(), unread: 0 }
  for await (const rows of batches) for (const { cells, broken } of rows) {
    const cell = (field: string) => cells[map[field] ?? -1]?.trim() ?? ''
    const time = readTime(cell('at'), timeZone)
    const [lng, lat] = [cell('longitude'), cell('latitude')].map((text) => (text === '' ? NaN : Number(text))) as [number, number]
    if (broken || !time || Number.isNaN(lng + lat)) found.unread++
    else add(found, cell('vehicle'), { atMs: Date.parse(time.at), place: [lng, lat] })
  }
  return checked(path, found)
}

function readGpxFile(path: string, timeZone: string): TrackFile {
  try {
    const bytes = readFileSync(path)
    const { fixes, untimed } = readGpx((/\.gz$/i.test(path) ? gunzipSync(bytes) : bytes).toString('utf8'), mostFixes)
    const found: TrackFile = { tracks: new Map(), unread: untimed }
    for (const { at, lng, lat } of fixes) {
      const time = readTime(at, timeZone) ?? (Number.isNaN(Date.parse(at)) ? undefined : { at })
      if (time) add(found, '', { atMs: Date.parse(time.at), place: [lng, lat] })
      else found.unread++
    }
    return checked(path, found)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw error instanceof GpxError || code ? new FormatError(`${path}: ${code === 'ENOENT' ? 'there is no such file' : message}.`) : error
  }
}

function add({ tracks }: TrackFile, vehicle: string, fix: TrackFix): void {
  const track = tracks.get(vehicle)
  if (track) track.push(fix)
  else tracks.set(vehicle, [fix])
}

function checked(path: string, found: TrackFile): TrackFile {
  if (found.tracks.size === 0) throw new FormatError(`${path} has no positions with a place and a time.`)
  return found
}
