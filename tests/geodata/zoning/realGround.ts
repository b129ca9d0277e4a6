import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Feature, FeatureCollection, MultiPolygon as AnyMultiPolygon } from 'geojson'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import type { BuildingUse, StreetClass } from '../../../geodata/model/ground.ts'
import type { PlanGround } from '../../../geodata/model/zonePlan.ts'
import { estimateHouseholds } from '../../../geodata/zoning/estimateHouseholds.ts'

const shared = new URL('../../../../shared/data/', import.meta.url)
const read = (city: string, name: string) => (JSON.parse(gunzipSync(readFileSync(new URL(`${city}/${name}.geojson.gz`, shared))).toString()) as FeatureCollection).features

const useOf = (building = ''): BuildingUse => {
  if (/house|apartments|residential|terrace|detached|dormitory/.test(building)) return 'residential'
  if (/office/.test(building)) return 'office'
  if (/school|university|college|kindergarten/.test(building)) return 'school'
  if (/hospital/.test(building)) return 'hospital'
  if (/church|chapel|cathedral|public|train_station|government|civic|museum|garage|roof|shed|hut|service|parking/.test(building)) return 'public'
  if (/industrial|warehouse/.test(building)) return 'industrial'
  if (/retail|commercial|hotel/.test(building)) return 'commercial'
  return 'other'
}

const classOf = (highway = ''): StreetClass | null => {
  const plain = highway.replace(/_link$/, '')
  if (['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian', 'steps'].includes(plain)) return plain as StreetClass
  if (['unclassified', 'living_street', 'road'].includes(plain)) return 'residential'
  if (['footway', 'path', 'cycleway', 'track', 'bridleway'].includes(plain)) return 'path'
  return null
}

function middle({ geometry }: Feature): [number, number] {
  const ring = (geometry as AnyMultiPolygon).coordinates[0]?.[0] ?? []
  return [ring.reduce((sum, [x = 0]) => sum + x, 0) / ring.length, ring.reduce((sum, [, y = 0]) => sum + y, 0) / ring.length]
}

/** Ground of a box in a city of the shared data; households estimated from footprints. */
export function realGround(city: 'munich' | 'london' | 'porto', [west, south, east, north]: [number, number, number, number]): PlanGround {
  const inBox = ([x, y]: [number, number]) => x > west - 0.001 && x < east + 0.001 && y > south - 0.001 && y < north + 0.001
  const buildings = read(city, 'osm_buildings').filter((feature) => inBox(middle(feature))).map((feature, i) => {
    const properties = (feature.properties ?? {}) as Record<string, string>
    const use = useOf(properties.building)
    const squareMeters = areaSquareMeters(feature.geometry as never)
    const households = estimateHouseholds({ use, squareMeters, levels: Number.parseFloat(properties['building:levels'] ?? '') || 0, heightMeters: Number.parseFloat(properties.height ?? '') || 0 })
    return { id: i + 1, estateId: null, zoneId: null, use, households, estimated: households > 0, incidents: 0, shops: 0, at: middle(feature), geometry: feature.geometry as never }
  })
  const streets = read(city, 'osm_roads').flatMap((feature, i) => {
    const properties = (feature.properties ?? {}) as Record<string, string>
    const kind = properties.railway && !/subway|tram/.test(properties.railway) ? 'rail' : classOf(properties.highway)
    return kind === null || properties.tunnel === 'yes' || feature.geometry.type !== 'LineString' ? [] : [{ id: i + 1, class: kind as StreetClass, bridge: false, geometry: feature.geometry as never }]
  })
  const ring: [number, number][] = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return { area: { id: 1, code: '000000000001', nameZh: city, nameEn: city, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }, buildings, estates: [], streets, water: [], walls: [], zones: [] }
}
