import { z } from 'zod'
import { AnalysisQuestion } from './analysis.ts'
import { Id } from './id.ts'
import { IncidentState, Provenance } from './incident.ts'
import { Day, Instant } from './time.ts'

/** Layers a person can switch; order here is drawing order, bottom first. `hotspotCells` and `hotspotClusters` stand in old links for an `analysis`. */
export const LayerId = z.enum(['zones', 'coverage', 'presence', 'blindSpots', 'hotspotCells', 'hotspotClusters', 'analysis', 'hotspots', 'incidentHeat', 'incidentHexagons', 'incidentPoints', 'cameraViews', 'cameras', 'incidents', 'places', 'roster', 'patrolPlan', 'patrols'])
export type LayerId = z.infer<typeof LayerId>

/** What zones can be coloured by; the last five are indicators (`geodata/model/indicator.ts`). */
export const ZoneFigure = z.enum([
  'none', 'households', 'householdsPerHectare', 'incidents', 'incidentsPerSquareKilometer', 'incidentsPer1000Households', 'cameras', 'coverageMinutes', 'vacancies', 'cameraCover',
  'completion', 'on_time', 'resolution', 'satisfaction', 'change_on_year',
])
export type ZoneFigure = z.infer<typeof ZoneFigure>

/** How the colours of zones are made. `standard`: the rule for households, zero in the middle for a change, fifths for all else. */
export const ZoneStyle = z.strictObject({
  cut: z.enum(['standard', 'quantiles', 'natural', 'equal']),
  classes: z.number().int().min(3).max(7),
  palette: z.enum(['sea', 'viridis', 'cividis', 'grey']),
  /** Rates drawn towards the mean the more, the fewer households a zone has (empirical Bayes). */
  smoothed: z.boolean(),
})
export type ZoneStyle = z.infer<typeof ZoneStyle>
export const standardZoneStyle: ZoneStyle = { cut: 'standard', classes: 5, palette: 'sea', smoothed: true }

/** A time window: the last N hours, moving with the clock, or fixed. */
export const TimeWindow = z.union([
  z.strictObject({ lastHours: z.number().int().min(1).max(24 * 366) }),
  z.strictObject({ from: Instant, to: Instant }),
])
export type TimeWindow = z.infer<typeof TimeWindow>

export const Selection = z.union([
  z.strictObject({ noun: z.enum(['incident', 'hotspot']), id: z.uuid() }),
  z.strictObject({ noun: z.enum(['zone', 'camera', 'building', 'place', 'area', 'team']), id: z.number().int() }),
  /** A unit of the answer to the view's analysis, by its index. */
  z.strictObject({ noun: z.literal('unit'), id: z.number().int().min(0) }),
  z.strictObject({ noun: z.literal('point'), lng: z.number(), lat: z.number() }),
])
export type Selection = z.infer<typeof Selection>

/** How presence of patrols is looked at: the last `hours` (null: the view's time window), of one team, and from how many hours without a visit on a place is due. A team is chosen to see what it covers, never how far it went. */
export const CoverChoice = z.strictObject({ hours: z.number().int().min(1).max(24 * 366).nullable(), teamId: z.number().int().min(1).nullable(), unvisitedHours: z.number().int().min(1).max(720) })
export type CoverChoice = z.infer<typeof CoverChoice>
export const standardCover: CoverChoice = { hours: null, teamId: null, unvisitedHours: 24 }

/** A View is a value: the URL, a wall tile and a briefing page are all a View. */
export const View = z.strictObject({
  camera: z.strictObject({ lng: z.number().min(-1080).max(1080), lat: z.number().min(-90).max(90), zoom: z.number().min(0).max(22), bearing: z.number().min(-1080).max(1080), pitch: z.number().min(0).max(75) }),
  layers: z.array(LayerId).max(100),
  zoneFigure: ZoneFigure,
  zoneStyle: ZoneStyle.default(standardZoneStyle),
  time: TimeWindow,
  categoryIds: z.array(z.number().int()).max(2000).nullable(),
  states: z.array(IncidentState).max(100).nullable(),
  minSeverity: z.number().int().min(1).max(4),
  provenance: z.array(Provenance).max(100).nullable(),
  /** Hours of the week that count, 0 to 167 from Monday 00:00 on the clocks of the deployment; null is all. */
  hoursOfWeek: z.array(z.number().int().min(0).max(167)).max(168).nullable().default(null),
  /** Only this area and what lies below it. */
  areaId: z.number().int().min(1).nullable().default(null),
  /** Another time that is shown on a second map beside the first. */
  compare: TimeWindow.nullable().default(null),
  theme: z.enum(['dark', 'light']),
  selection: Selection.nullable(),
  /** The past moment that the whole desk shows; null is now. */
  at: Instant.nullable().default(null),
  /** The day whose zones are shown, also one to come; null: the day of `at`, or today. */
  zonesOn: Day.nullable().default(null),
  /** What the zones are compared with on a second map: those of another day, or, where a plan lies open, those before it. */
  zonesBeside: z.union([Day, z.literal('before')]).nullable().optional(),
  /** The plan of zones that lies open for editing or looking at. */
  planId: Id.nullable().default(null),
  /** The plan of cameras that lies open. */
  cameraPlanId: Id.nullable().default(null),
  /** Left out while it is `standardCover`. */
  cover: CoverChoice.optional(),
  /** What is asked of the incidents; its answer is the layer `analysis`. */
  analysis: AnalysisQuestion.optional(),
})
export type View = z.infer<typeof View>
