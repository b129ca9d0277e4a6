import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { Actor } from '../../geodata/model/actor.ts'
import type { Area } from '../../geodata/model/area.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { Bbox, Geometry, LngLat } from '../../geodata/model/geometry.ts'
import type { Building, Place } from '../../geodata/model/ground.ts'
import type { Category, Incident, IncidentAction, IncidentLogEntry } from '../../geodata/model/incident.ts'
import type { LivePosition, Shift, Team } from '../../geodata/model/patrol.ts'
import type { Post, Zone } from '../../geodata/model/zone.ts'

/** What the routes under /api answer, beyond the nouns of the model. */
export type Config = {
  bounds: Bbox
  center: LngLat
  timeZone: string
  names: { zh: string; en: string }
  database: 'embedded' | 'postgis'
  now: string
  version: string
  counts: Record<string, number>
  dataSpan: { from: string; to: string } | null
  attribution: string[]
}
export type Actors = { actors: Actor[]; current: string }
export type Categories = { categories: Category[] }
export type ZoneRow = Zone & { center: LngLat; posts: Post[] }
export type ZoneFigureRow = { zoneId: number; households: number; incidents: number; cameras: number; coverageMinutes: number }
export type Figures = {
  received: number
  completed: number
  open: number
  camerasOnline: number
  camerasTotal: number
  shiftsOnDuty: number
  teamsLive: number
}
export type NearCamera = Camera & { distanceMeters: number; lng: number; lat: number }
export type IncidentRow = Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon' }
export type IncidentAnswer = {
  incident: Incident
  geometry: Geometry
  log: IncidentLogEntry[]
  zone: Zone | null
  area: Area | null
  posts: Post[]
  cameras: NearCamera[]
  actions: IncidentAction[]
}
export type PlaceOf = {
  zone: Zone | null
  area: Area[]
  building: (Building & { distanceMeters?: number }) | null
  posts: Post[]
  cameras: NearCamera[]
  recentIncidents: (Incident & { distanceMeters?: number; lng?: number; lat?: number })[]
  dutyStations: (Place & { distanceMeters: number; lng: number; lat: number })[]
}
export type SearchResult = { noun: string; id: string | number; titleZh: string; titleEn: string; subtitle: string; lng: number; lat: number; bbox?: Bbox }
export type Teams = { teams: Team[]; shifts: Shift[] }
export type Positions = { positions: LivePosition[] }
export type Coverage = {
  level: number
  cells: { x: number[]; y: number[]; seconds: number[] }
  period: { from: string; to: string }
  rows: number
  truncated: boolean
}
export type CameraFeature = Feature<Point, Camera>

export type Backtest = {
  days: number
  areaShare: number
  hitRate: number
  countHitRate: number
  pai: number
  better: boolean
}
export type HotspotAnswer = {
  method: string
  parameters: Record<string, unknown>
  seed?: number
  window: { from: string; to: string }
  rowsUsed: number
  rowsLeftOut: number
  significantCount?: number
  notSignificantCount: number
  backtest: Backtest | null
  cells: FeatureCollection<Polygon | MultiPolygon, { count: number; z: number; p: number; significant: boolean }> | null
  clusters: FeatureCollection<Polygon | MultiPolygon | Point, { count: number }> | null
}
