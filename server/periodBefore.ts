import type { AnalysisQuestion } from '../geodata/model/analysis.ts'
import type { Span } from './queries/incident.ts'

/** The period a question is compared with: as it says, or the same length before. */
export function periodBefore({ from, to, compareWith }: AnalysisQuestion): Span {
  if (typeof compareWith === 'object') return compareWith
  return { from: new Date(2 * Date.parse(from) - Date.parse(to)).toISOString(), to: from }
}

export const daysOf = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
