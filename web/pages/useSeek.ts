import type { Selection } from '../../geodata/model/view.ts'
import { incidentClient } from '../api/client.ts'
import type { Sought } from '../map/sceneData.ts'
import { useIncidents } from '../stores/incidents.ts'

/** Finds the incident of which the map knows place and moment only; where it cannot be told (many at once, or none any more), what lies at the place is shown. */
export function useSeek(choose: (selection: Selection | null) => void) {
  const incidents = useIncidents()
  return async (sought: Sought): Promise<void> => {
    const moment = 'row' in sought ? await incidents.index?.moment(sought.row) : { ...sought, id: '' }
    if (!moment) return
    const { lng, lat, occurredAt, id } = moment
    const found = id !== '' ? [{ id }] : await incidentClient.atPlace({ lng, lat, at: new Date(occurredAt).toISOString() }).then((answer) => answer.incidents, () => [])
    choose(found.length === 1 ? { noun: 'incident', id: found[0]!.id } : { noun: 'point', lng, lat })
  }
}
