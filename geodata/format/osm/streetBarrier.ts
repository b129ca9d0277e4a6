import type { BarrierKind } from '../../graph/street.ts'
import { accessOf, type Access } from './access.ts'
import type { OsmTags } from './element.ts'

/** What stops nobody (entrances, toll booths, grids, gantries) is no barrier here. Source: OSM wiki, Key:barrier. */
const kinds: Record<string, BarrierKind> = {
  gate: 'gate', swing_gate: 'gate', sliding_gate: 'gate', wicket_gate: 'gate', hampshire_gate: 'gate', sally_port: 'gate', lift_gate: 'lift_gate', rising_bollard: 'bollard', bollard: 'bollard', block: 'block', jersey_barrier: 'block',
  planter: 'block', boulder: 'block', cycle_barrier: 'cycle_barrier', motorcycle_barrier: 'cycle_barrier', kerb: 'kerb', turnstile: 'turnstile', 'full-height_turnstile': 'turnstile', ticket_barrier: 'turnstile',
  kissing_gate: 'other', stile: 'other', chain: 'other', rope: 'other', bar: 'other', log: 'other', debris: 'other', horse_stile: 'other', bus_trap: 'other', sump_buster: 'other', yes: 'other',
}

export const barrierKindOf = (tags: OsmTags): BarrierKind | undefined => kinds[tags.barrier ?? '']

/** Whom it stops, as far as tags say so. What is locked stops everybody who is not named. */
export function barrierAccess(tags: OsmTags): Access {
  const said = accessOf(tags)
  const locked = tags.locked === 'yes' ? false : null
  return { foot: said.foot ?? locked, bicycle: said.bicycle ?? locked, car: said.car ?? locked }
}
