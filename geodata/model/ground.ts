import { z } from 'zod'

/** What the basemap is drawn from. Nothing here describes who lives or works there. */
export const StreetClass = z.enum(['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian', 'path', 'steps', 'rail'])
export type StreetClass = z.infer<typeof StreetClass>
export type Street = { id: number; areaId: number | null; class: StreetClass; nameZh: string; nameEn: string; oneway: boolean; bridge: boolean }

export const GroundKind = z.enum(['water', 'green', 'square', 'sports'])
export type GroundKind = z.infer<typeof GroundKind>
export type Ground = { id: number; kind: GroundKind; nameZh: string; nameEn: string }

/** What one cannot walk through; hedges and what merely slows somebody down are none. */
export const WallKind = z.enum(['wall', 'city_wall', 'retaining_wall', 'fence'])
export type WallKind = z.infer<typeof WallKind>

/** 小区: buildings under one management, kept together in one zone. */
export type Estate = { id: number; areaId: number; nameZh: string; nameEn: string; households: number }

/** 楼栋: a footprint with an address and a number of households, no more. */
export const BuildingUse = z.enum(['residential', 'commercial', 'office', 'school', 'hospital', 'public', 'industrial', 'other'])
export type BuildingUse = z.infer<typeof BuildingUse>
export type Building = {
  id: number
  areaId: number | null
  estateId: number | null
  zoneId: number | null
  use: BuildingUse
  nameZh: string
  nameEn: string
  address: string
  households: number
  heightMeters: number
}

/** 服务点 and other places a person on duty looks for. */
export const PlaceKind = z.enum([
  'police_post', 'patrol_station', 'mediation_room', 'service_hall', 'health_station', 'hospital', 'pharmacy', 'school', 'kindergarten', 'day_care',
  'market', 'shop', 'restaurant', 'bank', 'park', 'station', 'bus_stop', 'parking', 'fire_station', 'library', 'toilet', 'worship', 'hotel', 'street_light', 'other',
])
export type PlaceKind = z.infer<typeof PlaceKind>
export type Place = { id: number; areaId: number | null; kind: PlaceKind; nameZh: string; nameEn: string; address: string; openingHours: string }
