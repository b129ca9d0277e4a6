/** Round steps of 1, 2 or 5 from 0 up to at least the largest value; counts have no steps below 1. */
export function axisOf(largest: number, steps = 4, isCount = true): { most: number; ticks: number[] } {
  const rough = Math.max(largest, isCount ? 1 : 1e-9) / steps
  const power = 10 ** Math.floor(Math.log10(rough))
  const found = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999) ?? 10 * power
  const step = isCount ? Math.max(1, found) : found
  const ticks = Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, i) => Number((i * step).toPrecision(12)))
  return ticks.length > 1 ? { most: ticks.at(-1) as number, ticks } : { most: step, ticks: [0, step] }
}
