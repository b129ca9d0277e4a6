import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { StreetClass } from '../../../geodata/model/ground.ts'
import type { BasemapColors } from './colors.ts'

/** Pixels at zoom 11, 14, 16 and 19, casing not counted. */
const widths: Partial<Record<StreetClass, readonly [number, number, number, number]>> = {
  motorway: [2.2, 5.5, 10, 40],
  trunk: [1.8, 4.8, 9, 36],
  primary: [1.4, 4.2, 8, 34],
  secondary: [0.8, 3.2, 6.5, 30],
  tertiary: [0.4, 2.2, 5.2, 26],
  residential: [0, 1.1, 3.6, 20],
  pedestrian: [0, 0.7, 2.6, 14],
  service: [0, 0.3, 2, 11],
}
const carriageways = Object.keys(widths) as StreetClass[]
const isCarriageway: ExpressionSpecification = ['in', ['get', 'class'], ['literal', carriageways]]
const isBridge: ExpressionSpecification = ['to-boolean', ['coalesce', ['get', 'bridge'], false]]
/** What is worth drawing grows with the zoom; the tiles thin out too, this keeps overzoomed ones honest. */
const shown: ExpressionSpecification = [
  'step', ['zoom'], ['in', ['get', 'class'], ['literal', ['motorway', 'trunk', 'primary']]],
  11, ['in', ['get', 'class'], ['literal', ['motorway', 'trunk', 'primary', 'secondary', 'tertiary']]],
  12.5, ['!', ['in', ['get', 'class'], ['literal', ['service', 'pedestrian']]]],
  13.5, true,
]
const street = { source: 'base', 'source-layer': 'street' } as const

function width(extraPixels: readonly [number, number, number, number]): ExpressionSpecification {
  const at = (i: 0 | 1 | 2 | 3): ExpressionSpecification =>
    ['match', ['get', 'class'], ...carriageways.flatMap((name) => [name, (widths[name]?.[i] ?? 0) > 0 ? widths[name]![i] + extraPixels[i] : 0]), 0] as unknown as ExpressionSpecification
  return ['interpolate', ['exponential', 1.5], ['zoom'], 11, at(0), 14, at(1), 16, at(2), 19, at(3)]
}

/** More important streets over lesser ones. */
const rank: ExpressionSpecification = ['match', ['get', 'class'], 'motorway', 8, 'trunk', 7, 'primary', 6, 'secondary', 5, 'tertiary', 4, 'residential', 3, 'pedestrian', 2, 1]

function carriageway(id: string, where: FilterSpecification, color: unknown, extraPixels: readonly [number, number, number, number]): LayerSpecification {
  return {
    id,
    ...street,
    type: 'line',
    filter: ['all', isCarriageway, shown, where] as FilterSpecification,
    layout: { 'line-cap': id.startsWith('bridge') ? 'butt' : 'round', 'line-join': 'round', 'line-sort-key': rank },
    paint: { 'line-color': color as string, 'line-width': width(extraPixels) },
  }
}

/** Streets with their casing by class and zoom, ways on foot, rails, bridges last. */
export function streetLayers(colors: BasemapColors): LayerSpecification[] {
  const fill = ['match', ['get', 'class'], ...carriageways.flatMap((name) => [name, colors.street[name]]), colors.street.service]
  const onGround: FilterSpecification = ['!', isBridge]
  return [
    {
      id: 'path',
      ...street,
      type: 'line',
      minzoom: 14.5,
      filter: ['in', ['get', 'class'], ['literal', ['path', 'steps']]],
      paint: { 'line-color': ['match', ['get', 'class'], 'steps', colors.street.steps, colors.street.path], 'line-width': ['interpolate', ['linear'], ['zoom'], 14, 0.6, 18, 2.4], 'line-dasharray': [2, 1.2] },
    },
    carriageway('street-casing', onGround, colors.casing, [0.8, 1.4, 1.8, 3]),
    carriageway('street', onGround, fill, [0, 0, 0, 0]),
    { id: 'rail', ...street, type: 'line', filter: ['==', ['get', 'class'], 'rail'], paint: { 'line-color': colors.street.rail, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.8, 17, 3] } },
    {
      id: 'rail-gap',
      ...street,
      type: 'line',
      minzoom: 13,
      filter: ['==', ['get', 'class'], 'rail'],
      paint: { 'line-color': colors.railGap, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.3, 17, 1.8], 'line-dasharray': [5, 5] },
    },
    carriageway('bridge-casing', isBridge as FilterSpecification, colors.bridgeCasing, [1, 2, 2.6, 4]),
    carriageway('bridge', isBridge as FilterSpecification, fill, [0, 0, 0, 0]),
    {
      id: 'oneway',
      ...street,
      type: 'symbol',
      minzoom: 16,
      filter: ['all', ['to-boolean', ['coalesce', ['get', 'oneway'], false]], isCarriageway] as FilterSpecification,
      layout: { 'symbol-placement': 'line', 'symbol-spacing': 140, 'icon-image': `arrow:${colors.labelQuiet}`, 'icon-size': 0.8, 'icon-rotation-alignment': 'map' },
      paint: { 'icon-opacity': 0.55 },
    },
  ]
}
