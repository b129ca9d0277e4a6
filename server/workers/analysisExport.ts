import { unitCount } from '../../geodata/analysis/unitFeatures.ts'
import { resultArrow } from '../../geodata/format/resultArrow.ts'
import { resultHead } from '../../geodata/format/resultRows.ts'
import { resultCsv, resultGeojson } from '../../geodata/format/resultText.ts'
import { findAll } from './analyses.ts'
import type { AnalysisTask, ExportFormat, Said } from './analysisTask.ts'

export type ExportedFile = { bytes: Uint8Array; units: number; rows: number }

/** Every unit with all its figures; what it was found by stands with it: as a member, as a comment before the table, or as metadata of the schema. */
export function exportAnalysis(task: AnalysisTask, format: ExportFormat, tell: (said: Said) => void): ExportedFile {
  const { result: found, read, backtest } = findAll(task, tell)
  const { question, ground } = task
  const result = { ...found, evidence: { ...found.evidence, question, provenance: read.provenance, smallHidden: ground.hidesSmall } }
  const whole = { units: unitCount(result.units), rows: read.input.points?.count ?? 0 }
  if (format === 'arrow') return { ...whole, bytes: resultArrow(result, read.input.plane, { backtest }) }
  const text = format === 'csv' ? [`# ${JSON.stringify(resultHead(result, backtest))}\r\n`, ...resultCsv(result, read.input)] : [...resultGeojson(result, read.input, { backtest })]
  return { ...whole, bytes: new TextEncoder().encode(text.join('')) }
}
