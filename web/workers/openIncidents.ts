import type { IncidentCore } from './incidentCore.ts'
import type { IncidentRequest, IncidentResponse } from './incidentProtocol.ts'
import type { IncidentAnswers, IncidentHeat, IncidentHexagons, IncidentIndex, IncidentMoment, IncidentPoints } from './incidentQuestion.ts'

type Waiting = { resolve: (output: never) => void; reject: (error: Error) => void }

/** Starts the worker that holds the incidents. Calls reject with the worker's message; after `close` nothing is answered any more. */
export function openIncidents(): IncidentIndex {
  const worker = new Worker(new URL('./incidents.worker.ts', import.meta.url), { type: 'module', name: 'incidents' })
  const waiting = new Map<number, Waiting>()
  let last = 0

  worker.addEventListener('message', ({ data }: MessageEvent<IncidentResponse>) => {
    const caller = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.ok) caller?.resolve(data.output as never)
    else caller?.reject(new Error(data.message))
  })
  worker.addEventListener('error', (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'the incidents worker stopped'))
    waiting.clear()
  })

  function call<Output>(name: keyof IncidentCore, input: unknown[], transfer: Transferable[] = []): Promise<Output> {
    const id = ++last
    return new Promise<Output>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, input } as IncidentRequest, transfer)
    })
  }

  return {
    load: (bytes) => call<number>('load', [bytes], [bytes]),
    setup: (setup) => call<void>('setup', [setup]),
    begin: (total) => call<void>('begin', [total]),
    feed: (bytes) => call<number>('feed', [bytes], [bytes.buffer]),
    apply: (rows, gone) => call<number>('apply', [rows, gone]),
    ask: (question) => call<IncidentAnswers>('ask', [question]),
    hexagons: (question) => call<IncidentHexagons>('hexagons', [question]),
    points: (question) => call<IncidentPoints>('points', [question]),
    heat: (question) => call<IncidentHeat>('heat', [question]),
    moment: (row) => call<IncidentMoment>('moment', [row]),
    close: () => worker.terminate(),
  }
}
