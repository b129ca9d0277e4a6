import { z } from 'zod'

const fields = {
  cellMeters: z.coerce.number().min(10).max(100_000).default(500).describe('side of a cell in metres'),
  maxRadiusMeters: z.coerce.number().min(0).max(1_000_000).default(1_000).describe('radius of the largest circle in metres, from middle to middle'),
  maxDays: z.coerce.number().min(1).max(3_660).default(7).describe('longest window in days'),
  stepDays: z.coerce.number().int().min(1).max(366).default(1).describe('length of a time step in days, reckoned back from the end'),
  minCases: z.coerce.number().int().min(1).max(1_000_000).default(3).describe('fewer cases are no cluster'),
  maxClusters: z.coerce.number().int().min(1).max(1_000).default(20).describe('clusters listed at most, significant or not'),
  alpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('chance of any false alarm on the whole map that is borne'),
  permutations: z.coerce.number().int().min(19).max(99_999).default(999).describe('simulated data sets'),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1).describe('of the random numbers'),
}

export const ScanPermutationParameters = z.strictObject({
  units: z.enum(['cells', 'areas']).default('cells').describe('what cases are gathered in'),
  mode: z.enum(['retrospective', 'prospective']).default('retrospective').describe('retrospective: any window of the period; prospective: only clusters that last until its end'),
  maxShare: z.coerce.number().gt(0).max(0.5).default(0.5).describe('share of all cases that a circle may hold'),
  ...fields,
})
export type ScanPermutationParameters = z.infer<typeof ScanPermutationParameters>

const { cellMeters: _, ...areaFields } = fields

export const ScanPoissonParameters = z.strictObject({
  mode: z.enum(['space', 'retrospective', 'prospective']).default('space').describe('space: the whole period at once; retrospective: any window of it; prospective: only clusters that last until its end'),
  trend: z.enum(['none', 'given']).default('none').describe('given: days on which more happens everywhere are no cluster'),
  maxShare: z.coerce.number().gt(0).max(0.5).default(0.1).describe('share of the population that a circle may hold'),
  ...areaFields,
  maxRadiusMeters: z.coerce.number().min(0).max(1_000_000).default(5_000).describe('radius of the largest circle in metres, from middle to middle'),
})
export type ScanPoissonParameters = z.infer<typeof ScanPoissonParameters>
