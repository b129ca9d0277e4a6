import type { LayerSpecification } from 'maplibre-gl'
import type { LayerId, View } from '../../geodata/model/view.ts'
import { basemap, tileSource } from './basemap/style.ts'
import { camerasPart } from './layers/cameras.ts'
import { columnPitch, coveragePart } from './layers/coverage.ts'
import { hotspotCellsPart, hotspotClustersPart } from './layers/hotspots.ts'
import { incidentsPart } from './layers/incidents.ts'
import { measurePart } from './layers/measure.ts'
import type { FeatureStates, Part } from './layers/part.ts'
import { patrolsPart } from './layers/patrols.ts'
import { placesPart } from './layers/places.ts'
import { selectionPart } from './layers/selection.ts'
import { zoneLabelsPart } from './layers/zoneLabels.ts'
import { zonesPart } from './layers/zones.ts'
import type { MapLocale, SceneData } from './sceneData.ts'

/** Everything one map draws, as values: sources by id, layers from bottom to top, states of features in tiles. */
export type Scene = { sources: Required<Part>['sources']; layers: LayerSpecification[]; states: FeatureStates[] }

type Build = (data: SceneData, view: View, locale: MapLocale) => Part
/** In drawing order, bottom first; a layer id without an entry does not compile. */
const parts: Record<LayerId, Build> = {
  zones: zonesPart,
  coverage: coveragePart,
  hotspotCells: hotspotCellsPart,
  hotspotClusters: hotspotClustersPart,
  places: (_, view, locale) => placesPart(view, locale),
  cameras: camerasPart,
  incidents: incidentsPart,
  patrols: patrolsPart,
}

/** Data and view in, description out; nothing here touches a map, a store or the network. */
export function scene(data: SceneData, view: View, locale: MapLocale): Scene {
  const ground = basemap(view.theme, locale, view.camera.pitch >= columnPitch)
  const wanted = (Object.keys(parts) as LayerId[]).filter((id) => view.layers.includes(id)).map((id) => parts[id](data, view, locale))
  // Labels of zones lie over all the work but under what moves and is chosen; the layer they belong to is `zones`.
  const labels = view.layers.includes('zones') ? [zoneLabelsPart(data, view, locale)] : []
  const above = [selectionPart(data, view), measurePart(view)]
  const every = [...labels, ...wanted, ...above]
  const sources: Scene['sources'] = Object.assign({ base: tileSource('base', data.tiles) }, ...every.map((part) => part.sources ?? {}))
  const pick = (slot: 'ground' | 'cover' | 'top') => every.flatMap((part) => part[slot] ?? [])
  const layers = [...ground.below, ...pick('ground'), ...ground.middle, ...pick('cover'), ...ground.labels, ...pick('top')]
  return {
    sources,
    // A chosen zone, camera or area keeps its ring only while its source is shown.
    layers: layers.filter((layer) => !('source' in layer) || layer.source in sources),
    states: every.flatMap((part) => part.states ?? []),
  }
}
