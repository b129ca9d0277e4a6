import { naturalBreaks } from '../../geodata/analysis/breaks.ts'
import type { View, ZoneStyle } from '../../geodata/model/view.ts'
import { householdBounds } from '../../geodata/model/zone.ts'
import type { SceneData } from './sceneData.ts'
import { isChange, type ShownFigure, type ZoneValues, zoneValues } from './zoneValues.ts'

/** Half-open classes: class i holds values in [breaks[i-1], breaks[i]); one class more than breaks. */
export type ZoneClasses = { breaks: number[]; classOf: Map<number, number>; counts: number[]; of: ZoneValues }

type Known = Pick<SceneData, 'zones' | 'zoneFigures' | 'zoneIndicator'>
type Asked = Pick<View, 'zoneFigure' | 'zoneStyle'>

/** The colours of zones for the view's figure, null while it is not known or has no value anywhere. */
export function zoneClasses(data: Known, { zoneFigure, zoneStyle }: Asked): ZoneClasses | null {
  if (zoneFigure === 'none') return null
  const of = zoneValues(data.zones, data.zoneFigures, data.zoneIndicator, zoneFigure, zoneStyle)
  if (!of || of.values.size === 0) return null
  const breaks = breaksOf([...of.values.values()], zoneFigure, zoneStyle)
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  const classOf = new Map<number, number>()
  for (const [zoneId, value] of of.values) {
    const index = breaks.filter((edge) => value >= edge).length
    classOf.set(zoneId, index)
    counts[index]! += 1
  }
  return { breaks, classOf, counts, of }
}

/** A change is cut around nothing, whatever is asked for: colours of less and more must not depend on how many fell. In per cent. */
const changeEdges: Record<number, readonly number[]> = { 3: [-10, 10], 5: [-30, -10, 10, 30], 7: [-60, -30, -10, 10, 30, 60] }

export function breaksOf(values: readonly number[], figure: ShownFigure, { cut, classes }: Pick<ZoneStyle, 'cut' | 'classes'>): number[] {
  if (isChange(figure)) return [...(changeEdges[classes] ?? changeEdges[5]!)]
  // The reported practice is 60 % and 100 %; what is rounded to 100 has that colour.
  if (cut === 'standard' && figure === 'cameraCover') return [20, 40, 60, 99.5]
  if (cut === 'standard' && figure === 'households') return [householdBounds.min, 330, 410, householdBounds.max + 1]
  if (cut === 'natural') return edgesAbove(values, naturalBreaks(values, classes))
  if (cut === 'equal') return equalBreaks(values, classes)
  return roundBreaks(values, classes)
}

const known = new WeakMap<object, Map<string, ZoneClasses | null>>()
/** `zoneClasses`, done once for the same rows: a city has tens of thousands of zones, and the scene is described at every movement. */
export function rememberedClasses(data: Known, asked: Asked): ZoneClasses | null {
  const rows = data.zoneIndicator?.id === asked.zoneFigure ? data.zoneIndicator : (data.zoneFigures ?? data.zones)
  const byQuestion = known.get(rows) ?? new Map<string, ZoneClasses | null>()
  known.set(rows, byQuestion)
  const question = `${asked.zoneFigure} ${Object.values(asked.zoneStyle).join()} ${data.zones.length}`
  if (!byQuestion.has(question)) byQuestion.set(question, zoneClasses(data, asked))
  return byQuestion.get(question) ?? null
}

/** Quantile edges rounded to two digits, rising strictly; fewer where values repeat. */
export function roundBreaks(values: readonly number[], classes: number): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return rising(Array.from({ length: classes - 1 }, (_, i) => roundTwoDigits(sorted[Math.floor(((i + 1) * sorted.length) / classes)]!)), sorted[0]!)
}

export function equalBreaks(values: readonly number[], classes: number): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return rising(Array.from({ length: classes - 1 }, (_, i) => roundTwoDigits(low + ((i + 1) * (high - low)) / classes)), low)
}

/** Upper limits that belong to their class, as the lower edges of the next: rounded where a round number lies between the two values it parts. */
function edgesAbove(values: readonly number[], limits: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return limits.slice(0, -1).map((limit) => {
    const next = sorted.find((value) => value > limit)!
    // As few digits as still part the two.
    return [2, 3, 4, 5, 6].map((digits) => Number(((limit + next) / 2).toPrecision(digits))).find((edge) => edge > limit && edge <= next) ?? next
  })
}

function rising(edges: readonly number[], lowest: number): number[] {
  const breaks: number[] = []
  for (const edge of edges) if (edge > Math.max(lowest, breaks.at(-1) ?? Number.NEGATIVE_INFINITY)) breaks.push(edge)
  return breaks
}

function roundTwoDigits(value: number): number {
  if (value === 0) return 0
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
  return Number((Math.round(value / unit) * unit).toPrecision(2))
}
