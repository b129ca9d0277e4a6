import type { LastVisits } from '../../geodata/model/lastVisit.ts'
import type { Feature } from 'geojson'
import type { AnalysisFound, AnalysisUnits, HotAreaTrend } from '../../geodata/model/analysisAnswer.ts'
import type { BlindAt } from '../../geodata/camera/blindHours.ts'
import type { Area } from '../../geodata/model/area.ts'
import type { BlindSpots } from '../../geodata/model/blindSpot.ts'
import type { Camera, CameraState } from '../../geodata/model/camera.ts'
import type { Bbox, Geometry, LngLat, MultiPolygon } from '../../geodata/model/geometry.ts'
import type { CameraPlanSite } from '../../geodata/model/cameraPlan.ts'
import type { Category } from '../../geodata/model/incident.ts'
import type { Figure, IndicatorId } from '../../geodata/model/indicator.ts'
import type { LivePosition, Team } from '../../geodata/model/patrol.ts'
import type { Selection, View } from '../../geodata/model/view.ts'
import type { RoundSpot } from '../../geodata/patrol/spotsOnRounds.ts'
import type { Zone } from '../../geodata/model/zone.ts'
import type { PlanProblem, PlanZone } from '../../geodata/model/zonePlan.ts'
import type { Cell } from '../../geodata/zoning/grid.ts'
import type { SnapLines } from '../../geodata/zoning/snapping.ts'
import type { Topology } from '../../geodata/zoning/topology.ts'
import type { IncidentClusters, IncidentHeat, IncidentHexagons, IncidentPoints } from '../workers/incidentQuestion.ts'

/**
 * Everything a map shows that is not in its tiles. Plain data, replaced and never changed in place: a layer is rebuilt when its
 * field is another object. Hold it outside Vue's deep reactivity (`shallowRef`).
 */
export type SceneData = {
  /** The clocks of the deployment, by which hours of the week are filtered. */
  timeZone: string
  /** Whether tile requests should be made at all, where, and what to say about the source. */
  tiles: TileSource
  categories: Category[]
  zones: ZonePlace[]
  areas: Area[]
  /** Figures of `/api/zones/figures` for the view's period; `null` while unknown. */
  zoneFigures: ZoneFigureRow[] | null
  /** The indicator that zones are coloured by, if they are; `null` while unknown. */
  zoneIndicator: ZoneIndicator | null
  /** The worker's answer for the extent last emitted by the map. */
  incidents: IncidentClusters | null
  /** All that pass the view's filter, wherever they lie, counted in hexagons. `null` while unknown or not wanted. */
  incidentHexagons: IncidentHexagons | null
  /** Every incident as numbers for the GPU, and which of them lie in the view's time window. `null` while unknown or not wanted. */
  incidentPoints: IncidentPoints | null
  incidentSlice: [first: number, end: number]
  /** Density around what the screen shows; `heatMost` is the upper end of the scale that all open maps share. */
  incidentHeat: IncidentHeat | null
  heatMost: number
  /** The chosen incident as it was read by itself: it may lie outside the time window, the filter or inside a cluster. */
  selectedIncident: { id: string; geometry: Geometry; rings?: boolean } | null
  /** What is being reported and not yet sent, and likely doubles that it, or the chosen incident, is compared with. */
  draft: DraftScene
  /** From cameras to what they see, numbered as in the list beside. */
  sightLines: readonly SightLine[]
  /** Cameras of a proposal or a plan. */
  cameraPlan: CameraPlanScene | null
  /** Rounds of patrols: planned, or being walked. */
  patrolPlan: PatrolPlanScene | null
  /** Posts and stations at one moment (Unix ms): teams there of teams needed. */
  roster: RosterScene | null
  /** `/api/coverage`. */
  coverage: CoverageGrid | null
  /** When patrols were last on record, and after how many hours a visit is due. */
  presence: PresenceScene | null
  /** Ground that nobody watches or visits in the view's hours. */
  blindSpots: BlindScene | null
  /** The answer to the view's analysis. */
  analysis: AnalysisScene | null
  keptHotspots: readonly KeptHotspot[]
  /** Zones of a plan or of a proposal, which are drawn instead of those that hold. */
  planned: PlannedScene | null
  /** One zone alone, for paper. */
  notice: NoticeScene | null
  /** Ground of rows of an import that had problems. */
  importProblems: ProblemScene
  /** The draft of a plan of zones in the editor. */
  planDraft: PlanDraftScene | null
  cameraAim: CameraAimScene | null
  teams: Team[]
  positions: LivePosition[]
  /** Newest fixes per team, oldest first. */
  trails: Trail[]
  /** Server time in ms (UTC), for the age of positions; move it on every 10 s or so. */
  now: number
}

