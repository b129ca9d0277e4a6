import type { FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapLocale } from '../sceneData.ts'
import type { BasemapColors } from './colors.ts'
import { lineLabel, medium, nameLabel, regular } from './text.ts'

const street = { source: 'base', 'source-layer': 'street' } as const
const major = ['motorway', 'trunk', 'primary', 'secondary']

function streetLabel(id: string, minzoom: number, filter: FilterSpecification, size: [number, number], color: string, colors: BasemapColors, locale: MapLocale): LayerSpecification {
  return {
    id,
    ...street,
    type: 'symbol',
    minzoom,
    filter,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': lineLabel(locale),
      'text-font': id === 'street-name' ? medium : regular,
      'text-size': ['interpolate', ['linear'], ['zoom'], minzoom, size[0], 18, size[1]],
      'text-letter-spacing': 0.06,
      'text-max-angle': 35,
      'text-padding': 6,
      'text-rotation-alignment': 'map',
    },
    paint: { 'text-color': color, 'text-halo-color': colors.halo, 'text-halo-width': 1.4, 'text-halo-blur': 0.4 },
  }
}

/** Everything of the basemap that is not text lies under this layer. */
export const lowestLabel = 'ground-name'

/** Names of streets along their lines, of water and green, of estates. */
export function labelLayers(colors: BasemapColors, locale: MapLocale): LayerSpecification[] {
  return [
    {
      id: lowestLabel,
      source: 'base',
      'source-layer': 'ground',
      type: 'symbol',
      minzoom: 13,
      filter: ['!=', ['coalesce', ['get', 'nameZh'], ['get', 'nameEn'], ''], ''],
      layout: {
        'text-field': nameLabel(locale),
        'text-font': regular,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 18, 15],
        'text-letter-spacing': 0.12,
        'text-max-width': 8,
        'text-padding': 24,
        'symbol-sort-key': ['match', ['get', 'kind'], 'water', 0, 1],
      },
      paint: { 'text-color': ['match', ['get', 'kind'], 'water', colors.labelWater, 'green', colors.labelGreen, colors.labelQuiet], 'text-halo-color': colors.halo, 'text-halo-width': 1.2 },
    },
    {
      id: 'estate-name',
      source: 'base',
      'source-layer': 'estate',
      type: 'symbol',
      minzoom: 15,
      layout: {
        'text-field': nameLabel(locale),
        'text-font': medium,
        'text-size': ['interpolate', ['linear'], ['zoom'], 15, 11, 18, 14],
        'text-max-width': 9,
        'text-padding': 10,
      },
      paint: { 'text-color': colors.labelQuiet, 'text-halo-color': colors.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'building-name',
      source: 'base',
      'source-layer': 'building',
      type: 'symbol',
      minzoom: 16.6,
      filter: ['!=', ['coalesce', ['get', 'nameZh'], ''], ''],
      layout: { 'text-field': ['coalesce', ['get', locale === 'en' ? 'nameEn' : 'nameZh'], ''], 'text-font': regular, 'text-size': 10.5, 'text-max-width': 7, 'text-padding': 2 },
      paint: { 'text-color': colors.labelQuiet, 'text-halo-color': colors.halo, 'text-halo-width': 1.2 },
    },
    streetLabel('street-name-minor', 15.2, ['!', ['in', ['get', 'class'], ['literal', [...major, 'rail']]]], [10, 13], colors.labelQuiet, colors, locale),
    streetLabel('street-name', 12.8, ['in', ['get', 'class'], ['literal', major]], [11, 15], colors.label, colors, locale),
  ]
}
