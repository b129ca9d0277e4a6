import type { BriefingFigure, BriefingQuestion, BriefingTemplate, Compared, FigureValue } from '../model/briefing.ts'
import { daysBetween } from './dayText.ts'
import type { FigureKey } from './figureKeys.ts'
import type { Values } from './say.ts'
import { comparedValues } from './sentences/comparedWords.ts'

/** What pages are made of: the figures of one run, and the ground that they are of. `bounds`: west, south, east, north. */
export type BriefingSource = {
  question: BriefingQuestion
  figures: readonly BriefingFigure[]
  area: { nameZh: string; nameEn: string; bounds: readonly [number, number, number, number] }
  timeZone: string
  /** Whether this reader is not shown small counts. */
  suppressed: boolean
  /** Whether the counts that are shown are rounded, as they are outside of the area. */
  rounded: boolean
}
export type Row = Extract<FigureValue, { kind: 'rows' }>['rows'][number]
type ValueOf<Kind extends FigureValue['kind']> = Extract<FigureValue, { kind: Kind }>

const valueOf = <Kind extends FigureValue['kind']>(source: BriefingSource, key: FigureKey, kind: Kind): ValueOf<Kind> | null => {
  const value = source.figures.find((figure) => figure.key === key)?.value
  return value?.kind === kind ? (value as ValueOf<Kind>) : null
}
export const hasFigure = (source: BriefingSource, key: FigureKey): boolean => source.figures.some((figure) => figure.key === key)
export const comparisonOf = (source: BriefingSource, key: FigureKey) => valueOf(source, key, 'comparison')
export const seriesOf = (source: BriefingSource, key: FigureKey) => valueOf(source, key, 'series')
export const matrixOf = (source: BriefingSource, key: FigureKey) => valueOf(source, key, 'matrix')
/** No rows where the figure is missing. */
export const rowsOf = (source: BriefingSource, key: FigureKey): readonly Row[] => valueOf(source, key, 'rows')?.rows ?? []

/** Whose words name the period: `this week` is said of seven days only. */
function periodKind({ question: { template, from, to } }: BriefingSource): BriefingTemplate {
  const days = daysBetween(from, to)
  const isMonth = from.endsWith('-01') && to.endsWith('-01') && days <= 31
  const fits = template === 'daily' ? days === 1 : template === 'weekly' ? days === 7 : template === 'monthly' ? isMonth : true
  return fits ? template : 'hotspot'
}
/** The values of a sentence with what its words need to name the periods. */
export const withPeriod = (source: BriefingSource, values: Values = {}): Values => ({ period: periodKind(source), ...values })
/** The day that records begin on, where that lies after the beginning of the period. */
export const recordsFrom = ({ figures }: BriefingSource): string | null => { const day = figures.find(({ query }) => 'recordsFrom' in query.params)?.query.params['recordsFrom']; return typeof day === 'string' ? day : null }
/** Nothing had been recorded by the end of the period: no data, which is no count of zero. */
export const isUnrecorded = ({ last: { now } }: ValueOf<'comparison'>): boolean => now.value === null && !now.hidden
export const againstLast = (source: BriefingSource, compared: Compared): Values => withPeriod(source, { ...comparedValues(compared), rough: source.rounded })

export const numberOf = (row: Row, key: string): number | null => { const value = row[key]; return typeof value === 'number' ? value : null }
export const textOf = (row: Row, key: string): string => String(row[key] ?? '')
export const sumOf = (rows: readonly Row[], key: string): number => rows.reduce((sum, row) => sum + (numberOf(row, key) ?? 0), 0)
