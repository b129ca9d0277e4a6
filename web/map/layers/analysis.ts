import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Feature } from 'geojson'
import type { View } from '../../../geodata/model/view.ts'
import { analysisLook, type AnalysisLook } from '../analysis/look.ts'
import { analysisWords } from '../analysis/words.ts'
import { bold } from '../basemap/text.ts'
import { inkOf, type Theme } from '../palette.ts'
import { remember } from '../remember.ts'
import type { AnalysisScene, MapLocale, SceneData } from '../sceneData.ts'
import { inLocale } from '../words.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const sourceOf = remember((look: AnalysisLook) => geojson(look.data))
const nothing = geojson(emptyCollection)
const beyond: FilterSpecification = ['>=', ['get', 'class'], 0]
const chance: FilterSpecification = ['<', ['get', 'class'], 0]
const standsOut: FilterSpecification = ['in', ['get', 'finding'], ['literal', ['hot', 'cold']]]

/** By class, out of the look's own colours; a single class is no case for `match`. */
function byClass<Value>(look: AnalysisLook, value: (of: AnalysisLook['classes'][number]) => Value, otherwise: Value): ExpressionSpecification {
  return ['match', ['get', 'class'], ...look.classes.flatMap((each, index) => [index, value(each)]), otherwise] as unknown as ExpressionSpecification
}

/** The answer to the view's analysis. What was looked at and is no more than chance stays on the map, hatched and faint: it was asked. */
export function analysisPart(data: SceneData, view: View, locale: MapLocale): Part {
  const scene = data.analysis
  const look = scene && analysisLook(scene)
  if (!scene || !look) return { sources: { analysis: nothing } }
  const color = byClass(look, (each) => each[view.theme], inkOf[view.theme].quiet)
  const build = { none: () => [], cells: grounds, areas: grounds, segments: streets, shapes: outlines }[look.kind]
  const layers = build(look, view.theme, color)
  const trends = trendsOf(scene)
  return {
    sources: { analysis: sourceOf(look), 'analysis-trend': trends, 'analysis-gone': scene.gone ? goneOf(scene.gone) : nothing },
    cover: [...layers, ...goneLines(view.theme), ...pickedLines(scene, view.theme)],
    top: [...signs(look, view.theme, locale), ...shapeLabels(look, view.theme), trendLabels(view.theme, locale)],
  }
}

function grounds(look: AnalysisLook, theme: Theme, color: ExpressionSpecification): LayerSpecification[] {
  const untested = look.classes.length > 0 && look.unit !== null && look.chance === 0
  return [
    { id: 'analysis-chance', source: 'analysis', type: 'fill', filter: chance, paint: { 'fill-pattern': `hatch:${inkOf[theme].quiet}`, 'fill-opacity': untested ? 0 : 0.32 } },
    // Streets must stay readable when one stands in front of a cell.
    { id: 'analysis-fill', source: 'analysis', type: 'fill', filter: beyond, paint: { 'fill-color': color, 'fill-antialias': false, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.82, 14, 0.72, 17, 0.45] } },
    { id: 'analysis-edge', source: 'analysis', type: 'line', filter: ['all', beyond, standsOut] as FilterSpecification, minzoom: 11, paint: { 'line-color': color, 'line-width': ['interpolate', ['linear'], ['zoom'], 11, 0.4, 15, 1.4], 'line-opacity': 0.9 } },
  ]
}

function streets(_: AnalysisLook, theme: Theme, color: ExpressionSpecification): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
  const width = (near: number, far: number): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], 10, far, 17, near]
  return [
    { id: 'analysis-chance', source: 'analysis', type: 'line', filter: chance, layout, paint: { 'line-color': inkOf[theme].quiet, 'line-opacity': 0.45, 'line-width': width(2, 0.5), 'line-dasharray': [2, 2] } },
    { id: 'analysis-casing', source: 'analysis', type: 'line', filter: beyond, layout, paint: { 'line-color': inkOf[theme].halo, 'line-width': width(11, 3) } },
    { id: 'analysis-line', source: 'analysis', type: 'line', filter: beyond, layout, paint: { 'line-color': color, 'line-width': width(8, 2) } },
  ]
}

