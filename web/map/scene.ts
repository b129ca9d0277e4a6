import type { LayerSpecification } from 'maplibre-gl'
import type { LayerId, View } from '../../geodata/model/view.ts'
import { basemap, tileSource } from './basemap/style.ts'
import { blindSpotsPart } from './layers/blindSpots.ts'
import { cameraAimPart } from './layers/cameraAim.ts'
import { cameraViewsPart } from './layers/cameraViews.ts'
import { camerasPart } from './layers/cameras.ts'
import { cameraPlanPart } from './layers/cameraPlan.ts'
import { columnPitch, coveragePart } from './layers/coverage.ts'
import { analysisPart } from './layers/analysis.ts'
import { keptHotspotsPart } from './layers/keptHotspots.ts'
import type { DeckScene } from './layers/deckScene.ts'
import { incidentHexagonsPart } from './layers/hexagons.ts'
import { incidentHeatPart } from './layers/incidentHeat.ts'
import { incidentPointsPart } from './layers/incidentPoints.ts'
import { importProblemsPart } from './layers/importProblems.ts'
import { incidentsPart } from './layers/incidents.ts'
import { draftPart } from './layers/draft.ts'
import { measurePart } from './layers/measure.ts'
import type { FeatureStates, Part } from './layers/part.ts'
import { patrolPlanPart } from './layers/patrolPlan.ts'
import { patrolsPart } from './layers/patrols.ts'
import { presencePart } from './layers/presence.ts'
import { placesPart } from './layers/places.ts'
import { sightLinesPart } from './layers/sightLines.ts'
import { rosterPart } from './layers/roster.ts'
import { selectionPart } from './layers/selection.ts'
import { communityLabelsPart, zoneLabelsPart } from './layers/zoneLabels.ts'
import { isPlanned, zoneDesignPart } from './layers/zoneDesign.ts'
import { zoneNoticePart } from './layers/zoneNotice.ts'
import { zonePlanPart } from './layers/zonePlan.ts'
import { zonesPart } from './layers/zones.ts'
import { inkOf } from './palette.ts'
import type { MapLocale, SceneData } from './sceneData.ts'

/** Everything one map draws, as values: sources by id, layers from bottom to top, states of features in tiles, and what deck.gl draws between them. */
export type Scene = { sources: Required<Part>['sources']; layers: LayerSpecification[]; states: FeatureStates[]; /** Of tools that draw by themselves. */ ink?: `#${string}` } & DeckScene

type Build = (data: SceneData, view: View, locale: MapLocale) => Part
/** In drawing order, bottom first; a layer id without an entry does not compile. */
const parts: Record<LayerId, Build> = {
  zones: zonesPart,
  coverage: coveragePart,
  presence: presencePart,
  blindSpots: blindSpotsPart,
  // Names of old links; the page turns them into an analysis.
  hotspotCells: () => ({}),
  hotspotClusters: () => ({}),
  analysis: analysisPart,
  hotspots: keptHotspotsPart,
  places: (_, view, locale) => placesPart(view, locale),
  incidentHeat: incidentHeatPart,
  incidentHexagons: incidentHexagonsPart,
  incidentPoints: incidentPointsPart,
  cameraViews: cameraViewsPart,
  cameras: camerasPart,
  incidents: incidentsPart,
  roster: rosterPart,
  patrolPlan: patrolPlanPart,
  patrols: patrolsPart,
}

const order = Object.keys(parts) as LayerId[]
const work = order.slice(order.indexOf('cameras'))
const quiet = order.filter((id) => !work.includes(id))

/** Data and view in, description out; nothing here touches a map, a store or the network. */
export function scene(data: SceneData, view: View, locale: MapLocale): Scene {
  const ground = basemap(view.theme, locale, view.camera.pitch >= columnPitch)
  const chosen = (ids: LayerId[]) => ids.filter((id) => view.layers.includes(id)).map((id) => parts[id](data, view, locale))
  const named = (build: Build) => (view.layers.includes('zones') ? [build(data, view, locale)] : [])
  // Later parts lie over earlier ones and their labels get room first.
  const every = [...(isPlanned(data) ? [] : named(zoneLabelsPart)), ...chosen(quiet), ...(isPlanned(data) ? [] : named(communityLabelsPart)), zoneDesignPart(data, view, locale), ...chosen(work), zoneNoticePart(data, view, locale), zonePlanPart(data, view), importProblemsPart(data, view), selectionPart(data, view), cameraAimPart(data, view), sightLinesPart(data, view), cameraPlanPart(data, view), draftPart(data, view), measurePart(view)]
  const sources: Scene['sources'] = Object.assign({ base: tileSource('base', data.tiles) }, ...every.map((part) => part.sources ?? {}))
  const pick = (slot: 'ground' | 'cover' | 'top') => every.flatMap((part) => part[slot] ?? [])
  const layers = [...ground.below, ...pick('ground'), ...ground.middle, ...pick('cover'), ...ground.labels, ...pick('top')]
  return {
    sources,
    // A chosen zone, camera or area keeps its ring only while its source is shown.
    layers: layers.filter((layer) => !('source' in layer) || layer.source in sources),
    ink: inkOf[view.theme].measure as `#${string}`,
    states: every.flatMap((part) => part.states ?? []),
    heat: every.find((part) => part.heat)?.heat,
    hexagons: every.find((part) => part.hexagons)?.hexagons,
    points: every.find((part) => part.points)?.points,
  }
}
