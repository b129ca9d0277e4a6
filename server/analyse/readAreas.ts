import { guessColumns, importFields } from '../../geodata/format/columns.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { Geometry, LngLat } from '../../geodata/model/geometry.ts'
import type { RawRow } from '../import/rawRow.ts'
import { inspectFile } from '../import/openText.ts'
import { readFeatures } from '../import/readGeojson.ts'
import { placesToPlane, type PlaneChoice } from './planeChoice.ts'
import { categoryFilter, crsOfHead, readRows, type Wanted } from './table.ts'

export type AreaShape = { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }

export type AreasFound = {
  shapes: AreaShape[]
  values: Float64Array | null
  population: Float64Array | null
  /** Names that the areas go by, the likeliest first; all of them tell the areas apart. */
  names: { column: string; ids: string[] }[]
  rowsLeftOut: Record<string, number>
  said: string[]
}

export type AreasOptions = { field: string | undefined; population: string | undefined; id: string | undefined; categories: readonly Wanted[]; plane: PlaneChoice }

/** Areas of a plain file: GeoJSON with shapes, or CSV with figures only. @throws FormatError with a sentence */
export async function readAreas(path: string, { field, population, id, categories, plane }: AreasOptions): Promise<AreasFound> {
  const { header, rows: all, head, featureIds } = await rowsOf(path)
  const rowsLeftOut: Record<string, number> = {}
  const wanted = categories.length ? all.filter(({ row }) => categoryFilter(path, header, categories, undefined)(row)) : all
  if (!wanted.length) throw new FormatError(`${path}: no row has the category asked for.`)
  const hasShapes = wanted.some(({ row }) => row.geometry)
  const rows = wanted.filter(({ row }) => {
    const fault = row.broken ? 'brokenRow' : !hasShapes ? undefined : faultOf(row.geometry)
    if (fault) rowsLeftOut[fault] = (rowsLeftOut[fault] ?? 0) + 1
    return !fault
  })
  if (!rows.length) throw new FormatError(`${path}: none of its ${wanted.length} rows is an area: ${Object.keys(rowsLeftOut).join(', ')}.`)
  const numbers = (name: string | undefined) => (name === undefined ? null : numbersOf(path, header, rows.map(({ row }) => row), name))
  const values = numbers(field)
  const counted = numbers(population)
  const { shapes, said } = hasShapes ? shapesOf(path, rows.map(({ row }) => row.geometry as Geometry), plane, crsOfHead(head), rowsLeftOut) : { shapes: [], said: 'figures without shapes' }
  const names = namesOf(path, header, rows, id, featureIds)
  return { shapes, values, population: counted, names, rowsLeftOut, said: [`areas: ${rows.length.toLocaleString('en')}, named by ${names[0]?.column}`, said] }
}

export type AreaRow = { row: RawRow; featureId: string | undefined; /** Of a feature, as the file has them. */ properties?: Record<string, unknown> }

export async function rowsOf(path: string): Promise<{ header: string[]; rows: AreaRow[]; head: string; featureIds: boolean }> {
  const facts = await inspectFile(path)
  if (facts.kind === 'csv') {
    const { header, rows } = await readRows(path)
    const { map: { longitude, latitude } } = guessColumns('points', header)
    const pointOf = ({ cells }: RawRow): Geometry | null => (longitude === undefined || latitude === undefined ? null : { type: 'Point', coordinates: [longitude, latitude].map((at) => (cells[at]?.trim() ? Number(cells[at]) : NaN)) as LngLat })
    return { header, rows: rows.map((row) => ({ row: { ...row, geometry: pointOf(row) }, featureId: undefined })), head: '', featureIds: false }
  }
  if (facts.kind !== 'geojson') throw new FormatError(`${path} is an OpenStreetMap file; areas come as GeoJSON or CSV.`)
  let head = ''
  const features = []
  for await (const batch of readFeatures(facts, (text) => (head = text))) features.push(...batch)
  const header = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))]
  const rows = features.map(({ line, properties, geometry, broken, id }): AreaRow => {
    const cells = header.map((name) => (properties[name] === null || properties[name] === undefined ? '' : typeof properties[name] === 'object' ? JSON.stringify(properties[name]) : String(properties[name])))
    return { row: broken ? { line, cells, geometry, broken } : { line, cells, geometry }, featureId: id, properties }
  })
  return { header, rows, head, featureIds: rows.every(({ featureId }) => featureId !== undefined) }
}

const isPlace = (place: unknown) => Array.isArray(place) && typeof place[0] === 'number' && typeof place[1] === 'number' && Number.isFinite(place[0] + place[1])

export function faultOf(geometry: Geometry | null): string | undefined {
  if (!geometry) return 'areaWithoutShape'
  if (geometry.type === 'Point') return isPlace(geometry.coordinates) ? undefined : 'brokenShape'
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return 'notAnArea'
  const rings = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()) as unknown[]
  return rings.length && rings.every((ring) => Array.isArray(ring) && ring.length >= 3 && ring.every(isPlace)) ? undefined : 'brokenShape'
}