function outlines(_: AnalysisLook, theme: Theme, color: ExpressionSpecification): LayerSpecification[] {
  const layout = { 'line-join': 'round' } as const
  return [
    { id: 'analysis-chance', source: 'analysis', type: 'line', filter: chance, layout, paint: { 'line-color': inkOf[theme].quiet, 'line-width': 1.2, 'line-dasharray': [3, 3], 'line-opacity': 0.7 } },
    { id: 'analysis-fill', source: 'analysis', type: 'fill', filter: beyond, paint: { 'fill-color': color, 'fill-opacity': 0.16 } },
    { id: 'analysis-glow', source: 'analysis', type: 'line', filter: beyond, layout, paint: { 'line-color': color, 'line-width': 8, 'line-blur': 6, 'line-opacity': 0.35 } },
    { id: 'analysis-edge', source: 'analysis', type: 'line', filter: beyond, layout, paint: { 'line-color': color, 'line-width': 2.2 } },
  ]
}

const halo = (theme: Theme) => ({ 'text-color': inkOf[theme].label, 'text-halo-color': inkOf[theme].halo, 'text-halo-width': 1.8 })

/** Signs inside units tell classes apart that no palette could. */
function signs(look: AnalysisLook, theme: Theme, locale: MapLocale): LayerSpecification[] {
  if (!look.classes.some(({ sign }) => sign)) return []
  const text = byClass(look, ({ sign }) => (sign ? inLocale(sign, locale) : ''), '')
  return [{ id: 'analysis-sign', source: 'analysis', type: 'symbol', minzoom: 11, filter: beyond, layout: { 'text-field': text, 'text-font': bold, 'text-size': ['interpolate', ['linear'], ['zoom'], 11, 8, 14, 12], 'text-padding': 0 }, paint: halo(theme) }]
}

/** How many incidents a cluster holds, and how likely chance would give it. */
function shapeLabels(look: AnalysisLook, theme: Theme): LayerSpecification[] {
  if (look.kind !== 'shapes') return []
  const p: ExpressionSpecification = ['case', ['all', ['has', 'p'], ['!=', ['get', 'p'], null]], ['concat', '\np ', ['to-string', ['get', 'p']]], '']
  const text: ExpressionSpecification = ['format', ['to-string', ['coalesce', ['get', 'count'], '']], {}, ['case', beyond as ExpressionSpecification, p, ''], { 'font-scale': 0.75 }]
  return [{
    id: 'analysis-label', source: 'analysis', type: 'symbol',
    layout: { 'text-field': text, 'text-font': bold, 'text-size': 14, 'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'count'], 0]], 'text-padding': 1 },
    paint: { ...halo(theme), 'text-opacity': ['case', beyond as ExpressionSpecification, 1, 0.7] },
  }]
}

const newsFirst = ['new', 'growing', 'shrinking']
const trendFeatures = remember((areas: NonNullable<AnalysisScene['trends']>) => geojson({
  type: 'FeatureCollection',
  // Only what changed, what is new before the rest, the hottest first: more than a dozen words hide the map they explain.
  features: areas.filter(({ trend }) => trend !== 'steady').toSorted((a, b) => newsFirst.indexOf(a.trend) - newsFirst.indexOf(b.trend)).slice(0, 12).map(({ center, trend, now, before }, rank): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: center }, properties: { trend, now, before, rank } })),
}))
const trendsOf = (scene: AnalysisScene) => (scene.trends?.length ? trendFeatures(scene.trends) : nothing)
const goneOf = remember((units: NonNullable<AnalysisScene['gone']>) => geojson(units as GeoJSON.FeatureCollection))

function trendLabels(theme: Theme, locale: MapLocale): LayerSpecification {
  const trends = ['new', 'growing', 'shrinking'] as const
  const text = ['match', ['get', 'trend'], ...trends.flatMap((trend) => [trend, inLocale(analysisWords('trendSign', trend), locale)]), ''] as unknown as ExpressionSpecification
  return {
    id: 'analysis-trend', source: 'analysis-trend', type: 'symbol',
    layout: { 'text-field': text, 'text-font': bold, 'text-size': 13, 'text-variable-anchor': ['bottom', 'top', 'left', 'right', 'bottom-left', 'top-right'], 'text-radial-offset': 1.4, 'symbol-sort-key': ['get', 'rank'], 'text-padding': 2 },
    paint: halo(theme),
  }
}

/** Where it was hot before and is not any more. */
function goneLines(theme: Theme): LayerSpecification[] {
  return [{ id: 'analysis-gone', source: 'analysis-gone', type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': inkOf[theme].labelQuiet, 'line-width': 1.2, 'line-dasharray': [2, 2], 'line-opacity': 0.9 } }]
}

function pickedLines({ picked }: AnalysisScene, theme: Theme): LayerSpecification[] {
  if (picked.length === 0) return []
  return [{ id: 'analysis-picked', source: 'analysis', type: 'line', filter: ['in', ['get', 'index'], ['literal', [...picked]]], layout: { 'line-join': 'round' }, paint: { 'line-color': inkOf[theme].measure, 'line-width': 2.5 } }]
}
