import { conditionalSums } from '../conditionalSums.ts'
import { giStarOf } from '../localG.ts'
import { localResult } from '../localResult.ts'
import type { Method } from '../method.ts'
import { GiStarParameters, type LocalParameters } from '../unitParameters.ts'

const source = 'Getis & Ord 1992; Ord & Getis 1995'

/** Where high or low values stand together, the unit's own included: the usual map of hotspots. */
export const giStar: Method<LocalParameters> = {
  id: 'gi_star',
  version: 1,
  source,
  needs: [],
  parameters: GiStarParameters,
  rank: 'z',
  run: (input, parameters, tell) =>
    localResult(input, parameters, tell, {
      id: 'gi_star',
      version: 1,
      name: 'Getis-Ord Gi*',
      source,
      statistic({ values, table }) {
        const z = giStarOf(values, table)
        // The unit's own value is kept, so the sum over the others alone decides.
        return { columns: {}, z, tails: (permutations, random, told) => conditionalSums(values, table, permutations, random, told), findings: ['none', 'hot', 'cold'], findingOf: (i) => ((z[i] as number) > 0 ? 1 : 2) }
      },
    }),
}
