import { defineStore } from 'pinia'
import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Place } from '../../geodata/model/ground.ts'
import type { ZonePlanState } from '../../geodata/model/zonePlan.ts'
import { bbox } from '../../geodata/geometry/bbox.ts'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { labelPoint } from '../../geodata/geometry/labelPoint.ts'
import { featureClient, placeClient, zoneClient } from '../api/client.ts'
import { Problem } from '../api/http.ts'
import { zonePlanClient } from '../api/zonePlans.ts'
import { useLoad } from './loading.ts'

export type NoticePost = { kind: string; holder: string | null; holderEn: string | null; phone: string | null }
export type NoticeStation = Pick<Place, 'kind' | 'nameZh' | 'nameEn' | 'address' | 'openingHours'> & { at: [number, number]; distanceMeters: number }
/** One sheet. `from`: null while no day is said. */
export type ZoneNotice = {
  key: string
  areaId: number
  code: string | null
  nameZh: string
  nameEn: string
  households: number | null
  buildings: number | null
  from: string | null
  state: ZonePlanState
  posts: NoticePost[]
  geometry: MultiPolygon
  station: NoticeStation | null
}
export type Notices = { name: string; notices: ZoneNotice[] }

const stationKinds: readonly string[] = ['patrol_station', 'police_post']
const mostPlaces = 1_000
type Stations = readonly (Pick<Place, 'kind' | 'areaId' | 'nameZh' | 'nameEn' | 'address' | 'openingHours'> & { at: [number, number] })[]

/** Patrol stations and police posts within about two kilometres of all these zones. In ground too dense to be read at once, the nearest of each zone. */
async function stationsAround(shapes: readonly MultiPolygon[], signal: AbortSignal): Promise<Stations> {
  const boxes = shapes.flatMap((shape) => bbox(shape) ?? [])
  const along = (index: number) => boxes.filter((_, i) => i % 4 === index)
  const around = [Math.min(...along(0)) - 0.02, Math.min(...along(1)) - 0.02, Math.max(...along(2)) + 0.02, Math.max(...along(3)) + 0.02]
  const { features } = await featureClient.list<Place>('places', { bbox: around.map((edge) => edge.toFixed(6)), limit: mostPlaces }, signal)
  if (features.length < mostPlaces) return features.flatMap(({ properties, geometry }) => (stationKinds.includes(properties.kind) && geometry.type === 'Point' ? [{ ...properties, at: geometry.coordinates as [number, number] }] : []))
  const near = await Promise.all(shapes.map(async (shape) => (await placeClient.of(...labelPoint(shape), signal)).dutyStations))
  return near.flat().filter(({ kind }) => stationKinds.includes(kind)).map((place) => ({ ...place, at: [place.lng, place.lat] }))
}

/** Where people of this zone go: the nearest station of their own area, or else the nearest of any. */
function stationOf(shape: MultiPolygon, area: number, stations: Stations): NoticeStation | null {
  const middle = labelPoint(shape)
  const far = stations.map((station) => ({ ...station, distanceMeters: distanceMeters(middle, station.at) })).toSorted((a, b) => a.distanceMeters - b.distanceMeters)
  return far.find(({ areaId }) => areaId === area) ?? far[0] ?? null
}

async function ofPlan(id: string, signal: AbortSignal): Promise<Notices> {
  const [{ plan, zones }, comparison] = await Promise.all([zonePlanClient.read(id, signal), zonePlanClient.comparison(id, signal)])
  const rows = new Map(comparison.rows.map((row) => [row.key, row]))
  const phones = new Map((await zoneClient.list(null, signal)).zones.map(({ id: zoneId, posts }) => [zoneId, posts]))
  const stations = await stationsAround(zones.map(({ geometry }) => geometry), signal)
  const notices = zones.map(({ key, zoneId, code, nameZh, nameEn, geometry }): ZoneNotice => {
    const side = rows.get(key)?.draft
    const phoneOf = (kind: string, holder: string | null) => phones.get(zoneId ?? -1)?.find((post) => post.kind === kind && post.holder === holder)?.phone ?? null
    return {
      key, areaId: plan.areaId, code, nameZh, nameEn, households: side?.households ?? null, buildings: side?.buildings ?? null, from: plan.adoptOn, state: plan.state, geometry, station: stationOf(geometry, plan.areaId, stations),
      posts: (side?.posts ?? []).map((post) => ({ ...post, phone: phoneOf(post.kind, post.holder) })),
    }
  })
  return { name: plan.name, notices }
}

/** Zones that were there before anything was written down have no first day. */
const sinceEver = '1900-01-01'

async function ofZone(id: number, signal: AbortSignal): Promise<Notices> {
  // Since when a zone is as it is, is told for a day only.
  const today = zoneClient.days(signal).then(({ today: day }) => zoneClient.list(day, signal))
  const [{ zones }, feature] = await Promise.all([today, featureClient.read('zones', id, signal)])
  const zone = zones.find((each) => each.id === id)
  if (!zone) throw new Problem({ title: 'Not Found', status: 404, detail: '', errors: [] })
  const geometry = feature.geometry.type === 'Polygon' ? { type: 'MultiPolygon' as const, coordinates: [feature.geometry.coordinates] } : feature.geometry
  const shape = geometry as MultiPolygon
  return {
    name: zone.nameZh,
    notices: [{
      key: String(id), areaId: zone.areaId, code: zone.code, nameZh: zone.nameZh, nameEn: zone.nameEn, households: zone.households, buildings: null, from: zone.validFrom && zone.validFrom > sinceEver ? zone.validFrom : null, state: 'adopted', geometry: shape, station: stationOf(shape, zone.areaId, await stationsAround([shape], signal)),
      posts: zone.posts.map(({ kind, holder, holderEn, phone }) => ({ kind, holder, holderEn: holderEn ?? null, phone })),
    }],
  }
}

/** What stands on the notices of a plan or of one zone. */
export const useZoneNotices = defineStore('zoneNotices', () => {
  const loaded = useLoad((signal, of: { plan: string } | { zone: number }) => ('plan' in of ? ofPlan(of.plan, signal) : ofZone(of.zone, signal)))
  return { state: loaded.state, error: loaded.error, data: loaded.data, load: loaded.load }
})
