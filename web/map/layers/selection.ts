import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const ring = (id: string, where: Pick<Extract<LayerSpecification, { type: 'circle' }>, 'source' | 'source-layer' | 'filter'>, color: string, radius = 15, width = 2.5): LayerSpecification => ({
  id,
  type: 'circle',
  ...where,
  paint: { 'circle-radius': radius, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': color, 'circle-stroke-width': width },
})

/** What is chosen and has no mark of its own in its layer: a point, a building, a place, a camera, a team, an area. */
export function selectionPart(data: SceneData, view: View): Part {
  const { selection } = view
  const ink = inkOf[view.theme]
  if (!selection || selection.noun === 'zone') return {}
  if (selection.noun === 'incident') return chosenIncident(data, selection.id, ink)
  if (selection.noun === 'point') {
    const place: GeoJSON.Feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [selection.lng, selection.lat] }, properties: {} }
    return {
      sources: { 'selected-point': geojson(place) },
      top: [{ id: 'selected-point', source: 'selected-point', type: 'symbol', layout: { 'icon-image': `pin:${view.theme}`, 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true } }],
    }
  }
  if (selection.noun === 'unit') return { top: [{ id: 'selected-unit', source: 'analysis', type: 'line', filter: ['==', ['get', 'index'], selection.id], layout: { 'line-join': 'round' }, paint: { 'line-color': ink.select, 'line-width': 3 } }] }
  if (selection.noun === 'hotspot') return { top: [{ id: 'selected-hotspot', source: 'kept-hotspots', type: 'line', filter: ['==', ['get', 'id'], selection.id], layout: { 'line-join': 'round' }, paint: { 'line-color': ink.select, 'line-width': 3.5 } }] }
  const byId: FilterSpecification = ['==', ['id'], selection.id]
  if (selection.noun === 'building') return { top: [{ id: 'selected-building', source: 'base', 'source-layer': 'building', type: 'line', filter: byId, paint: { 'line-color': ink.select, 'line-width': 3 } }] }
  if (selection.noun === 'area') return { top: [{ id: 'selected-area', source: 'zones', 'source-layer': 'area', type: 'line', filter: byId, paint: { 'line-color': ink.select, 'line-width': 3.5 } }] }
  if (selection.noun === 'place') return { top: [ring('selected-place', { source: 'base', 'source-layer': 'place', filter: byId }, ink.select)] }
  if (selection.noun === 'camera') return { top: [ring('selected-camera', { source: 'cameras', 'source-layer': 'camera', filter: byId }, ink.select)] }
  const team = data.positions.find((position) => position.teamId === selection.id)
  const place: GeoJSON.GeoJSON = team ? { type: 'Point', coordinates: [team.lng, team.lat] } : emptyCollection
  return { sources: { 'selected-team': geojson(place) }, top: [ring('selected-team', { source: 'selected-team' }, ink.select)] }
}

/** Its own mark, because it may be outside the window, filtered out, or inside a cluster. */
function chosenIncident(data: SceneData, id: string, { select: color, halo }: { select: string; halo: string }): Part {
  const read = data.selectedIncident?.id === id ? data.selectedIncident.geometry : null
  const geometry = read ?? data.incidents?.features.find(({ properties }) => !properties.cluster && properties.id === id)?.geometry ?? emptyCollection
  const sources = { 'incident-selected': geojson(geometry) }
  const isPoint = geometry.type === 'Point' || geometry.type === 'MultiPoint' || geometry.type === 'FeatureCollection'
  // Around any cluster, and seen from across a room.
  if (isPoint && data.selectedIncident?.rings) return { sources, top: [ring('incident-selected-casing', { source: 'incident-selected' }, halo, 28.5, 8), ring('incident-selected', { source: 'incident-selected' }, color, 30, 5)] }
  if (isPoint) return { sources, top: [ring('incident-selected', { source: 'incident-selected' }, color)] }
  return { sources, top: [{ id: 'incident-selected-shape', source: 'incident-selected', type: 'line', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': color, 'line-width': 4, 'line-opacity': 0.9 } }] }
}
