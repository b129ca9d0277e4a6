import { createIncidentCore } from './incidentCore.ts'
import { answer, type IncidentRequest, type IncidentResponse } from './incidentProtocol.ts'

const core = createIncidentCore()

/** Large arrays made for one answer are handed over and not copied. */
const handedOver = (response: IncidentResponse): Transferable[] => {
  if (!response.ok) return []
  const arrays = response.output instanceof Float64Array ? [response.output] : Object.values((response.output ?? {}) as object).filter((value) => value instanceof Float64Array || value instanceof Float32Array || value instanceof Uint32Array || value instanceof Uint8Array)
  return arrays.map(({ buffer }) => buffer as ArrayBuffer)
}

self.addEventListener('message', (event: MessageEvent<IncidentRequest>) => {
  const response = answer(core, event.data)
  self.postMessage(response, { transfer: handedOver(response) })
})
