import type { AnalysisUnit } from '../../../geodata/model/analysisAnswer.ts'

/** Corners to a tenth of a metre: neighbours share them exactly but for the last digit. */
const cornersOf = (unit: AnalysisUnit): string[] => {
  const found: string[] = []
  const walk = (value: unknown) => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') found.push(`${Math.round(value[0] * 1e6)},${Math.round((value[1] as number) * 1e6)}`)
    else value.forEach(walk)
  }
  walk((unit.geometry as { coordinates?: unknown }).coordinates)
  return found
}

/** The unit and all of the same finding that hang together with it by corners or borders. */
export function joinedUnits(units: readonly AnalysisUnit[], index: number): number[] {
  const start = units.find(({ properties }) => properties.index === index)
  if (!start) return []
  const alike = units.filter(({ properties }) => properties.finding === start.properties.finding)
  const at = new Map<string, AnalysisUnit[]>()
  const corners = new Map(alike.map((unit) => [unit, cornersOf(unit)]))
  for (const [unit, keys] of corners) for (const key of keys) at.set(key, [...(at.get(key) ?? []), unit])
  const joined = new Set([start])
  for (const unit of joined) for (const key of corners.get(unit) ?? []) for (const next of at.get(key) ?? []) joined.add(next)
  return [...joined].map(({ properties }) => properties.index).toSorted((a, b) => a - b)
}
