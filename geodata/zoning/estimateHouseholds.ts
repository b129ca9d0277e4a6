import type { BuildingUse } from '../model/ground.ts'

/** Gross floor area of a home with its share of stairs and walls. */
export const squareMetersPerHousehold = 90
const metersPerLevel = 3
/** Where neither height nor levels are known. */
const usualLevels = 3

/** Share of the floors that are homes, by use; what can hold no homes is left out. */
const residentialShare: Partial<Record<BuildingUse, number>> = { residential: 0.9, commercial: 0.4, other: 0.6 }

export type Footprint = { use: BuildingUse; squareMeters: number; heightMeters?: number; levels?: number }

/** How many households a footprint could hold; an estimate, to be marked as one wherever it is shown. Sheds and kiosks hold none. */
export function estimateHouseholds({ use, squareMeters, heightMeters = 0, levels = 0 }: Footprint, perHousehold = squareMetersPerHousehold): number {
  const share = residentialShare[use] ?? 0
  const floors = levels > 0 ? levels : heightMeters > 0 ? Math.max(1, Math.round(heightMeters / metersPerLevel)) : usualLevels
  if (squareMeters < 30) return 0
  return Math.min(10_000, Math.round((squareMeters * floors * share) / perHousehold))
}
