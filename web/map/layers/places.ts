import type { ExpressionSpecification } from 'maplibre-gl'
import type { PlaceKind } from '../../../geodata/model/ground.ts'
import type { View } from '../../../geodata/model/view.ts'
import { nameLabel, regular } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import type { MapLocale } from '../sceneData.ts'
import type { Part } from './part.ts'

/** Zoom from which a kind is shown: first what a duty officer looks for, last what only fills the street. */
export const placeZoom: Record<PlaceKind, number> = {
  police_post: 13.8, patrol_station: 13.8, fire_station: 13, hospital: 13, mediation_room: 14.5, service_hall: 14, health_station: 14.8, station: 13.5,
  school: 14.8, kindergarten: 15, day_care: 15, market: 14.8, park: 15, library: 15, worship: 15.5, hotel: 16,
  bank: 16, pharmacy: 16, shop: 16.5, restaurant: 16.5, parking: 16, bus_stop: 16, toilet: 16.5, other: 17,
  // Drawn where cameras are placed, and on no map of everyday (tile_base_rows leaves them out).
  street_light: 24,
}

/** Places with small icons of our own. Duty places outrank all others where there is no room for both. */
export function placesPart(view: View, locale: MapLocale): Part {
  const ink = inkOf[view.theme]
  const fromZoom: ExpressionSpecification = ['match', ['get', 'kind'], ...Object.entries(placeZoom).flat(), 17] as unknown as ExpressionSpecification
  return {
    top: [
      {
        id: 'place',
        source: 'base',
        'source-layer': 'place',
        type: 'symbol',
        minzoom: 13,
        filter: ['>=', ['zoom'], fromZoom],
        layout: {
          'icon-image': ['concat', 'place:', ['get', 'kind'], `:${view.theme}`],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 13, 0.7, 17, 1],
          'icon-padding': 1,
          'text-field': ['step', ['zoom'], '', 14.5, nameLabel(locale === 'both' ? 'zh' : locale), 16.2, nameLabel(locale)],
          'text-font': regular,
          'text-size': 11,
          'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
          'text-radial-offset': 1,
          'text-justify': 'auto',
          'text-max-width': 8,
          'text-optional': true,
          'symbol-sort-key': fromZoom,
        },
        paint: { 'text-color': ink.labelQuiet, 'text-halo-color': ink.halo, 'text-halo-width': 1.3 },
      },
    ],
  }
}
