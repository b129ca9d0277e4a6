import { checkPolygons } from '../../geodata/geometry/checkPolygons.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { PlaneChoice } from '../analyse/planeChoice.ts'
import { faultOf, rowsOf, shapesOf, type AreaRow, type AreaShape } from '../analyse/readAreas.ts'
import { crsOfHead } from '../analyse/table.ts'

export type UnitsFound = {
  ids: string[]
  /** The column that names units. */
  idColumn: string
  households: Float64Array
  /** In degrees, or in metres of the plane asked for; null where the file is a table without places. */
  shapes: AreaShape[] | null
  /** Points have no borders. */
  arePoints: boolean
  header: string[]
  rows: AreaRow[]
  /** What the features of a plan are drawn with, as the file has them. */
  geometries: Geometry[] | null
  said: string[]
}

/** Units of a plain file: polygons or points of GeoJSON, or a table. Every row must be good: a unit left out is a hole in the plan. @throws FormatError */
export async function readUnits(path: string, { weight, id, plane }: { weight: string; id: string | undefined; plane: PlaneChoice }): Promise<UnitsFound> {
  const { header, rows, head } = await rowsOf(path)
  const broken = rows.find(({ row }) => row.broken)?.row
  if (broken) throw new FormatError(`${path}: row ${broken.line} cannot be read: ${broken.broken}.`)
  const { ids, column } = idsOf(path, header, rows, id)
  const households = weightsOf(path, header, rows, ids, weight)
  const hasShapes = rows.some(({ row }) => row.geometry)
  const said = [`units: ${rows.length.toLocaleString('en')}, named by ${column}`]
  if (!hasShapes) return { ids, idColumn: column, households, shapes: null, arePoints: false, header, rows, geometries: null, said: [...said, 'figures without shapes'] }
  rows.forEach(({ row }, i) => {
    const fault = reasons[faultOf(row.geometry) ?? '']
    if (fault) throw new FormatError(`${path}: ${nameOf(ids, rows, i)} cannot be used: ${fault}.`)
  })
  const geometries = rows.map(({ row }) => row.geometry as Geometry)
  const points = geometries.filter(({ type }) => type === 'Point').length
  if (points && points < geometries.length) throw new FormatError(`${path} has ${points.toLocaleString('en')} points among polygons: units are all of one kind.`)
  if (!points) checkShapes(path, ids, rows, geometries)
  const shapes = shapesOf(path, geometries, plane, crsOfHead(head), {})
  return { ids, idColumn: column, households, shapes: shapes.shapes, arePoints: points > 0, header, rows, geometries, said: [...said, shapes.said] }
}

const reasons: Record<string, string> = { areaWithoutShape: 'it has no shape', brokenShape: 'its shape has places that are no numbers, or rings of fewer than three', notAnArea: 'it is neither a polygon nor a point' }

const nameOf = (ids: string[], rows: AreaRow[], at: number) => `unit "${ids[at]}" (${rows[at]?.row.geometry ? 'feature' : 'line'} ${rows[at]?.row.line})`

function idsOf(path: string, header: string[], rows: AreaRow[], asked: string | undefined): { ids: string[]; column: string } {
  const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const usual = ['id', 'unit', 'unitid', 'code', 'geoid', 'fips', '编号', '代码']
  const column = asked ?? usual.map((name) => header.find((each) => plain(each) === name)).find((each) => each !== undefined) ?? header.find((each) => /(^|_)(id|code)$/i.test(each))
  if (column === undefined && rows.every(({ featureId }) => featureId !== undefined)) return { ids: different(path, rows.map(({ featureId }) => featureId as string), rows, 'the feature id'), column: 'the feature id' }
  if (column === undefined) return { ids: rows.map((_, i) => String(i + 1)), column: 'row number' }
  const at = header.indexOf(column)
  if (at < 0) throw new FormatError(`${path}: there is no field "${column}" for --id; fields are ${header.join(', ')}.`)
  return { ids: different(path, rows.map(({ row }) => row.cells[at]?.trim() ?? ''), rows, `"${column}"`), column }
}

function different(path: string, ids: string[], rows: AreaRow[], column: string): string[] {
  const seen = new Map<string, number>()
  ids.forEach((id, i) => {
    if (id === '') throw new FormatError(`${path}: ${column} is empty in row ${rows[i]?.row.line}; every unit needs a name (--id FIELD chooses another field).`)
    const before = seen.get(id)
    if (before !== undefined) throw new FormatError(`${path}: two units are named "${id}" (rows ${rows[before]?.row.line} and ${rows[i]?.row.line}, field ${column}); --id FIELD chooses another field.`)
    seen.set(id, i)
  })
  return ids
}

function weightsOf(path: string, header: string[], rows: AreaRow[], ids: string[], weight: string): Float64Array {
  const at = header.includes(weight) ? header.indexOf(weight) : header.findIndex((name) => name.toLowerCase() === weight.toLowerCase())
  if (at < 0) {
    const numeric = header.filter((_, column) => rows.slice(0, 50).every(({ row }) => row.cells[column]?.trim() && Number.isFinite(Number(row.cells[column]))))
    throw new FormatError(`${path}: there is no field "${weight}"; fields of numbers are ${numeric.join(', ') || 'none'}.`)
  }
  const values = Float64Array.from(rows, ({ row }) => (row.cells[at]?.trim() ? Number(row.cells[at]) : NaN))
  const bad = values.findIndex((value) => !(value >= 0 && value <= 1e12))
  if (bad >= 0) throw new FormatError(`${path}: the "${weight}" of ${nameOf(ids, rows, bad)} is "${rows[bad]?.row.cells[at] ?? ''}"; expected a number of 0 or more, at most 1e12.`)
  if (!values.some((value) => value > 0)) throw new FormatError(`${path}: every unit has 0 ${weight}: there is nothing to divide.`)
  return values
}

function checkShapes(path: string, ids: string[], rows: AreaRow[], geometries: Geometry[]): void {
  geometries.forEach((geometry, i) => {
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as number[][][][]
    const closed = polygons.map((rings) => rings.map((ring) => (String(ring[0]) === String(ring.at(-1)) ? ring : [...ring, ring[0] as number[]])))
    const fault = checkPolygons(closed, closed.map((_, part) => (closed.length > 1 ? `part ${part + 1}, ring ` : 'ring ')))
    if (fault) throw new FormatError(`${path}: the shape of ${nameOf(ids, rows, i)} is not valid: at ${fault.path.replaceAll(/\[(\d+)\]/g, '$1 ').trim()}, ${fault.reason.replaceAll(/ring \[(\d+)\]\[(\d+)\]/g, 'corner $2 of ring $1')}.`)
  })
}
