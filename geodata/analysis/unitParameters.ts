import { z } from 'zod'
import { UnitKind } from '../model/analysis.ts'

/** What counts are gathered in; every method on units begins with these. */
export const unitFields = {
  units: z.enum(['auto', ...UnitKind.options]).default('auto').describe('what is counted in: auto (areas that bring their own values, else cells), cells, areas or segments of streets'),
  cellMeters: z.coerce.number().min(1).max(100_000).default(200).describe('side of a cell in metres'),
  snapMeters: z.coerce.number().min(0.1).max(10_000).default(50).describe('how far from its street a point may lie, in metres'),
}

export const neighbourFields = {
  neighbourhood: z.enum(['queen', 'rook', 'distance', 'nearest']).default('queen').describe('queen: meet at a corner or border (streets: at a junction); rook: at a border; distance: middles within distanceMeters; nearest: so many nearest middles'),
  distanceMeters: z.coerce.number().min(1).max(1_000_000).default(400).describe('for distance: how far apart the middles of neighbours may be, in metres'),
  nearest: z.coerce.number().int().min(1).max(200).default(8).describe('for nearest: how many'),
  borderMeters: z.coerce.number().min(0).max(1_000).default(0.1).describe('how far apart two drawings of one border of areas may lie, in metres'),
}

export const testFields = {
  alpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('share of false calls that is borne among all calls (false discovery rate)'),
  permutations: z.coerce.number().int().min(0).max(999_999).default(99_999).describe('conditional permutations of each unit; 0: normal approximation'),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1).describe('of the random numbers'),
}

/** Local methods: units, neighbours and a test of each unit. */
export const LocalParameters = z.strictObject({ ...unitFields, ...neighbourFields, ...testFields })
export type LocalParameters = z.infer<typeof LocalParameters>

/**
 * Conditional permutation keeps a unit's own value and asks about its surroundings alone: a hotspot within one cell is none to it. The usual map of
 * hotspots asks whether the place and its surroundings are high, which the normal approximation of Gi* answers; it calls more where counts are skewed.
 */
export const GiStarParameters = LocalParameters.extend({ permutations: testFields.permutations.default(0) })

/** Where each unit looks at every draw, fewer draws. */
export const GearyParameters = LocalParameters.extend({ permutations: testFields.permutations.default(9_999) })

export const CountParameters = z.strictObject(unitFields)
export type CountParameters = z.infer<typeof CountParameters>
