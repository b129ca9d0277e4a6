import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf, zoneColors } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { tileSource } from '../basemap/style.ts'
import { rememberedClasses } from '../zoneClasses.ts'
import { isChange } from '../zoneValues.ts'
import type { Part } from './part.ts'
import { isPlanned } from './zoneDesign.ts'

const zone = { source: 'zones', 'source-layer': 'zone' } as const
const state = (key: string): ExpressionSpecification => ['boolean', ['feature-state', key], false]

const noClasses: ReadonlyMap<number, number> = new Map()

/** Zones filled by the chosen figure, their outlines and those of the communities; the one under the pointer and the chosen one stand out. */
export function zonesPart(data: SceneData, view: View): Part {
  const classes = rememberedClasses(data, view)
  const selected = view.selection?.noun === 'zone' ? new Map([[view.selection.id, true]]) : new Map<number, boolean>()
  return {
    sources: { zones: tileSource('zones', data.tiles) },
    ground: [fill(view, classes?.counts.length ?? 0, isPlanned(data)), ...bands(view)],
    cover: outlines(view),
    states: [
      { source: 'zones', sourceLayer: 'zone', key: 'class', values: classes?.classOf ?? noClasses },
      { source: 'zones', sourceLayer: 'zone', key: 'selected', values: selected },
    ],
  }
}

/** Two fills of different meaning mix to colours that stand in no legend: under another one the zones only tint the ground. */
const covered = (view: View) => view.layers.includes('coverage') || view.layers.includes('analysis')

/** @param planned under zones of a plan those of today keep their thin outlines only */
function fill(view: View, classes: number, planned: boolean): LayerSpecification {
  // A match needs a branch, also while nothing is classed.
  const steps = zoneColors(view.theme, view.zoneStyle, Math.max(classes, 1), isChange(view.zoneFigure))
  const strength = covered(view) ? 0.22 : 1
  const dark = view.theme === 'dark'
  return {
    id: 'zone-fill',
    ...zone,
    type: 'fill',
    minzoom: 10,
    paint: {
      'fill-color': ['match', ['coalesce', ['feature-state', 'class'], -1], ...steps.flatMap((color, i) => [i, color]), dark ? '#33507a' : '#7f9cc4'] as unknown as ExpressionSpecification,
      // Of the same form as without a plan: tiles that were built for states and zooms are evaluated by what the layer says now.
      'fill-opacity': planned ? ['interpolate', ['linear'], ['zoom'], 12, ['case', state('hover'), 0, 0], 17, ['case', state('hover'), 0, 0]] : [
        'interpolate', ['linear'], ['zoom'],
        12, ['case', ['==', ['coalesce', ['feature-state', 'class'], -1], -1], ['case', state('hover'), 0.2, 0.04], ['case', state('hover'), 0.85 * strength, (dark ? 0.66 : 0.7) * strength]],
        17, ['case', ['==', ['coalesce', ['feature-state', 'class'], -1], -1], ['case', state('hover'), 0.14, 0.03], ['case', state('hover'), 0.5 * strength, (dark ? 0.34 : 0.4) * strength]],
      ],
    },
  }
}

/**
 * A wide soft band beneath the streets, because boundaries run along them and would otherwise hide them. Half of
 * it must stay below the tiles' margin (64 of 4,096 units, 8 pixels at zoom 16), or cut edges of polygons show at seams.
 */
function bands(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  const area = { source: 'zones', 'source-layer': 'area', type: 'line', layout: { 'line-join': 'round' } } as const
  return [
    {
      id: 'community-band',
      ...area,
      filter: ['==', ['get', 'level'], 'community'],
      paint: { 'line-color': ink.communityLine, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 15, 0.26, 17, 0.14], 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 2, 14, 9, 16, 12, 18, 36] },
    },
    {
      id: 'subdistrict-band',
      ...area,
      filter: ['in', ['get', 'level'], ['literal', ['city', 'district', 'subdistrict']]],
      paint: { 'line-color': ink.communityLine, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 15, 0.2, 17, 0.12], 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 3, 14, 11, 16, 14, 18, 44] },
    },
  ]
}

function outlines(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  return [
    {
      id: 'zone-line',
      ...zone,
      type: 'line',
      minzoom: 12,
      // Where another day is looked at, the borders are what it is looked at for.
      paint: view.zonesOn
        ? { 'line-color': ink.label, 'line-opacity': 0.9, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.9, 17, 2.6] }
        : { 'line-color': ink.zoneLine, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.35, 14, 0.6], 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.5, 17, 1.2] },
    },
    {
      id: 'community-line',
      source: 'zones',
      'source-layer': 'area',
      type: 'line',
      filter: ['==', ['get', 'level'], 'community'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': ink.communityLine, 'line-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.6, 14.5, 0.35], 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.6, 15, 1.2] },
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
