import type { FigureKey } from '../../geodata/briefing/figureKeys.ts'
import { type BriefingSpans, daysOfSpan, type Span } from '../../geodata/briefing/spans.ts'
import type { BriefingQuestion, FigureValue } from '../../geodata/model/briefing.ts'
import type { Sql } from '../database.ts'
import type { BriefingNames, BriefingScope } from '../queries/briefingCounts.ts'
import type { FigureMethod } from './methods.ts'

/** What all figures of a run are asked of: one moment of the database, as one actor. */
export type Ask = {
  /** Stands for the pool (`asActorMoment`). */
  moment: Sql
  actor: string
  question: BriefingQuestion
  scope: BriefingScope
  /** The past moment that figures are of; undefined is that of the database. */
  asOf: string | undefined
  /** The moment that figures are of, whichever it is. */
  at: string
  timeZone: string
  spans: BriefingSpans
  /** Whether anything was recorded before the end of the period (`now`), and as early as the periods that are compared with. */
  known: { now: boolean; before: boolean; year: boolean }
  /** The day that records begin on, where that is later than the period does; undefined also where there are none. */
  recordsFrom: string | undefined
  names: BriefingNames
}

/** A figure as a question gives it; `rows`: how many rows were counted. */
export type Drafted = { key: FigureKey; method: FigureMethod; rows: number; value: FigureValue; seed?: number; /** What else the figure rests on. */ params?: Record<string, unknown> }

export const lengthsOf = ({ spans }: Pick<Ask, 'spans'>, other: Span) => ({ now: daysOfSpan(spans.now), before: daysOfSpan(other) })
