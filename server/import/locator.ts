import Flatbush from 'flatbush'
import { bbox } from '../../geodata/geometry/bbox.ts'
import { pointInPolygon } from '../../geodata/geometry/pointInPolygon.ts'
import type { LngLat, MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Transaction } from '../database.ts'

export type AreaRow = { id: number; parentId: number | null; level: string; code: string; nameZh: string; nameEn: string; timeZone: string; sourceRef: string | null; source: string }
type Shape<Row> = { row: Row; geometry: MultiPolygon }
export type Home = { areaId: number; zoneId: number | null }

const depth: Record<string, number> = { city: 0, district: 1, subdistrict: 2, community: 3 }

class Shapes<Row> {
  readonly #shapes: Shape<Row>[]
  readonly #index: Flatbush | undefined

  constructor(shapes: Shape<Row>[]) {
    this.#shapes = shapes
    if (!shapes.length) return
    this.#index = new Flatbush(shapes.length)
    for (const { geometry } of shapes) {
      const [west, south, east, north] = bbox(geometry) ?? [0, 0, 0, 0]
      this.#index.add(west, south, east, north)
    }
    this.#index.finish()
  }

  /** The first in the order given; later ones are not looked at, for a city's outline has tens of thousands of corners. */
  at(place: LngLat): Row | undefined {
    const candidates = this.#index?.search(place[0], place[1], place[0], place[1]) ?? []
    return candidates.toSorted((a, b) => a - b).map((i) => this.#shapes[i] as Shape<Row>).find(({ geometry }) => pointInPolygon(place, geometry))?.row
  }
}

/**
 * Finds who answers for a place, in memory: a point-in-polygon question for each row of a file is thousands of times cheaper here than a
 * statement. It holds what the importing actor may see, so rights stay with the database.
 */
export class Locator {
  readonly areas: AreaRow[]
  readonly #areaShapes: Shapes<AreaRow>
  readonly #zoneShapes: Shapes<{ id: number; areaId: number }>
  readonly #names = new Map<string, number | undefined>()

  constructor(areas: AreaRow[], areaShapes: Shape<AreaRow>[], zoneShapes: Shape<{ id: number; areaId: number }>[]) {
    this.areas = areas
    this.#areaShapes = new Shapes(areaShapes.toSorted((a, b) => (depth[b.row.level] ?? 0) - (depth[a.row.level] ?? 0)))
    this.#zoneShapes = new Shapes(zoneShapes)
  }

  static async load(tx: Transaction): Promise<Locator> {
    const areas = await tx<(AreaRow & { shape: string | null })[]>`
      select id, parent_id, level, code, name_zh, name_en, time_zone, source, source_ref, st_asgeojson(geom, 9) as shape from area where valid_to is null order by id`
    const zones = await tx<{ id: number; areaId: number; shape: string }[]>`select id, area_id, st_asgeojson(geom, 9) as shape from zone where valid_to is null`
    const shaped = areas.filter((row) => row.shape).map((row) => ({ row, geometry: JSON.parse(row.shape as string) as MultiPolygon }))
    return new Locator([...areas], shaped, zones.map((row) => ({ row, geometry: JSON.parse(row.shape) as MultiPolygon })))
  }

  /** The zone and its area, or the deepest area, that holds the place. */
  at(place: LngLat): Home | undefined {
    const zone = this.#zoneShapes.at(place)
    if (zone) return { areaId: zone.areaId, zoneId: zone.id }
    const found = this.#areaShapes.at(place)
    return found && { areaId: found.id, zoneId: null }
  }

  /** The area a cell of a file names: by code, by what its own source called it, or by name. Undefined when none or several are meant. */
  named(text: string): number | undefined {
    const key = text.trim().toLowerCase()
    if (!key) return undefined
    if (!this.#names.has(key)) {
      const same = (value: string | null) => value !== null && value.toLowerCase() === key
      const byCode = this.areas.filter((area) => same(area.code) || same(area.sourceRef))
      const found = byCode.length ? byCode : this.areas.filter((area) => same(area.nameZh) || same(area.nameEn))
      this.#names.set(key, found.length === 1 ? found[0]?.id : undefined)
    }
    return this.#names.get(key)
  }

  byCode(code: string): AreaRow | undefined {
    return this.areas.find((area) => area.code.toLowerCase() === code.toLowerCase())
  }

  byId(id: number): AreaRow | undefined {
    return this.areas.find((area) => area.id === id)
  }
}
