import type { LayerSpecification } from 'maplibre-gl'
import type { BasemapColors } from './colors.ts'

const base = { source: 'base', 'source-layer': 'ground' } as const

/** Land, green, squares and estates: the bottom of the map, under the colours of zones. */
export function landLayers(colors: BasemapColors): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': colors.land } },
    {
      id: 'green',
      ...base,
      type: 'fill',
      filter: ['in', ['get', 'kind'], ['literal', ['green', 'sports', 'square']]],
      paint: { 'fill-color': ['match', ['get', 'kind'], 'green', colors.green, 'sports', colors.sports, colors.square] },
    },
    {
      id: 'estate',
      source: 'base',
      'source-layer': 'estate',
      type: 'fill',
      minzoom: 13.5,
      paint: { 'fill-color': colors.estate, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.5, 1] },
    },
  ]
}

/** Water, over the fill of zones: a river belongs to several and is coloured by none. */
export function waterLayers(colors: BasemapColors): LayerSpecification[] {
  return [
    { id: 'water', ...base, type: 'fill', filter: ['==', ['get', 'kind'], 'water'], paint: { 'fill-color': colors.water } },
    {
      id: 'water-edge',
      ...base,
      type: 'line',
      minzoom: 12,
      filter: ['==', ['get', 'kind'], 'water'],
      paint: { 'line-color': colors.waterEdge, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.4, 17, 1.6] },
    },
  ]
}

/** Edges of estates, and buildings. `tilted` raises the buildings; flat footprints stay beneath, so that nothing flashes while the map tilts. */
export function buildingLayers(colors: BasemapColors, tilted: boolean): LayerSpecification[] {
  const building = { source: 'base', 'source-layer': 'building', minzoom: 13.5 } as const
  const layers: LayerSpecification[] = [
    {
      id: 'estate-edge',
      source: 'base',
      'source-layer': 'estate',
      type: 'line',
      minzoom: 15,
      paint: { 'line-color': colors.estateEdge, 'line-width': 1, 'line-dasharray': [4, 2] },
    },
    {
      id: 'building',
      ...building,
      type: 'fill',
      paint: {
        'fill-color': ['match', ['get', 'use'], ['school', 'hospital', 'public'], colors.buildingPublic, colors.building],
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.5, 1],
      },
    },
    { id: 'building-edge', ...building, type: 'line', minzoom: 15, paint: { 'line-color': colors.buildingEdge, 'line-width': ['interpolate', ['linear'], ['zoom'], 15, 0.4, 18, 1.2] } },
  ]
  if (tilted) layers.push(extrusion(colors))
  return layers
}

function extrusion(colors: BasemapColors): LayerSpecification {
  return {
    id: 'building-raised',
    source: 'base',
    'source-layer': 'building',
    type: 'fill-extrusion',
    minzoom: 14.5,
    paint: {
      'fill-extrusion-color': colors.extrusion,
      'fill-extrusion-height': ['coalesce', ['get', 'heightMeters'], 9],
      'fill-extrusion-opacity': 0.82,
      'fill-extrusion-vertical-gradient': true,
    },
  }
}
