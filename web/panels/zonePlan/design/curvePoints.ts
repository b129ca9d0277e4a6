import type { ZoneAlternative } from '../../../../geodata/model/zonePlan.ts'

export type CurvePoint = { index: number; moved: number; deviation: number; x: number; y: number }
export type Axis = { most: number; ticks: number[] }

/** Round steps of 1, 2 or 5 up to at least the largest value. */
export function axisOf(largest: number, steps = 4): Axis {
  const rough = Math.max(largest, 1e-9) / steps
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999)!
  const ticks = Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)))
  return { most: Math.max(ticks.at(-1)!, step), ticks: ticks.length > 1 ? ticks : [0, step] }
}

/** Proposals as points in a box of `width` by `height`: households moved to the right, deviation upward; those that say nothing of moves are left out. By households moved, so that keys walk along the curve. */
export function curvePoints(alternatives: readonly ZoneAlternative[], width: number, height: number): { points: CurvePoint[]; x: Axis; y: Axis } {
  const known = alternatives.map(({ figures }, index) => ({ index, moved: figures.householdsMoved, deviation: figures.deviation })).filter((each): each is { index: number; moved: number; deviation: number } => each.moved !== null)
  const x = axisOf(Math.max(...known.map(({ moved }) => moved), 1))
  const y = axisOf(Math.max(...known.map(({ deviation }) => deviation), 0.01))
  const points = known.map((each) => ({ ...each, x: (each.moved / x.most) * width, y: height - (each.deviation / y.most) * height })).toSorted((a, b) => a.moved - b.moved || b.deviation - a.deviation)
  return { points, x, y }
}
