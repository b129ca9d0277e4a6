import { type AreaColumns, type ColumnMap, areaLevels } from '../../geodata/format/columns.ts'
import type { AreaLevel } from '../../geodata/model/area.ts'
import type { Geometry, MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Reason } from './placeOf.ts'
import type { RawRow } from './rawRow.ts'
import { areaCodeProblem } from '../../geodata/format/areaCode.ts'
import { codeOf } from './slug.ts'

export type AreaNode = { code: string; ref: string; parent: string | null; level: AreaLevel; nameZh: string; nameEn: string; geometry: MultiPolygon | null; line: number }

const han = /\p{Script=Han}/u
const namesOf = (name: string, nameEn = '') => ({ nameZh: name, nameEn: nameEn || (han.test(name) ? '' : name) })
/** Levels as numbers in the national list: 1 is a province, which this tree has no place for. */
const numbered: Record<string, AreaLevel> = { 2: 'city', 3: 'district', 4: 'subdistrict', 5: 'community' }

/** Why one of these codes is none for its level and parent; numbers are left out of the kind, so that rows are counted together. */
function codeReason(codes: { level: AreaLevel; code: string; parent: string | null }[]): Reason | undefined {
  for (const { level, code, parent } of codes) {
    const reason = areaCodeProblem(level, code, parent)
    if (reason) return { kind: reason.replace(/code "[^"]*"/, 'a code').replace(/\d{4,}/g, 'n'), reason }
  }
  return undefined
}

/**
 * Gathers rows into a tree of areas. Three kinds of file are understood: a whole path in each row (`district_code, district, ...`),
 * a list with `level` and `parent_code`, and shapes with a code (which become communities of one city, or of the parents they name).
 * Codes shorter than six characters get the city's code in front, so that community 17 of Chicago is CHICAGO-17.
 */
export class AreaTree {
  readonly nodes = new Map<string, AreaNode>()
  readonly #path: AreaColumns | undefined
  readonly #map: ColumnMap
  readonly #city: { code: string; name: string }

  constructor(header: string[], map: ColumnMap, city: { code: string; name: string }) {
    this.#path = areaLevels(header)
    this.#map = map
    this.#city = city
  }

  /** @returns why the row was not taken; `'duplicate'` when its area is there already */
  add(row: RawRow): Reason | 'duplicate' | undefined {
    if (this.#path) return this.#addPath(row, this.#path)
    return this.#map.level !== undefined && this.#map.parent !== undefined ? this.#addListed(row) : this.#addShape(row)
  }

  #put(node: AreaNode): 'duplicate' | undefined {
    if (this.nodes.has(node.code)) return 'duplicate'
    this.nodes.set(node.code, node)
    return undefined
  }

  #addPath(row: RawRow, path: AreaColumns): Reason | 'duplicate' | undefined {
    const cells = path.map(({ level, code, name }) => ({ level, code: row.cells[code]?.trim() ?? '', name: row.cells[name]?.trim() ?? '' }))
    const ordered = cells.toSorted((a, b) => a.code.length - b.code.length)
    if (ordered.some(({ code }) => !/^[0-9A-Za-z.-]{1,32}$/.test(code))) return { kind: 'a code is missing or has other signs than letters and digits', reason: 'bad code' }
    let parent: string | null = null
    if (ordered[0]?.level !== 'city') {
      // The city is not named in such files; the national codes of its districts begin with its four digits.
      parent = /^\d{6}$/.test(ordered[0]?.code ?? '') ? (ordered[0]?.code.slice(0, 4) ?? null) : this.#city.code
      this.#put({ code: parent ?? '', ref: parent ?? '', parent: null, level: 'city', ...namesOf(this.#city.name), geometry: null, line: row.line })
    }
    const refused = codeReason(ordered.map(({ level, code }, i) => ({ level, code, parent: ordered[i - 1]?.code ?? parent })))
    if (refused) return refused
    let outcome: 'duplicate' | undefined
    for (const { level, code, name } of ordered) {
      outcome = this.#put({ code, ref: code, parent, level, ...namesOf(name), geometry: null, line: row.line })
      parent = code
    }
    return outcome
  }

  #addListed(row: RawRow): Reason | 'duplicate' | undefined {
    const cell = (field: string) => row.cells[this.#map[field] ?? -1]?.trim() ?? ''
    const level = numbered[cell('level')] ?? (['city', 'district', 'subdistrict', 'community'] as const).find((name) => name === cell('level'))
    if (!level) return { kind: `level ${cell('level')} has no place in the tree (city, district, subdistrict, community)`, reason: `level ${cell('level')}` }
    const parent = level === 'city' ? null : cell('parent')
    if (parent && !this.nodes.has(parent)) return { kind: 'its parent is not in the file before it', reason: `parent ${parent} is not in the file before it` }
    const refused = codeReason([{ level, code: cell('code'), parent }])
    if (refused) return refused
    return this.#put({ code: cell('code'), ref: cell('code'), parent, level, ...namesOf(cell('name')), geometry: null, line: row.line })
  }

  #addShape(row: RawRow): Reason | 'duplicate' | undefined {
    const cell = (field: string) => row.cells[this.#map[field] ?? -1]?.trim() ?? ''
    const geometry = multiPolygonOf(row.geometry)
    if (!geometry) return { kind: 'an area needs a polygon', reason: 'an area needs a polygon' }
    if (!cell('code')) return { kind: 'no code', reason: 'no code' }
    const root = this.#city.code
    this.#put({ code: root, ref: `city:${root}`, parent: null, level: 'city', ...namesOf(this.#city.name), geometry: null, line: row.line })
    let parent = root
    const parentRef = cell('parent')
    if (parentRef) {
      parent = this.#coded(parentRef)
      this.#put({ code: parent, ref: parentRef, parent: root, level: 'district', ...namesOf(cell('parentName') || parentRef), geometry: null, line: row.line })
    }
    const name = cell('name') || `${this.#city.name} ${cell('code')}`
    return this.#put({ code: this.#coded(cell('code')), ref: cell('code'), parent, level: 'community', ...namesOf(readable(name), cell('nameEn')), geometry, line: row.line })
  }

  #coded(code: string): string {
    return codeOf(code.length < 6 ? `${this.#city.code.slice(0, 24)}-${code}` : code)
  }
}

/** `ROGERS PARK` as `Rogers Park`; names that are not all capitals stay as they are. */
const readable = (name: string) => (name === name.toUpperCase() ? name.toLowerCase().replace(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase()) : name)

export function multiPolygonOf(geometry: Geometry | null): MultiPolygon | undefined {
  if (geometry?.type === 'MultiPolygon') return geometry
  return geometry?.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] } : undefined
}
