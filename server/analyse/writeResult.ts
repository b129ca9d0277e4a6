import { once } from 'node:events'
import { createWriteStream, existsSync, statSync, unlinkSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createGzip } from 'node:zlib'
import type { AnalysisResult, BacktestResult } from '../../geodata/analysis/method.ts'
import { resultCsv, resultGeojson, resultJson, type ResultGround } from '../../geodata/format/resultText.ts'
import { CommandError } from '../cli/tell.ts'

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

/** Written beside its place under another name and moved there at the end, so that nobody reads half of it. */
export async function writeResult({ path, format, gzip }: Out, result: AnalysisResult, ground: ResultGround, backtest: BacktestResult | null, degrees: boolean, isJudgement = false): Promise<void> {
  const half = `${path}.${process.pid}.part`
  const leave = () => process.exit(130)
  const clean = () => existsSync(half) && unlinkSync(half)
  process.once('SIGINT', leave).once('SIGTERM', leave).once('exit', clean)
  try {
    await writePieces(half, await piecesOf(format, result, ground, backtest, degrees, isJudgement), gzip)
    await rename(half, path)
  } catch (error) {
    clean()
    const { code, message } = error as NodeJS.ErrnoException
    throw code ? new CommandError(`--out ${path} cannot be written: ${message}.`) : error
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave).off('exit', clean)
  }
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

async function writePieces(path: string, pieces: Iterable<string | Uint8Array>, gzip: boolean): Promise<void> {
  const file = createWriteStream(path)
  await once(file, 'open')
  const out = gzip ? createGzip() : file
  if (out !== file) out.pipe(file)
  const failed = new Promise<never>((_, reject) => file.once('error', reject))
  failed.catch(() => {})
  for (const piece of pieces) if (!out.write(piece)) await Promise.race([once(out, 'drain'), failed])
  const closed = once(file, 'close')
  out.end()
  await Promise.race([closed, failed])
}
