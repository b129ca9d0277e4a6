import { parentPort } from 'node:worker_threads'
import { AnalysisRefusal } from '../../geodata/analysis/method.ts'
import type { AnalysisAnswer } from '../../geodata/model/analysisAnswer.ts'
import { solveAnalysis } from './analyses.ts'
import { type ExportedFile, exportAnalysis } from './analysisExport.ts'
import type { AnalysisTask, Said } from './analysisTask.ts'
import type { Told } from './run.ts'

export type Refused = { refused: { code: string; field: string; detail: string } }
export type Reply = { answer: AnalysisAnswer } | { file: ExportedFile } | Refused

const everyMs = 100

parentPort?.on('message', (task: AnalysisTask) => {
  const port = parentPort
  let last = 0
  const tell = (said: Said) => {
    if (performance.now() - last < everyMs) return
    last = performance.now()
    port?.postMessage({ told: said } satisfies Told<Said>)
  }
  try {
    const reply: Reply = task.exportAs ? { file: exportAnalysis(task, task.exportAs, tell) } : { answer: solveAnalysis(task, tell) }
    port?.postMessage(reply)
  } catch (error) {
    // What the analysis refuses is the question's fault and is told; anything else ends the worker with its error.
    if (!(error instanceof RangeError)) throw error
    port?.postMessage({ refused: { code: error instanceof AnalysisRefusal ? error.code : 'out_of_range', field: error instanceof AnalysisRefusal ? error.field : 'parameters', detail: error.message } } satisfies Reply)
  }
})
