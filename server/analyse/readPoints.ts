import type { ColumnMap } from '../../geodata/format/columns.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { timeZoneNear } from '../../geodata/format/timeZoneNear.ts'
import type { RawRow } from '../import/rawRow.ts'
import { words } from './words.ts'
import { placesToPlane, type PlaneChoice } from './planeChoice.ts'
import { categoryFilter, commonValues, crsOfHead, pointColumns, readRows, type Rows, type Wanted } from './table.ts'
import { areDays, readTimes } from './readTimes.ts'

export type PointsFound = {
  places: Float64Array
  timesMs: Float64Array
  untilMs: Float64Array
  /** How times are written: with a date, as numbers of days, or not at all. */
  times: 'dates' | 'days' | 'none'
  timeZone: string
  /** The end of the window where nobody says another. */
  overMs: number
  rowsLeftOut: Record<string, number>
  rows: number
  /** What was taken for what, for the person to check. */
  said: string[]
}

export type PointsOptions = { map: Record<string, string>; categories: readonly Wanted[]; timeZone: string | undefined; plane: PlaneChoice; /** Of rows with one id the first alone. */ distinct: boolean }

/** Events of a plain file: places in what the plane takes, times, and how many rows are none and why. @throws FormatError with a sentence */
export async function readPoints(path: string, { map: given, categories, timeZone, plane, distinct }: PointsOptions): Promise<PointsFound> {
  const table = await readRows(path)
  const hasShapes = table.rows.some(({ geometry }) => geometry)
  const map = pointColumns(path, table.header, given, !hasShapes)
  const rowsLeftOut: Record<string, number> = {}
  const all = chosen(path, table, map, categories, rowsLeftOut)
  const first = firstOfEachId(all, map.id)
  if (distinct && map.id === undefined) throw new FormatError(`${path}: --distinct needs a column of ids; name it with --map id=COLUMN.`)
  if (distinct) rowsLeftOut.repeatedId = all.length - first.length
  const rows = distinct ? first : all
  const raw = rawPlaces(rows, map, rowsLeftOut)
  const timeColumn = map.occurredAt
  const texts = timeColumn === undefined ? [] : rows.map(({ cells }) => cells[timeColumn] ?? '')
  const days = timeColumn !== undefined && areDays(texts, table.header[timeColumn] ?? '')
  const found = placesToPlane(path, raw, plane, crsOfHead(table.head), rowsLeftOut, days && isXY(table.header, map))
  const zone = timeZone ?? (found.middle ? timeZoneNear(found.middle) : 'UTC')
  const end = map.until
  const times = readTimes(texts, end === undefined ? null : rows.map(({ cells }) => cells[end] ?? ''), zone, days)
  const noTimes = timeColumn === undefined
  if (!noTimes && rows.length && times.timesMs.every(Number.isNaN)) throw new FormatError(`${path}: no time of "${table.header[timeColumn]}" can be read, for example "${texts[0]}"; expected ISO 8601, for example 2018-01-05 or 2018-01-05T14:30, or numbers of days.`)
  const kept = [...rows.keys()].filter((row) => {
    if (times.endBeforeStart[row]) rowsLeftOut.endBeforeStart = (rowsLeftOut.endBeforeStart ?? 0) + 1
    return Number.isFinite(found.places[2 * row]) && !times.endBeforeStart[row]
  })
  if (!kept.length) throw new FormatError(`${path}: none of its ${table.rows.length.toLocaleString('en')} rows is a place: ${Object.entries(rowsLeftOut).filter(([, count]) => count).map(([reason, count]) => `${count} ${words(reason)}`).join(', ')}.`)
  const of = (column: Float64Array) => (noTimes ? new Float64Array(kept.length) : Float64Array.from(kept, (row) => column[row] as number))
  const said = [`columns: ${Object.entries(map).map(([field, at]) => `${field} <- ${table.header[at]}`).join(', ') || 'shapes only'}`, found.said, timesText(noTimes ? null : times.precisions, days, zone), ...(first.length < rows.length ? [`${(rows.length - first.length).toLocaleString('en')} rows repeat the id of another: --distinct counts each id once`] : [])]
  const places = Float64Array.from({ length: kept.length * 2 }, (_, i) => found.places[2 * (kept[i >> 1] as number) + (i & 1)] as number)
  return { places, timesMs: of(times.timesMs), untilMs: of(times.untilMs), times: noTimes ? 'none' : days ? 'days' : 'dates', timeZone: zone, overMs: noTimes ? 1 : times.overMs, rowsLeftOut, rows: table.rows.length, said }
}

const timesText = (precisions: Record<string, number> | null, days: boolean, zone: string) =>
  !precisions ? 'no times' : days ? 'times: numbers of days' : `times: ${zone}, ${Object.entries(precisions).map(([kind, count]) => `${count.toLocaleString('en')} to the ${kind}`).join(', ')}`

const isXY = (header: string[], { longitude, latitude }: ColumnMap) => longitude !== undefined && latitude !== undefined && /^x$/i.test(header[longitude] ?? '') && /^y$/i.test(header[latitude] ?? '')

function firstOfEachId(rows: readonly RawRow[], column: number | undefined): RawRow[] {
  if (column === undefined) return [...rows]
  const seen = new Set<string>()
  return rows.filter(({ cells }) => {
    const id = cells[column] ?? ''
    const isNew = id === '' || !seen.has(id)
    seen.add(id)
    return isNew
  })
}

function chosen(path: string, { header, rows }: Rows, map: ColumnMap, categories: readonly Wanted[], left: Record<string, number>): RawRow[] {
  const whole = rows.filter(({ broken }) => !broken)
  if (whole.length < rows.length) left.brokenRow = rows.length - whole.length
  if (!categories.length) return whole
  const kept = whole.filter(categoryFilter(path, header, categories, map.category))
  if (!kept.length) {
    const [{ column } = { column: null }] = categories
    const at = column === null ? map.category : header.findIndex((name) => name.toLowerCase() === column.toLowerCase())
    throw new FormatError(`${path}: no row has the category asked for; most frequent are ${commonValues(whole, at ?? 0)}.`)
  }
  left.otherCategory = whole.length - kept.length
  return kept
}

/** Both coordinates of each row in turn, NaN where there is none. */
function rawPlaces(rows: readonly RawRow[], { longitude, latitude }: ColumnMap, left: Record<string, number>): Float64Array {
  const places = new Float64Array(rows.length * 2).fill(NaN)
  const leave = (reason: string) => (left[reason] = (left[reason] ?? 0) + 1)
  rows.forEach(({ cells, geometry }, i) => {
    if (geometry && geometry.type !== 'Point') return leave('notAPoint')
    const point = geometry ? (geometry.coordinates as LngLat) : undefined
    const [x, y] = point ?? [longitude, latitude].map((at) => (at === undefined ? NaN : numberOf(cells[at] ?? '')))
    if (x === undefined || y === undefined || (Number.isNaN(x) && Number.isNaN(y) && !point && isBlank(cells[longitude ?? -1]))) return leave('withoutPlace')
    if (!Number.isFinite(x) || !Number.isFinite(y)) return leave('placeNotANumber')
    places.set([x, y], 2 * i)
    return 0
  })
  return places
}

const isBlank = (text: string | undefined) => !text?.trim()
/** Decimal commas are read where a number has one and no point. */
const numberOf = (text: string) => (text.trim() === '' ? NaN : Number(/^-?\d+,\d+$/.test(text.trim()) ? text.replace(',', '.') : text))
