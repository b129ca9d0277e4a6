import type { AnalysisAnswer } from '../../api/analysis.ts'

type HotArea = NonNullable<AnalysisAnswer['previous']>['areas'][number]

/** Incidents of a hot area per so many households; null where the answer knows no households or a count is kept back. */
export function areaRate({ result: { columns, units, evidence } }: AnalysisAnswer, area: HotArea): number | null {
  if (!columns.includes('population') || !columns.includes('rate')) return null
  const per = Number(evidence.parameters.per)
  const inside = new Set(area.units)
  let [count, households] = [0, 0]
  for (const { properties } of units.features) {
    if (!inside.has(properties.index)) continue
    if (typeof properties.count !== 'number' || typeof properties.population !== 'number') return null
    count += properties.count
    households += properties.population
  }
  return households > 0 && per > 0 ? (count / households) * per : null
}

/** Hot areas as they are named: by rate where the question was of rates, else as they came. */
export function areasInOrder(answer: AnalysisAnswer): HotArea[] {
  const areas = answer.previous?.areas ?? []
  const rates = new Map(areas.map((area) => [area, areaRate(answer, area)]))
  return areas.every((area) => rates.get(area) !== null) ? areas.toSorted((a, b) => (rates.get(b) ?? 0) - (rates.get(a) ?? 0)) : areas
}
