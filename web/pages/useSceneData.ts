import { computed, shallowRef, toRaw, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { standardCover } from '../../geodata/model/view.ts'
import { blindScene } from '../map/layers/blindSpots.ts'
import type { MapLocale, SceneData } from '../map/sceneData.ts'
import { useView } from '../panels/currentView.ts'
import { useLastVisits } from '../stores/lastVisits.ts'
import { useBlindSpots } from '../stores/blindSpots.ts'
import { useCameraSeeing } from '../stores/cameraSeeing.ts'
import { useCameraCover } from '../stores/cameraCover.ts'
import { useCategories } from '../stores/categories.ts'
import { useConfig } from '../stores/config.ts'
import { useCoverage } from '../stores/coverage.ts'
import { useDesk } from '../stores/desk.ts'
import { useDuplicates } from '../stores/duplicates.ts'
import { useImportProblems } from '../stores/importProblems.ts'
import { useIncidents } from '../stores/incidents.ts'
import { useIntake } from '../stores/intake.ts'
import { useLive } from '../stores/live.ts'
import { usePast } from '../stores/past.ts'
import { usePatrols } from '../stores/patrols.ts'
import { useTiles } from '../stores/tiles.ts'
import { useViews } from '../stores/views.ts'
import { useZones } from '../stores/zones.ts'
import { useZonesBeside } from '../stores/zonesBeside.ts'
import { useCameraAimScene } from './useCameraAiming.ts'
import { usePlanDraftScene } from './usePlanDraftScene.ts'
import { useAnalysisScene } from './useAnalysisScene.ts'
import { planCompareId } from './usePlanCompare.ts'
import { useCameraPlanScene } from './useCameraPlanScene.ts'
import { useRosterScene } from './useRosterScene.ts'
import { useProgressScene } from './usePatrolPlanScene.ts'
import { usePlannedScene } from './usePlannedScene.ts'
import { zonesBesideId } from './useZonesCompare.ts'

/** What the stores hold, as the plain data a map is drawn from. */
export function useSceneData(viewId: string) {
  const config = useConfig()
  const [zones, beside] = [useZones(), useZonesBeside()]
  const incidents = useIncidents()
  const patrols = usePatrols()
  const coverage = useCoverage()
  const { asked, hotspots } = useAnalysisScene(viewId)
  const planned = usePlannedScene(viewId)
  const planDraft = usePlanDraftScene()
  const cameraAim = useCameraAimScene()
  const categories = useCategories()
  const [problems, live, past] = [useImportProblems(), useLive(), usePast()]
  const { locale } = useI18n()

  const tiles = useTileSource(viewId)
  // Ages of positions are drawn in steps of ten seconds: a scene every second would redraw the map for nothing.
  const now = shallowRef(0)
  watch(() => Math.floor((past.at ? Date.parse(past.at) : live.now + config.clockOffset) / 10_000), (tens) => { now.value = tens * 10_000 }, { immediate: true })

  const draft = useDraftScene()
  const [cameraPlan, patrolPlan] = [useCameraPlanScene(viewId), useProgressScene(viewId)]
  const sightLines = useSightLines(viewId)
  const roster = useRosterScene(viewId)
  const zoneFigures = useZoneFigures()
  const [presence, blindSpots] = [usePresenceScene(viewId), useBlindScene(viewId)]
  const data = computed<SceneData>(() => ({
    timeZone: config.timeZone,
    tiles: tiles.value,
    categories: categories.all,
    zones: viewId === zonesBesideId ? beside.zones : zones.zones,
    areas: zones.areas,
    zoneFigures: zoneFigures.value,
    zoneIndicator: zones.indicator,
    incidents: (incidents.farClusters[viewId] ?? incidents.answers[viewId]?.clusters ?? null) as SceneData['incidents'],
    incidentHexagons: incidents.hexagons[viewId] ?? null,
    incidentPoints: incidents.points[viewId] ?? null,
    incidentSlice: incidents.answers[viewId]?.slice ?? [0, 0],
    incidentHeat: incidents.heats[viewId] ?? null,
    heatMost: incidents.heatMost,
    selectedIncident: incidents.chosen,
    draft: draft.value,
    sightLines: sightLines.value,
    cameraPlan: cameraPlan.value,
    patrolPlan: patrolPlan.value,
    roster: roster.value,
    coverage: coverage.data,
    presence: presence.value, blindSpots: blindSpots.value,
    analysis: asked.value,
    keptHotspots: hotspots.value,
    planned: planned.value,
    notice: null,
    importProblems: { all: problems.shown, chosen: problems.chosen },
    planDraft: viewId === planCompareId || viewId === zonesBesideId ? null : planDraft.value,
    cameraAim: viewId === planCompareId || viewId === zonesBesideId ? null : cameraAim.value,
    teams: patrols.teams, positions: patrols.positions, trails: patrols.trails,
    now: now.value,
  }))
  const mapLocale = computed<MapLocale>(() => (locale.value === 'zh-CN' ? 'both' : 'en'))
  return { data, mapLocale }
}

/** From the cameras of the list beside to what they see. */
function useSightLines(viewId: string) {
  const seeing = useCameraSeeing()
  return computed<SceneData['sightLines']>(() => seeing.linesFor(viewId).map(({ id, place, target, state, always }, i) => ({ from: place, to: target, state, always, active: id === seeing.active, number: i + 1 })))
}

/** What is being reported. Drawn lines are the tool's own until they are finished. */
function useDraftScene() {
  const desk = useDesk()
  const intake = useIntake()
  const duplicates = useDuplicates()
  return computed<SceneData['draft']>(() => ({
    geometry: desk.reporting ? (intake.draft.geometry && toRaw(intake.draft.geometry)) : null,
    from: duplicates.from,
    others: duplicates.all.map(({ incident: { id, lng, lat } }) => ({ id, lng, lat, active: id === duplicates.active })),
  }))
}

/** Figures of zones, with the cover of cameras where that is asked for. */
function useZoneFigures() {
  const [zones, cover] = [useZones(), useCameraCover()]
  return computed<SceneData['zoneFigures']>(() => (zones.figures && cover.shareByZone ? zones.figures.map((row) => ({ ...row, cameraCover: cover.shareByZone!.get(row.zoneId) ?? null })) : zones.figures))
}

/** When patrols were last seen on the screen, against the hours after which a visit is due. */
function usePresenceScene(viewId: string) {
  const visits = useLastVisits()
  const { view } = useView(viewId)
  const dueHours = computed(() => (view.value.cover ?? standardCover).unvisitedHours)
  return computed<SceneData['presence']>(() => (visits.data && view.value.layers.includes('presence') ? { visits: visits.data, dueHours: dueHours.value } : null))
}

/** Blind ground of the view's area in the view's hours. */
function useBlindScene(viewId: string) {
  const blind = useBlindSpots()
  const { view } = useView(viewId)
  const hours = computed(() => JSON.stringify(view.value.hoursOfWeek))
  return computed<SceneData['blindSpots']>(() => (blind.asked.data && view.value.layers.includes('blindSpots') && blind.asked.data.areaId === view.value.areaId ? blindScene(blind.asked.data, JSON.parse(hours.value) as number[] | null, blind.weighted) : null))
}

/** Where tiles come from, and which of them are outdated. */
function useTileSource(viewId: string) {
  const [config, kept, past, views] = [useConfig(), useTiles(), usePast(), useViews()]
  const second = viewId === planCompareId || viewId === zonesBesideId
  return computed<SceneData['tiles']>(() => ({
    origin: location.origin,
    bounds: config.data?.bounds ?? null,
    attribution: config.data?.attribution ?? [],
    versions: kept.versions,
    at: past.at,
    day: second ? (views.views[viewId]?.zonesOn ?? null) : kept.day,
  }))
}
