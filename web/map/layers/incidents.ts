import type { CircleLayerSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import { offsetsWithin } from '../../../geodata/format/hourOfWeek.ts'
import type { View } from '../../../geodata/model/view.ts'
import { areasWithin } from '../areaTree.ts'
import { tileSource } from '../basemap/style.ts'
import { bold } from '../basemap/text.ts'
import { categoryColors, groupColors, inkOf, openStates } from '../palette.ts'
import { splitRadius } from '../icons/splitPie.ts'
import { periodOf } from '../period.ts'
import { remember } from '../remember.ts'
import type { SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

/** Pixels of the pie that stand out beyond the disc and its ring. */
const splitRim = 7
const isCluster: ExpressionSpecification = ['==', ['get', 'cluster'], true]
const isPoint: ExpressionSpecification = ['!=', ['get', 'cluster'], true]
const isOpen: ExpressionSpecification = ['in', ['get', 'state'], ['literal', [...openStates]]]
const rowsOf = remember((collection: NonNullable<SceneData['incidents']>) => geojson(collection))
const nothing = geojson(emptyCollection)

/** Clusters with counts, single matters coloured by category group, filled while open and hollow when done; lines and polygons from tiles. */
export function incidentsPart(data: SceneData, view: View): Part {
  const color = colorOf(data, view)
  return {
    sources: { incidents: data.incidents ? rowsOf(data.incidents) : nothing, 'incident-shapes': tileSource('incidents', data.tiles) },
    cover: shapes(color, shapeFilter(data, view)),
    top: [...points(color, view), split(view), ...clusters(view)],
  }
}

function colorOf(data: SceneData, view: View): ExpressionSpecification | string {
  const other = groupColors[view.theme].at(-1)!
  const colors = categoryColors(data.categories, view.theme)
  if (colors.size === 0) return other
  return ['match', ['get', 'categoryId'], ...[...colors].flat(), other] as unknown as ExpressionSpecification
}

/** The view's filter for what comes straight from tiles (the worker has done it for the points). Tile times are seconds. */
export function shapeFilter(data: Pick<SceneData, 'now' | 'areas' | 'timeZone'>, view: View): FilterSpecification {
  const { from, to } = periodOf(view.time, data.now)
  const all: ExpressionSpecification[] = [
    ['!=', ['get', 'shape'], 'point'],
    ['>=', ['get', 'severity'], view.minSeverity],
    ['>=', ['get', 'occurredAt'], Math.floor(from / 1000)],
    ['<', ['get', 'occurredAt'], Math.ceil(to / 1000)],
  ]
  if (view.categoryIds) all.push(['in', ['get', 'categoryId'], ['literal', view.categoryIds]])
  if (view.states) all.push(['in', ['get', 'state'], ['literal', view.states]])
  if (view.provenance) all.push(['in', ['get', 'provenance'], ['literal', view.provenance]])
  if (view.hoursOfWeek) all.push(['in', hourOfWeekAt(from, to, data.timeZone), ['literal', view.hoursOfWeek]])
  if (view.areaId !== null) all.push(['in', ['get', 'areaId'], ['literal', areasWithin(data.areas, view.areaId)]])
  return ['all', ...all]
}

/** Hour of the week of `occurredAt` on the clocks of a zone, 0 to 167 from Monday 00:00, for times of the period. */
function hourOfWeekAt(from: number, to: number, timeZone: string): ExpressionSpecification {
  const [first, ...changes] = offsetsWithin(from, to, timeZone).map((each) => ({ at: each.from / 1_000, offset: each.offset / 1_000 }))
  const time: ExpressionSpecification = ['get', 'occurredAt']
  const offset = changes.length ? ['step', time, first!.offset, ...changes.flatMap((each) => [each.at, each.offset])] as unknown as ExpressionSpecification : first!.offset
  // Day 0 of 1970 was a Thursday; a remainder of what lies before has the sign of it, so two centuries of weeks go before.
  return ['%', ['+', ['floor', ['/', ['+', time, offset], 3_600]], 72 + 168 * 10_440], 168]
}

function shapes(color: ExpressionSpecification | string, filter: FilterSpecification): LayerSpecification[] {
  const shape = { source: 'incident-shapes', 'source-layer': 'incident', minzoom: 12 } as const
  return [
    { id: 'incident-area', ...shape, type: 'fill', filter: ['all', filter, ['==', ['geometry-type'], 'Polygon']] as FilterSpecification, paint: { 'fill-color': color, 'fill-opacity': ['case', isOpen, 0.28, 0.1] } },
    {
      id: 'incident-line',
      ...shape,
      type: 'line',
      filter,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 1.5, 18, 5], 'line-opacity': ['case', isOpen, 0.95, 0.5] },
    },
  ]
}

