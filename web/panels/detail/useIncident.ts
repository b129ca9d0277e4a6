import { onScopeDispose, watch } from 'vue'
import type { IncidentAnswer } from '../../api/answers.ts'
import { incidentClient } from '../../api/client.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useLoad } from '../../stores/loading.ts'
import { useLoop } from '../../stores/loop.ts'
import { usePast } from '../../stores/past.ts'
import { useSteps } from '../loop/useSteps.ts'

/** One incident with all that belongs to it, for as long as it is looked at: read again when anybody changes it. */
export function useIncident(id: string) {
  const incidents = useIncidents()
  const loop = useLoop()
  const past = usePast()
  const { data: detail, state, error, load, abort } = useLoad((signal) => incidentClient.read(id, signal, past.at))
  onScopeDispose(abort)
  void load()
  watch(() => incidents.lastChanged, (ids) => { if (ids.has(id)) void load() })
  watch(() => past.at, () => void load())
  watch(() => loop.touched, (ids) => { if (ids.has(id)) void load() })
  watch(detail, (read) => { if (read) incidents.chosen = { id, geometry: read.geometry } })

  const steps = useSteps(() => detail.value, load)
  return { detail, state, error, load, steps }
}
export type IncidentRead = IncidentAnswer
