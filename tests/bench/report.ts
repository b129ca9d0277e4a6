import type { Pair } from './pair.ts'

export type Line = { name: string; text: string; bar?: { text: string; passed: boolean } }
const number = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))

/** The bars allow 15 % slack for a noisy machine (performance bars, ratios only). */
export function pairLine(name: string, unit: string, result: Pair, bar?: { label: string; atLeast: number }): Line {
  const { ratio, lowest, highest, ours, peer, rounds } = result
  const text = `${ratio.toFixed(2)} (${lowest.toFixed(2)}-${highest.toFixed(2)}, ${rounds} rounds) ours ${number(ours)} ${unit}, peer ${number(peer)} ${unit}`
  return bar ? { name, text, bar: { text: `${bar.label} >= ${bar.atLeast}`, passed: ratio >= bar.atLeast * 0.85 } } : { name, text }
}

export function print({ name, text, bar }: Line): void {
  console.log(`${name.padEnd(44)} ${text}${bar ? `   [${bar.text}: ${bar.passed ? 'reached' : 'NOT reached'}]` : ''}`)
}
