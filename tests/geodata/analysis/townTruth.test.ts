// The generated town keeps the truth of its planted hotspots: Gi* with false discovery rate must find them where they are and when they are.
import { beforeAll, describe, expect, test } from 'vitest'
import { hotspotCells } from '../../../geodata/analysis/hotspotCells.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import { makeTown, type Town } from '../../../geodata/town/town.ts'

const dayMs = 86_400_000
let town: Town
beforeAll(() => (town = makeTown({ seed: 11, now: '2026-11-20T08:00:00Z' })))

const communities = () => town.areas.flatMap(({ level, geometry }) => (level === 'community' && geometry ? [geometry as MultiPolygon] : []))
const atPoint = (incident: Town['incidents'][number]): LngLat | null => (incident.geometry.type === 'Point' ? (incident.geometry.coordinates as LngLat) : null)

/** Cells of 150 m of the given categories between two moments, publicly reported only, as the app asks by default. */
function cells(categoryCodes: readonly string[], fromMs: number, toMs: number) {
  const events = town.incidents.filter(({ categoryCode, provenance, occurredAt }) => categoryCodes.includes(categoryCode) && provenance === 'public' && Date.parse(occurredAt) >= fromMs && Date.parse(occurredAt) < toMs)
  const placed = events.flatMap((incident) => (atPoint(incident) ? [{ place: atPoint(incident)!, timeMs: Date.parse(incident.occurredAt) }] : []))
  return hotspotCells(
    { places: placed.map(({ place }) => place), timesMs: placed.map(({ timeMs }) => timeMs) },
    { fromMs, toMs, cellMeters: 150, studyArea: { kind: 'polygons', polygons: communities() } },
  )
}

const nearest = (result: ReturnType<typeof cells>, centre: LngLat) => result.cells.toSorted((a, b) => distanceMeters(a.center, centre) - distanceMeters(b.center, centre))[0]!

describe('planted hotspots', () => {
  test('each is hot at its centre over its own time, and hot cells of its categories lie mostly near planted centres', () => {
    for (const spot of town.truth.hotspots) {
      const result = cells(spot.categoryCodes, Date.parse(spot.from), Date.parse(spot.to))
      expect(nearest(result, spot.centre).finding, `${spot.kind} at ${spot.centre}`).toBe('hot')
      expect(result.totals.none).toBeGreaterThan(result.totals.hot)
    }
  })
  test('the emerging one is hot in the last month and was not in the month before', () => {
    const spot = town.truth.hotspots.find(({ kind }) => kind === 'emerging')!
    const from = Date.parse(spot.from)
    expect(nearest(cells(spot.categoryCodes, from, Date.parse(spot.to)), spot.centre).finding).toBe('hot')
    expect(nearest(cells(spot.categoryCodes, from - 30 * dayMs, from), spot.centre).finding).not.toBe('hot')
  })
})
