/** Groups of categories that have a colour of their own; the last stands for all others. */
export const splitGroups = 8
const parts = 24

/** Shares of `splitGroups` counts in parts of 24 (largest remainders), trailing zeros left out: few enough different texts that each can be an image. */
export function splitText(counts: ArrayLike<number>, from = 0): string {
  let sum = 0
  for (let group = 0; group < splitGroups; group++) sum += counts[from + group]!
  if (sum === 0) return ''
  const exact = Array.from({ length: splitGroups }, (_, group) => (counts[from + group]! * parts) / sum)
  const whole = exact.map(Math.floor)
  const order = exact.map((_, group) => group).sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b)
  for (let rest = parts - whole.reduce((a, b) => a + b, 0), i = 0; rest > 0; rest--, i++) whole[order[i]!]!++
  const last = whole.findLastIndex((share) => share > 0)
  return whole.slice(0, last + 1).join('.')
}
