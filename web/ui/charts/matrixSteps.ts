type MatrixSteps = { stepOf: (value: number | null) => number; legend: { step: number; from: number; to: number }[] }

/** Five equal steps from 1 to the most, and one for none. A value that is not shown has a step of its own, 6. */
export function matrixSteps(values: readonly (number | null)[]): MatrixSteps {
  const most = Math.max(0, ...values.map((value) => value ?? 0))
  const count = Math.min(5, most)
  // Fewer than five different counts have a step each, the last one the darkest.
  const shift = 5 - count
  const stepOf = (value: number | null) => (value === null ? 6 : value <= 0 ? 0 : shift + Math.min(count, Math.ceil((value / most) * count)))
  const range = (step: number) => ({ step: shift + step, from: Math.floor(((step - 1) * most) / count) + 1, to: Math.floor((step * most) / count) })
  return { stepOf, legend: [{ step: 0, from: 0, to: 0 }, ...Array.from({ length: count }, (_, i) => range(i + 1))] }
}
