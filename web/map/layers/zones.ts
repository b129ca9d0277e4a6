import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf, zoneSteps } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { tileSource } from '../basemap/style.ts'
import { zoneClasses } from '../zoneClasses.ts'
import type { Part } from './part.ts'

const zone = { source: 'zones', 'source-layer': 'zone' } as const
const state = (key: string): ExpressionSpecification => ['boolean', ['feature-state', key], false]

/** Zones filled by the chosen figure, their outlines and those of the communities; the one under the pointer and the chosen one stand out. */
export function zonesPart(data: SceneData, view: View): Part {
  const classes = zoneClasses(data.zones, data.zoneFigures, view.zoneFigure)
  const selected = view.selection?.noun === 'zone' ? new Map([[view.selection.id, true]]) : new Map<number, boolean>()
  return {
    sources: { zones: tileSource('zones', data.tiles) },
    ground: [fill(view)],
    cover: outlines(view),
    states: [
      { source: 'zones', sourceLayer: 'zone', key: 'class', values: classes?.classOf ?? new Map() },
      { source: 'zones', sourceLayer: 'zone', key: 'selected', values: selected },
    ],
  }
}

function fill(view: View): LayerSpecification {
  const steps = zoneSteps[view.theme]
  const dark = view.theme === 'dark'
  return {
    id: 'zone-fill',
    ...zone,
    type: 'fill',
    minzoom: 10,
    paint: {
      'fill-color': ['match', ['coalesce', ['feature-state', 'class'], -1], ...steps.flatMap((color, i) => [i, color]), dark ? '#33507a' : '#7f9cc4'] as unknown as ExpressionSpecification,
      'fill-opacity': [
        'interpolate', ['linear'], ['zoom'],
        12, ['case', ['==', ['coalesce', ['feature-state', 'class'], -1], -1], ['case', state('hover'), 0.2, 0.04], ['case', state('hover'), 0.85, dark ? 0.66 : 0.7]],
        17, ['case', ['==', ['coalesce', ['feature-state', 'class'], -1], -1], ['case', state('hover'), 0.14, 0.03], ['case', state('hover'), 0.5, dark ? 0.34 : 0.4]],
      ],
    },
  }
}

function outlines(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name]
  return [
    {
      id: 'zone-line',
      ...zone,
      type: 'line',
      minzoom: 12,
      paint: { 'line-color': ink.zoneLine, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.35, 14, 0.75], 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.5, 17, 1.6] },
    },
    {
      id: 'community-line-glow',
      source: 'zones',
      'source-layer': 'area',
      type: 'line',
      filter: level('community'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ink.communityLine, 'line-opacity': 0.16, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 2, 17, 10], 'line-blur': 3 },
    },
    {
      id: 'community-line',
      source: 'zones',
      'source-layer': 'area',
      type: 'line',
      filter: level('community'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ink.communityLine, 'line-opacity': 0.8, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.6, 17, 2.4], 'line-dasharray': [5, 1.5, 1, 1.5] },
    },
    {
      id: 'subdistrict-line',
      source: 'zones',
      'source-layer': 'area',
      type: 'line',
      filter: ['in', ['get', 'level'], ['literal', ['city', 'district', 'subdistrict']]],
      paint: { 'line-color': ink.communityLine, 'line-opacity': 0.9, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 17, 3.2] },
    },
    {
      id: 'zone-selected',
      ...zone,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ink.select, 'line-width': 3, 'line-opacity': ['case', state('selected'), 1, state('hover'), 0.55, 0] },
    },
  ]
}
