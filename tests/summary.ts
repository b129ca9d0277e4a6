/**
 * Sums the runs of tests/run.sh. `summary.ts sum <1 if a run failed outside of its tests> <report.json>...`: the last line of the output is `N passed, N failed, N skipped`; skipped and failed tests
 * are named above it with why they failed. Ends with 1 unless every run passed. `summary.ts failed <report.json>`: the files of a run in which something failed.
 *
 * A file in which something failed is run once more, by itself, after everything else (`<name>.again.json`): what fails again has failed; what passes then is told as unsteady, with its first reason.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'

type Assertion = { status: string; fullName: string; failureMessages?: string[] }
type TestFile = { name: string; status: string; message: string; assertionResults: Assertion[] }
export type Report = { testResults: TestFile[] }
export type Summary = { passed: number; failed: string[]; unsteady: string[]; skipped: string[] }

const local = (file: string) => file.replace(`${process.cwd()}/`, '')
/** The first lines of a reason, without the runner's own places. */
const why = (message: string) => message.split('\n').filter((line) => !line.includes('node_modules')).slice(0, 8).map((line) => `\n           ${line.slice(0, 300)}`).join('')

function counted(run: string, file: TestFile): Omit<Summary, 'unsteady'> {
  const of = { passed: 0, failed: [] as string[], skipped: [] as string[] }
  const named = (what: string) => `${run}: ${local(file.name)} > ${what}`
  for (const { status, fullName, failureMessages } of file.assertionResults) {
    if (status === 'passed') of.passed += 1
    else if (status === 'failed') of.failed.push(named(fullName) + why(failureMessages?.[0] ?? ''))
    else of.skipped.push(named(fullName))
  }
  // A file that failed as a whole: it did not even load, or a hook threw.
  if (file.status === 'failed' && !of.failed.length) of.failed.push(named(`the whole file${why(file.message)}`))
  return of
}

export const failedFiles = (report: Report): string[] => report.testResults.filter((file) => file.status === 'failed').map((file) => local(file.name))

/** Counts one run. @param again the second run of its failed files, where there was one */
export function summarize(run: string, report: Report, again?: Report): Summary {
  const summary: Summary = { passed: 0, failed: [], unsteady: [], skipped: [] }
  for (const file of report.testResults) {
    const first = counted(run, file)
    const second = first.failed.length ? again?.testResults.find((each) => each.name === file.name) : undefined
    const last = second ? counted(run, second) : first
    summary.passed += last.passed
    summary.failed.push(...last.failed)
    summary.skipped.push(...last.skipped)
    if (second && !last.failed.length) summary.unsteady.push(...first.failed)
  }
  if (!summary.passed && !summary.failed.length) summary.failed.push(`${run}: no test ran`)
  return summary
}

const read = (path: string): Report | undefined => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined)

function readRun(path: string): Summary {
  const run = basename(path, '.json')
  const report = read(path)
  return report ? summarize(run, report, read(path.replace('.json', '.again.json'))) : { passed: 0, failed: [`${run}: the run ended without a report`], unsteady: [], skipped: [] }
}

function tell(crashed: string | undefined, paths: readonly string[]): void {
  const runs = paths.map(readRun)
  const all = (part: 'failed' | 'unsteady' | 'skipped') => runs.flatMap((each) => each[part])
  const failed = all('failed')
  // Vitest also fails a run for an error outside of every test, which no report counts.
  if (crashed === '1') failed.push('a run failed outside of its tests, see above')
  console.log()
  for (const name of all('skipped')) console.log(`skipped  ${name}`)
  for (const name of all('unsteady')) console.log(`UNSTEADY ${name}`)
  for (const name of failed) console.log(`FAILED   ${name}`)
  console.log(`${runs.reduce((sum, each) => sum + each.passed, 0)} passed, ${failed.length} failed, ${all('skipped').length} skipped`)
  process.exitCode = failed.length ? 1 : 0
}

function main([what, ...rest]: string[]): void {
  if (what === 'failed') console.log(failedFiles(read(rest[0] ?? '') ?? { testResults: [] }).join('\n'))
  else tell(rest[0], rest.slice(1))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2))
