import type { CutOff } from '../graph/placesOnStreets.ts'
import type { GraphWarning } from '../graph/graphReport.ts'
import type { TurnStep } from '../graph/turnList.ts'
import type { LngLat } from './geometry.ts'
import type { Vehicle } from './patrolPlan.ts'

/** Where an end of a way stands on the streets; `cutOff` where most streets do not lead there. */
export type WayEnd = { asked: LngLat; place: LngLat | null; awayMeters: number | null; nameZh: string; nameEn: string; cutOff: CutOff | null }

/** The quickest way between two places; none where streets as they are known do not join them. */
export type StreetRoute = {
  profile: Vehicle
  from: WayEnd
  to: WayEnd
  way: { meters: number; seconds: number; line: LngLat[]; steps: TurnStep[] } | null
  warnings: GraphWarning[]
}
