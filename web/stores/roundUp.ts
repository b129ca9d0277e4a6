/** The next of 1, 2, 5, 10, 20, 50 … that is not smaller; 1 for nothing. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const unit = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((step) => step * unit).find((edge) => edge >= value * (1 - 1e-9)) ?? 10 * unit
}