/** `drawn`: places that were chosen to be tried; `lights`: street lights that may be; `pointed`: the number of the site that is looked at in the list. */
export type CameraPlanScene = { sites: readonly CameraPlanSite[]; drawn: readonly LngLat[]; lights: readonly LngLat[]; pointed: number | null }
export type RoundStop = { id: string; sign: string; kind: 'start' | 'hotspot' | 'checkpoint' | 'break' | 'end'; name: string; place: LngLat; locked: boolean; /** On patrol: reached, the one to come, not reached in time. */ state: 'done' | 'next' | 'late' | null }
/** `rank` gives the colour; `straight`: the ways are not known yet and are drawn from place to place. */
export type RoundScene = { rank: number; sign: string; callSign: string; line: readonly LngLat[]; straight: boolean; stops: readonly RoundStop[] }
/** `places`: what may be chosen for a plan; `looked`: the rank of the round that is looked at, others stand back; `pointed`: the stop under the pointer in a list. */
export type PatrolPlanScene = { rounds: readonly RoundScene[]; places: readonly { place: LngLat; kind: 'hotspot' | 'checkpoint' | 'start'; name: string; taken: boolean }[]; looked: number | null; pointed: string | null; /** Stops are dragged to other rounds. */ movable?: boolean }
export type RosterScene = { places: readonly { name: string; lng: number; lat: number; needed: number; filled: number; event: boolean }[]; at: number }
export type ProblemScene = { all: readonly { id: number; rejected: boolean; geometry: Geometry }[]; chosen: number | null }
export type BlindScene = { spots: BlindSpots; at: BlindAt; /** By the incidents on it. */ weighted: boolean }
export type PresenceScene = { visits: LastVisits; dueHours: number }
export type SightLine = { from: LngLat; to: LngLat; state: CameraState; always: boolean; active: boolean; number: number }

export type TileSource = {
  /** Scheme and host of the deployment, e.g. `http://127.0.0.1:8080`. */
  origin: string
  /** Rectangle that holds data; no tile outside is asked for. `null`: the world. */
  bounds: Bbox | null
  attribution: string[]
  /** Data versions; a changed number makes that layer's tiles be read again. */
  versions: Partial<Record<TileLayer, number>>
  /** The past moment of incidents; absent for now. */
  at?: string | null
  /** The day of zones; absent for today. */
  day?: string | null
}
export type TileLayer = 'base' | 'zones' | 'cameras' | 'cameraViews' | 'incidents'

export type ZonePlace = Pick<Zone, 'id' | 'areaId' | 'code' | 'nameZh' | 'nameEn' | 'households'> & { center: LngLat }
export type ZoneFigureRow = { zoneId: number; households: number; squareMeters: number; incidents: number; cameras: number; coverageMinutes: number; vacancies: number; /** Share of public ground that cameras watch; null where there is none, absent while it is not asked for. */ cameraCover?: number | null }
export type ZoneIndicator = { id: IndicatorId; rows: (Pick<Figure, 'value' | 'numerator' | 'denominator' | 'mark' | 'hidden'> & { zoneId: number })[] }

/** Cells of the web-mercator grid of `level` (x east, y south). */
export type CoverageGrid = { level: number; cells: { x: ArrayLike<number>; y: ArrayLike<number>; seconds: ArrayLike<number> } }

export type AnalysisScene = {
  found: AnalysisFound
  /** Another answer that the colour scale is shared with. */
  compared: AnalysisFound | null
  /** Patrols' finds are among the rows: the map has to say so. */
  patrolFound: boolean
  /** Hot areas against the period before, the hottest first, and what was hot then. */
  trends: readonly HotAreaTrend[] | null
  gone: AnalysisUnits | null
  /** Units that were picked to be kept, by index. */
  picked: readonly number[]
}
export type KeptHotspot = { id: string; name: string; incidents: number | null; retired: boolean; geometry: Geometry }

/** `label`: serial or code as it is read on the map. `outside`: households beyond the bounds. */
export type PlannedZone = { label: string; households: number | null; outside: boolean; locked: boolean; changed: boolean; geometry: MultiPolygon }
export type MovedHome = { households: number; at: LngLat; geometry: { type: string; coordinates: unknown } }
export type PlannedScene = { zones: readonly PlannedZone[]; moved: readonly MovedHome[] }

export type NoticeScene = { zone: MultiPolygon; others: readonly MultiPolygon[]; station: { at: LngLat; nameZh: string; nameEn: string } | null }

export type Trail = { teamId: number; at: number[]; coordinates: LngLat[] }

/** Chinese first with English beneath (`both`), or one of them. */
export type MapLocale = 'zh' | 'en' | 'both'

/** One tool is active at a time. */
export type DrawTool = 'drawPoint' | 'drawLine' | 'drawPolygon'
export type MapTool = 'select' | 'measureDistance' | 'measureArea' | 'editPlan' | 'aimCamera' | DrawTool

