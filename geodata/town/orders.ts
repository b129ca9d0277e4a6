import { uuidv7 } from '../model/id.ts'
import type { WorkOrderState } from '../model/workOrder.ts'
import type { KnownPostKind } from '../model/zone.ts'
import { pick, weighted, type Random } from '../random.ts'
import type { TownIncident, TownOrder, TownTeam } from './types.ts'

const open = new Set<string>(['dispatched', 'accepted', 'handling', 'fed_back'])

/** The work orders of matters in hand: most to a post of the zone, some to a patrol; a few have a second one who assists. */
export function makeOrders(incidents: readonly TownIncident[], teams: readonly TownTeam[], random: Random): TownOrder[] {
  return incidents.flatMap((incident) => {
    const state = incident.state === 'suspended' ? incident.stateBefore : incident.state
    const sent = incident.log.findLast(({ action }) => action === 'dispatch')
    const last = incident.log.findLast(({ toState }) => toState === state)
    if (state === null || !open.has(state) || !sent || !last) return []
    const near = teams.filter(({ areaCode, vehicle, kind }) => kind === 'staff' && (areaCode === incident.areaCode || vehicle === 'car'))
    const order = (kind: TownOrder['kind'], to: { postKind: KnownPostKind } | { teamCallSign: string }): TownOrder => ({
      id: uuidv7(random, Date.parse(sent.at)),
      incidentId: incident.id,
      postKind: null,
      teamCallSign: null,
      ...to,
      kind,
      state: state as WorkOrderState,
      result: state === 'fed_back' ? last.note : '',
      createdAt: sent.at,
      changedAt: last.at,
    })
    const team = near.length ? { teamCallSign: pick(random, near).callSign } : { postKind: 'safety' as const }
    const lead = random() < 0.2 ? team : { postKind: weighted(random, ['grid_officer', 'zone_lead'] as const, [4, 1]) }
    const helps = random() < 0.15 ? [order('assist', 'postKind' in lead ? team : { postKind: 'grid_officer' })] : []
    return [order('lead', lead), ...helps]
  })
}
