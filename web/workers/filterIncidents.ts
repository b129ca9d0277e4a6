import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import type { Histogram, IncidentCounts, IncidentFilter } from './incidentQuestion.ts'
import { firstRowAt, type IncidentTable } from './incidentTable.ts'

export type Filtered = { rows: Uint32Array; counts: IncidentCounts }

const categories = 65_536
const severities = 5

type Masks = { category: Uint8Array | null; state: Uint8Array; provenance: Uint8Array; minSeverity: number; hour: Uint8Array | null; area: Uint8Array | null }

const maskOf = (length: number, chosen: readonly number[] | null): Uint8Array | null => {
  if (chosen === null) return null
  const mask = new Uint8Array(length)
  for (const one of chosen) mask[one] = 1
  return mask
}

export function masksOf(filter: IncidentFilter, mostArea: number): Masks {
  return {
    category: maskOf(categories, filter.categoryIds),
    hour: maskOf(168, filter.hoursOfWeek),
    area: maskOf(mostArea + 1, filter.areaIds),
    state: Uint8Array.from(IncidentState.options, (state) => (filter.states === null || filter.states.includes(state) ? 1 : 0)),
    provenance: Uint8Array.from(Provenance.options, (name) => (filter.provenance === null || filter.provenance.includes(name) ? 1 : 0)),
    minSeverity: filter.minSeverity,
  }
}

export const firstRowFrom = ({ columns: { occurredAt }, sorted }: IncidentTable, time: number): number => firstRowAt(occurredAt, sorted, time)

/** Rows to look at for a time: a contiguous slice of the sorted ones and every late one. */
function* slices(table: IncidentTable, from: number, to: number): Generator<[first: number, end: number]> {
  yield [firstRowFrom(table, from), firstRowFrom(table, to)]
  yield [table.sorted, table.columns.count]
}

/** Rows that pass and counts beside each choice, in one pass: a row that fails one test only counts for that test's own choices. */
export function filterIncidents(table: IncidentTable, filter: IncidentFilter): Filtered {
  const { columns, gone, hours } = table
  const { category, state, provenance, minSeverity, hour, area } = masksOf(filter, table.mostArea)
  const byHourOfWeek = new Uint32Array(168)
  const byArea = new Uint32Array(table.mostArea + 1)
  const rows = new Uint32Array(columns.count)
  const byCategory = new Uint32Array(categories)
  const byState = new Uint32Array(IncidentState.options.length)
  const bySeverity = new Uint32Array(severities)
  const byProvenance = new Uint32Array(Provenance.options.length)
  let matching = 0
  for (const [first, end] of slices(table, filter.from, filter.to)) {
    for (let row = first; row < end; row++) {
      if (gone[row] === 1) continue
      const time = columns.occurredAt[row]!
      if (time < filter.from || time >= filter.to) continue
      const categoryId = columns.categoryId[row]!
      const stateIndex = columns.state[row]!
      const severity = columns.severity[row]!
      const provenanceIndex = columns.provenance[row]!
      const noCategory = category !== null && category[categoryId] === 0 ? 1 : 0
      const noState = 1 - state[stateIndex]!
      const noSeverity = severity < minSeverity ? 1 : 0
      const noProvenance = 1 - provenance[provenanceIndex]!
      const hourIndex = hours[row]!
      const areaId = columns.areaId[row]!
      const noHour = hour !== null && hour[hourIndex] === 0 ? 1 : 0
      const noArea = area !== null && area[areaId] === 0 ? 1 : 0
      const failed = noCategory + noState + noSeverity + noProvenance + noHour + noArea
      if (failed > 1) continue
      if (failed === noCategory) byCategory[categoryId]!++
      if (failed === noState) byState[stateIndex]!++
      if (failed === noSeverity) bySeverity[severity]!++
      if (failed === noProvenance) byProvenance[provenanceIndex]!++
      if (failed === noHour) byHourOfWeek[hourIndex]!++
      if (failed === noArea) byArea[areaId]!++
      if (failed === 0) rows[matching++] = row
    }
  }
  return {
    rows: rows.slice(0, matching),
    counts: {
      total: columns.count - gone.subarray(0, columns.count).reduce((sum, one) => sum + one, 0),
      matching,
      byCategory: record(byCategory),
      byState: Object.fromEntries(IncidentState.options.map((name, i) => [name, byState[i]!])),
      bySeverity: record(bySeverity),
      byProvenance: Object.fromEntries(Provenance.options.map((name, i) => [name, byProvenance[i]!])),
      byArea: record(byArea),
      byHourOfWeek,
    },
  }
}

function record(counts: Uint32Array): Record<number, number> {
  const named: Record<number, number> = {}
  counts.forEach((count, key) => {
    if (count > 0) named[key] = count
  })
  return named
}

const mostBins = 10_000

/** Counts over time of what passes the filter apart from its times. @throws RangeError for bins that are not positive or too many */
export function histogramOf(table: IncidentTable, filter: IncidentFilter, { from, to, binMilliseconds }: { from: number; to: number; binMilliseconds: number }): Histogram {
  const bins = Math.ceil((to - from) / binMilliseconds)
  if (!(binMilliseconds > 0) || !(bins >= 0 && bins <= mostBins)) throw new RangeError(`${bins} bins of ${binMilliseconds} ms, expected 0 to ${mostBins}`)
  const { columns, gone, hours } = table
  const { category, state, provenance, minSeverity, hour, area } = masksOf(filter, table.mostArea)
  const counts = new Uint32Array(bins)
  for (const [first, end] of slices(table, from, to)) {
    for (let row = first; row < end; row++) {
      const time = columns.occurredAt[row]!
      if (gone[row] === 1 || time < from || time >= to || columns.severity[row]! < minSeverity) continue
      if ((category !== null && category[columns.categoryId[row]!] === 0) || state[columns.state[row]!] === 0 || provenance[columns.provenance[row]!] === 0) continue
      if ((hour !== null && hour[hours[row]!] === 0) || (area !== null && area[columns.areaId[row]!] === 0)) continue
      counts[Math.floor((time - from) / binMilliseconds)]!++
    }
  }
  return { from, binMilliseconds, counts }
}
