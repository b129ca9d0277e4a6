/** Slope of the least squares line per unit of x, and the half width of its 95 % interval (normal approximation). */
export function slope(x: readonly number[], y: readonly number[]): { slope: number; halfWidth: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  const b = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / sxx
  const residual = x.reduce((sum, value, i) => sum + (y[i]! - my - b * (value - mx)) ** 2, 0)
  return { slope: b, halfWidth: 1.96 * Math.sqrt(residual / Math.max(1, x.length - 2) / sxx) }
}
