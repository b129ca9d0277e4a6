import { parentPort } from 'node:worker_threads'
import { PlacementRefusal, proposeCameras } from '../../geodata/camera/proposeCameras.ts'
import type { CameraPlacementAnswer, CameraPlacementQuestion, CameraPlacementStage, PlacementRows } from '../../geodata/model/cameraPlacement.ts'
import { openPlacer } from '../cameras/placementOptimum.ts'
import type { Told } from './run.ts'

export type PlacementTask = { rows: PlacementRows; question: CameraPlacementQuestion }
export type PlacementSaid = { stage: CameraPlacementStage; share: number }
export type PlacementReply = { answer: CameraPlacementAnswer } | { refused: { code: string; field: string; detail: string } }

parentPort?.on('message', async ({ rows, question }: PlacementTask) => {
  const port = parentPort
  const choose = await openPlacer()
  try {
    const answer = proposeCameras(rows, question, choose, (stage, share) => port?.postMessage({ told: { stage, share } } satisfies Told<PlacementSaid>))
    port?.postMessage({ answer } satisfies PlacementReply)
  } catch (error) {
    // What cannot be proposed is told with its reason; anything else ends the worker with its error.
    if (!(error instanceof PlacementRefusal)) throw error
    port?.postMessage({ refused: { code: error.code, field: error.field, detail: error.message } } satisfies PlacementReply)
  }
})
