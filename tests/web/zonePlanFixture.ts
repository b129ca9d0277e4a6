import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { PlanBuilding, PlanGround, ZoneAlternative, ZoneDesignAnswer, ZoneDesignQuestion, ZonePlan } from '../../geodata/model/zonePlan.ts'
import { formOf, questionOf } from '../../web/stores/zoneDesignForm.ts'

export const square = (x: number, y = 0, size = 0.001): MultiPolygon => {
  const [west, south] = [118.6 + x * 0.001, 31.4 + y * 0.001]
  return { type: 'MultiPolygon', coordinates: [[[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]]] }
}
const home = (id: number, x: number, zoneId: number | null, households: number): PlanBuilding => ({
  id, estateId: null, zoneId, use: 'residential', households, estimated: false, incidents: 0, shops: 0, at: [118.6 + x * 0.001 + 0.0005, 31.4005], geometry: { type: 'Point', coordinates: [118.6 + x * 0.001 + 0.0005, 31.4005] },
})
/** Three squares in a row; zone 5 holds the first, zone 6 the second and third. */
export const ground: PlanGround = {
  area: { id: 4, code: '999901001001', nameZh: '文台社区', nameEn: 'Wentai', geometry: square(0, 0, 0.003) }, estates: [], streets: [], water: [], walls: [],
  buildings: [home(1, 0, 5, 300), home(2, 1, 6, 200), home(3, 2, 6, 250)],
  zones: [{ id: 5, code: '999901001001001', nameZh: '第一网格', nameEn: 'Zone 1', households: 300, geometry: square(0) }, { id: 6, code: '999901001001002', nameZh: '第二网格', nameEn: 'Zone 2', households: 450, geometry: square(1, 0, 0.002) }],
}
export const plan = (change: Partial<ZonePlan> = {}): ZonePlan => ({
  id: '0195d8a0-0000-7000-8000-0000000000a1', areaId: 4, name: '文台草案', note: '', state: 'draft', origin: { kind: 'today' }, adoptOn: null, adoptedAt: null, refusal: null,
  createdBy: 'demo-supervisor', createdAt: '2026-11-25T08:00:00Z', changedAt: '2026-11-25T08:00:00Z', version: 1, ...change,
})
export const question: ZoneDesignQuestion = questionOf(formOf(4)).question!
export const alternative = (seed: number, householdsMoved: number | null, deviation: number): ZoneAlternative => ({
  seed,
  figures: { zones: 2, minHouseholds: 300, maxHouseholds: 450, deviation, compactness: 0.7, barrierCrossings: 0, cutEstates: 0, householdsMoved, withinBounds: true, contiguous: true },
  zones: [
    { serial: 1, households: 500, load: 1, buildings: 2, squareMeters: 20_000, compactness: 0.7, keepsZoneId: 5, buildingIds: [1, 2], geometry: square(0, 0, 0.002) },
    { serial: 2, households: 250, load: 1, buildings: 1, squareMeters: 10_000, compactness: 0.7, keepsZoneId: null, buildingIds: [3], geometry: square(2) },
  ],
})
export const answer = (change: Partial<ZoneDesignAnswer> = {}): ZoneDesignAnswer => ({
  question, ground: { buildings: 3, households: 750, estimatedHouseholds: 0, units: 3, estates: 0, islands: 0 }, alternatives: [alternative(1, 0, 0.2), alternative(2, 120, 0.12), alternative(3, 300, 0.04)],
  bound: { deviation: 0.01, gap: 0.03, method: 'highs' }, problems: [], notes: [], ...change,
})
export const lines = (...all: object[]) => new TextEncoder().encode(all.map((line) => JSON.stringify(line)).join('\n')).buffer as ArrayBuffer
