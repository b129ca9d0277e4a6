import { computed, onScopeDispose, watch } from 'vue'
import type { TakenAction } from '../../../geodata/model/incident.ts'
import type { ActionOffer } from '../../../geodata/model/workOrder.ts'
import { incidentClient } from '../../api/client.ts'
import { useIncidents } from '../../stores/incidents.ts'
import { useLoad } from '../../stores/loading.ts'
import { useLoop } from '../../stores/loop.ts'
import { useSteps } from '../loop/useSteps.ts'

const offerOf = (action: ActionOffer | TakenAction): ActionOffer => (typeof action === 'string' ? { subject: 'incident', action, workOrderId: null, needs: [], toState: null } : action)

/** One incident with all that belongs to it, for as long as it is looked at: read again when anybody changes it. */
export function useIncident(id: string) {
  const incidents = useIncidents()
  const loop = useLoop()
  const { data, state, error, load, abort } = useLoad((signal) => incidentClient.read(id, signal))
  onScopeDispose(abort)
  void load()
  watch(() => incidents.lastChanged, (ids) => { if (ids.has(id)) void load() })
  watch(() => loop.touched, (ids) => { if (ids.has(id)) void load() })
  watch(data, (read) => { if (read) incidents.chosen = { id, geometry: read.geometry } })

  const detail = computed(() => data.value && { ...data.value, actions: data.value.actions.map(offerOf), orders: data.value.orders ?? [], deadlines: data.value.deadlines ?? [], photos: data.value.photos ?? [], merged: data.value.merged ?? [], parts: data.value.parts ?? [] })
  const steps = useSteps(() => detail.value, load)
  return { detail, state, error, load, steps }
}
export type IncidentRead = NonNullable<ReturnType<typeof useIncident>['detail']['value']>
