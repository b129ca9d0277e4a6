import { z } from 'zod'
import { AnalysisQuestion } from './analysis.ts'
import { IncidentState, Provenance } from './incident.ts'
import { Day, Instant } from './time.ts'

/** Layers a person can switch; order here is drawing order, bottom first. `hotspotCells` and `hotspotClusters` stand in old links for an `analysis`. */
export const LayerId = z.enum(['zones', 'coverage', 'hotspotCells', 'hotspotClusters', 'analysis', 'hotspots', 'incidentHeat', 'incidentHexagons', 'incidentPoints', 'cameras', 'incidents', 'places', 'patrols'])
export type LayerId = z.infer<typeof LayerId>

export const ZoneFigure = z.enum(['none', 'households', 'incidents', 'incidentsPer1000Households', 'cameras', 'coverageMinutes'])
export type ZoneFigure = z.infer<typeof ZoneFigure>

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

/** A View is a value: the URL, a wall tile and a briefing page are all a View. */
export const View = z.strictObject({
  camera: z.strictObject({ lng: z.number(), lat: z.number(), zoom: z.number().min(0).max(22), bearing: z.number(), pitch: z.number().min(0).max(75) }),
  layers: z.array(LayerId),
  zoneFigure: ZoneFigure,
  time: TimeWindow,
  categoryIds: z.array(z.number().int()).nullable(),
  states: z.array(IncidentState).nullable(),
  minSeverity: z.number().int().min(1).max(4),
  provenance: z.array(Provenance).nullable(),
  /** Hours of the week that count, 0 to 167 from Monday 00:00 on the clocks of the deployment; null is all. */
  hoursOfWeek: z.array(z.number().int().min(0).max(167)).nullable().default(null),
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
  /** What is asked of the incidents; its answer is the layer `analysis`. */
  analysis: AnalysisQuestion.optional(),
})
export type View = z.infer<typeof View>
