import type { LngLat } from '../geometry/lngLat.ts'
import type { StreetClass } from '../model/ground.ts'

/** A street as routes use it. Null is what its class says (profile.ts). `oneway` and the line run the same way; `onewayBicycle` false: bicycles may go against it. `hours` as mappers write opening hours, '' is always. */
export type StreetLine = {
  id: string
  class: StreetClass
  coordinates: readonly LngLat[]
  oneway: boolean
  foot: boolean | null
  bicycle: boolean | null
  car: boolean | null
  onewayBicycle: boolean | null
  maxSpeedKmh: number | null
  hours: string
  /** Below the ground: a receiver hears nothing there, and who points at the map means what lies above. */
  tunnel?: boolean
  nameZh: string
  nameEn: string
}

const barrierKinds = ['gate', 'bollard', 'lift_gate', 'block', 'cycle_barrier', 'kerb', 'turnstile', 'other'] as const
export type BarrierKind = (typeof barrierKinds)[number]

/** What stands at a vertex of streets. */
export type StreetBarrier = { id: string; kind: BarrierKind; place: LngLat; foot: boolean | null; bicycle: boolean | null; car: boolean | null; hours: string }
