import { z } from 'zod'
import type { IncidentState } from './incident.ts'
import type { Instant } from './time.ts'

export const IndicatorId = z.enum(['resolution', 'completion', 'on_time', 'satisfaction', 'change_on_year', 'zero_incident_estates'])
export type IndicatorId = z.infer<typeof IndicatorId>
export const IndicatorBy = z.enum(['area', 'zone', 'category'])
export type IndicatorBy = z.infer<typeof IndicatorBy>

/** Sets of incidents that indicators count; the query has one condition for each, for counting and for listing alike. */
export const countedSets = ['received', 'completed', 'accepted', 'resolved', 'reached', 'satisfied', 'due', 'in_time', 'received_before'] as const
export type CountedSet = (typeof countedSets)[number]
export type Counts = Record<CountedSet, number>

type Text = { zh: string; en: string }
/**
 * What a figure means, kept with each answer because places differ in their denominators. `version` grows with every change of a formula.
 * `change` is (numerator - denominator) / denominator, `share` is numerator / denominator.
 */
export type IndicatorDefinition = {
  id: IndicatorId
  version: number
  name: Text
  formula: Text
  numerator: Text
  denominator: Text
  /** Sets counted above and below; none where estates are counted. */
  sets: { numerator: CountedSet; denominator: CountedSet } | null
  unit: 'share' | 'change'
  /** How the interval and the mark are computed; null: a full count, no sample. */
  method: Text | null
  source: string
}

const exactShare: Text = {
  zh: '95% 区间:Clopper–Pearson 精确区间;“非偶然”:与全体比较的精确二项检验,按 Benjamini–Hochberg 控制错误发现率 5%',
  en: '95% interval: Clopper–Pearson, exact; “more than chance”: exact binomial test against the whole, false discovery rate 5% (Benjamini–Hochberg)',
}
const exactRatio: Text = {
  zh: '95% 区间:两泊松数之比的精确条件区间,按两期时长折算;“非偶然”:与全体变化比较的精确检验,错误发现率 5%',
  en: '95% interval: exact conditional interval of the ratio of two Poisson rates, for the lengths of both periods; “more than chance”: exact test against the change of the whole, false discovery rate 5%',
}
const cohort: Text = { zh: '期内发生、未被合并的事件', en: 'incidents that occurred in the period and were not merged into another' }

