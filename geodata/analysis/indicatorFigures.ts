import type { Counts, Figure, IndicatorDefinition } from '../model/indicator.ts'
import { clopperPearson } from './binomialInterval.ts'
import { binomialTest } from './binomialTest.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { poissonRatioInterval, poissonRatioTest } from './poissonRatio.ts'

/** Lengths of the period and of the one a year before, in one unit: a leap day makes them differ. */
export type Lengths = { now: number; before: number }
export type Ratio = Pick<IndicatorDefinition, 'unit' | 'method' | 'sets'>

export const nothing: Figure = { numerator: null, denominator: null, value: null, low: null, high: null, mark: null, hidden: false }
export const hiddenFigure: Figure = { ...nothing, hidden: true }
const finite = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value)

/** Value and interval of two counts. */
export function figureOf({ unit, method }: Pick<Ratio, 'unit' | 'method'>, numerator: number, denominator: number, lengths: Lengths): Figure {
  const counted = { ...nothing, numerator, denominator }
  if (unit === 'share') {
    if (denominator === 0) return counted
    const { low, high } = method ? clopperPearson(numerator, denominator) : { low: undefined, high: undefined }
    return { ...counted, value: numerator / denominator, low: finite(low), high: finite(high) }
  }
  const interval = poissonRatioInterval({ count: numerator, time: lengths.now }, { count: denominator, time: lengths.before })
  const change = (ratio: number | undefined) => finite(ratio === undefined ? undefined : ratio - 1)
  return { ...counted, value: denominator === 0 ? null : (numerator - denominator) / denominator, low: change(interval?.low), high: change(interval?.high) }
}

/** The chance of a figure at least as far from the whole's; NaN where nothing can be said. */
function chanceOf({ unit }: Pick<Ratio, 'unit'>, figure: Figure, whole: Figure, lengths: Lengths): number {
  const { numerator, denominator, hidden } = figure
  if (hidden || numerator === null || denominator === null || !whole.denominator || whole.numerator === null) return NaN
  if (unit === 'share') return denominator === 0 ? NaN : binomialTest(numerator, denominator, whole.numerator / whole.denominator)
  if (numerator + denominator === 0 || whole.numerator === 0) return NaN
  const ratio = whole.numerator / lengths.now / (whole.denominator / lengths.before)
  return poissonRatioTest({ count: numerator, time: lengths.now }, { count: denominator, time: lengths.before }, ratio)
}

/** Marks those of a group of alike (zones, communities, categories) that stand farther from the whole than chance would have it, at a false discovery rate of 5%. */
export function markFigures(ratio: Pick<Ratio, 'unit' | 'method'>, figures: readonly Figure[], whole: Figure, lengths: Lengths): Figure[] {
  if (!ratio.method || figures.length < 2) return [...figures]
  const adjusted = falseDiscoveryRate(figures.map((figure) => chanceOf(ratio, figure, whole, lengths)))
  const share = ({ numerator, denominator }: Figure) => (numerator ?? 0) / (ratio.unit === 'change' ? (numerator ?? 0) + (denominator ?? 0) : (denominator ?? 1))
  return figures.map((figure, i) => ((adjusted[i] as number) <= 0.05 ? { ...figure, mark: share(figure) > share(whole) ? 'above' : 'below' } : figure))
}

const isSmall = (count: number | null) => count !== null && count >= 1 && count <= 4

/**
 * Hides figures with a count of 1 to 4. Where one alone is hidden its neighbours and the sum would give it away, so the next smallest goes too.
 * @param inSum whether the figures are parts of a sum that the reader is shown
 */
export function hideSmall(figures: readonly Figure[], inSum: boolean): Figure[] {
  const hides = new Set(figures.flatMap((figure, i) => (isSmall(figure.numerator) || isSmall(figure.denominator) ? [i] : [])))
  if (inSum && hides.size === 1) {
    const rest = figures.flatMap((figure, i) => (hides.has(i) || !figure.denominator ? [] : [{ i, size: figure.denominator }])).toSorted((a, b) => a.size - b.size)
    if (rest[0]) hides.add(rest[0].i)
  }
  return figures.map((figure, i) => (hides.has(i) ? hiddenFigure : figure))
}

export const addCounts = (a: Counts, b: Counts): Counts => Object.fromEntries(Object.entries(a).map(([set, count]) => [set, count + b[set as keyof Counts]])) as Counts
