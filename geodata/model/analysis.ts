import { z } from 'zod'
import { Id } from './id.ts'
import { Provenance } from './incident.ts'
import { Instant } from './time.ts'

/** What can be asked of incidents (or of any points and areas). One file each in `geodata/analysis/methods`. */
export const MethodId = z.enum([
  'counts', 'gi_star', 'gi', 'local_moran', 'local_geary', 'global_moran', 'global_geary', 'global_g', 'rates',
  'kde', 'network_kde', 'aoristic', 'st_dbscan',
  'scan_permutation', 'scan_poisson', 'knox', 'near_repeat', 'emerging',
])
export type MethodId = z.infer<typeof MethodId>

/** What counts are gathered in, where a method leaves the choice. */
export const UnitKind = z.enum(['cells', 'areas', 'segments'])
export type UnitKind = z.infer<typeof UnitKind>

/** A question to a method over the incidents that the asker may see. `parameters` are judged by the method's own schema. */
export const AnalysisQuestion = z.strictObject({
  method: MethodId,
  parameters: z.record(z.string().max(40), z.union([z.number(), z.string().max(200), z.boolean()])).default({}),
  /** Half-open window of the time of occurrence. */
  from: Instant,
  to: Instant,
  /** null: every category that is nobody's voice. */
  categoryIds: z.array(z.number().int().min(1).max(32_767)).min(1).max(200).nullable().default(null),
  /** The public's reports unless said otherwise: patrols find most where they go most. */
  provenance: z.array(Provenance).min(1).default(['public']),
  /** Hours of the week that count, 0 to 167 from Monday 00:00 in the time zone of the deployment; null: all. */
  hoursOfWeek: z.array(z.number().int().min(0).max(167)).min(1).max(168).nullable().default(null),
  /** Only below this area; null: all that the asker may see. */
  areaId: z.number().int().min(1).max(2_147_483_647).nullable().default(null),
  /** Judge the map on the last quarter of the window. */
  backtest: z.boolean().default(true),
  /** What the map is compared with: the same length of time before, no period, or one that is named. */
  compareWith: z.union([z.enum(['before', 'nothing']), z.strictObject({ from: Instant, to: Instant })]).default('before'),
})
export type AnalysisQuestion = z.infer<typeof AnalysisQuestion>

/** The three questions of a briefing; what each asks is `presetQuestion`. */
export const PresetId = z.enum(['this_week', 'burglary_by_night', 'festival'])
export type PresetId = z.infer<typeof PresetId>

/** A hotspot that was kept: its ground, what it was found by, and who sees to it. */
export const HotspotKeep = z.strictObject({
  /** Made by the client, so that it may be sent again. */
  id: Id,
  name: z.string().trim().min(1).max(100),
  note: z.string().trim().max(2_000).default(''),
  question: AnalysisQuestion,
  /** Units of the answer that make it up, by their place in the answer. */
  units: z.array(z.number().int().min(0)).min(1).max(2_000),
})
export type HotspotKeep = z.infer<typeof HotspotKeep>

export const HotspotChange = z.strictObject({
  /** The version that was read; another one by now is a conflict. */
  version: z.number().int().min(1),
  name: z.string().trim().min(1).max(100).optional(),
  note: z.string().trim().max(2_000).optional(),
  /** Account of the patrol leader; null takes it away. */
  assignedTo: z.string().max(64).nullable().optional(),
  retired: z.boolean().optional(),
})
export type HotspotChange = z.infer<typeof HotspotChange>

/** What became of a hotspot against the period before. */
export const HotspotTrend = z.enum(['new', 'growing', 'steady', 'shrinking', 'gone'])
export type HotspotTrend = z.infer<typeof HotspotTrend>
