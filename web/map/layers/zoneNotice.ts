import type { Feature, Position } from 'geojson'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { MapLocale, NoticeScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const feature = (kind: string, geometry: Feature['geometry'], properties: object = {}): Feature => ({ type: 'Feature', geometry, properties: { kind, ...properties } })
/** Far beyond any page around a zone; its holes are the zone. */
function veil(zone: NoticeScene['zone']): Position[][] {
  const [lng, lat] = zone.coordinates[0]![0]![0]!
  const reach = 0.5
  const around: Position[] = [[lng - reach, lat - reach], [lng + reach, lat - reach], [lng + reach, lat + reach], [lng - reach, lat + reach], [lng - reach, lat - reach]]
  return [around, ...zone.coordinates.map(([outer]) => outer!)]
}
const shapes = remember(({ zone, others, station }: NoticeScene) => geojson({
  type: 'FeatureCollection',
  features: [
    feature('veil', { type: 'Polygon', coordinates: veil(zone) }), ...others.map((other) => feature('other', other)), feature('zone', zone),
    ...(station ? [feature('station', { type: 'Point', coordinates: station.at }, { nameZh: station.nameZh, nameEn: station.nameEn })] : []),
  ],
}))

/** One zone for a sheet of paper: what is not the zone is pale, the outline is read in grey as well as in colour. */
export function zoneNoticePart({ notice }: SceneData, view: View, locale: MapLocale): Part {
  if (!notice) return {}
  const ink = inkOf[view.theme]
  const of = (kind: string) => ['==', ['get', 'kind'], kind] as ['==', ['get', string], string]
  const layout = { 'line-join': 'round' } as const
  return {
    sources: { notice: shapes(notice) },
    cover: [
      { id: 'notice-veil', source: 'notice', type: 'fill', filter: of('veil'), paint: { 'fill-color': ink.halo, 'fill-opacity': 0.55 } },
      { id: 'notice-other', source: 'notice', type: 'line', filter: of('other'), layout, paint: { 'line-color': ink.quiet, 'line-width': 1.4, 'line-dasharray': [3, 2] } },
      { id: 'notice-casing', source: 'notice', type: 'line', filter: of('zone'), layout, paint: { 'line-color': ink.halo, 'line-width': 9, 'line-opacity': 0.9 } },
      { id: 'notice-line', source: 'notice', type: 'line', filter: of('zone'), layout, paint: { 'line-color': ink.select, 'line-width': 4 } },
    ],
    top: [
      { id: 'notice-station', source: 'notice', type: 'circle', filter: of('station'), paint: { 'circle-radius': 6, 'circle-color': ink.select, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 2.5 } },
      {
        id: 'notice-station-name', source: 'notice', type: 'symbol', filter: of('station'),
        layout: { 'text-field': ['coalesce', ['get', locale === 'en' ? 'nameEn' : 'nameZh'], ''], 'text-font': bold, 'text-size': 14, 'text-variable-anchor': ['top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.8, 'text-allow-overlap': true },
        paint: { 'text-color': ink.select, 'text-halo-color': ink.halo, 'text-halo-width': 2.5 },
      },
    ],
  }
}
