import type { CameraPlacementAnswer, CameraPlacementLine, CameraPlacementQuestion, CameraPlacementStage } from '../../geodata/model/cameraPlacement.ts'
import type { CameraPlan, CameraPlanDraft, CameraPlanKeep, CameraPlanRecord } from '../../geodata/model/cameraPlan.ts'
import { ndjson } from './analysis.ts'
import { Problem, read, request, send } from './http.ts'

export type PlacementProgress = { share: number; stage: CameraPlacementStage }
type Signal = AbortSignal | undefined

const broken = () => new Problem({ title: 'network', status: 0, detail: '', errors: [] })
const at = (id: string) => `/api/camera-plans/${encodeURIComponent(id)}`

export const cameraPlanClient = {
  list: (signal?: Signal) => read<{ plans: CameraPlan[] }>('/api/camera-plans', { discarded: 'true' }, signal),
  read: (id: string, signal?: Signal) => read<CameraPlanRecord>(at(id), {}, signal),
  keep: (plan: CameraPlanKeep) => send<{ plan: CameraPlan }>('POST', '/api/camera-plans', plan),
  change: (id: string, draft: CameraPlanDraft) => send<{ plan: CameraPlan }>('PUT', at(id), draft),
  /** Each site becomes a camera that is planned; `withdraw` takes that back while none of them stands. */
  step: (step: 'adopt' | 'withdraw' | 'discard', id: string, version: number) => send<{ plan: CameraPlan }>('POST', `${at(id)}/${step}`, { version }),
}

export const cameraPlacementClient = {
  /** @throws Problem when it is refused, before or while it runs, or when the stream breaks off; AbortError when aborted */
  async ask(question: CameraPlacementQuestion, told: (progress: PlacementProgress) => void, signal?: AbortSignal): Promise<CameraPlacementAnswer> {
    const response = await request('/api/camera-placements', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' }, body: JSON.stringify(question), signal: signal ?? null })
    if (!response.body) throw broken()
    try {
      for await (const line of ndjson<CameraPlacementLine>(response.body)) {
        if ('answer' in line) return line.answer
        if ('problem' in line) throw new Problem(line.problem)
        told({ share: line.progress, stage: line.stage })
      }
    } catch (error) {
      if (error instanceof Problem || signal?.aborted || (error instanceof DOMException && error.name === 'AbortError')) throw error
      throw broken()
    }
    throw broken()
  },
}
