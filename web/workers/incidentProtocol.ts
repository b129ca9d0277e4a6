import type { IncidentCore } from './incidentCore.ts'

/** One message each way per call; `id` pairs them. A method that is forgotten on either side does not compile. */
export type IncidentRequest = { [Name in keyof IncidentCore]: { id: number; name: Name; input: Parameters<IncidentCore[Name]> } }[keyof IncidentCore]
export type IncidentResponse = { id: number; ok: true; output: unknown } | { id: number; ok: false; message: string }

export function answer(core: IncidentCore, request: IncidentRequest): IncidentResponse {
  try {
    const method = core[request.name] as (...input: unknown[]) => unknown
    return { id: request.id, ok: true, output: method(...request.input) }
  } catch (error) {
    return { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
