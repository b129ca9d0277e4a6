import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import type { PlanZone } from '../../../geodata/model/zonePlan.ts'
import { createRandom } from '../../../geodata/random.ts'

export const keyOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const seven = (value: number) => Math.round(value * 1e7) / 1e7

export const zoneOf = (n: number, coordinates: [number, number][][][], rest: Partial<PlanZone> = {}): PlanZone =>
  ({ key: keyOf(n), zoneId: null, code: null, nameZh: `${n}`, nameEn: '', locked: false, geometry: { type: 'MultiPolygon', coordinates }, ...rest })

/** Columns times rows of zones of about 200 m that share wavy borders corner by corner, and the ground that they cover. `corners` on each side of a zone. */
export function quilt({ columns, rows, corners = 3, seed = 1, origin = [121.4, 31.2] as [number, number], step = 0.002 }: { columns: number; rows: number; corners?: number; seed?: number; origin?: [number, number]; step?: number }): { area: MultiPolygon; zones: PlanZone[] } {
  const draw = createRandom(seed)
  const known = new Map<string, [number, number]>()
  const [width, height] = [columns * corners, rows * corners]
  const at = (i: number, j: number): [number, number] => {
    const key = `${i} ${j}`
    let place = known.get(key)
    if (!place) {
      const wave = (own: number, end: number) => (own === 0 || own === end ? 0 : (draw() - 0.5) * 0.5)
      place = [seven(origin[0] + ((i + wave(i, width)) * step) / corners), seven(origin[1] + ((j + wave(j, height)) * step) / corners)]
      known.set(key, place)
    }
    return place
  }
  const around = (i0: number, j0: number, i1: number, j1: number) => {
    const ring: [number, number][] = []
    for (let i = i0; i < i1; i++) ring.push(at(i, j0))
    for (let j = j0; j < j1; j++) ring.push(at(i1, j))
    for (let i = i1; i > i0; i--) ring.push(at(i, j1))
    for (let j = j1; j >= j0; j--) ring.push(at(i0, j))
    return ring
  }
  const zones: PlanZone[] = []
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) zones.push(zoneOf(r * columns + c + 1, [[around(c * corners, r * corners, (c + 1) * corners, (r + 1) * corners)]]))
  return { area: { type: 'MultiPolygon', coordinates: [[around(0, 0, width, height)]] }, zones }
}

/** A square building of so many metres around a place. */
export function building(id: number, [lng, lat]: [number, number], { meters = 12, households = 10, estateId = null as number | null } = {}) {
  const [dx, dy] = [meters / 2 / 95_000, meters / 2 / 110_900]
  return { id, estateId, households, at: [lng, lat] as [number, number], geometry: { type: 'Polygon', coordinates: [[[lng - dx, lat - dy], [lng + dx, lat - dy], [lng + dx, lat + dy], [lng - dx, lat + dy], [lng - dx, lat - dy]]] } }
}
