import { conditionalDifferences } from '../conditionalDifferences.ts'
import { localGeary as gearyOf } from '../localGeary.ts'
import { localResult } from '../localResult.ts'
import type { Method } from '../method.ts'
import { rowStandardised } from '../neighbourTable.ts'
import { GearyParameters, type LocalParameters } from '../unitParameters.ts'

const source = 'Anselin 1995; Anselin 2019; Sokal, Oden & Thomson 1998'

/** Whether a unit is like its neighbours (z below 0) or unlike them, by squared differences: borders show that Moran's I passes over. */
export const localGeary: Method<LocalParameters> = {
  id: 'local_geary',
  version: 1,
  source,
  needs: [],
  parameters: GearyParameters,
  rank: null,
  run: (input, parameters, tell) =>
    localResult(input, parameters, tell, {
      id: 'local_geary',
      version: 1,
      name: "Local Geary's c",
      source,
      statistic({ values, table }) {
        const { c, z, lag, own } = gearyOf(values, rowStandardised(table))
        const alike = (k: number) => ((own[k] as number) > 0 && (lag[k] as number) > 0 ? 1 : (own[k] as number) <= 0 && (lag[k] as number) <= 0 ? 2 : 3)
        return {
          columns: { c, lag },
          z,
          tails: (permutations, random, told) => conditionalDifferences(own, table, permutations, random, told),
          findings: ['none', 'high_high', 'low_low', 'other_positive', 'negative'],
          findingOf: (k) => ((z[k] as number) < 0 ? alike(k) : 4),
        }
      },
    }),
}
