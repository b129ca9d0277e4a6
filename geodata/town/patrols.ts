import { distanceMeters } from '../geometry/distanceMeters.ts'
import { buildStreetGraph } from '../graph/buildStreetGraph.ts'
import { snapToGraph } from '../graph/snapToGraph.ts'
import type { StreetLine } from '../graph/street.ts'
import type { CheckpointKeep } from '../model/checkpoint.ts'
import type { LngLat } from '../model/geometry.ts'
import type { PatrolQuestion } from '../model/patrolPlan.ts'
import type { Town, TownPlace, TownTeam } from './types.ts'

/** What a patrol of the town has to see to: schools and markets at their gates, halls from the inside. */
const watched: Partial<Record<TownPlace['kind'], Pick<CheckpointKeep, 'kind' | 'dwellMinutes'>>> = {
  school: { kind: 'place', dwellMinutes: 3 }, kindergarten: { kind: 'place', dwellMinutes: 3 }, market: { kind: 'place', dwellMinutes: 5 }, park: { kind: 'place', dwellMinutes: 5 }, hospital: { kind: 'indoor', dwellMinutes: 5 },
}
const most = 24

/** The town's streets as routes use them. */
export const townStreetLines = ({ streets }: Town): StreetLine[] => streets.map(({ ref, class: kind, nameZh, nameEn, oneway, geometry }) => ({
  id: ref, class: kind, nameZh, nameEn, oneway, coordinates: geometry.coordinates as LngLat[], foot: null, bicycle: null, car: null, onewayBicycle: null, maxSpeedKmh: null, hours: '',
}))

/** The place on a street nearest to it: a patrol stands at the gate, not in the yard. */
function toStreets(town: Town): (place: LngLat) => LngLat {
  const graph = buildStreetGraph(townStreetLines(town), [], { profile: 'foot' })
  return (place) => { const found = snapToGraph(graph, place)?.place; return found ? [round(found[0]), round(found[1])] : place }
}
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

export type TownCheckpoint = Omit<CheckpointKeep, 'id' | 'areaId'>

/** 必到点 of the town, and of every fifth estate one staircase. */
export function townCheckpoints(town: Town): TownCheckpoint[] {
  const atStreet = toStreets(town)
  const places = town.places.flatMap(({ kind, nameZh, geometry }): TownCheckpoint[] => {
    const rule = watched[kind]
    if (!rule) return []
    const [lng, lat] = rule.kind === 'place' ? atStreet(geometry.coordinates as LngLat) : (geometry.coordinates as LngLat)
    return [{ ...rule, name: nameZh, openFrom: null, openTo: null, lng, lat }]
  }).slice(0, most)
  const stairs = town.estates.filter((_, i) => i % 5 === 0).slice(0, 8).flatMap(({ nameZh, geometry }): TownCheckpoint[] => {
    const [lng, lat] = geometry.coordinates[0]?.[0] ?? []
    return lng === undefined || lat === undefined ? [] : [{ kind: 'stairs', dwellMinutes: 6, name: `${nameZh}楼道`, openFrom: null, openTo: null, lng, lat }]
  })
  return [...places, ...stairs]
}

export type TeamOnDuty = { teamId: number; callSign: string; from: string; to: string }
export type KnownCheckpoint = { id: string; name: string; dwellMinutes: number; lng: number; lat: number }
export type KnownHotspot = { id: string; name: string; lng: number; lat: number }

const speeds: Record<TownTeam['vehicle'], number> = { foot: 1.3, bicycle: 4, car: 6 }
/** Ways that one walks, rides or drives in a watch. */
const reachMeters: Record<TownTeam['vehicle'], number> = { foot: 900, bicycle: 1_600, car: 3_000 }

/** What people call the ground around a place: its street. Empty where no street has a name. */
export const townPlaceName = ({ streets }: Town, place: LngLat): string => {
  const named = streets.filter(({ nameZh }) => nameZh !== '')
  const away = (line: readonly (readonly number[])[]) => Math.min(...line.map(([lng = 0, lat = 0]) => distanceMeters(place, [lng, lat])))
  return named.length ? `${named.reduce((a, b) => (away(b.geometry.coordinates) < away(a.geometry.coordinates) ? b : a)).nameZh}一带` : ''
}

/** Tonight's question of the town: short visits at the hotspots that are watched (before there are any, where matters gather), and the checkpoints that its teams can come to. Null where nobody is on duty. */
export function townQuestion(town: Town, areaId: number, duty: readonly TeamOnDuty[], checkpoints: readonly KnownCheckpoint[], watchedSpots: readonly KnownHotspot[]): PatrolQuestion | null {
  const teams = duty.flatMap(({ teamId, callSign, from, to }) => {
    const team = town.teams.find((one) => one.callSign === callSign)
    const station = team && (town.places.find(({ kind, areaCode }) => kind === 'patrol_station' && areaCode === team.areaCode) ?? town.places.find(({ kind }) => kind === 'patrol_station'))
    const start = station?.geometry.coordinates as LngLat | undefined
    return team && start ? [{ teamId, vehicle: team.vehicle, speedMetersPerSecond: speeds[team.vehicle], from, to, start, end: start, breaks: [] }] : []
  })
  if (teams.length === 0) return null
  const atStreet = toStreets(town)
  const inReach = (place: LngLat) => teams.some(({ start, vehicle }) => distanceMeters(start, place) < reachMeters[vehicle])
  const kept = watchedSpots.map(({ id, name, lng, lat }) => ({ hotspotId: id, name, place: atStreet([lng, lat]) }))
  const busy = kept.length ? kept : town.truth.hotspots.map(({ centre }) => ({ hotspotId: null, name: townPlaceName(town, centre), place: atStreet(centre) }))
  const stations = town.places.filter(({ kind }) => kind === 'station' || kind === 'market').slice(0, 8).map(({ nameZh, geometry }) => ({ hotspotId: null, name: nameZh, place: atStreet(geometry.coordinates as LngLat) }))
  return {
    areaId, teams, seed: 1, variation: 0.5, slackShare: 0.05, seconds: 2,
    hotspots: [...busy, ...stations].filter(({ place }) => inReach(place)).map((one) => ({ ...one, dwellMinutes: 12, revisitMinutes: 120, mostVisits: 2, worth: 1 })),
    checkpoints: checkpoints.filter(({ lng, lat }) => inReach([lng, lat])).slice(0, 4 * teams.length).map(({ id, name, dwellMinutes, lng, lat }) => ({ checkpointId: id, name, dwellMinutes, place: [lng, lat], windows: [] })),
  }
}
