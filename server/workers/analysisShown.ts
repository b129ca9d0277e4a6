import { quantileBreaks } from '../../geodata/analysis/breaks.ts'
import type { AnalysisInput, AnalysisResult, UnitFeature } from '../../geodata/analysis/method.ts'
import { methodOf } from '../../geodata/analysis/runMethod.ts'
import { unitCount, unitFeatures } from '../../geodata/analysis/unitFeatures.ts'
import { type AnalysisFound, type AnalysisUnit, mostUnitsShown } from '../../geodata/model/analysisAnswer.ts'
import type { Named } from '../queries/analysisGround.ts'
import type { AnalysisTask } from './analysisTask.ts'

/** Figures that say, alone or beside the others, how many incidents a unit held. */
const telling = ['count', 'value', 'weighted', 'rate', 'smoothed', 'cases', 'observed', 'share', 'low', 'high', 'index', 'ratio', 'llr', 'cores', 'i', 'c', 'hotness', 'lastCount', 'countTrendZ', 'countTrendP']
const fewest = 5
const isSmall = (count: number) => count > 0 && count < fewest

/** Of the columns of a result; those that a kernel blurs over several units tell of none of them. @param blurred whether its kernel reaches beyond a unit */
function tellingOf(names: readonly string[], blurred: boolean): string[] {
  const [isKernel, isRate] = [names.includes('expected') && names.includes('density'), names.includes('smoothed')]
  const also = [...(isKernel && blurred ? [] : ['density']), ...(isKernel && !blurred ? ['expected'] : []), ...(isRate ? ['p', 'q'] : [])]
  return [...telling, ...also].filter((name) => names.includes(name))
}

const isBlurred = ({ bandwidthMeters, cellMeters, lixelMeters }: Record<string, unknown>) => !(Number(bandwidthMeters ?? Infinity) < Number(cellMeters ?? lixelMeters ?? 0))

/** The figures of one unit without a count of 1 to 4 and what tells it. */
export function withoutSmall<Figures extends Record<string, number | string | null>>(figures: Figures, parameters: Record<string, unknown>): Figures {
  const hidden = isSmall(Number(figures.count ?? 0)) ? tellingOf(Object.keys(figures), isBlurred(parameters)) : isSmall(Number(figures.lastCount ?? 0)) ? ['lastCount'] : []
  return hidden.length ? { ...figures, ...Object.fromEntries(hidden.map((name) => [name, null])) } : figures
}

/** Takes counts of 1 to 4, and what tells them, out of the columns. */
export function hideSmall({ columns, evidence }: Pick<AnalysisResult, 'columns' | 'evidence'>): void {
  const { count, lastCount } = columns
  if (!count) return
  if (lastCount) columns.lastCount = lastCount.map((value) => (isSmall(value) ? NaN : value))
  for (const name of tellingOf(Object.keys(columns), isBlurred(evidence.parameters))) columns[name] = (columns[name] as Float64Array).map((value, unit) => (isSmall(count[unit] as number) ? NaN : value))
}

/** Beside a count that is hidden a chance tells it: then only on which side of the usual 0.05 it lies. */
export const coarseChance = (p: number): number => (p < 0.05 ? 0.05 : 1)

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
