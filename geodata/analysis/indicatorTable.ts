import { type Counts, countedSets, type Figure, type Figures, type IndicatorBy, type IndicatorDefinition, type IndicatorRow, indicators } from '../model/indicator.ts'
import { addCounts, figureOf, hideSmall, nothing, type Lengths, markFigures } from './indicatorFigures.ts'

export type CountRow = { key: number | null; voice: boolean; counts: Counts }
export type NameRow = Omit<IndicatorRow, 'key' | 'figures'> & { key: number }
export type Estate = { areaId: number; zero: boolean }
export type IndicatorData = { smallHidden: boolean; beforeKnown: boolean; counts: readonly CountRow[]; names: readonly NameRow[]; estates: readonly Estate[] }
type Line = Omit<IndicatorRow, 'figures'> & { counts: Counts; estates: { zero: number; all: number } }

const noCounts = Object.fromEntries(countedSets.map((set) => [set, 0])) as Counts
const sum = (rows: readonly { counts: Counts }[]) => rows.reduce((total, { counts }) => addCounts(total, counts), noCounts)
const estateSum = (estates: readonly Estate[]) => ({ zero: estates.filter(({ zero }) => zero).length, all: estates.length })

/** A row for each name, areas with all below them; incidents that lie in no zone have a row of their own. */
function linesOf(by: IndicatorBy, { counts, names, estates }: IndicatorData): Line[] {
  if (by === 'area') return areaLines(counts.filter(({ voice }) => !voice), names, estates)
  const groups = new Map<number | null, CountRow[]>()
  for (const row of counts) if (by === 'category' || !row.voice) groups.set(row.key, [...(groups.get(row.key) ?? []), row])
  const named = names.filter(({ key }) => by === 'zone' || groups.has(key)).map((name) => ({ ...name, counts: sum(groups.get(name.key) ?? []), estates: { zero: 0, all: 0 } }))
  const nowhere = groups.has(null) ? [{ key: null, code: '', nameZh: '', nameEn: '', parentId: null, level: null, voice: false, counts: sum(groups.get(null) ?? []), estates: { zero: 0, all: 0 } }] : []
  return [...named, ...nowhere]
}

function areaLines(counts: readonly CountRow[], names: readonly NameRow[], estates: readonly Estate[]): Line[] {
  const lines = new Map(names.map((name): [number, Line] => [name.key, { ...name, counts: noCounts, estates: { zero: 0, all: 0 } }]))
  const upwards = (key: number | null, change: (line: Line) => void) => {
    for (let line = key === null ? undefined : lines.get(key), depth = 0; line && depth < 8; line = line.parentId === null ? undefined : lines.get(line.parentId), depth++) change(line)
  }
  for (const row of counts) upwards(row.key, (line) => { line.counts = addCounts(line.counts, row.counts) })
  for (const { areaId, zero } of estates) upwards(areaId, (line) => { line.estates = { zero: line.estates.zero + Number(zero), all: line.estates.all + 1 } })
  return [...lines.values()]
}

const figureIn = (definition: IndicatorDefinition, { counts, estates }: Pick<Line, 'counts' | 'estates'>, lengths: Lengths, beforeKnown: boolean): Figure =>
  definition.unit === 'change' && !beforeKnown ? { ...nothing, numerator: counts.received } : definition.sets ? figureOf(definition, counts[definition.sets.numerator], counts[definition.sets.denominator], lengths) : figureOf(definition, estates.zero, estates.all, lengths)

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => unknown): number[][] => [
  ...items.reduce((groups, item, i) => groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), i]), new Map<unknown, number[]>()).values(),
]
/** Puts what `work` makes of each group back in place. */
function inGroups(figures: readonly Figure[], groups: readonly number[][], work: (group: Figure[]) => Figure[]): Figure[] {
  const result = [...figures]
  for (const group of groups) work(group.map((i) => figures[i] as Figure)).forEach((figure, n) => { result[group[n] as number] = figure })
  return result
}

/** Whole and rows of the answer. Estates have figures by area only; small counts go before anything is compared. */
export function indicatorTable(by: IndicatorBy, data: IndicatorData, lengths: Lengths): { whole: Figures; rows: IndicatorRow[]; voiceLeftOut: number } {
  const { beforeKnown } = data
  const lines = linesOf(by, data)
  const estates = estateSum(data.estates)
  const all = { counts: sum(data.counts), estates }
  const compared = { counts: sum(data.counts.filter(({ voice }) => !voice)), estates }
  const siblings = groupBy(lines, ({ parentId }) => parentId)
  const alike = groupBy(lines, ({ level, voice }) => (voice ? undefined : level)).filter((group) => !lines[group[0] as number]?.voice)
  const whole: Figures = {}
  const rows = lines.map(({ counts: _c, estates: _e, ...line }): IndicatorRow => ({ ...line, figures: {} }))
  for (const definition of indicators) {
    whole[definition.id] = hiddenIf(data.smallHidden, [figureIn(definition, by === 'category' ? all : compared, lengths, beforeKnown)], false)[0] as Figure
    if (!definition.sets && by !== 'area') continue
    const counted = lines.map((line) => figureIn(definition, line, lengths, beforeKnown))
    const shown = inGroups(counted, siblings, (group) => hiddenIf(data.smallHidden, group, true))
    const marked = inGroups(shown, alike, (group) => markFigures(definition, group, figureIn(definition, compared, lengths, beforeKnown), lengths))
    marked.forEach((figure, i) => { (rows[i] as IndicatorRow).figures[definition.id] = figure })
  }
  return { whole, rows, voiceLeftOut: all.counts.received - compared.counts.received }
}

const hiddenIf = (hides: boolean, figures: readonly Figure[], inSum: boolean) => (hides ? hideSmall(figures, inSum) : [...figures])
