// The generated town keeps the truth of its planted hotspots: Gi* with false discovery rate must find them where they are and when they are.
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnalysisInput } from '../../../geodata/analysis/method.ts'
import { runMethod } from '../../../geodata/analysis/runMethod.ts'
import { cellUnits } from '../../../geodata/analysis/unitCells.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import { makeTown, type Town } from '../../../geodata/town/town.ts'

const dayMs = 86_400_000
let town: Town
beforeAll(() => (town = makeTown({ seed: 11, now: '2026-11-20T08:00:00Z' })))

const communities = () => town.areas.flatMap(({ level, geometry }) => (level === 'community' && geometry ? [geometry as MultiPolygon] : []))
const atPoint = (incident: Town['incidents'][number]): LngLat | null => (incident.geometry.type === 'Point' ? (incident.geometry.coordinates as LngLat) : null)

const plane = createProjection([118.62, 31.42])
const polygons = () => communities().map(({ coordinates }) => (coordinates as LngLat[][][]).map((part) => part.map((ring) => ring.map(plane.forward))))

/** Cells of 150 m of the given categories between two moments, publicly reported only, as the app asks by default. */
function cells(categoryCodes: readonly string[], fromMs: number, toMs: number) {
  const events = town.incidents.filter(({ categoryCode, provenance, occurredAt }) => categoryCodes.includes(categoryCode) && provenance === 'public' && Date.parse(occurredAt) >= fromMs && Date.parse(occurredAt) < toMs)
  const places = events.flatMap((incident) => (atPoint(incident) ? [plane.forward(atPoint(incident)!)] : []))
  const none = new Float64Array(places.length)
  const points = { count: places.length, xMeters: Float64Array.from(places, ([x]) => x), yMeters: Float64Array.from(places, ([, y]) => y), timesMs: none, untilMs: none }
  const input: AnalysisInput = { points, areas: null, streets: null, studyArea: polygons(), window: { fromMs, toMs }, plane, timeZone: 'Asia/Shanghai', rowsLeftOut: {} }
  const result = runMethod({ method: 'gi_star', parameters: { cellMeters: 150, units: 'cells' } }, input)
  const set = cellUnits(input, points, { cellMeters: 150 })
  const total = (name: string) => Array.from(result.finding).filter((one) => result.findings[one] === name).length
  return { at: (centre: LngLat) => result.findings[result.finding[set.locate(...plane.forward(centre))]!], hot: total('hot'), none: total('none') }
}

describe('planted hotspots', () => {
  test('each is hot at its centre over its own time, and hot cells of its categories lie mostly near planted centres', () => {
    for (const spot of town.truth.hotspots) {
      const result = cells(spot.categoryCodes, Date.parse(spot.from), Date.parse(spot.to))
      expect(result.at(spot.centre), `${spot.kind} at ${spot.centre}`).toBe('hot')
      expect(result.none).toBeGreaterThan(result.hot)
    }
  })
  test('the emerging one is hot in the last month and was not in the month before', () => {
    const spot = town.truth.hotspots.find(({ kind }) => kind === 'emerging')!
    const from = Date.parse(spot.from)
    expect(cells(spot.categoryCodes, from, Date.parse(spot.to)).at(spot.centre)).toBe('hot')
    expect(cells(spot.categoryCodes, from - 30 * dayMs, from).at(spot.centre)).not.toBe('hot')
  })
})
