import type { AnalysisFound, AnalysisUnit } from '../../../geodata/model/analysisAnswer.ts'

/** What a briefing is about: more than chance, whatever the method calls it. */
export const isHot = (finding: string) => finding === 'hot' || finding === 'high_high' || finding === 'high_low' || finding.endsWith('_hot')

/** Strength of a unit: evidence of a scan, z of a test, else the column that the map is coloured by. */
const strengthColumns = ['llr', 'z', 'smoothed', 'density', 'count', 'value'] as const
const known = new WeakMap<AnalysisFound, AnalysisUnit[]>()

/** Units that are worth naming, the strongest first: those with a finding, hot before cold; all where nothing is tested. */
export function ranked(found: AnalysisFound): AnalysisUnit[] {
  const seen = known.get(found)
  if (seen) return seen
  const tested = found.findings.length > 1
  const column = (tested ? undefined : found.legend?.column) ?? strengthColumns.find((key) => found.columns.includes(key)) ?? found.columns[0] ?? 'count'
  const strength = ({ properties }: AnalysisUnit) => Math.abs(Number(properties[column] ?? 0))
  const units = found.units.features.filter(({ properties }) => !tested || properties.finding !== found.findings[0])
  const made = units.toSorted((a, b) => Number(isHot(b.properties.finding)) - Number(isHot(a.properties.finding)) || strength(b) - strength(a) || a.properties.index - b.properties.index)
  known.set(found, made)
  return made
}
