import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { dirname } from 'node:path'
import type { Pair } from './pair.ts'

export type Bar = { text: string; reached: boolean }
/** One figure: what was compared, as text and as numbers, with its bar where one applies. */
export type Line = { name: string; text: string; figures: Record<string, number>; bar?: Bar }

/** What a noisy machine may take from a bar. */
const slack = 0.15
const number = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))

/** Rates, ours / peer, higher is better. */
export function pairLine(name: string, unit: string, result: Pair, bar?: { label: string; atLeast: number }): Line {
  const { ratio, lowest, highest, ours, peer, rounds } = result
  const text = `${ratio.toFixed(2)} (${lowest.toFixed(2)}-${highest.toFixed(2)}, ${rounds} rounds)  ours ${number(ours)} ${unit}, peer ${number(peer)} ${unit}`
  const judged = bar && { text: `${bar.label} >= ${bar.atLeast}`, reached: ratio >= bar.atLeast * (1 - slack) }
  return { name, text, figures: { ...result }, ...(judged ? { bar: judged } : {}) }
}

/** A value against the most it may be. */
export function limitLine(name: string, unit: string, values: { median: number; lowest: number; highest: number; runs: number }, limit: number, label = 'limit'): Line {
  const ratio = values.median / limit
  const text = `${ratio.toFixed(2)} of ${number(limit)} ${unit}  ${number(values.median)} ${unit} (${number(values.lowest)}-${number(values.highest)}, ${values.runs} runs)`
  return { name, text, figures: { ratio, limit, ...values }, bar: { text: `${label} <= ${number(limit)} ${unit}`, reached: ratio <= 1 + slack } }
}

export const plainLine = (name: string, text: string, figures: Record<string, number> = {}): Line => ({ name, text, figures })

export function print({ name, text, bar }: Line): void {
  console.log(`  ${name.padEnd(46)} ${text}${bar ? `  [${bar.text}: ${bar.reached ? 'reached' : 'NOT reached'}]` : ''}`)
}

export function writeJson(path: string, sections: Record<string, Line[]>, seconds: number): void {
  mkdirSync(dirname(path), { recursive: true })
  const machine = { cores: cpus().length, node: process.version, loadAverage: loadavg()[0] }
  writeFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), seconds: Math.round(seconds), machine, sections }, null, 2)}\n`)
}