function points(color: ExpressionSpecification | string, view: View): CircleLayerSpecification[] {
  const ink = inkOf[view.theme]
  const size = (zoom12: number, zoom17: number): ExpressionSpecification => [
    'interpolate', ['linear'], ['zoom'],
    12, ['match', ['get', 'severity'], 4, zoom12 + 1.6, 3, zoom12 + 0.8, zoom12],
    17, ['match', ['get', 'severity'], 4, zoom17 + 3, 3, zoom17 + 1.5, zoom17],
  ]
  return [
    {
      id: 'incident-severe',
      source: 'incidents',
      type: 'circle',
      filter: ['all', isPoint, ['>=', ['get', 'severity'], 3]],
      paint: { 'circle-radius': size(6.5, 11.5), 'circle-color': color, 'circle-opacity': ['case', isOpen, 0.2, 0.06], 'circle-stroke-color': color, 'circle-stroke-width': ['match', ['get', 'severity'], 4, 1.6, 0.7], 'circle-stroke-opacity': ['case', isOpen, 0.9, 0.35] },
    },
    {
      id: 'incident-point',
      source: 'incidents',
      type: 'circle',
      filter: isPoint,
      layout: { 'circle-sort-key': ['+', ['get', 'severity'], ['case', isOpen, 10, 0]] },
      paint: {
        'circle-radius': size(3.4, 6.5),
        'circle-color': ['case', isOpen, color, ink.ground],
        'circle-stroke-color': ['case', isOpen, ink.ground, color],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 1, 17, 2],
        'circle-stroke-opacity': ['case', isOpen, 0.9, 0.8],
      },
    },
  ]
}

const clusterRadius: ExpressionSpecification = ['interpolate', ['linear'], ['log10', ['max', ['get', 'count'], 1]], 0.3, 11, 1, 14, 2, 19, 3, 25, 5, 34]

/** Which groups of categories a cluster is made of: a pie beneath the disc, of which the rim is seen. */
function split(view: View): LayerSpecification {
  const size = (radius: number) => (radius + splitRim) / splitRadius
  return {
    id: 'incident-split',
    source: 'incidents',
    type: 'symbol',
    filter: ['all', isCluster, ['!=', ['coalesce', ['get', 'split'], ''], '']],
    layout: {
      'icon-image': ['concat', `split:${view.theme}:`, ['get', 'split']],
      'icon-size': ['interpolate', ['linear'], ['log10', ['max', ['get', 'count'], 1]], 0.3, size(11), 1, size(14), 2, size(19), 3, size(25), 5, size(34)],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'count'],
    },
  }
}

function clusters(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  const severe = view.theme === 'dark' ? '#ff6b3d' : '#c43c00'
  return [
    {
      id: 'incident-cluster',
      source: 'incidents',
      type: 'circle',
      filter: isCluster,
      layout: { 'circle-sort-key': ['get', 'count'] },
      paint: {
        'circle-radius': clusterRadius,
        'circle-color': ink.cluster,
        'circle-opacity': 0.9,
        'circle-stroke-color': ['case', ['>=', ['get', 'maxSeverity'], 4], severe, ink.communityLine],
        // The ring grows with the share that is still open: a full thin ring says "all done".
        'circle-stroke-width': ['interpolate', ['linear'], ['/', ['get', 'open'], ['max', ['get', 'count'], 1]], 0, 1, 0.5, 3, 1, 4.5],
        'circle-stroke-opacity': 0.85,
      },
    },
    {
      id: 'incident-count',
      source: 'incidents',
      type: 'symbol',
      filter: isCluster,
      layout: {
        'text-field': ['case', ['>=', ['get', 'count'], 10000], ['concat', ['to-string', ['round', ['/', ['get', 'count'], 1000]]], 'k'], ['to-string', ['get', 'count']]],
        'text-font': bold,
        'text-size': ['interpolate', ['linear'], ['log10', ['max', ['get', 'count'], 1]], 0, 10.5, 3, 13],
        'text-allow-overlap': true,
        // Names give way to the whole disc, which is wider than its number.
        'text-padding': 9,
      },
      paint: { 'text-color': ink.clusterText },
    },
  ]
}
