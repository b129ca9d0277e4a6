import { quantileBreaks } from '../../geodata/analysis/breaks.ts'
import type { AnalysisInput, AnalysisResult, UnitFeature } from '../../geodata/analysis/method.ts'
import { methodOf } from '../../geodata/analysis/runMethod.ts'
import { unitCount, unitFeatures } from '../../geodata/analysis/unitFeatures.ts'
import { type AnalysisFound, type AnalysisUnit, mostUnitsShown } from '../../geodata/model/analysisAnswer.ts'
import type { Named } from '../queries/analysisGround.ts'
import type { AnalysisTask } from './analysisTask.ts'

/** Figures that say how many incidents a unit held. */
const counting = ['count', 'value', 'weighted', 'rate', 'smoothed', 'cases', 'observed']
const fewest = 5

/** The figures of one unit without a count of 1 to 4 and what tells it. */
export const withoutSmall = <Figures extends Record<string, number | string | null>>(figures: Figures): Figures => {
  const count = Number(figures.count ?? 0)
  return count > 0 && count < fewest ? { ...figures, ...Object.fromEntries(counting.filter((name) => name in figures).map((name) => [name, null])) } : figures
}

/** Takes counts of 1 to 4, and what tells them, out of the columns. */
export function hideSmall({ columns }: AnalysisResult): void {
  const { count } = columns
  if (!count) return
  for (const name of counting) {
    const column = columns[name]
    if (column) columns[name] = column.map((value, unit) => ((count[unit] as number) > 0 && (count[unit] as number) < fewest ? NaN : value))
  }
}

const classes = 6

/** What is drawn of a result: units with a finding first, then those that rank first, and those that were asked for by their place. */
export function shown(task: AnalysisTask, result: AnalysisResult, input: AnalysisInput): AnalysisFound {
  const { units, columns, finding, findings, summary, table, notes, method, version, evidence } = result
  const count = unitCount(units)
  const ranked = columns[methodOf(method).rank ?? ''] ?? null
  const totals = Object.fromEntries(findings.map((word) => [word, 0]))
  for (const index of finding) totals[findings[index] ?? 'none'] = (totals[findings[index] ?? 'none'] ?? 0) + 1
  const chosen = [...new Set([...firstUnits(count, finding, ranked), ...task.alsoShow.filter((index) => index < count)])]
  const features = withNames([...unitFeatures(result, input, chosen)], task)
  return {
    method, version, evidence, unitKind: units.kind, cellMeters: units.kind === 'cells' ? units.cellMeters : null, units: { type: 'FeatureCollection', features }, unitCount: count,
    columns: Object.keys(columns), findings: [...findings], totals, summary, table: table && { columns: [...table.columns], rows: table.rows.map((row) => [...row]) }, notes: [...notes],
    legend: legendOf(methodOf(method).rank, ranked),
  }
}

function firstUnits(count: number, finding: Uint8Array, ranked: Float64Array | null): number[] {
  const score = (unit: number) => {
    const value = ranked?.[unit] ?? 0
    return Number.isNaN(value) ? -Infinity : value
  }
  const all = Uint32Array.from({ length: count }, (_, unit) => unit)
  if (count > mostUnitsShown) all.sort((a, b) => Number((finding[b] ?? 0) > 0) - Number((finding[a] ?? 0) > 0) || score(b) - score(a) || a - b)
  return [...all.subarray(0, mostUnitsShown)]
}

/** Areas and streets under the names that people know. */
export function withNames(features: UnitFeature[], { ground }: Pick<AnalysisTask, 'ground'>): AnalysisUnit[] {
  const names = new Map<string, Named>([...(ground.areas?.named ?? []), ...(ground.streets?.named ?? [])].map((one) => [one.id, one]))
  return features.map((feature) => {
    const id = feature.properties.id
    // A street that is cut at its crossings gives pieces `id#1`, `id#2`.
    const named = typeof id === 'string' ? (names.get(id) ?? names.get(id.replace(/#\d+$/, ''))) : undefined
    return { ...feature, properties: { ...feature.properties, ...(named ? { nameZh: named.nameZh, nameEn: named.nameEn } : {}) } as AnalysisUnit['properties'] }
  })
}

function legendOf(column: string | null, values: Float64Array | null): AnalysisFound['legend'] {
  if (column === null || !values) return null
  const finite = values.filter(Number.isFinite)
  if (!finite.length) return null
  const breaks = quantileBreaks(finite.filter((value) => value !== 0), classes)
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity)
  return { column, breaks: [least, ...breaks.filter((limit) => limit > least)] }
}
