import { conditionalSums } from '../conditionalSums.ts'
import { giOf } from '../localG.ts'
import { localResult } from '../localResult.ts'
import type { Method } from '../method.ts'
import { LocalParameters } from '../unitParameters.ts'

const source = 'Getis & Ord 1992; Ord & Getis 1995'

/** Where high or low values stand around a unit, its own left out: whether a place lies among hot ones, not whether it is one. */
export const gi: Method<LocalParameters> = {
  id: 'gi',
  version: 1,
  source,
  needs: [],
  parameters: LocalParameters,
  rank: 'z',
  run: (input, parameters, tell) =>
    localResult(input, parameters, tell, {
      id: 'gi',
      version: 1,
      name: 'Getis-Ord Gi',
      source,
      statistic({ values, table }) {
        const z = giOf(values, table)
        return { columns: {}, z, tails: (permutations, random, told) => conditionalSums(values, table, permutations, random, told), findings: ['none', 'hot', 'cold'], findingOf: (i) => ((z[i] as number) > 0 ? 1 : 2) }
      },
    }),
}
