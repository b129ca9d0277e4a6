import { describe, expect, it } from 'vitest'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { Id } from '../../../geodata/model/id.ts'
import { IncidentAction, IncidentState } from '../../../geodata/model/incident.ts'
import { Instant } from '../../../geodata/model/time.ts'
import { townCategories } from '../../../geodata/town/categories.ts'
import { toPlane } from '../../../geodata/town/local.ts'
import { inside, type XY } from '../../../geodata/town/plane.ts'
import { makeTown, type TownIncident } from '../../../geodata/town/town.ts'
import { now, town } from './made.ts'

const category = new Map(townCategories.map((c) => [c.code, c]))
const dayMs = 86_400_000
const hourOf = (instant: string) => (new Date(instant).getUTCHours() + 8) % 24
const placeOf = ({ geometry }: TownIncident): LngLat => geometry.coordinates.flat(3).slice(0, 2) as LngLat

describe('the matters', () => {
  it('are 22,000 of the last 400 days, in order, with unique version 7 ids that carry their time', () => {
    const { incidents } = town()
    const end = Date.parse(now)
    const faults: string[] = []
    expect(new Set(incidents.map(({ id }) => id)).size).toBe(22_000)
    for (const { id, occurredAt, reportedAt } of incidents) {
      const named =
        Id.safeParse(id).success && id[14] === '7' && Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) === Date.parse(reportedAt)
      const [occurred, reported] = [Date.parse(occurredAt), Date.parse(reportedAt)]
      const timed = Instant.safeParse(occurredAt).success && end - 400 * dayMs <= occurred && occurred <= reported && reported <= end
      if (!named || !timed) faults.push(`${id} ${occurredAt} ${reportedAt}`)
    }
    expect(faults).toEqual([])
  })

  it('lie in the community they name', () => {
    const { incidents, areas } = town()
    const rings = new Map(
      areas
        .filter(({ level }) => level === 'community')
        .map(({ code, geometry }) => [code, ((geometry?.coordinates[0]?.[0] ?? []) as LngLat[]).map(toPlane)]),
    )
    const astray = incidents.filter((incident) => !inside(rings.get(incident.areaCode) as XY[], toPlane(placeOf(incident))))
    expect(astray.length).toBeLessThan(incidents.length * 0.005)
  })

  it('are mostly points, about 3 % lines and 2 % polygons', () => {
    const share = (type: string) => town().incidents.filter(({ geometry }) => geometry.type === type).length / 22_000
    expect(share('LineString')).toBeGreaterThan(0.02)
    expect(share('LineString')).toBeLessThan(0.04)
    expect(share('Polygon')).toBeGreaterThan(0.012)
    expect(share('Polygon')).toBeLessThan(0.028)
  })

  it('have logs that run through the states without a jump and end in the state they are in', () => {
    const actions = new Set<string>(IncidentAction.options)
    const faults: string[] = []
    for (const { log, state, reportedAt, severity } of town().incidents) {
      const [first, last] = [log[0], log.at(-1)]
      const begun = first?.at === reportedAt && first.action === 'report' && first.fromState === null && first.toState === 'reported'
      const linked = log
        .slice(1)
        .every((step, i) => step.fromState === log[i]?.toState && step.at >= (log[i]?.at ?? '') && actions.has(step.action))
      if (!begun || !linked || last?.toState !== state || ![1, 2, 3, 4].includes(severity)) faults.push(JSON.stringify(log))
    }
    expect(faults).toEqual([])
  })

  it('are archived or closed when old, and in every state when new', () => {
    const end = Date.parse(now)
    const old = town().incidents.filter(({ reportedAt }) => Date.parse(reportedAt) < end - 60 * dayMs)
    expect(old.filter(({ state }) => state === 'archived' || state === 'closed').length / old.length).toBeGreaterThan(0.98)
    const recent = town().incidents.filter(({ reportedAt }) => Date.parse(reportedAt) > end - 14 * dayMs)
    expect(new Set(recent.map(({ state }) => state))).toEqual(new Set(IncidentState.options))
  })

  it('follow the hours, weekdays and seasons of their category', () => {
    const of = (code: string) => town().incidents.filter(({ categoryCode }) => categoryCode === code)
    const share = (list: TownIncident[], keep: (incident: TownIncident) => boolean) => list.filter(keep).length / list.length
    const night = (incident: TownIncident) => hourOf(incident.occurredAt) >= 21 || hourOf(incident.occurredAt) < 3
    expect(share(of('04001'), night)).toBeGreaterThan(0.4)
    expect(share(of('03001'), night)).toBeLessThan(0.15)
    const weekend = ({ occurredAt }: TownIncident) => [0, 6].includes(new Date(Date.parse(occurredAt) + 8 * 3_600_000).getUTCDay())
    expect(share(of('07003'), weekend)).toBeLessThan(0.22)
    expect(share(of('04003'), weekend)).toBeGreaterThan(0.32)
    const summer = ({ occurredAt }: TownIncident) => [5, 6, 7].includes(new Date(occurredAt).getUTCMonth())
    expect(share(of('01001'), summer)).toBeGreaterThan(0.31)
    expect(share(of('02004'), summer)).toBeLessThan(0.22)
  })
})

