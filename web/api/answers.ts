import type { Actor } from '../../geodata/model/actor.ts'
import type { Area } from '../../geodata/model/area.ts'
import type { Deadline } from '../../geodata/model/deadline.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { Bbox, Geometry, LngLat } from '../../geodata/model/geometry.ts'
import type { Building, Place } from '../../geodata/model/ground.ts'
import type { Category, Incident, IncidentLogEntry } from '../../geodata/model/incident.ts'
import type { LivePosition, Shift, Team } from '../../geodata/model/patrol.ts'
import type { View } from '../../geodata/model/view.ts'
import type { ActionOffer, WorkOrder } from '../../geodata/model/workOrder.ts'
import type { Post, Zone } from '../../geodata/model/zone.ts'

/** What the routes under /api answer, beyond the nouns of the model. */
export type Config = {
  /** Null while there is no data. */
  bounds: Bbox | null
  center: LngLat | null
  timeZone: string
  names: { zh: string; en: string }
  database: 'embedded' | 'postgis'
  now: string
  version: string
  counts: Record<string, number>
  dataSpan: { from: string; to: string } | null
  attribution: string[]
  /** Whether a report may bring a contact for the call-back. */
  contacts: boolean
}
/** Who acts, null before sign-in, and the ways to sign in here; demo accounts are named on loopback only. */
export type Session = { actor: Actor | null; methods: { password: true; demo: Actor[]; oidc: { name: string } | null } }
export type Categories = { categories: (Omit<Category, 'group'> & { groupZh: string; groupEn: string })[] }
export type ZoneRow = Zone & { center: LngLat; posts: Post[] }
export type ZoneFigureRow = { zoneId: number; households: number; squareMeters: number; incidents: number; cameras: number; coverageMinutes: number; vacancies: number }
export type Figures = {
  received: number
  completed: number
  open: number
  camerasOnline: number
  cameras: number
  shiftsOnDuty: number
  teamsLive: number
}
export type NearCamera = Camera & { distanceMeters: number; lng: number; lat: number }
export type IncidentRow = Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon' }
export type IncidentAnswer = {
  incident: Incident
  geometry: Geometry
  log: IncidentLogEntry[]
  /** Of the accounts in the log, by id. */
  names: Record<string, { nameZh: string; nameEn: string }>
  zone: Zone | null
  area: Omit<Area, 'households'>[]
  posts: Post[]
  cameras: NearCamera[]
  actions: ActionOffer[]
  orders: WorkOrder[]
  deadlines: Deadline[]
  hasContact: boolean
  /** The camera that showed it. */
  camera: { id: number; code: string; name: string } | null
  photos: { id: string; width: number; height: number; addedAt: string }[]
  /** Merged into this one, and split off it. */
  merged: Incident[]
  parts: Incident[]
}
export type PlaceOf = {
  zone: Zone | null
  /** The area and all above it, smallest first. */
  area: Omit<Area, 'households'>[]
  building: (Building & { distanceMeters?: number }) | null
  posts: Post[]
  cameras: NearCamera[]
  recentIncidents: (Incident & { distanceMeters?: number; lng?: number; lat?: number })[]
  dutyStations: (Place & { distanceMeters: number; lng: number; lat: number })[]
}
export type SearchResult = { noun: string; id: string | number | null; titleZh: string; titleEn: string; subtitle: string; lng: number; lat: number; bbox?: Bbox }
export type Teams = { teams: Team[]; shifts: Shift[] }
export type Positions = { positions: LivePosition[] }
export type Coverage = {
  level: number
  cells: { x: number[]; y: number[]; seconds: number[] }
  period: { from: string; to: string }
  rows: number
  truncated: boolean
  builtAt: string | null
  dueDays: number
  dueSince: string | null
}

export type SavedView = { id: string; areaId: number; name: string; value: View; createdBy: string; createdAt: string }
export type ImportRun = { id: number; noun: string; files: string[]; state: string; startedBy: string; startedAt: string; finishedAt: string | null; summary: { counts?: Record<string, { read?: number; rejected?: number }>; understood?: { cameras: number; fields: Record<string, { given: number; understood: number }> } } }
