import type { Component } from 'vue'
import type { Selection } from '../../../geodata/model/view.ts'

/** One panel a noun; a noun without one fails to compile. */
export const detailPanels: Record<Selection['noun'], () => Promise<Component>> = {
  zone: () => import('./ZoneDetail.vue'),
  area: () => import('./AreaDetail.vue'),
  camera: () => import('./CameraDetail.vue'),
  incident: () => import('./IncidentDetail.vue'),
  building: () => import('./BuildingDetail.vue'),
  place: () => import('./PlaceDetail.vue'),
  team: () => import('./TeamDetail.vue'),
  unit: () => import('./UnitDetail.vue'),
  hotspot: () => import('./HotspotDetail.vue'),
  point: () => import('./PointDetail.vue'),
}
