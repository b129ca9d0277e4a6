import type { AreaLevel } from '../model/area.ts'
import type { CameraKind, CameraState } from '../model/camera.ts'
import type { Geometry, LineString, LngLat, MultiPolygon, Point, Polygon } from '../model/geometry.ts'
import type { BuildingUse, GroundKind, PlaceKind, StreetClass } from '../model/ground.ts'
import type { Channel, IncidentAction, IncidentResult, IncidentState, Provenance, Satisfaction, Severity } from '../model/incident.ts'
import type { WorkOrderState } from '../model/workOrder.ts'
import type { KnownPostKind } from '../model/zone.ts'

/** Everything below is EPSG:4326 and refers to other things by code, since only a database gives numbers. */
export type TownArea = {
  code: string
  level: AreaLevel
  parentCode: string | null
  nameZh: string
  nameEn: string
  geometry: MultiPolygon | null
}
export type TownZone = { code: string; areaCode: string; nameZh: string; nameEn: string; households: number; geometry: Polygon }
export type TownPost = { zoneCode: string; kind: KnownPostKind; holder: string | null; phone: null }
export type TownStreet = {
  ref: string
  class: StreetClass
  nameZh: string
  nameEn: string
  oneway: boolean
  bridge: boolean
  geometry: LineString
}
export type TownGround = { kind: GroundKind; nameZh: string; nameEn: string; geometry: Polygon | MultiPolygon }
export type TownEstate = { ref: string; areaCode: string; nameZh: string; nameEn: string; geometry: Polygon }
export type TownBuilding = {
  ref: string
  areaCode: string
  zoneCode: string
  estateRef: string | null
  use: BuildingUse
  nameZh: string
  nameEn: string
  address: string
  households: number
  heightMeters: number
  geometry: Polygon
}
export type TownPlace = {
  ref: string
  areaCode: string
  kind: PlaceKind
  nameZh: string
  nameEn: string
  address: string
  openingHours: string
  geometry: Point
}
export type TownCamera = {
  code: string
  areaCode: string
  name: string
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  tiltDegrees: number
  rangeMeters: number
  heightMeters: number
  pixels: number
  lensMillimeters: number | null
  ownerUnit: string
  retentionDays: number
  state: CameraState
  /** When it did not work, the newest first; `hours` null: it still does not. */
  outages: { state: 'offline' | 'fault'; hoursAgo: number; hours: number | null }[]
  geometry: Point
}
export type TownTeam = {
  callSign: string
  areaCode: string
  nameZh: string
  nameEn: string
  kind: 'staff' | 'volunteer'
  vehicle: 'foot' | 'bicycle' | 'car'
}
export type TownShift = { teamCallSign: string; areaCode: string; from: string; to: string }
export type TownLogEntry = {
  at: string
  action: IncidentAction
  fromState: IncidentState | null
  toState: IncidentState
  note: string
  result?: IncidentResult
  satisfaction?: Satisfaction
  /** merge: the incident that stays */
  target?: string
}
export type TownIncident = {
  id: string
  areaCode: string
  categoryCode: string
  severity: Severity
  channel: Channel
  provenance: Provenance
  state: IncidentState
  stateBefore: IncidentState | null
  mergedInto: string | null
  result: IncidentResult | null
  satisfaction: Satisfaction | null
  title: string
  address: string
  occurredAt: string
  reportedAt: string
  registeredAt: string | null
  closedAt: string | null
  geometry: Geometry
  log: TownLogEntry[]
}
/** Given to a post of the incident's zone or to a team. */
export type TownOrder = {
  id: string
  incidentId: string
  postKind: KnownPostKind | null
  teamCallSign: string | null
  kind: 'lead' | 'assist'
  state: WorkOrderState
  result: string
  createdAt: string
  changedAt: string
}
/** What was planted, for tests of the methods that should find it. `from` and `to` bound the time in which it was active. */
export type TownHotspot = {
  centre: LngLat
  radiusMeters: number
  categoryCodes: string[]
  from: string
  to: string
  kind: 'planted' | 'emerging'
  incidents: number
}
export type TownFix = {
  teamCallSign: string
  device: string
  at: string
  lng: number
  lat: number
  speedMetersPerSecond: number
  accuracyMeters: number
}

export type Town = {
  seed: number
  /** Its matters lie from here up to `now`. */
  from: string
  now: string
  bbox: [west: number, south: number, east: number, north: number]
  areas: TownArea[]
  zones: TownZone[]
  posts: TownPost[]
  streets: TownStreet[]
  grounds: TownGround[]
  estates: TownEstate[]
  buildings: TownBuilding[]
  places: TownPlace[]
  cameras: TownCamera[]
  teams: TownTeam[]
  shifts: TownShift[]
  incidents: TownIncident[]
  orders: TownOrder[]
  truth: { hotspots: TownHotspot[] }
}
