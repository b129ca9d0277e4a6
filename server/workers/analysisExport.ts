import { unitFeatures } from '../../geodata/analysis/unitFeatures.ts'
import { findAll } from './analyses.ts'
import { withNames } from './analysisShown.ts'
import type { AnalysisTask, ExportFormat, Said } from './analysisTask.ts'

export type ExportedFile = { bytes: Uint8Array; units: number; rows: number }

/** Every unit with all its figures, and the evidence with them. */
export function exportAnalysis(task: AnalysisTask, format: ExportFormat, tell: (said: Said) => void): ExportedFile {
  const { result, read, backtest } = findAll(task, tell)
  const features = withNames([...unitFeatures(result, read.input)], task)
  const about = { question: task.question, evidence: result.evidence, summary: result.summary, notes: result.notes, backtest, provenance: read.provenance, smallHidden: task.ground.hidesSmall }
  if (format !== 'geojson') throw new RangeError(`${format} can not be written yet`)
  const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', ...about, features }))
  return { bytes, units: features.length, rows: read.input.points?.count ?? 0 }
}
