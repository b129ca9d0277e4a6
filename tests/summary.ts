/**
 * Sums the runs of tests/run.sh: `summary.ts <1 if vitest said that a run failed> <report.json>...`. The last line of the output is
 * `N passed, N failed, N skipped`; skipped and failed tests are named above it. Ends with 1 unless every run passed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'

type Assertion = { status: string; fullName: string }
type Report = { success: boolean; testResults: { name: string; status: string; message: string; assertionResults: Assertion[] }[] }
export type Summary = { passed: number; failed: string[]; skipped: string[]; ran: boolean }

/** Counts one run. A file that failed as a whole (it did not even load, or a hook threw) is one failure. */
export function summarize(run: string, report: Report): Summary {
  const summary: Summary = { passed: 0, failed: [], skipped: [], ran: report.testResults.length > 0 }
  for (const file of report.testResults) {
    const named = (what: string) => `${run}: ${file.name.replace(`${process.cwd()}/`, '')} > ${what}`
    const failedBefore = summary.failed.length
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') summary.passed += 1
      else if (status === 'failed') summary.failed.push(named(fullName))
      else summary.skipped.push(named(fullName))
    }
    if (file.status === 'failed' && summary.failed.length === failedBefore) summary.failed.push(named(file.message.split('\n')[0] || 'the whole file'))
  }
  return summary
}

function readRun(path: string): Summary {
  const run = basename(path, '.json')
  if (!existsSync(path)) return { passed: 0, failed: [`${run}: the run ended without a report`], skipped: [], ran: true }
  const summary = summarize(run, JSON.parse(readFileSync(path, 'utf8')) as Report)
  if (!summary.passed && !summary.failed.length) summary.failed.push(`${run}: no test ran`)
  return summary
}

function main([crashed, ...paths]: string[]): void {
  const runs = paths.map(readRun)
  const passed = runs.reduce((sum, each) => sum + each.passed, 0)
  const failed = runs.flatMap((each) => each.failed)
  const skipped = runs.flatMap((each) => each.skipped)
  // Vitest also fails a run for an error outside of every test, which no report counts.
  if (crashed === '1' && !failed.length) failed.push('a run failed outside of its tests, see above')
  console.log()
  for (const name of skipped) console.log(`skipped  ${name}`)
  for (const name of failed) console.log(`FAILED   ${name}`)
  console.log(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`)
  process.exitCode = failed.length ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2))
