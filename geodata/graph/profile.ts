import type { StreetClass } from '../model/ground.ts'
import type { Vehicle } from '../model/patrolPlan.ts'
import type { BarrierKind, StreetBarrier, StreetLine } from './street.ts'

type Allowed = Record<Vehicle, boolean>
const allowed = (foot: boolean, bicycle: boolean, car: boolean): Allowed => ({ foot, bicycle, car })

/** Who may use a class of street that says nothing else. Motorways and trunk roads are no walk: a trunk road with a pavement says so (`foot`). */
const byClass: Record<StreetClass, Allowed> = {
  motorway: allowed(false, false, true),
  trunk: allowed(false, false, true),
  primary: allowed(true, true, true),
  secondary: allowed(true, true, true),
  tertiary: allowed(true, true, true),
  residential: allowed(true, true, true),
  service: allowed(true, true, true),
  pedestrian: allowed(true, false, false),
  path: allowed(true, false, false),
  steps: allowed(true, false, false),
  rail: allowed(false, false, false),
}

/** Who passes a barrier that says nothing else, while it is open. */
const byBarrier: Record<BarrierKind, Allowed> = {
  gate: allowed(true, true, true),
  lift_gate: allowed(true, true, true),
  kerb: allowed(true, true, true),
  bollard: allowed(true, true, false),
  block: allowed(true, true, false),
  cycle_barrier: allowed(true, true, false),
  turnstile: allowed(true, false, false),
  other: allowed(true, false, false),
}

/** Rail is no street, and steps are for feet alone, whatever a file says. */
export function mayUse(street: StreetLine, profile: Vehicle): boolean {
  if (street.class === 'rail' || (street.class === 'steps' && profile !== 'foot')) return false
  return street[profile] ?? byClass[street.class][profile]
}

export const mayPass = (barrier: StreetBarrier, profile: Vehicle): boolean => barrier[profile] ?? byBarrier[barrier.kind][profile]

/** Whether a street may be used against its line: walking knows no one-way. */
export function mayTurnBack(street: StreetLine, profile: Vehicle): boolean {
  if (profile === 'foot') return true
  return profile === 'bicycle' ? !(street.onewayBicycle ?? street.oneway) : !street.oneway
}

/** How many times as long a metre takes as on the flat: stairs are climbed at about half the pace (Fujiyama & Tyler 2010). */
export const slownessOf = (street: StreetLine): number => (street.class === 'steps' ? 2 : 1)

/** km/h of cars where no limit is known; what is driven in towns, not what is allowed. */
const drivenKmh: Partial<Record<StreetClass, number>> = { motorway: 90, trunk: 60, primary: 45, secondary: 40, tertiary: 35, residential: 25, service: 12, pedestrian: 8, path: 8 }

/** Metres a second that nobody exceeds there; infinite where the vehicle's own speed decides. */
export function speedCap(street: StreetLine, profile: Vehicle): number {
  if (profile !== 'car') return Infinity
  return Math.min(street.maxSpeedKmh ?? Infinity, drivenKmh[street.class] ?? 25) / 3.6
}

/** Metres a second on the way, where a question names none. */
export const usualSpeed: Record<Vehicle, number> = { foot: 1.3, bicycle: 4, car: 12 }