describe('the truth about hotspots', () => {
  it('has three that were planted and one that appeared in the last month', () => {
    expect(town().truth.hotspots.map(({ kind }) => kind)).toEqual(['planted', 'planted', 'planted', 'emerging'])
    expect(Date.parse(town().truth.hotspots[3]?.from as string)).toBe(Date.parse(now) - 30 * dayMs)
  })

  it('is really there: each has several times the matters of its kinds that its homes, shops and streets explain', () => {
    const { incidents, truth, bbox } = town()
    // Spheroidal distance of geodata/geometry, checked there against Karney; the town itself is made in its own plane.
    const townSquareMeters = distanceMeters([bbox[0], bbox[1]], [bbox[2], bbox[1]]) * distanceMeters([bbox[0], bbox[1]], [bbox[0], bbox[3]])
    for (const { centre, radiusMeters, categoryCodes, from, to } of truth.hotspots) {
      const active = incidents.filter(
        ({ categoryCode, occurredAt }) => categoryCodes.includes(categoryCode) && occurredAt >= from && occurredAt <= to,
      )
      const within = active.filter((incident) => distanceMeters(placeOf(incident), centre) <= radiusMeters).length
      const expected = ((active.length - within) * Math.PI * radiusMeters ** 2) / townSquareMeters
      expect(within / expected).toBeGreaterThan(6)
    }
  })

  it('shows the emerging one only in its month', () => {
    const { incidents, truth } = town()
    const { centre, radiusMeters, categoryCodes, from } = truth.hotspots[3] as (typeof truth.hotspots)[number]
    const near = incidents.filter(
      (incident) => categoryCodes.includes(incident.categoryCode) && distanceMeters(placeOf(incident), centre) <= radiusMeters,
    )
    const after = near.filter(({ occurredAt }) => occurredAt >= from).length / 30
    const before = near.filter(({ occurredAt }) => occurredAt < from).length / 370
    expect(after / before).toBeGreaterThan(8)
  })

  it('is never about voices, and voices are rare', () => {
    for (const { categoryCodes } of town().truth.hotspots) for (const code of categoryCodes) expect(category.get(code)?.voice).toBe(false)
    const voices = town().incidents.filter(({ categoryCode }) => category.get(categoryCode)?.voice).length
    expect(voices).toBeGreaterThan(0)
    expect(voices).toBeLessThan(220)
  })
})

describe('a seed', () => {
  it('gives the same town again, and another seed another one', () => {
    const again = makeTown({ seed: 20261122, now })
    expect(JSON.stringify(again) === JSON.stringify(town())).toBe(true)
    expect(makeTown({ seed: 6, now, incidents: 10 }).zones[0]?.geometry).not.toEqual(again.zones[0]?.geometry)
  })

  it('keeps the ground when only the matters change', () => {
    const later = makeTown({ seed: 20261122, now: '2026-12-24T09:00:00+08:00', incidents: 300 })
    expect(JSON.stringify(later.zones)).toBe(JSON.stringify(town().zones))
    expect(JSON.stringify(later.cameras)).toBe(JSON.stringify(town().cameras))
  })

  it('is refused with a moment that is none', () => {
    expect(() => makeTown({ seed: 1, now: 'yesterday' })).toThrow(/yesterday/)
  })
})

describe('the catalogue', () => {
  it('has about 45 categories in 10 groups with five-digit codes, each once', () => {
    expect(townCategories.length).toBeGreaterThanOrEqual(45)
    expect(new Set(townCategories.map(({ code }) => code)).size).toBe(townCategories.length)
    expect(new Set(townCategories.map(({ group }) => group)).size).toBe(10)
    for (const { code, nameZh, nameEn } of townCategories)
      expect([/^\d{5}$/.test(code), nameZh.length > 2, nameEn.length > 3]).toEqual([true, true, true])
  })
})