/** What lies in the editor of a plan. The topology is the draft's own and changes under way: another object says that it is to be drawn again. */
export type PlanDraftHeld = { topology: Topology; zones: readonly PlanZone[]; selected: readonly string[]; vertex: number | null; lines: SnapLines; tool: 'vertex' | 'draw' | 'split' | 'merge' | 'reshape' }
export type PlanDraftScene = { held: PlanDraftHeld; drag: { vertex: number; zones: readonly PlanZone[] } | null; problems: readonly PlanProblem[] }
/** What a hand did to a draft on the map; `drop` ends a drag. */
export type PlanEdit =
  | { do: 'pick'; key: string | null; add: boolean }
  | { do: 'vertex'; id: number }
  | { do: 'insert'; edge: readonly [number, number]; at: Cell }
  | { do: 'drag'; id: number; to: Cell }
  | { do: 'drop' }
/** A camera that is being put and turned; `null` is unknown. */
export type CameraAimScene = { place: LngLat } & Pick<Camera, 'kind' | 'azimuthDegrees' | 'fieldOfViewDegrees' | 'rangeMeters'>
/** What a hand did to it on the map; `drop` ends a drag. */
export type CameraAimEdit = { do: 'move'; lng: number; lat: number } | { do: 'turn'; azimuthDegrees: number } | { do: 'drop' }
/** What a hand does with a stop of a round: over which spots it is held, in pixels of the map too; `drop` ends it there, `leave` gives it back. */
export type StopDrag = { do: 'take'; id: string } | { do: 'over'; spots: RoundSpot[]; x: number; y: number } | { do: 'drop' } | { do: 'leave' }
/** A shape as it is drawn: `fault` says why it could not be stored as it stands, in the words of `checkGeometry`; `done` once, when it is finished. */
export type Drawing = { geometry: Geometry | null; corners: number; fault: string | null; done: boolean }

/** `compared`: lines lead from `from` to each of `others`. */
export type DraftScene = { geometry: Geometry | null; from: { lng: number; lat: number } | null; others: { id: string; lng: number; lat: number; active: boolean }[] }
const noDraft: DraftScene = { geometry: null, from: null, others: [] }

/** An incident of which only place and moment are known, or its row among the points. */
export type Sought = { lng: number; lat: number; occurredAt: number } | { row: number }

/** What lies under the pointer; `title` and `lines` are plain text for tooltips and choosers. */
export type Candidate = { selection: Selection; layer: string; title: string; lines: string[] }
export type Choice = { x: number; y: number; lng: number; lat: number; candidates: Candidate[] }
export type MapPoint = { lng: number; lat: number; x: number; y: number }
/** What the map shows now: degrees and zoom; ask the incidents worker with it. */
export type Extent = { bbox: Bbox; zoom: number }
/** `done` after a double click or Enter; both figures are null below two or three points. */
export type Measurement = { coordinates: LngLat[]; distanceMeters: number | null; areaSquareMeters: number | null; done: boolean }

/** Read-only window into the drawn map for browser tests: the property `fangcunMap` of the element `.map-view`, which also says `data-ready="true"` when all is drawn. */
export type MapProbe = {
  /** Features drawn now, of named style layers (all layers when omitted), in the whole viewport or at a pixel. */
  rendered(layers?: string[], at?: [number, number]): Feature[]
  layerIds(): string[]
  /** Hexagons that are drawn on the screen now, each once, by the middle of their ground. */
  hexagons(): { lng: number; lat: number; count: number }[]
  /** Incident points that the GPU lets pass at a pixel, by their row; null where there is none. */
  pointAt(at: [number, number]): number | null
  project(place: LngLat): [number, number]
  camera(): View['camera']
  /** Resolves when everything asked for has been drawn. */
  idle(): Promise<void>
}

export const emptySceneData = (origin: string): SceneData => ({
  timeZone: 'UTC',
  tiles: { origin, bounds: null, attribution: [], versions: {} },
  categories: [],
  zones: [],
  areas: [],
  zoneFigures: null,
  zoneIndicator: null,
  incidents: null,
  incidentHexagons: null,
  incidentPoints: null,
  incidentSlice: [0, 0],
  incidentHeat: null,
  heatMost: 1,
  selectedIncident: null,
  draft: noDraft,
  sightLines: [],
  cameraPlan: null,
  patrolPlan: null,
  roster: null,
  coverage: null,
  presence: null,
  blindSpots: null,
  analysis: null,
  keptHotspots: [],
  importProblems: { all: [], chosen: null },
  planDraft: null,
  cameraAim: null,
  planned: null,
  notice: null,
  teams: [],
  positions: [],
  trails: [],
  now: 0,
})
