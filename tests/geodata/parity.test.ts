import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasSamples } from './samples.ts'
import type { ParityCase } from './parity/case.ts'

const folder = resolve(import.meta.dirname, 'parity')
const page = resolve(import.meta.dirname, '../../docs/parity.md')
const files = readdirSync(folder).filter((name) => name !== 'case.ts').sort()
const every = hasSamples ? (await Promise.all(files.map(async (name) => ((await import(join(folder, name))) as { cases: () => Promise<ParityCase[]> | ParityCase[] }).cases()))).flat() : []

describe.skipIf(!hasSamples)('our numbers beside independent ones', () => {
  it('has cases', () => expect(every.length).toBeGreaterThan(20))
  it.each(every.map((one) => [`${one.method}: ${one.what}`, one] as const))('%s', (_, { ours, theirs, tolerance, relative }) => {
    expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(relative ? tolerance * Math.abs(theirs) : tolerance)
  })
  it('is what docs/parity.md says (FANGCUN_WRITE_PARITY=1 writes it)', () => {
    const text = pageOf(every)
    if (process.env.FANGCUN_WRITE_PARITY) writeFileSync(page, text)
    expect(readFileSync(page, 'utf8')).toBe(text)
  })
})

/** Below 1e-11 a difference is the rounding of one machine, which another need not share. */
const number = (value: number) => (Number.isInteger(value) ? String(value) : Math.abs(value) < 1e-11 ? '< 1e-11' : value.toPrecision(7))

function pageOf(cases: readonly ParityCase[]): string {
  const rows = cases.map(({ method, what, reference, theirs, ours, tolerance, relative }) => `| ${method} | ${what} | ${reference} | ${number(theirs)} | ${number(ours)} | ${relative ? `${Number((tolerance * 100).toPrecision(3))} %` : tolerance} |`)
  return `# Parity: our numbers beside independent ones

Written by \`tests/geodata/parity.test.ts\`, which fails where a number leaves its tolerance or this page is not what the code gives. The scripts that made
reference numbers of our own are in \`tests/fixtures\`.

| method | what | reference | theirs | ours | tolerance |
| --- | --- | --- | ---: | ---: | ---: |
${rows.join('\n')}
`
}
