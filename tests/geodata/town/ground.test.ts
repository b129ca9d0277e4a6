import Flatbush from 'flatbush'
import { describe, expect, it } from 'vitest'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { Geometry } from '../../../geodata/model/geometry.ts'
import { checkGeometry } from '../../../geodata/geometry/checkGeometry.ts'
import { buildStreetGraph } from '../../../geodata/graph/buildStreetGraph.ts'
import { graphReport } from '../../../geodata/graph/graphReport.ts'
import { toPlane } from '../../../geodata/town/local.ts'
import { crossing, inside, signedArea, type XY } from '../../../geodata/town/plane.ts'
import { makeTown } from '../../../geodata/town/town.ts'
import { town } from './made.ts'

const open = (ring: readonly (readonly number[])[]): XY[] => ring.slice(0, -1).map((p) => toPlane(p as unknown as LngLat))
const areaOf = (rings: readonly (readonly (readonly number[])[])[]) => rings.reduce((sum, ring) => sum + signedArea(open(ring)), 0)
const edgesOf = (ring: readonly (readonly number[])[]) => ring.slice(1).map((p, i) => [String(ring[i]), String(p)] as const)

/**
 * The exact check of a tiling, without any geometry library: directed border edges of the parts cancel when they run both ways;
 * what is left must be the border of the whole, edge by edge. With equal area sums that leaves no gap and no overlap.
 */
function leftOver(parts: readonly (readonly (readonly number[])[])[]): Set<string> {
  const edges = new Set<string>()
  for (const ring of parts) {
    for (const [a, b] of edgesOf(ring)) {
      if (edges.has(`${a}|${b}`)) throw new Error(`two parts lie on the same side of ${a} ${b}`)
      if (!edges.delete(`${b}|${a}`)) edges.add(`${a}|${b}`)
    }
  }
  return edges
}