export const indicators: readonly IndicatorDefinition[] = [
  {
    id: 'resolution', version: 1, name: { zh: '调处成功率', en: 'Resolution rate' }, formula: { zh: '解决数 ÷ 受理数', en: 'resolved ÷ accepted' },
    numerator: { zh: '受理后以“已解决”结案的', en: 'of those, closed with the result “resolved”' }, denominator: { zh: `${cohort.zh},且已受理立案`, en: `${cohort.en}, and were registered` },
    sets: { numerator: 'resolved', denominator: 'accepted' }, unit: 'share', method: exactShare, source: 'domain: 180,299 / 191,325 = 94.24%',
  },
  {
    id: 'completion', version: 1, name: { zh: '办结率', en: 'Completion rate' }, formula: { zh: '办结数 ÷ 收到数', en: 'completed ÷ received' },
    numerator: { zh: '其中已结案、已回访或已归档的', en: 'of those, closed, called back or archived' }, denominator: cohort,
    sets: { numerator: 'completed', denominator: 'received' }, unit: 'share', method: exactShare, source: 'domain: 494 / 501 = 98.6%',
  },
  {
    id: 'on_time', version: 1, name: { zh: '按期办结率', en: 'On-time rate' }, formula: { zh: '按期办结数 ÷ 应办结数', en: 'completed in time ÷ due' },
    numerator: { zh: '其中在结案时限内办结的', en: 'of those, closed before the time limit of closing' }, denominator: { zh: `${cohort.zh},结案时限已到或已办结的(挂起中的除外;重开的按最近一次计)`, en: `${cohort.en}, whose time limit of closing has passed or that were closed (not while suspended; a reopened one counts by its last clock)` },
    sets: { numerator: 'in_time', denominator: 'due' }, unit: 'share', method: exactShare, source: 'domain: completed in time / due',
  },
  {
    id: 'satisfaction', version: 1, name: { zh: '满意率', en: 'Satisfaction' }, formula: { zh: '满意数 ÷ 回访到数', en: 'satisfied ÷ reached at the call-back' },
    numerator: { zh: '其中回访满意的', en: 'of those, satisfied' }, denominator: { zh: `${cohort.zh},回访已联系上的`, en: `${cohort.en}, where the call-back reached somebody` },
    sets: { numerator: 'satisfied', denominator: 'reached' }, unit: 'share', method: exactShare, source: 'domain: satisfied / called back',
  },
  {
    id: 'change_on_year', version: 1, name: { zh: '同比', en: 'Change on the year' }, formula: { zh: '(本期 − 去年同期) ÷ 去年同期', en: '(this − last) ÷ last' },
    numerator: cohort, denominator: { zh: '去年同期发生、未被合并的事件', en: 'incidents of the same period a year before, not merged into another' },
    sets: { numerator: 'received', denominator: 'received_before' }, unit: 'change', method: exactRatio, source: 'domain: −25.1%, −69.4%, −14.9%, −15.02%',
  },
  {
    id: 'zero_incident_estates', version: 1, name: { zh: '零发案小区', en: 'Zero-incident estates' }, formula: { zh: '零发案小区数 ÷ 小区数', en: 'estates without an incident ÷ estates' },
    numerator: { zh: '其中期内没有所选类别事件的(诉求类不计)', en: 'of those, without an incident of the chosen categories in the period (somebody’s voice never counts)' }, denominator: { zh: '辖区内的小区', en: 'estates in the areas' },
    sets: null, unit: 'share', method: null, source: 'domain: no incident of the chosen categories in the period',
  },
]

export const indicatorOf = (id: IndicatorId): IndicatorDefinition => indicators.find((each) => each.id === id) as IndicatorDefinition

/** One number with what it is made of. Everything is null where it is hidden; `value` is null where there is nothing to divide by. */
export type Figure = {
  numerator: number | null
  denominator: number | null
  value: number | null
  /** 95%; `high` is null without limit. */
  low: number | null
  high: number | null
  /** Farther from the whole than chance would have it; null: not, or not compared. */
  mark: 'above' | 'below' | null
  /** A count of 1 to 4 that this reader is not shown. */
  hidden: boolean
}
export type Figures = Partial<Record<IndicatorId, Figure>>

/** `key` is the id of the area, zone or category; null for incidents in no zone. */
export type IndicatorRow = { key: number | null; code: string; nameZh: string; nameEn: string; parentId: number | null; level: string | null; voice: boolean; figures: Figures }

export type IndicatorAnswer = {
  by: IndicatorBy
  period: { from: Instant; to: Instant }
  /** What the change on the year compares with. */
  before: { from: Instant; to: Instant }
  /** Whether anything was recorded as early as that; otherwise there is no change on the year. */
  beforeKnown: boolean
  at: Instant | null
  /** Matters of categories that are somebody's voice: they count by category, without a mark, and are left out where areas or zones are compared. */
  voiceLeftOut: number
  /** Whether this reader is shown no counts of 1 to 4. */
  smallHidden: boolean
  /** Definitions, each with the address of the rows behind it (RFC 6570: part is numerator or denominator). */
  indicators: (IndicatorDefinition & { rows: string })[]
  whole: Figures
  rows: IndicatorRow[]
}

/** A row behind a number: enough to tell which matter it is and to find it on the map; everything else is on the matter's own page. */
export type CountedIncident = { id: string; number: string; title: string; categoryId: number; severity: number; state: IncidentState; areaId: number; zoneId: number | null; occurredAt: Instant; lng: number; lat: number }
export type CountedEstate = { id: number; areaId: number; nameZh: string; nameEn: string; lng: number; lat: number; zero: boolean }
export type IndicatorRowsAnswer = { incidents: CountedIncident[]; estates: CountedEstate[]; more: boolean; hidden: boolean }
