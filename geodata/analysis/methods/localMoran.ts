import { conditionalSums } from '../conditionalSums.ts'
import { localMoran as moranOf } from '../localMoran.ts'
import { localResult } from '../localResult.ts'
import type { Method } from '../method.ts'
import { rowStandardised } from '../neighbourTable.ts'
import { LocalParameters } from '../unitParameters.ts'

const source = 'Anselin 1995; Sokal, Oden & Thomson 1998'

/** Clusters of high and of low values, and units unlike their neighbours. */
export const localMoran: Method<LocalParameters> = {
  id: 'local_moran',
  version: 1,
  source,
  needs: [],
  parameters: LocalParameters,
  rank: 'hotness',
  run: (input, parameters, tell) =>
    localResult(input, parameters, tell, {
      id: 'local_moran',
      version: 1,
      name: "Local Moran's I",
      source,
      statistic({ values, table }) {
        const { i, z, lag, own } = moranOf(values, rowStandardised(table))
        const quadrant = (k: number) => ((own[k] as number) > 0 ? ((lag[k] as number) > 0 ? 1 : 3) : (lag[k] as number) > 0 ? 4 : 2)
        return {
          // High values among high ones first, for a backtest; low ones among low ones last.
          columns: { i, lag, hotness: z.map((value, k) => ((own[k] as number) > 0 ? value : -Math.abs(value))) },
          z,
          // I is the unit's own difference times the sum over its neighbours, so both have the same two-sided p.
          tails: (permutations, random, told) => conditionalSums(values, table, permutations, random, told),
          findings: ['none', 'high_high', 'low_low', 'high_low', 'low_high'],
          findingOf: quadrant,
        }
      },
    }),
}
