import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AnalysisResult, BacktestResult } from '../../geodata/analysis/method.ts'
import { resultCsv, resultGeojson, resultJson, type ResultGround } from '../../geodata/format/resultText.ts'
import { CommandError } from '../cli/tell.ts'
import { writeWhole } from '../cli/wholeFile.ts'

export type OutFormat = 'json' | 'geojson' | 'csv' | 'arrow'
export type Out = { path: string; format: OutFormat; gzip: boolean }

/** What is written, by the name of the file. @throws CommandError before anything is computed */
export function outOf(path: string | undefined, arrow: boolean): Out | null {
  if (path === undefined) {
    if (arrow) throw new CommandError('--arrow needs a file: --out result.arrow.')
    return null
  }
  const [, name, gz] = /\.(json|geojson|csv|arrow|feather)(\.gz)?$/i.exec(path) ?? []
  if (!name && !arrow) throw new CommandError(`--out ${path}: the name says what is written; expected .json, .geojson, .csv or .arrow (.gz too).`)
  if (arrow && name && !/arrow|feather/i.test(name)) throw new CommandError(`--arrow writes Arrow, and --out ${path} is named as another kind: name it .arrow.`)
  const folder = dirname(path)
  if (!existsSync(folder)) throw new CommandError(`--out ${path}: there is no folder ${folder}.`)
  if (existsSync(path) && statSync(path).isDirectory()) throw new CommandError(`--out ${path} is a folder; name a file in it.`)
  const format = arrow || /arrow|feather/i.test(name ?? '') ? 'arrow' : (name?.toLowerCase() as OutFormat)
  return { path, format, gzip: gz !== undefined }
}

export async function writeResult({ path, format, gzip }: Out, result: AnalysisResult, ground: ResultGround, backtest: BacktestResult | null, degrees: boolean, isJudgement = false): Promise<void> {
  await writeWhole(path, await piecesOf(format, result, ground, backtest, degrees, isJudgement), gzip)
}

async function piecesOf(format: OutFormat, result: AnalysisResult, ground: ResultGround, backtest: BacktestResult | null, degrees: boolean, isJudgement: boolean): Promise<Iterable<string | Uint8Array>> {
  const options = { backtest, degrees, exact: true }
  // The CSV of a backtest is its table; the units with their counts are in the other kinds of file.
  if (format === 'csv') return resultCsv(isJudgement ? { ...result, units: { kind: 'none' } } : result, ground, options)
  if (format === 'geojson') return resultGeojson(result, ground, options)
  if (format === 'json') return resultJson(result, ground, options)
  const { resultArrow } = await import('../../geodata/format/resultArrow.ts')
  return [resultArrow(result, ground.plane, options)]
}
