import type { FigureValue } from '../../../geodata/model/briefing.ts'
import { axisOf } from './axisOf.ts'
import { chanceBand } from './chanceBand.ts'

type Series = Extract<FigureValue, { kind: 'series' }>
type LineShape = {
  /** Paths of the lines, broken where a value is missing. */
  lines: { path: string; dots: { x: number; y: number; index: number; value: number }[] }[]
  /** Where 95% of alike days would lie. */
  band: { y: number; height: number } | null
  ticks: { value: number; y: number }[]
  /** Steps that are named under the chart. */
  labels: { index: number; x: number }[]
}

/** A series in a box of `width` by `height`, counts from zero upward. @param labelWidth room that the name of a step takes */
export function lineShape(series: Series, width: number, height: number, labelWidth: number): LineShape {
  const steps = Math.max(1, ...series.values.map((values) => values.length))
  const band = series.step === 'day' ? chanceBand(series.values[0] ?? []) : undefined
  const axis = axisOf(Math.max(band?.high ?? 0, ...series.values.flatMap((values) => values.map((value) => value ?? 0))))
  const x = (index: number) => (steps === 1 ? width / 2 : (index / (steps - 1)) * width)
  const y = (value: number) => height - (value / axis.most) * height
  const every = Math.max(1, Math.ceil((steps * labelWidth) / Math.max(width, 1)))
  return {
    lines: series.values.map((values) => {
      const dots = values.flatMap((value, index) => (value === null ? [] : [{ x: x(index), y: y(value), index, value }]))
      return { path: dots.map((dot, i) => `${i > 0 && dots[i - 1]?.index === dot.index - 1 ? 'L' : 'M'}${dot.x.toFixed(1)} ${dot.y.toFixed(1)}`).join(''), dots }
    }),
    band: band ? { y: y(band.high), height: y(band.low) - y(band.high) } : null,
    ticks: axis.ticks.map((value) => ({ value, y: y(value) })),
    labels: Array.from({ length: steps }, (_, index) => index).filter((index) => index % every === 0).map((index) => ({ index, x: x(index) })),
  }
}
