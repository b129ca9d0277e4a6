import { z } from 'zod'
import { Id } from './id.ts'
import { Instant, Day } from './time.ts'
import type { View } from './view.ts'

export const BriefingTemplate = z.enum(['daily', 'weekly', 'monthly', 'festival', 'hotspot'])
export type BriefingTemplate = z.infer<typeof BriefingTemplate>

/** What a briefing is asked: days of the area's clock, `to` not included. `asOf`: figures as they stood then; null is now. */
export const BriefingQuestion = z.strictObject({
  areaId: z.number().int().min(1), template: BriefingTemplate, from: Day, to: Day, categoryIds: z.array(z.number().int()).max(500).nullable(), hotspotId: Id.nullable(), seed: z.number().int().min(0).max(2 ** 31 - 1), asOf: Instant.nullable(),
})
export type BriefingQuestion = z.infer<typeof BriefingQuestion>

/** Which data a figure was counted from. `version`: of the incidents, as the live stream counts it; `rows`: how many were counted, null where that would tell a small count. */
export type Snapshot = { at: Instant; version: number | null; rows: number | null }
/** What a figure is. `name` is the question's name in `server/briefing`, `params` its values: together they ask it again, and open its rows. */
export type BriefingFigure = {
  key: string
  query: { name: string; params: Record<string, unknown> }
  snapshot: Snapshot
  method: { id: string; version: number; text: { zh: string; en: string } }
  seed: number | null
  value: FigureValue
  madeAt: Instant
}
/** A count of 1 to 4 (or what it would let one compute) that a reader is not shown is null and `hidden`. */
export type Counted = { value: number | null; hidden?: true }
/** With more than chance: `p` exact, `mark` after the false discovery rate where several are judged together. `change`, `low` and `high` (95%) are relative, for shares in points. `of`: what shares are made of, and how many medians. */
export type Compared = { now: Counted; before: Counted; change: number | null; low: number | null; high: number | null; p: number | null; mark: 'more' | 'fewer' | null; of?: { now: [number, number]; before: [number, number] | null } }
export type FigureValue =
  | { kind: 'comparison'; unit: 'count' | 'share' | 'minutes'; last: Compared; year: Compared | null }
  | { kind: 'series'; unit: 'count'; step: 'hour' | 'day' | 'month'; names: { zh: string; en: string }[]; from: Instant; values: (number | null)[][] }
  | { kind: 'matrix'; unit: 'count'; values: (number | null)[] }
  | { kind: 'rows'; columns: { key: string; name: { zh: string; en: string }; unit: 'text' | 'count' | 'share' | 'minutes' | 'meters' | 'time' | 'change' | 'p' }[]; rows: Record<string, string | number | boolean | null>[] }

/** A sentence by its template and numbers: composed in either language by `geodata/briefing`. */
export type Sentence = { id: string; values: Record<string, string | number | boolean | null> }
export type BriefingBlock =
  | { kind: 'text'; key: string; sentences: Sentence[] }
  | { kind: 'figure'; key: string; figure: string; as: 'tiles' | 'bars' | 'line' | 'matrix' | 'table' }
  | { kind: 'map'; key: string; view: View; caption: Sentence; figure: string | null }
/** A page of a briefing; `notes` are what a speaker may say, composed like all text. */
export type BriefingPage = { key: string; title: Sentence; blocks: BriefingBlock[]; notes: Sentence[] }

export type BriefingText = { key: string; locale: 'zh' | 'en'; text: string; composed: string; writtenBy: string; writtenAt: Instant; version: number }
export type BriefingSummary = { id: Id; areaId: number; title: string; template: BriefingTemplate; from: Instant; to: Instant; state: 'draft' | 'filed' | 'discarded'; audience: 'area' | 'outside'; run: number; filedAt: Instant | null; createdBy: string; createdAt: Instant; changedAt: Instant; version: number; unread: boolean }
/** `suppressed`: this reader is not shown small counts; `outside`: since they are outside of the area, where the rest is rounded. */
export type Briefing = BriefingSummary & { question: BriefingQuestion; figures: BriefingFigure[]; pages: BriefingPage[]; texts: BriefingText[]; suppressed: boolean; outside: boolean }
/** What another run changed: figures by key, before and after. */
export type BriefingRerun = { run: number; against: number; changed: { key: string; before: FigureValue; after: FigureValue; paths: string[] }[]; unchanged: string[]; added: string[]; gone: string[] }

export const BriefingDraft = z.strictObject({ id: Id, title: z.string().trim().min(1).max(200), question: BriefingQuestion, audience: z.enum(['area', 'outside']) })
export type BriefingDraft = z.infer<typeof BriefingDraft>
export const BriefingTextChange = z.strictObject({ locale: z.enum(['zh', 'en']), text: z.string().max(5000), composed: z.string().max(5000), version: z.number().int().min(0) })
export type BriefingTextChange = z.infer<typeof BriefingTextChange>
export const BriefingScheduleDraft = z.strictObject({ id: Id, areaId: z.number().int().min(1), title: z.string().trim().min(1).max(200), template: z.enum(['daily', 'weekly', 'monthly']), categoryIds: z.array(z.number().int()).max(500).nullable(), audience: z.enum(['area', 'outside']), onDay: z.number().int().min(1).max(28).nullable(), atHour: z.number().int().min(0).max(23) })
export type BriefingScheduleDraft = z.infer<typeof BriefingScheduleDraft>
export type BriefingSchedule = BriefingScheduleDraft & { nextAt: Instant; lastBriefingId: Id | null; lastProblem: string | null; createdBy: string; version: number }