/** Fourth powers of it, and their sums, are still numbers. */
const largestValue = 1e60

/** Text to numbers, NaN where there is none. @throws FormatError where the column is missing or holds no number */
function numbersOf(path: string, header: string[], rows: readonly RawRow[], name: string): Float64Array {
  const at = header.includes(name) ? header.indexOf(name) : header.findIndex((column) => column.toLowerCase() === name.toLowerCase())
  const numeric = header.filter((_, column) => rows.slice(0, 50).every(({ cells }) => cells[column]?.trim() && Number.isFinite(Number(cells[column]))))
  if (at < 0) throw new FormatError(`${path}: there is no field "${name}"; fields of numbers are ${numeric.join(', ') || 'none'}.`)
  const values = Float64Array.from(rows, ({ cells }) => (cells[at]?.trim() ? Number(cells[at]) : NaN))
  if (values.every(Number.isNaN)) throw new FormatError(`${path}: the field "${name}" holds no number, for example "${rows[0]?.cells[at]}"; fields of numbers are ${numeric.join(', ') || 'none'}.`)
  const large = values.findIndex((value) => Math.abs(value) > largestValue)
  if (large >= 0) throw new FormatError(`${path}: the field "${name}" holds ${values[large]} in row ${large + 1}; numbers up to ${largestValue} can be reckoned with.`)
  return values
}

/** Shapes in what the plane takes; a point is an area without extent at its place, a ring left open is closed. */
export function shapesOf(path: string, geometries: readonly Geometry[], plane: PlaneChoice, fileCrs: string | undefined, left: Record<string, number>): { shapes: AreaShape[]; said: string } {
  const shapes = geometries.map((geometry): AreaShape => {
    if (geometry.type === 'Point') return { type: 'Polygon', coordinates: [Array.from({ length: 4 }, () => [...geometry.coordinates])] }
    if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: geometry.coordinates.map(closed) }
    return { type: 'MultiPolygon', coordinates: (geometry as { coordinates: number[][][][] }).coordinates.map((part) => part.map(closed)) }
  })
  const rings = shapes.flatMap((shape) => (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()))
  const flat = Float64Array.from({ length: rings.reduce((sum, ring) => sum + ring.length * 2, 0) })
  let at = 0
  for (const ring of rings) for (const [x, y] of ring) flat.set([x as number, y as number], (at += 2) - 2)
  const { places, said } = placesToPlane(path, flat, plane, fileCrs, left)
  if (places.some(Number.isNaN)) throw new FormatError(`${path} has areas that lie off the world: coordinates of some metre grid need --crs-metres EPSG:nnnn or --crs-metres local.`)
  at = 0
  for (const ring of rings) for (const place of ring) [place[0], place[1]] = [places[at++] as number, places[at++] as number]
  return { shapes, said }
}

function closed(ring: readonly (readonly number[])[]): number[][] {
  const copy = ring.map((place) => [...place])
  const [first, last] = [copy[0] as number[], copy.at(-1) as number[]]
  return first[0] === last[0] && first[1] === last[1] ? copy : [...copy, [...first]]
}

/** What areas may be named by: the column asked for, else what ids are usually called, any other column that differs for all, row numbers. */
function namesOf(path: string, header: string[], rows: readonly AreaRow[], asked: string | undefined, featureIds: boolean): AreasFound['names'] {
  const columnIds = (name: string) => rows.map(({ row }) => row.cells[header.indexOf(name)] ?? '')
  const differ = (ids: string[]) => new Set(ids).size === ids.length && !ids.includes('')
  if (asked !== undefined) {
    if (!header.includes(asked)) throw new FormatError(`${path}: there is no field "${asked}" for --id; fields are ${header.join(', ')}.`)
    const ids = columnIds(asked)
    if (!differ(ids)) throw new FormatError(`${path}: the field "${asked}" does not tell areas apart: it is empty or the same for some of them.`)
    return [{ column: asked, ids }]
  }
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const usual = ['id', ...(importFields.areas?.fields.code ?? []), 'name']
  const rank = (name: string) => (usual.includes(plain(name)) ? usual.indexOf(plain(name)) : usual.length)
  const columns = header.toSorted((a, b) => rank(a) - rank(b)).map((column) => ({ column, ids: columnIds(column), rank: rank(column) })).filter(({ ids }) => differ(ids))
  const feature = featureIds && differ(rows.map(({ featureId }) => featureId ?? '')) ? [{ column: 'the feature id', ids: rows.map(({ featureId }) => featureId ?? '') }] : []
  const numbers = [0, 1].map((first) => ({ column: `row numbers from ${first}`, ids: rows.map((_, i) => String(i + first)) }))
  const known = columns.filter((each) => each.rank < usual.length)
  const own = known[0]?.rank === 0 ? [...known.slice(0, 1), ...feature, ...known.slice(1)] : [...feature, ...known]
  return [...own, ...numbers, ...columns.filter((each) => each.rank === usual.length)].map(({ column, ids }) => ({ column, ids }))
}