describe('the ground of the town', () => {
  it('has the counts the issue asks for', () => {
    const { areas, zones, cameras, incidents, teams } = town()
    expect(areas.map(({ level }) => level).filter((level) => level !== 'community')).toEqual(['city', 'district', 'subdistrict'])
    expect(areas.filter(({ level }) => level === 'community')).toHaveLength(13)
    expect(zones).toHaveLength(110)
    expect(cameras).toHaveLength(190)
    expect(incidents).toHaveLength(22_000)
    expect(teams).toHaveLength(12)
  })

  it('covers each community exactly with its zones, and the subdistrict with its communities', () => {
    const { areas, zones } = town()
    const communities = areas.filter(({ level }) => level === 'community')
    const cover = (whole: number[][][][], parts: number[][][]) => {
      expect([...leftOver(parts)].toSorted()).toEqual(
        whole.flatMap((rings) => rings.flatMap((ring) => edgesOf(ring).map(([a, b]) => `${a}|${b}`))).toSorted(),
      )
      const total = whole.reduce((sum, rings) => sum + areaOf(rings), 0)
      expect(Math.abs(areaOf(parts) - total) / total).toBeLessThan(1e-6)
    }
    for (const community of communities) {
      const own = zones.filter(({ areaCode }) => areaCode === community.code)
      expect(own.length).toBeGreaterThanOrEqual(4)
      cover(
        community.geometry?.coordinates ?? [],
        own.map(({ geometry }) => geometry.coordinates[0] as number[][]),
      )
    }
    cover(
      areas[2]?.geometry?.coordinates ?? [],
      communities.flatMap(({ geometry }) => (geometry?.coordinates ?? []).map((rings) => rings[0] as number[][])),
    )
  })

  it('numbers zones by their community, each serial once', () => {
    const { areas, zones } = town()
    for (const zone of zones) expect(zone.code.slice(0, 12)).toBe(zone.areaCode)
    for (const { code, level } of areas) {
      if (level !== 'community') continue
      const serials = zones.filter(({ areaCode }) => areaCode === code).map((zone) => Number(zone.code.slice(12)))
      expect(serials).toEqual(serials.map((_, i) => i + 1))
    }
    expect(new Set(zones.map(({ code }) => code)).size).toBe(110)
    expect(zones.every(({ code }) => /^999901001\d{6}$/.test(code))).toBe(true)
  })

  it('keeps households within 250 to 500, and they are those of the buildings', () => {
    const { zones, buildings } = town()
    for (const { code, households } of zones) {
      expect(households).toBeGreaterThanOrEqual(250)
      expect(households).toBeLessThanOrEqual(500)
      expect(buildings.filter(({ zoneCode }) => zoneCode === code).reduce((sum, building) => sum + building.households, 0)).toBe(households)
    }
  })

  it('puts every building with all its corners into its zone and no other, and whole estates into one zone', () => {
    const { zones, buildings } = town()
    const rings = new Map(zones.map((zone) => [zone.code, open(zone.geometry.coordinates[0] as number[][])]))
    const home = new Map<string, Set<string>>()
    const astray: string[] = []
    for (const { geometry, zoneCode, estateRef, areaCode } of buildings) {
      const corners = open(geometry.coordinates[0] as number[][])
      for (const corner of corners)
        for (const [code, ring] of rings) if (inside(ring, corner) !== (code === zoneCode)) astray.push(`${zoneCode} ${code}`)
      if (!zoneCode.startsWith(areaCode)) astray.push(`${zoneCode} ${areaCode}`)
      if (estateRef) home.set(estateRef, (home.get(estateRef) ?? new Set()).add(zoneCode))
    }
    expect(astray).toEqual([])
    expect(home.size).toBeGreaterThan(100)
    expect([...home.values()].every((codes) => codes.size === 1)).toBe(true)
  })

  it('lets no zone be cut by an arterial: arterials run along zone borders only', () => {
    const { zones, streets } = town()
    const borders = new Set(
      zones.flatMap(({ geometry }) => edgesOf(geometry.coordinates[0] as number[][]).flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`])),
    )
    const arterials = streets.filter((street) => street.class === 'primary' || street.class === 'secondary')
    expect(arterials.length).toBeGreaterThan(8)
    for (const { geometry } of arterials) for (const [a, b] of edgesOf(geometry.coordinates)) expect(borders.has(`${a}|${b}`)).toBe(true)
  })

  it('lets no building stand in water or on another', () => {
    const { buildings, grounds } = town()
    const waters = grounds
      .filter(({ kind }) => kind === 'water')
      .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
    const waterRings = waters.map((rings) => open(rings[0] as number[][]))
    const faults: string[] = []
    const rings = buildings.map(({ geometry }) => open(geometry.coordinates[0] as number[][]))
    const index = new Flatbush(rings.length)
    for (const ring of rings) {
      const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])]
      index.add(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
    }
    index.finish()
    rings.forEach((ring, i) => {
      if (waterRings.some((water) => ring.some((corner) => inside(water, corner)))) faults.push(`${buildings[i]?.ref} stands in water`)
      const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])]
      for (const other of index.search(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))) {
        if (other <= i) continue
        const b = rings[other] as XY[]
        const crosses = ring.some((p, k) => b.some((q, m) => crossing(p, ring[(k + 1) % 4] as XY, q, b[(m + 1) % 4] as XY)))
        if (crosses || inside(b, ring[0] as XY) || inside(ring, b[0] as XY))
          faults.push(`${buildings[i]?.ref} stands on ${buildings[other]?.ref}`)
      }
    })
    expect(faults).toEqual([])
  })

  it('has only geometry that may be stored', () => {
    const { areas, zones, streets, grounds, estates, buildings, places, cameras, incidents } = town()
    const faults: string[] = []
    for (const { geometry } of [
      ...areas,
      ...zones,
      ...streets,
      ...grounds,
      ...estates,
      ...buildings,
      ...places,
      ...cameras,
      ...incidents,
    ]) {
      const fault = Geometry.safeParse(geometry).success ? checkGeometry(geometry) : { path: '', reason: 'not of the model' }
      if (fault) faults.push(`${geometry?.type}: ${fault.path} ${fault.reason}`)
    }
    expect(faults).toEqual([])
  })

  it('has 190 cameras in the town with codes of 20 digits, a few of them down', () => {
    const { cameras, areas } = town()
    const ring = open(areas[2]?.geometry?.coordinates[0]?.[0] ?? [])
    expect(cameras.filter(({ geometry }) => !inside(ring, toPlane(geometry.coordinates))).map(({ name }) => name)).toEqual([])
    expect(new Set(cameras.map(({ code }) => code)).size).toBe(190)
    expect(cameras.every(({ code }) => /^\d{10}13[12]\d{7}$/.test(code))).toBe(true)
    expect(cameras.every(({ pixels, lensMillimeters, kind, ownerUnit, heightMeters }) => pixels >= 1920 && (kind === 'dome' || (lensMillimeters ?? 0) > 1) && ownerUnit !== '' && heightMeters > 2)).toBe(true)
    expect(cameras.filter(({ state, outages }) => state !== 'online' && outages[0]?.hours === null && outages[0].state === state)).toHaveLength(12)
    expect(cameras.filter(({ state, outages }) => state === 'online' && outages.length > 0).every(({ outages }) => outages[0]!.hours! < outages[0]!.hoursAgo)).toBe(true)
    expect(cameras.every(({ kind, azimuthDegrees }) => (kind === 'dome') === (azimuthDegrees === null))).toBe(true)
    const down = (state: string) => cameras.filter((camera) => camera.state === state).length
    expect([down('offline'), down('fault')]).toEqual([8, 4])
    expect(new Set(cameras.map(({ kind }) => kind)).size).toBe(3)
  })

  it('connects its streets: every named street can be walked to from every other', () => {
    const parent = new Map<string, string>()
    const root = (key: string): string => {
      let k = key
      while ((parent.get(k) ?? k) !== k) k = parent.get(k) as string
      return k
    }
    for (const { geometry } of town().streets) for (const [a, b] of edgesOf(geometry.coordinates)) parent.set(root(a), root(b))
    expect(new Set(town().streets.flatMap(({ geometry }) => geometry.coordinates.map((p) => root(String(p))))).size).toBe(1)
  })
})

const seeds = process.env.FANGCUN_EXTENDED ? Array.from({ length: 1000 }, (_, i) => i + 1) : [1, 2, 3, 4]
describe('any seed', () => {
  it.each(seeds)('%i gives a town within the bounds', (seed) => {
    const { zones, cameras, areas } = makeTown({ seed, now: '2026-11-22T01:00:00Z', incidents: 200 })
    expect([zones.length, cameras.length, areas.length]).toEqual([110, 190, 16])
    expect(Math.min(...zones.map(({ households }) => households))).toBeGreaterThanOrEqual(250)
    expect(Math.max(...zones.map(({ households }) => households))).toBeLessThanOrEqual(500)
    expect(zones.map(({ geometry }) => checkGeometry(geometry)).filter(Boolean)).toEqual([])
    const edges = leftOver(zones.map(({ geometry }) => geometry.coordinates[0] as number[][]))
    expect(edges.size).toBe((areas[2]?.geometry?.coordinates[0]?.[0]?.length ?? 0) - 1)
  })
})

it('has streets on which one gets from everywhere to everywhere, on foot, by bicycle and by car', () => {
  const streets = town().streets.map(({ ref, class: kind, oneway, nameZh, nameEn, geometry }) => ({ id: ref, class: kind, oneway, nameZh, nameEn, coordinates: geometry.coordinates, foot: null, bicycle: null, car: null, onewayBicycle: null, maxSpeedKmh: null, hours: '' }))
  for (const profile of ['foot', 'bicycle', 'car'] as const) expect(graphReport(buildStreetGraph(streets, [], { profile })), profile).toMatchObject({ streets: streets.length, parts: 1, strongParts: 1, warnings: [] })
})
