import { defineStore } from 'pinia'
import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { Place } from '../../geodata/model/ground.ts'
import type { ZonePlanState } from '../../geodata/model/zonePlan.ts'
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
/** Where people of this zone go: the nearest patrol station or police post. */
async function stationNear(geometry: MultiPolygon, signal: AbortSignal): Promise<NoticeStation | null> {
  const [lng, lat] = labelPoint(geometry)
  const { dutyStations } = await placeClient.of(lng, lat, signal)
  const near = dutyStations.find(({ kind }) => stationKinds.includes(kind)) ?? dutyStations[0]
  return near ? { kind: near.kind, nameZh: near.nameZh, nameEn: near.nameEn, address: near.address, openingHours: near.openingHours, at: [near.lng, near.lat], distanceMeters: near.distanceMeters } : null
}

async function ofPlan(id: string, signal: AbortSignal): Promise<Notices> {
  const [{ plan, zones }, comparison] = await Promise.all([zonePlanClient.read(id, signal), zonePlanClient.comparison(id, signal)])
  const rows = new Map(comparison.rows.map((row) => [row.key, row]))
  const phones = new Map((await zoneClient.list(signal)).zones.map(({ id: zoneId, posts }) => [zoneId, posts]))
  const notices = await Promise.all(zones.map(async ({ key, zoneId, code, nameZh, nameEn, geometry }): Promise<ZoneNotice> => {
    const side = rows.get(key)?.draft
    const phoneOf = (kind: string, holder: string | null) => phones.get(zoneId ?? -1)?.find((post) => post.kind === kind && post.holder === holder)?.phone ?? null
    return {
      key, areaId: plan.areaId, code, nameZh, nameEn, households: side?.households ?? null, buildings: side?.buildings ?? null, from: plan.adoptOn, state: plan.state, geometry, station: await stationNear(geometry, signal),
      posts: (side?.posts ?? []).map((post) => ({ ...post, phone: phoneOf(post.kind, post.holder) })),
    }
  }))
  return { name: plan.name, notices }
}

async function ofZone(id: number, signal: AbortSignal): Promise<Notices> {
  const [{ zones }, feature] = await Promise.all([zoneClient.list(signal), featureClient.read<{ validFrom?: string }>('zones', id, signal)])
  const zone = zones.find((each) => each.id === id)
  if (!zone) throw new Problem({ title: 'Not Found', status: 404, detail: '', errors: [] })
  const geometry = feature.geometry.type === 'Polygon' ? { type: 'MultiPolygon' as const, coordinates: [feature.geometry.coordinates] } : feature.geometry
  const shape = geometry as MultiPolygon
  return {
    name: zone.nameZh,
    notices: [{
      key: String(id), areaId: zone.areaId, code: zone.code, nameZh: zone.nameZh, nameEn: zone.nameEn, households: zone.households, buildings: null, from: feature.properties.validFrom ?? null, state: 'adopted', geometry: shape, station: await stationNear(shape, signal),
      posts: zone.posts.map(({ kind, holder, holderEn, phone }) => ({ kind, holder, holderEn: holderEn ?? null, phone })),
    }],
  }
}

/** What stands on the notices of a plan or of one zone. */
export const useZoneNotices = defineStore('zoneNotices', () => {
  const loaded = useLoad((signal, of: { plan: string } | { zone: number }) => ('plan' in of ? ofPlan(of.plan, signal) : ofZone(of.zone, signal)))
  return { state: loaded.state, error: loaded.error, data: loaded.data, load: loaded.load }
})
