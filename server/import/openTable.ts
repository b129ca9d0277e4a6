import { areaLevels, guessColumns, guessNoun, importFields, type ColumnMap } from '../../geodata/format/columns.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { bbox } from '../../geodata/geometry/bbox.ts'
import type { Reproject } from '../../geodata/format/reproject.ts'
import { reprojectGeometry } from '../../geodata/format/reproject.ts'
import { type FileFacts } from './openText.ts'
import { isReason, placeOf } from './placeOf.ts'
import type { RawRow, RawTable } from './rawRow.ts'
import { openCsv } from './readCsv.ts'
import { openGeojson } from './readGeojson.ts'
import { ImportError, type ImportNoun, type ImportOptions } from './types.ts'

export const openTable = (facts: FileFacts): Promise<RawTable> => (facts.kind === 'csv' ? openCsv(facts) : openGeojson(facts))

/** What a table is taken for: as told, else by its columns; polygons without better signs are areas. */
export function nounOf(header: string[], first: RawRow[], options: ImportOptions, path: string): ImportNoun {
  if (options.as && options.as !== 'auto') return options.as
  const polygons = first.some(({ geometry }) => geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon')
  const guessed = polygons ? 'areas' : guessNoun(header)
  if (!guessed) throw new ImportError(`${path}: what this is cannot be told from its columns (${header.join(', ')}). Say it with --as incidents|places|lights|cameras|positions|areas, and --map field=column where names differ.`)
  return guessed as ImportNoun
}

/** Fields to columns, refused with all names when something needed is missing. */
export function columnsOf(noun: ImportNoun, header: string[], options: ImportOptions, path: string): ColumnMap {
  if (!importFields[noun]) throw new ImportError(`${path}: ${noun} need shapes and tags; give them as GeoJSON with OSM tags or as an OSM file.`)
  try {
    const { map, missing, ambiguous } = guessColumns(noun, header, options.map)
    const unclear = ambiguous.filter(({ field }) => importFields[noun]?.required.includes(field))
    for (const { field, columns } of unclear) throw new ImportError(`${path}: ${field} could be ${columns.map((name) => `"${name}"`).join(' or ')}; choose with --map ${field}=COLUMN.`)
    // A path of codes in each row needs no single code column.
    if (missing.length && !(noun === 'areas' && areaLevels(header))) throw new ImportError(`${path}: no column was found for ${missing.join(', ')}. The columns are: ${header.join(', ')}. Say which with ${missing.map((field) => `--map ${field}=COLUMN`).join(' ')}.`)
    return map
  } catch (error) {
    throw error instanceof RangeError ? new ImportError(`${path}: ${error.message}`) : error
  }
}

/** `longitude <- Longitude, latitude <- Latitude, ...` */
export const columnsText = (map: ColumnMap, header: string[], local: string): string =>
  Object.entries(map).map(([field, at]) => `${field} <- ${header[at]}${(field === 'occurredAt' || field === 'at') && local ? ` (${local} local time)` : ''}`).join(', ')

const extend = (box: Bbox, [west, south, east, north]: readonly number[]) => {
  box[0] = Math.min(box[0], west ?? Infinity)
  box[1] = Math.min(box[1], south ?? Infinity)
  box[2] = Math.max(box[2], east ?? -Infinity)
  box[3] = Math.max(box[3], north ?? -Infinity)
}

/** The rectangle of all usable places of a table, grown a little so that none lies on its edge. Reads the file once. */
export async function boundsOf(facts: FileFacts, map: ColumnMap | undefined, reproject: Reproject): Promise<Bbox | undefined> {
  const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity]
  for await (const batch of (await openTable(facts)).batches) {
    for (const { cells, geometry } of batch) {
      if (geometry && geometry.type !== 'Point') extend(box, bbox(reprojectGeometry(geometry, reproject)) ?? [])
      else if (map?.longitude !== undefined || geometry) {
        const place = geometry ? placeOf(String(geometry.coordinates[0]), String(geometry.coordinates[1]), reproject) : placeOf(cells[map?.longitude ?? 0] ?? '', cells[map?.latitude ?? 0] ?? '', reproject)
        if (!isReason(place)) extend(box, [...place, ...place])
      }
    }
  }
  return box[0] <= box[2] ? grow(box) : undefined
}

export function grow([west, south, east, north]: Bbox): Bbox {
  const margin = Math.max((east - west) / 50, (north - south) / 50, 0.0001)
  return [Math.max(-180, west - margin), Math.max(-90, south - margin), Math.min(180, east + margin), Math.min(90, north + margin)]
}
