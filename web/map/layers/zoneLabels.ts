import type { Feature, FeatureCollection, Point } from 'geojson'
import type { GeoJSONSourceSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold, medium, nameLabel } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { MapLocale, SceneData, ZonePlace } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const zonePoints = remember((zones: readonly ZonePlace[]) => geojson({
  type: 'FeatureCollection',
  features: zones.map((zone) => ({
    type: 'Feature' as const,
    id: zone.id,
    geometry: { type: 'Point' as const, coordinates: zone.center },
    // The last three digits are the zone's serial inside its community; the first twelve stand on the community's own label.
    properties: { serial: zone.code.slice(-3), code: zone.code, nameZh: zone.nameZh, nameEn: zone.nameEn, households: zone.households },
  })),
}))

/** A community is named in the middle of its zones, weighted by households, so that the name stands where it is lived in. */
export function communityPoints(data: Pick<SceneData, 'zones' | 'areas'>): FeatureCollection<Point> {
  const features: Feature<Point>[] = []
  for (const area of data.areas) {
    const zones = data.zones.filter((zone) => zone.areaId === area.id)
    const weight = zones.reduce((sum, zone) => sum + Math.max(zone.households, 1), 0)
    if (weight === 0) continue
    const mean = (axis: 0 | 1) => zones.reduce((sum, zone) => sum + zone.center[axis] * Math.max(zone.households, 1), 0) / weight
    features.push({ type: 'Feature', id: area.id, geometry: { type: 'Point', coordinates: [mean(0), mean(1)] }, properties: { nameZh: area.nameZh, nameEn: area.nameEn, zones: zones.length } })
  }
  return { type: 'FeatureCollection', features }
}
const communitiesByZones = new WeakMap<readonly ZonePlace[], { areas: unknown; source: GeoJSONSourceSpecification }>()
function communities(data: SceneData): GeoJSONSourceSpecification {
  const known = communitiesByZones.get(data.zones)
  if (known?.areas === data.areas) return known.source
  const source = geojson(communityPoints(data))
  communitiesByZones.set(data.zones, { areas: data.areas, source })
  return source
}

/** Serials of zones, from points so that a polygon cut by tiles is named once. */
export function zoneLabelsPart(data: SceneData, view: View, locale: MapLocale): Part {
  const ink = inkOf[view.theme]
  return {
    sources: { 'zone-labels': zonePoints(data.zones) },
    top: [
      {
        id: 'zone-label',
        source: 'zone-labels',
        type: 'symbol',
        minzoom: 13.6,
        layout: {
          'text-field': ['step', ['zoom'], ['get', 'serial'], 15.5, ['format', ['get', 'serial'], {}, '\n', {}, ['concat', ['to-string', ['get', 'households']], locale === 'en' ? ' hh' : ' 户'], { 'font-scale': 0.78 }]],
          'text-font': bold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 13.6, 10, 16, 13],
          'text-letter-spacing': 0.08,
          'text-padding': 1,
        },
        paint: { 'text-color': ink.communityLine, 'text-halo-color': ink.halo, 'text-halo-width': 1.6, 'text-opacity': 0.95 },
      },
    ],
  }
}

/** Names of communities from afar; they win their room against everything that stays. */
export function communityLabelsPart(data: SceneData, view: View, locale: MapLocale): Part {
  const ink = inkOf[view.theme]
  return {
    sources: { 'community-labels': communities(data) },
    top: [
      {
        id: 'community-label',
        source: 'community-labels',
        type: 'symbol',
        minzoom: 11,
        maxzoom: 16,
        layout: {
          'text-field': nameLabel(locale, ink.labelQuiet),
          'text-font': view.theme === 'dark' ? medium : bold,
          'text-size': ['interpolate', ['linear'], ['zoom'], 11, 11, 14, 16],
          'text-letter-spacing': 0.1,
          'text-padding': 2,
          'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
          'text-radial-offset': 0.9,
          'text-justify': 'auto',
          'symbol-sort-key': ['-', 0, ['get', 'zones']],
        },
        paint: { 'text-color': ink.label, 'text-halo-color': ink.halo, 'text-halo-width': 2, 'text-halo-blur': 0.5 },
      },
    ],
  }
}
