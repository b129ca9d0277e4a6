// What CI says of its runs (tests/summary.ts): nothing that failed twice passes, and nothing that failed once is kept quiet.
import { expect, it } from 'vitest'
import { failedFiles, type Report, summarize } from '../summary.ts'

const file = (name: string, results: Record<string, 'passed' | 'failed' | 'skipped'>, message = '') => ({
  name: `${process.cwd()}/tests/${name}`, status: Object.values(results).includes('failed') || message ? 'failed' : 'passed', message,
  assertionResults: Object.entries(results).map(([fullName, status]) => ({ status, fullName, failureMessages: status === 'failed' ? ['Error: expected 1 to be 2\n at there'] : [] })),
})
const report = (...testResults: Report['testResults']): Report => ({ testResults })

it('counts what passed, failed with its reason, and was skipped', () => {
  const told = summarize('postgis', report(file('a.test.ts', { one: 'passed', two: 'failed', three: 'skipped' }), file('b.test.ts', { four: 'passed' })))
  expect(told).toEqual({ passed: 2, unsteady: [], skipped: ['postgis: tests/a.test.ts > three'], failed: [expect.stringMatching(/^postgis: tests\/a\.test\.ts > two\n\s+Error: expected 1 to be 2\n/)] })
})
it('a file that did not load has failed, and so has a run without tests', () => {
  expect(summarize('postgis', report(file('a.test.ts', {}, 'SyntaxError: no'))).failed).toEqual([expect.stringContaining('tests/a.test.ts > the whole file\n           SyntaxError: no')])
  expect(summarize('postgis', report()).failed).toEqual(['postgis: no test ran'])
})
it('what fails again has failed; what passes then is told as unsteady', () => {
  const first = report(file('a.test.ts', { one: 'passed', two: 'failed' }), file('b.test.ts', { three: 'failed' }))
  expect(failedFiles(first)).toEqual(['tests/a.test.ts', 'tests/b.test.ts'])
  const told = summarize('browser', first, report(file('a.test.ts', { one: 'passed', two: 'passed' }), file('b.test.ts', { three: 'failed' })))
  expect([told.passed, told.failed.length, told.unsteady]).toEqual([2, 1, [expect.stringContaining('tests/a.test.ts > two')]])
  expect(told.failed[0]).toContain('tests/b.test.ts > three')
})
it('a second run that fails elsewhere in the file has failed, and one that never came changes nothing', () => {
  const first = report(file('a.test.ts', { one: 'passed', two: 'failed' }))
  expect(summarize('browser', first, report(file('a.test.ts', { one: 'failed', two: 'passed' }))).failed).toEqual([expect.stringContaining('> one')])
  expect(summarize('browser', first, report()).failed).toEqual([expect.stringContaining('> two')])
})
